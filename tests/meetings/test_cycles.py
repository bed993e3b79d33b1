"""Days proposed for the steps of a cycle, and what is advised about them. Dates are of the Flemish year 2026-27."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.cycles import advice_between, propose_steps
from tests.meetings.test_cadence import FLANDERS

TUESDAY = 1


def test_steps_are_proposed_two_school_weeks_apart_on_the_usual_weekday() -> None:
    found = propose_steps(FLANDERS, today=date(2026, 9, 7), number=5, weekday=TUESDAY)

    assert found == [
        date(2026, 9, 8),
        date(2026, 9, 22),
        date(2026, 10, 6),
        date(2026, 10, 20),
        date(2026, 11, 10),  # a week of holidays lies in between
    ]


def test_a_group_without_a_usual_day_keeps_that_of_its_first_step() -> None:
    found = propose_steps(FLANDERS, today=date(2026, 9, 9), number=3)

    assert [day and day.weekday() for day in found] == [3, 3, 3]


def test_a_busy_day_is_passed_over() -> None:
    found = propose_steps(FLANDERS, today=date(2026, 9, 7), number=2, weekday=TUESDAY, busy=[date(2026, 9, 22)])

    assert found == [date(2026, 9, 8), date(2026, 9, 15)]


def test_past_the_end_of_the_year_no_day_is_proposed() -> None:
    found = propose_steps(FLANDERS, today=date(2027, 6, 10), number=4, weekday=TUESDAY)

    assert found == [date(2027, 6, 15), date(2027, 6, 29), None, None]


@given(st.integers(0, 300), st.integers(1, 7), st.none() | st.integers(0, 4))
def test_proposed_steps_are_school_days_one_to_three_school_weeks_apart(
    offset: int, number: int, weekday: int | None
) -> None:
    found = propose_steps(FLANDERS, today=FLANDERS.begin + timedelta(days=offset), number=number, weekday=weekday)
    days = [day for day in found if day is not None]

    assert len(found) == number
    assert found == [*days, *[None] * (number - len(days))]
    assert all(day in FLANDERS for day in days)
    assert all(5 <= FLANDERS.count(a, b) <= 15 for a, b in pairwise(days))
    assert {code for codes in advice_between(FLANDERS, found) for code in codes} == set()


@pytest.mark.parametrize(
    ("days", "codes"),
    [
        ([date(2026, 9, 8), date(2026, 9, 14)], [(), ("steps_close",)]),
        ([date(2026, 9, 8), date(2026, 9, 15)], [(), ()]),
        ([date(2026, 9, 8), date(2026, 9, 29)], [(), ()]),
        ([date(2026, 9, 8), date(2026, 9, 30)], [(), ("steps_far",)]),
        ([date(2026, 9, 8), None, date(2026, 9, 30)], [(), (), ("steps_far",)]),
        ([date(2026, 9, 22), date(2026, 9, 8)], [(), ("steps_close",)]),
        ([date(2027, 6, 8), date(2027, 9, 8)], [(), ()]),
    ],
)
def test_steps_are_advised_one_to_three_school_weeks_apart(
    days: list[date | None], codes: list[tuple[str, ...]]
) -> None:
    assert advice_between(FLANDERS, days) == codes


def test_without_a_calendar_nothing_is_advised() -> None:
    assert advice_between(None, [date(2026, 9, 8), date(2026, 9, 9)]) == [(), ()]
