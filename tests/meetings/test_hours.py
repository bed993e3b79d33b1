"""Minutes in and outside lesson time: tables and properties, no database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.hours import Minutes, is_above, minutes_of, summed

ROWS = st.lists(st.tuples(st.sampled_from([True, False, None]), st.integers(0, 600), st.integers(1, 9)))


@pytest.mark.parametrize(
    ("usual", "found"),
    [
        (True, Minutes(inside=90, number=2)),
        (False, Minutes(outside=90, number=2)),
        (None, Minutes(unsaid=90, number=2)),
    ],
)
def test_minutes_stand_where_they_belong(usual, found):
    assert minutes_of(usual, 90, 2) == found


@given(ROWS)
def test_nothing_is_lost_in_a_sum(rows):
    total = summed(rows)

    assert total.total == sum(minutes for _usual, minutes, _number in rows)
    assert total.number == sum(number for _usual, _minutes, number in rows)


@given(ROWS, ROWS)
def test_sums_add_up(some, others):
    assert summed([*some, *others]) == summed(some) + summed(others)


def test_sum_takes_no_minutes_for_none():
    assert summed([(True, None, 1)]) == Minutes(number=1)


@pytest.mark.parametrize(("minutes", "above"), [(2399, False), (2400, False), (2401, True), (0, False)])
def test_exactly_the_ceiling_is_not_above(minutes, above):
    assert is_above(minutes, ceiling_hours=40) is above
