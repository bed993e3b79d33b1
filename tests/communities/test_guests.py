"""Guests: for a limited time, and only when the school where somebody works agrees with what she said herself."""

import re
from datetime import UTC, date, datetime
from html import unescape

import pytest

from communities import actions
from communities.models import CoachRole, GuestConsent, Invitation, Membership
from communities.notices import invitation_section
from communities.people_notices import compose_news, compose_questions
from communities.people_queries import waiting_for_school
from meetings.tasks import tick
from notifications.models import Notice
from notifications.registry import Verdict
from tests.architecture.bodies import opened
from tests.factories import (
    CoachRoleFactory,
    CommunityFactory,
    InvitationFactory,
    MembershipFactory,
    PartnershipFactory,
    UserFactory,
    open_school,
    staff_member,
)

JUNE = date(2027, 6, 30)
MANY = 12  # pages that a guest reaches from the group


@pytest.fixture
def elsewhere(db):
    return open_school(name="Lyceum")


@pytest.fixture
def head(elsewhere):
    return staff_member(elsewhere, "leader")


@pytest.fixture
def guest(elsewhere, head):
    return staff_member(elsewhere, first_name="Gust")


@pytest.fixture
def invitation(personas, guest):
    return InvitationFactory(community=personas.group, user=guest, role="expert", until=JUNE)


@pytest.fixture
def consent(invitation, guest, now):
    assert actions.accept_invitation(invitation=invitation, by=guest, now=now) is None
    return GuestConsent.objects.get()


def is_in(personas, person):
    return Membership.objects.current().filter(community=personas.group, user=person).exists()


def told():
    return sorted((notice.kind, notice.occasion.split(":")[0], notice.recipient_id) for notice in Notice.objects.all())


def test_yes_of_the_guest_asks_the_school_and_lets_nobody_in(personas, consent, guest, head, now):
    assert not is_in(personas, guest)
    assert told() == [("guest_asked", "guest", head.pk)]
    assert actions.accept_invitation(invitation=Invitation.objects.get(), by=guest, now=now) is None
    assert Notice.objects.count() == 1


def test_yes_of_the_school_completes_the_yes_of_the_guest(personas, consent, guest, head, now):
    membership = actions.give_consent(consent=consent, until=None, by=head, now=now)

    assert (membership.user, membership.role, membership.until) == (guest, "expert", JUNE)
    assert actions.give_consent(consent=consent, until=None, by=head, now=now) is None
    assert ("guest_news", "yes", guest.pk) in told()


def test_shorter_day_of_the_school_holds(consent, head, now):
    membership = actions.give_consent(consent=consent, until=date(2027, 1, 31), by=head, now=now)

    assert membership.until == date(2027, 1, 31)


def test_no_of_the_school_is_told_to_the_guest_alone(personas, consent, guest, head, now):
    actions.refuse_consent(consent=consent, by=head, now=now)

    assert not is_in(personas, guest)
    assert told() == [("guest_asked", "guest", head.pk), ("guest_news", "no", guest.pk)]


def test_yes_of_the_school_means_nothing_without_the_yes_of_the_guest(personas, consent, guest, head, now):
    actions.decline_invitation(invitation=Invitation.objects.get(), now=now)

    assert actions.give_consent(consent=consent, until=None, by=head, now=now) is None
    assert not is_in(personas, guest)
    assert set(compose_questions(list(Notice.objects.filter(kind="guest_asked")), now).values()) == {Verdict.DROP}


def test_school_takes_its_yes_back(personas, consent, guest, head, now):
    membership = actions.give_consent(consent=consent, until=None, by=head, now=now)
    CoachRoleFactory(membership=membership, started_on=date(2026, 11, 23))

    actions.withdraw_consent(consent=consent, by=head, now=now.replace(day=25))

    membership.refresh_from_db()
    assert membership.left_on == date(2026, 11, 25)
    assert not CoachRole.objects.current().exists()
    assert {("guest_news", "withdrawn", guest.pk), ("guest_news", "gone", personas.coach.pk)} <= set(told())
    assert personas.leader.pk not in {notice.recipient_id for notice in Notice.objects.all()}
    with pytest.raises(actions.SchoolMustAgree):
        actions.return_to_community(membership=membership, coach_roles=[], by=guest, now=now.replace(day=25))


def test_yes_of_the_guest_lets_her_in_once(personas, consent, guest, head, now):
    membership = actions.give_consent(consent=consent, until=None, by=head, now=now)
    actions.leave_community(membership=membership, by=guest, now=now.replace(day=25))

    assert actions.give_consent(consent=consent, until=JUNE, by=head, now=now.replace(day=26)) is None
    assert not is_in(personas, guest)
    assert actions.accept_invitation(invitation=Invitation.objects.get(), by=guest, now=now.replace(day=27))


def test_school_that_agrees_again_leaves_the_guest_to_say_yes_again(personas, consent, guest, head, now):
    actions.give_consent(consent=consent, until=None, by=head, now=now)
    actions.withdraw_consent(consent=consent, by=head, now=now)

    assert actions.give_consent(consent=consent, until=None, by=head, now=now.replace(day=26)) is None
    assert not is_in(personas, guest)


def test_group_reads_no_answer_of_the_school_from_who_waits(personas, consent, guest, head, now):
    before = waiting_for_school(personas.group)
    actions.refuse_consent(consent=consent, by=head, now=now)

    assert before == waiting_for_school(personas.group) == [guest]


def test_two_schools_must_both_agree(personas, invitation, guest, elsewhere, head, now):
    second = open_school()
    other = staff_member(second, "leader")
    second.staff.create(user=guest)
    actions.accept_invitation(invitation=invitation, by=guest, now=now)

    assert actions.give_consent(consent=GuestConsent.objects.get(school=second), until=None, by=other, now=now) is None
    assert actions.give_consent(consent=GuestConsent.objects.get(school=elsewhere), until=None, by=head, now=now)


def test_leader_who_is_the_guest_agrees_by_joining(personas, head, now):
    invitation = InvitationFactory(community=personas.group, user=head)

    assert actions.accept_invitation(invitation=invitation, by=head, now=now)
    assert GuestConsent.objects.get().answered_by == head


def test_partner_school_has_agreed_with_its_code(personas, invitation, guest, elsewhere, now):
    PartnershipFactory(community=personas.group, school=elsewhere)

    assert actions.accept_invitation(invitation=invitation, by=guest, now=now)
    assert not GuestConsent.objects.exists()


def test_who_works_in_no_known_school_says_herself_that_it_agrees(personas, now):
    invitation = InvitationFactory(community=personas.group, user=UserFactory())

    with pytest.raises(actions.SchoolMustAgree):
        actions.accept_invitation(invitation=invitation, by=invitation.user, now=now)
    assert actions.accept_invitation(invitation=invitation, by=invitation.user, now=now, school_agrees=True)


def test_who_waits_for_her_school_is_not_asked_again(personas, consent, guest, now):
    asked = {"community": personas.group, "people": [guest], "role": "member", "by": personas.teacher}

    assert actions.invite_people(**asked, now=now.replace(day=25)) == 0
    assert Invitation.objects.get().is_accepted


def test_after_a_no_a_new_invitation_asks_the_school_again(personas, consent, guest, head, now):
    actions.refuse_consent(consent=consent, by=head, now=now)
    actions.invite_people(
        community=personas.group, people=[guest], role="member", by=personas.teacher, now=now.replace(day=25)
    )

    actions.accept_invitation(invitation=Invitation.objects.get(), by=guest, now=now.replace(day=26))

    assert Notice.objects.filter(kind="guest_asked").count() == 2
    assert GuestConsent.objects.get().answered_at is None


def test_mail_of_an_invitation_says_until_when(invitation):
    assert any("30" in line and "2027" in line for line in invitation_section(invitation).lines)


# --- until -----------------------------------------------------------------------------------------------------------
@pytest.fixture
def expert(personas):
    return MembershipFactory(community=personas.group, role="expert", until=date(2026, 11, 25))


def test_last_day_counts_and_the_day_after_is_out(expert, now):
    CoachRoleFactory(membership=expert, kind="expert")

    assert actions.close_expired_memberships(now=now.replace(day=25)) == 0
    assert actions.close_expired_memberships(now=now.replace(day=28)) == 1
    assert actions.close_expired_memberships(now=now.replace(day=28)) == 0

    expert.refresh_from_db()
    assert expert.left_on == date(2026, 11, 26)
    assert told() == [("guest_news", "over", expert.user_id)]
    assert not CoachRole.objects.current().exists()


def test_nobody_undoes_a_leave_after_the_last_day(expert, now):
    actions.leave_community(membership=expert, by=expert.user, now=now.replace(day=25))

    with pytest.raises(actions.TimeIsOver):
        actions.return_to_community(membership=expert, coach_roles=[], by=expert.user, now=now.replace(day=26))


def test_tick_ends_what_is_over(expert, settings):
    settings.ALLOW_MOVED_CLOCK = True

    tick(at="2026-11-25T23:30:00+01:00")
    assert Membership.objects.current().filter(pk=expert.pk).exists()
    tick(at="2026-11-26T00:05:00+01:00")
    assert not Membership.objects.current().filter(pk=expert.pk).exists()


def test_signing_in_after_the_last_day_finds_the_door_closed(personas, expert, signed_in, monkeypatch):
    monkeypatch.setattr("plc_platform.clock.now", lambda: datetime(2026, 11, 26, 8, tzinfo=UTC))

    answer = signed_in(expert.user).get(f"/communities/{personas.group.pk}/members/")

    assert answer.status_code == 404


def test_insiders_move_a_last_day_and_the_guest_is_told(personas, expert, now):
    actions.change_until(membership=expert, until=JUNE, by=personas.teacher, now=now)
    actions.change_until(membership=expert, until=JUNE, by=personas.teacher, now=now)

    expert.refresh_from_db()
    assert expert.until == JUNE
    assert told() == [("guest_news", "until", expert.user_id)]


def test_nobody_gives_a_last_day_to_who_joined_without_one(personas, now):
    membership = Membership.objects.get(user=personas.coach)

    with pytest.raises(actions.NoEndAgreed):
        actions.change_until(membership=membership, until=JUNE, by=personas.teacher, now=now)


def test_last_day_is_not_in_the_past_nor_after_what_the_school_agreed(personas, consent, head, now):
    membership = actions.give_consent(consent=consent, until=date(2027, 1, 31), by=head, now=now)

    with pytest.raises(actions.LastDayIsOver):
        actions.change_until(membership=membership, until=date(2026, 11, 20), by=personas.teacher, now=now)
    with pytest.raises(actions.SchoolAgreedShorter):
        actions.change_until(membership=membership, until=date(2027, 2, 1), by=personas.teacher, now=now)


def test_another_part_keeps_the_last_day_and_the_words(personas, expert, now):
    actions.state_own_part(membership=expert, brings="Onderzoek", learns="", by=expert.user, now=now)

    fresh = actions.change_own_part(membership=expert, role="coach", by=expert.user, now=now)

    assert (fresh.until, fresh.statement.brings) == (expert.until, "Onderzoek")


def test_news_is_told_in_words(personas, consent, head, expert, now):
    actions.give_consent(consent=consent, until=None, by=head, now=now)
    actions.withdraw_consent(consent=consent, by=head, now=now)
    actions.change_until(membership=expert, until=JUNE, by=personas.teacher, now=now)
    actions.close_expired_memberships(now=now.replace(year=2027, month=8))
    notices = list(Notice.objects.filter(kind="guest_news"))

    answers = compose_news(notices, now)

    assert {notice.occasion.split(":")[0] for notice in notices} == {"yes", "withdrawn", "gone", "until", "over"}
    assert all(answers[notice.pk].lines[0] for notice in notices)


def test_question_to_the_school_leads_to_its_page(consent, now):
    (section,) = compose_questions(list(Notice.objects.all()), now).values()

    assert section.path == f"/guests/{consent.pk}/"


# --- a school that is no partner any more ----------------------------------------------------------------------------
@pytest.fixture
def former(personas, guest, elsewhere):
    """She joined while her school was a partner."""
    PartnershipFactory(community=personas.group, school=elsewhere)
    return MembershipFactory(community=personas.group, user=guest)


def unlink(personas, now):
    actions.set_partners(community=personas.group, schools=[], by=personas.leader, now=now)


def test_school_that_leaves_is_asked_and_its_people_stay_meanwhile(personas, former, guest, head, now):
    unlink(personas, now)
    unlink(personas, now)

    assert is_in(personas, guest)
    assert told() == [("guest_asked", "guest", head.pk), ("guest_news", "partner", guest.pk)]
    (section,) = compose_questions(list(Notice.objects.filter(kind="guest_asked")), now).values()
    assert section.path == f"/guests/{GuestConsent.objects.get().pk}/"
    assert section.lines[0].startswith("Gust")
    assert "?" in section.lines[1]
    (news,) = compose_news(list(Notice.objects.filter(kind="guest_news")), now).values()
    assert news.lines[0]


def test_no_of_a_school_that_left_ends_the_taking_part_and_all_are_told(personas, former, guest, head, now):
    unlink(personas, now)

    actions.refuse_consent(consent=GuestConsent.objects.get(), by=head, now=now)

    assert not is_in(personas, guest)
    assert {("guest_news", "withdrawn", guest.pk), ("guest_news", "gone", personas.coach.pk)} <= set(told())


def test_yes_of_a_school_that_left_sets_the_last_day(personas, former, head, now):
    unlink(personas, now)

    actions.give_consent(consent=GuestConsent.objects.get(), until=JUNE, by=head, now=now)

    former.refresh_from_db()
    assert (former.left_on, former.until) == (None, JUNE)
    assert ("guest_news", "until", former.user_id) in told()


def test_school_that_comes_back_is_asked_no_more(personas, former, elsewhere, now):
    unlink(personas, now)

    actions.set_partners(community=personas.group, schools=[elsewhere], by=personas.leader, now=now)

    assert not GuestConsent.objects.exists()


def test_who_also_works_in_the_host_school_is_no_guest(personas, former, guest, now):
    personas.school.staff.create(user=guest)

    unlink(personas, now)

    assert not GuestConsent.objects.exists()


def test_page_of_the_question_says_what_a_no_does(personas, former, guest, head, signed_in, now):
    unlink(personas, now)
    page = f"/guests/{GuestConsent.objects.get().pk}/"

    assert "stay as a guest" in signed_in(head).get(page).text or "als gast blijven" in signed_in(head).get(page).text
    assert signed_in(personas.leader).get(page).status_code == 404
    text = signed_in(head).post(page, {"answer": "no"}, follow=True).text
    assert "and the group" in text or "en de groep" in text


# --- what a guest sees -----------------------------------------------------------------------------------------------
def reachable(client, start):
    """Every page and file that links lead to from here, as address and text."""
    seen, todo = {}, [start]
    while todo:
        address = todo.pop()
        if address in seen:
            continue
        answer = client.get(address)
        body = opened(b"".join(answer) if answer.streaming else answer.content).decode(errors="replace")
        seen[address] = body if answer.status_code == 200 else str(answer.status_code)
        links = re.findall(r'<a [^>]*href="(/[^"#]*)', seen[address])
        todo += [unescape(link) for link in links if not link.startswith(("/accounts/", "/static/"))]
    return seen


def test_expert_from_outside_sees_the_group_and_nothing_else_of_the_school(personas, signed_in):
    outside = UserFactory(first_name="Ext", last_name="Ern")
    MembershipFactory(community=personas.group, user=outside, role="expert", until=JUNE)
    staff_member(personas.school, last_name="Zq-collega")
    CommunityFactory(school=personas.school, name="Zq-idee", is_open=True, stage="proposal")
    CommunityFactory(school=personas.school, name="Zq-groep")

    pages = reachable(signed_in(outside), f"/communities/{personas.group.pk}/")

    assert len(pages) > MANY
    assert {address: text for address, text in pages.items() if "Zq-" in text} == {}
    assert {address: text for address, text in pages.items() if text in ("404", "403", "500")} == {}
    slug = personas.school.slug
    for path in (f"/schools/{slug}/ideas/", f"/schools/{slug}/staff/", f"/schools/{slug}/"):
        assert signed_in(outside).get(path).status_code == 404


def test_expert_may_not_ask_colleagues_by_their_names(personas, signed_in):
    outside = UserFactory()
    MembershipFactory(community=personas.group, user=outside, role="expert", until=JUNE)
    colleague = staff_member(personas.school, last_name="Zq-collega")

    members = f"/communities/{personas.group.pk}/members/"
    assert "Zq-" not in signed_in(outside).get(members, {"q": "collega"}).text
    signed_in(outside).post(f"{members}invite/", {"people": [colleague.pk], "role": "member"})

    assert not Invitation.objects.exists()
