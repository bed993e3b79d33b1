from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail

from schools import actions
from schools.links import staff_behind_token
from schools.models import Staff, StaffRole
from tests.factories import StaffFactory


@pytest.fixture
def invite(personas, now, django_capture_on_commit_callbacks):
    def act(*staff):
        with django_capture_on_commit_callbacks(execute=True):
            return actions.invite_staff(staff=staff, by=personas.leader, now=now)

    return act


def test_invitation_mails_a_personal_link_in_the_language_of_the_reader(invite, colleague):
    colleague.user.language = "en"
    colleague.user.save()

    invite(colleague)

    message = mail.outbox[0]
    assert message.to == [colleague.user.email]
    assert message.subject == "Atheneum Ter Linde: your place on PLC Platform"
    token = message.body.split("/welcome/")[1].split("/")[0]
    assert staff_behind_token(token) == colleague


def test_invitation_passes_over_who_signed_in_or_left(invite, colleague, now):
    gone = StaffFactory(school=colleague.school, left_on=now.date())
    active = StaffFactory(school=colleague.school, user__last_login=now)

    assert invite(gone, active, colleague) == [colleague]
    assert len(mail.outbox) == 1


def test_invitation_sends_a_hundred_mails_at_once_at_most(invite, colleague, monkeypatch):
    monkeypatch.setattr("schools.actions.people.MAILS_AT_ONCE", 2)

    sent = invite(*(StaffFactory(school=colleague.school) for _ in range(3)))

    assert (len(sent), len(mail.outbox)) == (2, 2)


def test_who_got_no_mail_counts_as_not_invited(invite, colleague, settings):
    class Closing(mail.get_connection().__class__):
        def send_messages(self, messages):
            if mail.outbox:
                raise SMTPServerDisconnected
            return super().send_messages(messages)

    settings.EMAIL_BACKEND = f"{__name__}.Closing"
    globals()["Closing"] = Closing
    unlucky = StaffFactory(school=colleague.school)

    with pytest.raises(actions.MailDidNotLeave):
        invite(colleague, unlucky)

    assert [bool(Staff.objects.get(pk=one.pk).invited_at) for one in (colleague, unlucky)] == [True, False]


def test_step_in_keeps_name_language_and_a_wanted_password(colleague, now):
    words = {"first_name": "Olga", "prefix": "van de", "last_name": "Ven", "language": "en"}

    user = actions.step_in(staff=colleague, **words, password="lang-genoeg-9", now=now)

    user.refresh_from_db()
    assert (user.get_full_name(), user.language, user.check_password("lang-genoeg-9")) == (
        "Olga van de Ven",
        "en",
        True,
    )


def test_roles_are_set_as_a_whole(colleague, personas, now):
    actions.change_roles(staff=colleague, roles=["leader", "support"], by=personas.leader, now=now)

    assert set(colleague.roles.values_list("role", flat=True)) == {"leader", "support"}


def test_last_leader_cannot_step_down_but_one_of_two_can(colleague, personas, now):
    own = Staff.objects.get(user=personas.leader)

    with pytest.raises(actions.LastLeader):
        actions.change_roles(staff=own, roles=["teacher"], by=personas.leader, now=now)
    actions.change_roles(staff=colleague, roles=["leader"], by=personas.leader, now=now)
    actions.change_roles(staff=own, roles=["teacher"], by=personas.leader, now=now)

    assert list(
        StaffRole.objects.filter(staff__school=personas.school, role="leader").values_list("staff", flat=True)
    ) == [colleague.pk]


def test_leader_who_left_does_not_count(colleague, personas, now):
    StaffRole.objects.create(staff=StaffFactory(school=personas.school, left_on=now.date()), role="leader")

    with pytest.raises(actions.LastLeader):
        actions.change_roles(
            staff=Staff.objects.get(user=personas.leader), roles=["teacher"], by=personas.leader, now=now
        )


def test_who_left_is_gone_from_today_and_may_come_back_in_her_roles(colleague, personas, now):
    actions.mark_left(staff=colleague, by=personas.leader, now=now)
    assert Staff.objects.get(pk=colleague.pk).left_on == now.date()

    actions.mark_back(staff=colleague, by=personas.leader, now=now)
    assert Staff.objects.get(pk=colleague.pk).left_on is None
    assert colleague.roles.exists()


def test_last_leader_cannot_be_marked_as_left(personas, now):
    with pytest.raises(actions.LastLeader):
        actions.mark_left(staff=Staff.objects.get(user=personas.leader), by=personas.leader, now=now)
