"""Opening and answering: one tap, all members alike, and no trace of who answered."""

from base64 import urlsafe_b64decode
from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session

from communities.actions import leave_community, return_to_community
from communities.models import Membership
from notifications.models import Notice
from pulse import actions
from pulse.actions import box
from pulse.models import Ballot, Round, RoundKey, Ticket
from pulse.pace import Refusal
from schools.models import AuditEvent
from tests.factories import MembershipFactory, PauseFactory
from tests.pulse.helpers import AFTER, HIGH, LOW, NOW, answer, members_of, opened


@pytest.fixture
def group(personas):
    members_of(personas.group, 4)
    return personas.group


def rows():
    return list(Ballot.objects.values_list("label", "sealed"))


# --- opening ---------------------------------------------------------------------------------------------------------
def test_all_members_are_asked_and_nobody_else(personas, group):
    MembershipFactory(community=group, role="expert")

    one = opened(group, personas.coach)

    members = set(Membership.objects.filter(community=group, role="member").values_list("user", flat=True))
    assert set(Ticket.objects.values_list("user", flat=True)) == members == set(one.asked_of)
    assert set(Notice.objects.filter(kind="pulse_open").values_list("recipient", flat=True)) == members
    assert (one.closes_on, one.instrument) == (date(2026, 12, 7), "1")
    assert list(AuditEvent.objects.values_list("verb", "target")) == [("pulse.opened", f"community:{group.pk}")]


def test_second_tap_opens_nothing(personas, group):
    opened(group, personas.teacher)
    with pytest.raises(actions.CannotOpenNow) as error:
        opened(group, personas.coach)
    assert error.value.why == Refusal.OPEN
    assert Round.objects.count() == 1


def test_a_group_that_rests_opens_none(personas, group):
    PauseFactory(community=group, first_day=date(2026, 11, 20), last_day=NOW.date())
    with pytest.raises(actions.CannotOpenNow) as error:
        opened(group, personas.teacher)
    assert error.value.why == Refusal.NOT_RUNNING
    assert opened(group, personas.teacher, now=NOW + timedelta(days=1))


def test_group_of_three_gets_no_round(personas):
    members_of(personas.group, 2)
    with pytest.raises(actions.CannotOpenNow) as error:
        opened(personas.group, personas.teacher)
    assert error.value.why == Refusal.FEW


def test_leader_who_is_a_member_answers_as_one(personas, group):
    MembershipFactory(community=group, user=personas.leader)
    one = opened(group, personas.coach)
    answer(one, personas.leader)
    assert Ticket.objects.filter(user=personas.leader).exists()


def test_coach_and_outsider_cannot_answer(personas, group):
    one = opened(group, personas.coach)
    for person in (personas.coach, personas.outsider, personas.leader):
        with pytest.raises(actions.NotAsked):
            answer(one, person)


def test_member_who_coaches_answers_once_and_does_not_change_the_threshold(personas, group):
    member = Membership.objects.filter(community=group, role="member").first()
    member.coach_roles.create(kind="facilitating", started_on=date(2026, 9, 1))
    one = opened(group, member.user)
    answer(one, member.user)
    assert Ticket.objects.filter(user=member.user).count() == 1


# --- answering -------------------------------------------------------------------------------------------------------
def test_first_and_changed_answer_look_alike_and_leave_no_trace(personas, group):
    one = opened(group, personas.teacher)
    before = [AuditEvent.objects.count(), Notice.objects.count(), Session.objects.count(), len(rows())]

    answer(one, personas.teacher, LOW)
    first = rows()
    answer(one, personas.teacher, HIGH)

    assert [AuditEvent.objects.count(), Notice.objects.count(), Session.objects.count(), len(rows())] == before
    assert {label for label, _ in first} == {label for label, _ in rows()}
    assert box.opened(one)[box.label_of(Ticket.objects.get(user=personas.teacher).secret)].answers == HIGH


def test_every_answer_seals_all_ballots_anew_with_new_ids(personas, group):
    one = opened(group, personas.teacher)
    before, keys = dict(rows()), set(Ballot.objects.values_list("key", flat=True))

    answer(one, personas.teacher)

    after = dict(rows())
    assert all(before[label] != after[label] for label in before)
    assert not keys & set(Ballot.objects.values_list("key", flat=True))


def test_nothing_about_a_ballot_tells_what_is_in_it_or_when(personas, group):
    one = opened(group, personas.teacher, has_comments=True)
    answer(one, personas.teacher, LOW, "é" * 300)

    assert {len(sealed) for _, sealed in rows()} == {len(rows()[0][1])}
    moments = {urlsafe_b64decode(sealed)[1:9] for _, sealed in rows()}
    assert moments == {bytes(8)}
    names = {field.name for field in Ballot._meta.get_fields()}
    assert names == {"key", "round", "label", "sealed"}


@pytest.mark.parametrize("text", ["", "a", "é" * 300, "😀" * 300, "日本" * 150, "  met spaties  "])
def test_slip_survives_and_has_one_length(text):
    packed = box.packed(box.Slip((0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5, 0, 1, 2), text))
    assert len(packed.encode()) == box.SIZE
    assert box.unpacked(packed).comment == text.strip()


def test_nothing_is_added_after_the_last_day(personas, group):
    one = opened(group, personas.teacher)
    with pytest.raises(actions.RoundIsClosed):
        answer(one, personas.teacher, now=AFTER)
    answer(one, personas.teacher, now=AFTER - timedelta(hours=10))


def test_key_of_a_round_is_useless_without_that_of_the_server(personas, group, settings):
    one = opened(group, personas.teacher)
    assert RoundKey.objects.get().sealed != box.key_of(one)
    settings.PULSE_KEYS = ["another server"]
    with pytest.raises(box.sealing.CannotOpen):
        box.key_of(one)


# --- leaving ---------------------------------------------------------------------------------------------------------
def own(personas):
    return Membership.objects.get(user=personas.teacher, left_on=None)


def test_who_leaves_takes_her_answer_along(personas, group):
    one = opened(group, personas.teacher)
    answer(one, personas.teacher)
    label = box.label_of(Ticket.objects.get(user=personas.teacher).secret)

    leave_community(membership=own(personas), by=personas.teacher, now=NOW)

    assert not Ticket.objects.filter(user=personas.teacher).exists()
    assert label not in dict(rows())
    assert len(rows()) == 4


def test_who_comes_back_may_answer_again(personas, group):
    one = opened(group, personas.teacher)
    membership = own(personas)
    leave_community(membership=membership, by=personas.teacher, now=NOW)

    return_to_community(membership=membership, coach_roles=[], by=personas.teacher, now=NOW)
    answer(one, personas.teacher)

    assert len(rows()) == 5


def test_who_joins_later_was_not_asked(personas, group):
    one = opened(group, personas.teacher)
    with pytest.raises(actions.NotAsked):
        answer(one, MembershipFactory(community=group).user)


def test_erased_account_takes_box_and_ticket_along(personas, group):
    one = opened(group, personas.coach)
    answer(one, personas.teacher)

    personas.teacher.delete()

    assert (Ticket.objects.count(), len(rows())) == (4, 4)
