"""A coach comes in only with her own yes and the group's; the group's is counted, never shown (R70)."""

from datetime import date, timedelta

import pytest

from communities import actions
from communities.models import CoachMandate, Invitation, MandateVoice, Membership
from communities.queries import asked_of
from notifications.models import Notice
from schools.models import AuditEvent
from tests.factories import GuestConsentFactory, MembershipFactory, UserFactory, open_school, staff_member
from tests.factories_learning import CoachMandateFactory, MandateVoiceFactory


@pytest.fixture
def members(personas):
    """Tine and two others: two voices are needed."""
    return [personas.teacher, *(MembershipFactory(community=personas.group).user for _number in range(2))]


def propose(personas, now, person=None, by=None, **said):
    by = by or personas.teacher
    actions.propose_coach(community=personas.group, person=person, by=by, now=now, **said)
    return CoachMandate.objects.open().order_by("-pk").first()


def part_of(personas, user):
    return (
        Membership.objects.current().filter(community=personas.group, user=user).values_list("role", flat=True).first()
    )


def test_an_invited_coach_comes_in_once_she_and_the_group_said_yes(personas, members, now):
    mandate = propose(personas, now, personas.outsider, why="We praten veel.")
    invitation = Invitation.objects.get()

    assert actions.accept_invitation(invitation=invitation, by=personas.outsider, now=now) is None
    assert part_of(personas, personas.outsider) is None
    actions.say_yes(mandate=mandate, by=members[1], now=now)

    assert part_of(personas, personas.outsider) == "coach"
    mandate.refresh_from_db()
    assert (mandate.accepted_on, mandate.ends_on) == (date(2026, 11, 23), date(2027, 11, 22))
    assert not mandate.voices.exists()


def test_the_group_may_say_yes_first(personas, members, now):
    mandate = propose(personas, now, personas.outsider)
    actions.say_yes(mandate=mandate, by=members[1], now=now)
    assert part_of(personas, personas.outsider) is None

    actions.accept_invitation(invitation=Invitation.objects.get(), by=personas.outsider, now=now)

    assert part_of(personas, personas.outsider) == "coach"


def test_an_address_from_outside_is_asked_and_waits(personas, members, now):
    propose(personas, now, address="coach@elders.example")
    invitation = Invitation.objects.select_related("user").get()

    agreed = {"school_agrees": True, "now": now}
    assert actions.accept_invitation(invitation=invitation, by=invitation.user, **agreed) is None
    assert asked_of(personas.group, is_inside=True) == []
    assert part_of(personas, invitation.user) is None


@pytest.mark.parametrize("order", ["school first", "group first"])
def test_a_guest_waits_for_her_school_and_for_the_group(personas, members, now, order):
    elsewhere = open_school()
    head, guest = staff_member(elsewhere, "leader"), staff_member(elsewhere)
    mandate = propose(personas, now, guest)
    actions.accept_invitation(invitation=Invitation.objects.get(), by=guest, now=now)
    consent = personas.group.guest_consents.get()
    steps = [
        lambda: actions.give_consent(consent=consent, until=None, by=head, now=now),
        lambda: actions.say_yes(mandate=mandate, by=members[1], now=now),
    ]
    first, second = steps if order == "school first" else steps[::-1]

    first()
    assert part_of(personas, guest) is None
    second()
    assert part_of(personas, guest) == "coach"


def test_somebody_of_the_group_becomes_coach_with_her_own_yes_only(personas, members, now):
    mandate = propose(personas, now, members[2])
    actions.say_yes(mandate=mandate, by=members[1], now=now)
    assert part_of(personas, members[2]) == "member"

    actions.say_yes(mandate=mandate, by=members[2], now=now)

    assert part_of(personas, members[2]) == "coach"
    assert not MandateVoice.objects.exists()


def test_choosing_the_part_of_coach_asks_the_group(personas, members, now):
    own = Membership.objects.get(user=personas.teacher)

    actions.change_own_part(membership=own, role="coach", by=personas.teacher, now=now)
    assert part_of(personas, personas.teacher) == "member"
    for member in members[1:]:
        actions.say_yes(mandate=CoachMandate.objects.get(), by=member, now=now)

    assert part_of(personas, personas.teacher) == "coach"


def test_a_founder_alone_begins_as_coach_and_later_members_are_asked(personas, now):
    group = actions.start_community(
        school=personas.school, variant="TDT", name="Nieuw", started_on=now.date(), by=personas.outsider, now=now
    )
    own = Membership.objects.get(community=group)

    actions.change_own_part(membership=own, role="coach", by=personas.outsider, now=now)
    mandate = CoachMandate.objects.get(community=group)
    assert (Membership.objects.get(community=group).role, mandate.accepted_on) == ("coach", None)
    group.is_open = True
    group.save()
    actions.join_openly(community=group, by=personas.leader, now=now)

    assert Notice.objects.filter(kind="mandate", recipient=personas.leader, occasion=f"asked:{mandate.pk}").exists()
    actions.say_yes(mandate=mandate, by=personas.leader, now=now)  # she is the one member, as a member
    mandate.refresh_from_db()
    assert mandate.accepted_on == now.date()


def test_voices_of_others_than_members_count_for_nothing(personas, members, now):
    mandate = propose(personas, now, personas.outsider)
    expert = MembershipFactory(community=personas.group, role="expert").user

    for who in (personas.coach, expert, personas.leader, UserFactory()):
        actions.say_yes(mandate=mandate, by=who, now=now)

    mandate.refresh_from_db()
    assert mandate.accepted_on is None
    assert list(mandate.voices.values_list("user", flat=True)) == [personas.teacher.pk]


def test_the_leader_proposes_nobody(personas, members, now):
    with pytest.raises(actions.NotOfTheGroup):
        propose(personas, now, personas.outsider, by=personas.leader)

    assert not CoachMandate.objects.exists()
    assert not Invitation.objects.exists()


def test_the_leader_who_is_a_member_speaks_as_one(personas, members, now):
    MembershipFactory(community=personas.group, user=personas.leader)
    mandate = propose(personas, now, personas.outsider, by=personas.leader)

    assert mandate.voices.get().user == personas.leader


def test_a_yes_is_taken_back_without_a_trace(personas, members, now):
    mandate = propose(personas, now, personas.outsider)
    trail = AuditEvent.objects.count()

    actions.take_back_yes(mandate=mandate, by=personas.teacher)

    assert not mandate.voices.exists()
    assert AuditEvent.objects.count() == trail


def test_nobody_is_named_in_the_audit_of_a_voice(personas, members, now):
    mandate = propose(personas, now, personas.outsider)
    actions.say_yes(mandate=mandate, by=members[1], now=now)

    assert list(AuditEvent.objects.filter(verb="coach.accepted").values_list("actor", flat=True)) == ["system"]
    assert not AuditEvent.objects.filter(actor=f"user:{members[1].pk}").exists()


def test_members_who_leave_change_what_more_than_half_is(personas, members, now):
    mandate = propose(personas, now, members[2])
    for member in (members[1], personas.teacher):
        membership = Membership.objects.get(user=member, community=personas.group)
        if member == members[1]:
            actions.leave_community(membership=membership, by=member, now=now)

    actions.look_at_mandates(now=now)

    mandate.refresh_from_db()
    assert mandate.accepted_on == now.date()


# --- a year later ----------------------------------------------------------------------------------------------------
@pytest.fixture
def running(personas, members):
    """Karim coaches until 14 September 2027."""
    return CoachMandateFactory(community=personas.group, user=personas.coach)


def test_thirty_days_before_everybody_of_it_is_asked_once(personas, members, running, now):
    moment = now.replace(year=2027, month=8, day=15)
    actions.look_at_mandates(now=moment - timedelta(days=1))
    assert not Notice.objects.exists()

    for _night in range(2):
        actions.look_at_mandates(now=moment)

    asked = set(Notice.objects.values_list("recipient", "occasion"))
    assert asked == {(user.pk, f"renew:{running.pk}@2027-09-14") for user in (*members, personas.coach)}
    assert Notice.objects.count() == 4


def test_renewed_by_the_members_and_the_coach(personas, members, running, now):
    moment = now.replace(year=2027, month=9, day=1)
    for who in members[:2]:
        actions.say_yes(mandate=running, by=who, now=moment)
    running.refresh_from_db()
    assert running.ends_on == date(2027, 9, 14)

    actions.say_yes(mandate=running, by=personas.coach, now=moment)

    running.refresh_from_db()
    assert (running.ends_on, running.voices.count()) == (date(2028, 9, 14), 0)
    assert part_of(personas, personas.coach) == "coach"


def test_not_renewed_it_lapses_thirty_days_later_with_thanks(personas, members, running, now):
    last = now.replace(year=2027, month=10, day=14)
    assert actions.look_at_mandates(now=last) == 0
    assert part_of(personas, personas.coach) == "coach"

    assert actions.look_at_mandates(now=last + timedelta(days=1)) == 1
    assert actions.look_at_mandates(now=last + timedelta(days=2)) == 0

    assert part_of(personas, personas.coach) is None
    told = set(Notice.objects.filter(occasion__startswith="over").values_list("recipient", flat=True))
    assert told == {personas.coach.pk, *(user.pk for user in members)}


def test_more_than_half_end_it_and_not_a_word_before(personas, members, running, now):
    assert actions.say_end(mandate=running, by=members[0], now=now) is False
    assert part_of(personas, personas.coach) == "coach"
    assert not Notice.objects.exists()
    assert not AuditEvent.objects.exists()

    assert actions.say_end(mandate=running, by=members[1], now=now) is True

    assert part_of(personas, personas.coach) is None
    running.refresh_from_db()
    assert (running.ended_on, running.voices.count()) == (now.date(), 0)


@pytest.mark.parametrize("who", ["coach", "leader", "outsider"])
def test_nobody_else_says_that_it_ends(personas, running, now, who):
    assert actions.say_end(mandate=running, by=getattr(personas, who), now=now) is False
    assert not MandateVoice.objects.exists()


def test_a_coach_who_leaves_ends_it_and_an_undo_brings_it_back(personas, running, now):
    own = Membership.objects.get(user=personas.coach)
    ended = actions.leave_community(membership=own, by=personas.coach, now=now)
    running.refresh_from_db()
    assert running.ended_on == now.date()

    own.refresh_from_db()
    actions.return_to_community(membership=own, coach_roles=ended, by=personas.coach, now=now)

    running.refresh_from_db()
    assert running.ended_on is None


def test_a_coach_who_becomes_a_member_is_a_coach_no_more(personas, running, now):
    own = Membership.objects.get(user=personas.coach)

    fresh = actions.change_own_part(membership=own, role="member", by=personas.coach, now=now)
    again = actions.change_own_part(membership=fresh, role="coach", by=personas.coach, now=now)

    assert again.role == "member"
    running.refresh_from_db()
    assert running.ended_on == now.date()


def test_a_coach_who_left_comes_back_only_with_a_new_yes_of_the_group(personas, members, now):
    mandate = propose(personas, now, personas.outsider)
    actions.accept_invitation(invitation=Invitation.objects.get(), by=personas.outsider, now=now)
    actions.say_yes(mandate=mandate, by=members[1], now=now)
    own = Membership.objects.current().get(user=personas.outsider)
    actions.leave_community(membership=own, by=personas.outsider, now=now)

    again = actions.accept_invitation(
        invitation=Invitation.objects.get(), by=personas.outsider, now=now + timedelta(days=1)
    )

    assert again is None
    assert CoachMandate.objects.open().get().accepted_on is None


def test_who_takes_the_school_s_yes_back_ends_the_mandate_too(personas, running, now):
    consent = GuestConsentFactory(community=personas.group, user=personas.coach, school=open_school(), is_given=True)

    actions.withdraw_consent(consent=consent, by=personas.leader, now=now)

    running.refresh_from_db()
    assert running.ended_on == now.date()


def test_only_who_proposed_withdraws_it(personas, members, now):
    mandate = propose(personas, now, personas.outsider)
    actions.withdraw_proposal(mandate=mandate, by=members[1], now=now)
    assert CoachMandate.objects.open().exists()

    actions.withdraw_proposal(mandate=mandate, by=personas.teacher, now=now)

    assert not CoachMandate.objects.open().exists()


def test_asked_twice_is_asked_once(personas, members, now):
    for who in (personas.teacher, members[1]):
        actions.propose_coach(community=personas.group, person=members[2], by=who, now=now)

    mandate = CoachMandate.objects.get()
    assert mandate.accepted_on == now.date()  # the second proposal is a second voice


def test_a_finished_group_proposes_nobody(personas, members, now):
    personas.group.ended_on = now.date()
    personas.group.save()

    with pytest.raises(actions.CommunityIsFinished):
        propose(personas, now, personas.outsider)


def test_voices_of_another_mandate_do_not_count(personas, members, now):
    MandateVoiceFactory(mandate__community=personas.group, user=members[1])

    mandate = propose(personas, now, personas.outsider)

    assert mandate.accepted_on is None


# --- a proposal that nobody carries ----------------------------------------------------------------------------------
@pytest.mark.parametrize(("days", "is_open"), [(60, True), (61, False)])
def test_a_proposal_rests_after_sixty_days_without_a_word(personas, members, now, days, is_open):
    propose(personas, now, personas.outsider)
    before = Notice.objects.count()

    for _night in range(2):
        actions.look_at_mandates(now=now + timedelta(days=days))

    assert CoachMandate.objects.open().exists() is is_open
    assert MandateVoice.objects.exists() is is_open
    assert Notice.objects.count() == before


def test_who_coaches_already_keeps_the_question(personas, members, now):
    propose(personas, now, personas.coach)

    actions.look_at_mandates(now=now + timedelta(days=90))

    assert CoachMandate.objects.open().get().user == personas.coach
    assert part_of(personas, personas.coach) == "coach"
