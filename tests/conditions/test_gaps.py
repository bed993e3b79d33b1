"""Who sees what of whom, where both sides differ, and when a reason is asked: tables and properties."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conditions.gaps import (
    GROUP,
    LEADER,
    SIDES,
    STATUSES,
    differ,
    is_open,
    is_time_to_look,
    last_look,
    shown_to,
    waits_for_why,
)
from conditions.models import ConditionAnswer

ANSWERS = st.dictionaries(st.sampled_from(SIDES), st.sampled_from(STATUSES))


@pytest.mark.parametrize(
    ("side", "said", "seen"),
    [
        (LEADER, {}, set()),
        (LEADER, {GROUP: "yes"}, set()),
        (LEADER, {LEADER: "no"}, {LEADER}),
        (LEADER, {LEADER: "no", GROUP: "yes"}, {LEADER, GROUP}),
        (GROUP, {LEADER: "no"}, set()),
        (GROUP, {GROUP: "yes"}, {GROUP}),
        (GROUP, {LEADER: "no", GROUP: "yes"}, {LEADER, GROUP}),
        (None, {LEADER: "no"}, set()),
        (None, {GROUP: "no"}, set()),
        (None, {LEADER: "no", GROUP: "yes"}, {LEADER, GROUP}),
    ],
)
def test_other_side_is_seen_after_ones_own_answer(side, said, seen):
    assert shown_to(side, said).keys() == seen


@given(said=ANSWERS, side=st.sampled_from([*SIDES, None]))
def test_nobody_ever_sees_an_answer_that_was_not_given_nor_only_the_other_side(said, side):
    seen = shown_to(side, said)

    assert seen.items() <= said.items()
    assert not seen or side is None or side in seen


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({}, False),
        ({LEADER: "no"}, False),
        ({LEADER: "yes", GROUP: "yes"}, False),
        ({LEADER: "no", GROUP: "no"}, False),
        ({LEADER: "yes", GROUP: "partly"}, True),
        ({LEADER: "yes", GROUP: "no"}, True),
        ({LEADER: "na", GROUP: "yes"}, True),
    ],
)
def test_difference_needs_two_answers_that_are_not_alike(said, expected):
    assert differ(said) is expected


@given(said=ANSWERS)
def test_difference_does_not_know_who_is_right(said):
    turned = {GROUP if side == LEADER else LEADER: status for side, status in said.items()}

    assert differ(said) == differ(turned)


@pytest.mark.parametrize(
    ("status", "expected"), [("no", True), ("partly", True), ("yes", False), ("na", False), (None, False)]
)
def test_unknown_is_not_open(status, expected):
    assert is_open(status) is expected


@pytest.mark.parametrize(
    ("said", "asks_why", "is_confirmed", "expected"),
    [
        ({LEADER: "no"}, True, False, True),
        ({LEADER: "partly", GROUP: "yes"}, True, False, True),
        ({LEADER: "na"}, True, False, True),
        ({LEADER: "yes"}, True, False, False),
        ({LEADER: "yes", GROUP: "no"}, True, False, True),
        ({LEADER: "yes", GROUP: "partly"}, True, False, True),
        ({LEADER: "yes", GROUP: "na"}, True, False, False),
        ({}, True, False, False),
        ({GROUP: "no"}, True, False, False),
        ({LEADER: "no", GROUP: "no"}, True, True, False),
        ({LEADER: "no", GROUP: "no"}, False, False, False),
    ],
)
def test_reason_is_asked_once_of_a_leader_who_has_answered(said, asks_why, is_confirmed, expected):
    assert waits_for_why(said, asks_why=asks_why, is_confirmed=is_confirmed) is expected


@pytest.mark.parametrize(
    ("school_days", "statuses", "expected"),
    [(60, ["no"], False), (61, ["no"], True), (61, ["yes", "na"], False), (61, [], False), (None, ["no"], False)],
)
def test_look_again_after_sixty_school_days_while_something_is_open(school_days, statuses, expected):
    assert is_time_to_look(school_days, statuses) is expected


def test_last_look_is_the_latest_day():
    assert last_look([date(2026, 9, 12), date(2026, 10, 1)]) == date(2026, 10, 1)
    assert last_look([]) is None


def test_rules_and_table_know_the_same_words():
    assert tuple(ConditionAnswer.Status.values) == STATUSES
    assert tuple(ConditionAnswer.Side.values) == SIDES
