"""Closing: words once, everything else destroyed, and nothing where it could tell of one or two people."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import serializers
from django.urls import reverse

from communities.actions import leave_community, return_to_community
from communities.models import Community, Membership
from notifications.models import Notice
from pulse.actions.closing import close_due_rounds, close_round
from pulse.models import Ballot, Comment, Finding, Round, RoundKey, Ticket
from pulse.tasks import nightly
from schools.models import AuditEvent
from tests.factories import CommunityFactory, MembershipFactory
from tests.pulse.helpers import AFTER, HIGH, LOW, NOW, answer, closed, members_of, opened

NEXT, NEXT_AFTER = datetime(2027, 1, 25, 9, tzinfo=UTC), datetime(2027, 2, 20, 3, tzinfo=UTC)
MIXED = ((5,) * 15, (4,) * 15, (3,) * 15, (4,) * 15)


@pytest.fixture
def people(personas):
    return [personas.teacher, *members_of(personas.group, 4)]


def a_round(personas, people, answers, *, now=NOW, after=AFTER, **more):
    one = opened(personas.group, personas.teacher, now=now, **more)
    for person, given in zip(people, answers, strict=False):
        answer(one, person, given, now=now)
    return closed(one, after)


def words(pulse_round):
    return {one.condition: (one.band, one.agreement, one.change) for one in pulse_round.findings.all()}


def test_four_answers_give_five_words(personas, people):
    one = a_round(personas, people, MIXED)
    five = ("interdependence", "cohesion", "safety", "potency", "purpose")
    assert words(one) == dict.fromkeys(five, ("strong", "mixed", ""))
    assert (one.size, one.closed_on) == ("4-5", date(2026, 12, 7))


def test_three_answers_give_nothing_but_the_card(personas, people):
    one = a_round(personas, people, MIXED[:3], has_comments=True)
    assert (words(one), one.size, Comment.objects.count()) == ({}, "", 0)


def test_four_answers_to_each_condition(personas, people):
    cannot_say = (0,) * 3 + (4,) * 12
    one = a_round(personas, people, [*MIXED[:3], cannot_say])
    assert set(words(one)) == {"cohesion", "safety", "potency", "purpose"}


def test_equal_answers_show_the_band_alone(personas, people):
    one = a_round(personas, people, [HIGH] * 5)
    assert set(words(one).values()) == {("strong", "", "")}


def test_box_tickets_and_key_are_destroyed_and_nothing_is_recorded(personas, people):
    before = AuditEvent.objects.count()
    a_round(personas, people, MIXED)
    assert (Ballot.objects.count(), Ticket.objects.count(), RoundKey.objects.count()) == (0, 0, 0)
    assert AuditEvent.objects.count() == before + 1  # opened


def test_closes_once_and_not_before_its_day_is_over(personas, people):
    one = opened(personas.group, personas.teacher)
    assert close_round(pulse_round=one, now=AFTER - timedelta(hours=10)) is False
    assert close_due_rounds(now=AFTER) == 1
    assert (close_due_rounds(now=AFTER), close_round(pulse_round=one, now=AFTER)) == (0, False)


def test_task_closes_and_does_no_harm_again(personas, people, monkeypatch):
    opened(personas.group, personas.teacher)
    monkeypatch.setattr("plc_platform.clock.now", lambda: AFTER)
    nightly()
    nightly()
    assert Round.objects.filter(closed_on__isnull=False).count() == 1
    assert Notice.objects.filter(kind="pulse_result").count() == 6  # members and coach


def test_ballot_of_who_left_unseen_is_not_counted(personas, people):
    """A bulk change sends no signal; closing looks for itself."""
    one = opened(personas.group, personas.teacher)
    for person, given in zip(people, MIXED, strict=False):
        answer(one, person, given)
    Membership.objects.filter(user=people[0]).update(left_on=date(2026, 12, 1))
    assert closed(one).size == ""


def test_comments_come_in_no_order_and_with_no_link(personas, people):
    one = opened(personas.group, personas.teacher, has_comments=True)
    for number, person in enumerate(people):
        answer(one, person, HIGH, f"zin {number}")
    closed(one)
    assert set(Comment.objects.values_list("text", flat=True)) == {f"zin {number}" for number in range(5)}
    assert {field.name for field in Comment._meta.get_fields()} == {"key", "round", "text"}


def test_no_room_for_a_line_keeps_none(personas, people):
    one = opened(personas.group, personas.teacher)
    for person in people:
        answer(one, person, HIGH, "toch iets")
    closed(one)
    assert Comment.objects.count() == 0


# --- change ----------------------------------------------------------------------------------------------------------
def twice(personas, people, first, second):
    a_round(personas, people, first)
    return a_round(personas, people, second, now=NEXT, after=NEXT_AFTER)


def changes(pulse_round):
    return {change for _band, _agreement, change in words(pulse_round).values()}


def test_clear_change_in_the_same_group_has_a_word(personas, people):
    Community.objects.update(started_on=date(2024, 9, 1))
    assert changes(twice(personas, people, [HIGH] * 5, [LOW] * 5)) == {"down"}


def test_potency_may_sink_in_year_one(personas, people):
    found = words(twice(personas, people, [HIGH] * 5, [LOW] * 5))
    assert (found["potency"][2], found["safety"][2]) == ("", "down")


def test_no_word_for_change_when_one_came(personas, people):
    a_round(personas, people, [LOW] * 5)
    MembershipFactory(community=personas.group)
    assert changes(a_round(personas, people, [HIGH] * 5, now=NEXT, after=NEXT_AFTER)) == {""}


def test_no_word_for_change_when_one_answered_less(personas, people):
    assert changes(twice(personas, people, [LOW] * 5, [HIGH] * 4)) == {""}


def test_no_word_for_change_across_versions(personas, people):
    a_round(personas, people, [LOW] * 5)
    Round.objects.update(instrument="0")
    assert changes(a_round(personas, people, [HIGH] * 5, now=NEXT, after=NEXT_AFTER)) == {""}


def test_averages_are_sealed_and_go_with_the_next_round(personas, people):
    first = a_round(personas, people, MIXED)
    sealed = list(first.findings.values_list("sealed_level", flat=True))
    assert len({len(one) for one in sealed}) == 1
    a_round(personas, people, MIXED, now=NEXT, after=NEXT_AFTER)
    assert set(first.findings.values_list("sealed_level", flat=True)) == {""}


def test_what_stays_of_a_round_holds_no_answer(personas, people):
    one = a_round(personas, people, MIXED)
    kept = serializers.serialize("json", [one, *Finding.objects.all()])
    assert "4.0" not in kept
    assert "mean" not in kept


# --- a key that is missing -------------------------------------------------------------------------------------------
@pytest.fixture
def sealed(personas, people, settings):
    """An open round with four answers, and the keys that the server has lost since."""
    one = opened(personas.group, personas.teacher)
    for person, given in zip(people, MIXED, strict=False):
        answer(one, person, given)
    keys, settings.PULSE_KEYS = settings.PULSE_KEYS, ["another server"]
    return one, keys


def test_box_waits_for_its_key_and_keeps_nobody_waiting(personas, sealed, settings):
    one, keys = sealed
    other = CommunityFactory(school=personas.group.school)
    opened(other, members_of(other, 4)[0])

    assert close_due_rounds(now=AFTER) == 1
    one.refresh_from_db()
    assert (one.closed_on, Ballot.objects.filter(round=one).count()) == (None, 5)
    settings.PULSE_KEYS = keys
    assert set(words(closed(one)).values()) == {("strong", "mixed", "")}


def test_box_whose_key_never_comes_closes_empty(personas, sealed):
    one, _keys = sealed
    assert close_due_rounds(now=AFTER + timedelta(days=13)) == 0
    assert close_due_rounds(now=AFTER + timedelta(days=14)) == 1
    one.refresh_from_db()
    assert (one.size, words(one), Ballot.objects.count(), RoundKey.objects.count()) == ("", {}, 0, 0)


def test_without_the_key_one_still_leaves_and_comes_back(personas, sealed):
    own = Membership.objects.get(user=personas.teacher, left_on=None)
    leave_community(membership=own, by=personas.teacher, now=NOW)
    assert (Ballot.objects.count(), Ticket.objects.count()) == (4, 4)
    return_to_community(membership=own, coach_roles=[], by=personas.teacher, now=NOW)
    assert (Ballot.objects.count(), Ticket.objects.count()) == (4, 4)


def test_page_of_a_group_stands_without_the_key(personas, sealed, signed_in, monkeypatch):
    monkeypatch.setattr("plc_platform.clock.now", lambda: AFTER)
    client = signed_in(personas.teacher)
    assert client.get(reverse("pulse:pulse", args=[personas.group.pk])).status_code == 200
