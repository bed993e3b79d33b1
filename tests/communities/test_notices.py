"""The mail of an invitation, and whose school days count."""

from datetime import UTC, date, datetime

import pytest
from django.core import mail

from communities.notices import on_school_days
from notifications import outbox
from notifications.models import Notice
from tests.factories import (
    ClosureFactory,
    CommunityFactory,
    InvitationFactory,
    NoticeFactory,
    SchoolFactory,
    StaffFactory,
    UserFactory,
    open_school,
    staff_member,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # Monday 08:00 in Brussels
DAY = NOW.date()


def invited(**fields):
    """An invitation with its notice, as the action of inviting leaves them."""
    school = open_school()
    person = staff_member(school, language="en")
    invitation = InvitationFactory(
        community=CommunityFactory(school=school, name="Datateam", task="Uitval begrijpen"), user=person, **fields
    )
    NoticeFactory(
        kind="invitation",
        subject=f"community:{invitation.community_id}",
        occasion=f"invitation:{invitation.pk}:20261123070000",
        recipient=person,
    )
    return invitation


def test_invitation_says_who_asks_for_what_and_opens_the_answer():
    invitation = invited(invited_by=UserFactory(first_name="Karim", last_name="Benali"))

    outbox.deliver_due(now=NOW)

    message = mail.outbox[0]
    assert message.subject == "Datateam: will you join?"
    assert "Karim Benali asks" in message.body
    assert "- Uitval begrijpen" in message.body
    assert f"/invitations/{invitation.pk}/" in message.body


def test_invitation_that_was_answered_is_not_sent():
    invited(answered_at=NOW)

    outbox.deliver_due(now=NOW)

    assert (Notice.objects.get().state, mail.outbox) == ("dropped", [])


def test_invitation_of_a_finished_group_is_not_sent():
    invitation = invited()
    invitation.community.ended_on = DAY
    invitation.community.save()

    outbox.deliver_due(now=NOW)

    assert mail.outbox == []


def test_invitation_is_sent_where_reminders_are_off():
    invitation = invited()
    invitation.community.school.has_reminders = False
    invitation.community.school.save()

    outbox.deliver_due(now=NOW)

    assert len(mail.outbox) == 1


# --- school days -----------------------------------------------------------------------------------------------------
def is_told(person, day, community=None):
    notice = NoticeFactory(recipient=person, subject=f"community:{(community or CommunityFactory()).pk}")
    return on_school_days([notice], day) == {notice.pk}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 11, 23), True),
        (date(2026, 11, 22), False),  # Sunday
        (date(2026, 11, 11), False),  # a public holiday
        (date(2026, 12, 28), False),  # Christmas holiday
        (date(2027, 7, 5), False),  # summer
        (date(2027, 9, 6), False),  # a school year that nobody has entered
    ],
)
def test_on_school_days_follows_the_school_of_the_reader(day, expected):
    assert is_told(staff_member(open_school()), day) is expected


def test_on_school_days_asks_every_school_where_somebody_works():
    person = staff_member(open_school())
    second = open_school()
    staff = StaffFactory(school=second, user=person)
    ClosureFactory(school=second, first_day=DAY)

    assert not is_told(person, DAY)
    staff.left_on = date(2026, 10, 1)
    staff.save()
    assert is_told(person, DAY)


def test_on_school_days_asks_the_host_for_who_works_in_no_school():
    student = UserFactory()

    assert is_told(student, DAY, CommunityFactory(school=open_school()))
    assert not is_told(student, DAY, CommunityFactory(school=SchoolFactory()))


@pytest.mark.parametrize("number", [1, 3])
def test_on_school_days_takes_three_queries_for_colleagues(number, django_assert_num_queries):
    school = open_school()
    notices = [NoticeFactory(recipient=staff_member(school)) for _ in range(number)]

    with django_assert_num_queries(3):
        assert len(on_school_days(notices, DAY)) == number
