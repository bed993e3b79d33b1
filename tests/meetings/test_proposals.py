"""Proposed days and clashes."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.cadence import due_days, horizon
from meetings.proposals import Pace, clashes, propose_next, propose_year
from schools.calendar import SchoolDays
from tests.factories import CLOSURES_2026

DAYS = SchoolDays.between(date(2026, 9, 1), date(2027, 6, 30), CLOSURES_2026)
TODAY = date(2026, 11, 23)
THURSDAY = 3


def test_next_prefers_the_usual_weekday_inside_the_window() -> None:
    window = (date(2026, 12, 7), date(2027, 1, 8))

    found = propose_next(DAYS, window=window, today=TODAY, weekday=THURSDAY)

    assert found == [date(2026, 12, 10), date(2026, 12, 17), date(2027, 1, 7)]


def test_next_puts_busy_days_last() -> None:
    window = (date(2026, 12, 7), date(2027, 1, 8))

    found = propose_next(DAYS, window=window, today=TODAY, weekday=THURSDAY, busy={date(2026, 12, 10)})

    assert found == [date(2026, 12, 7), date(2026, 12, 17), date(2027, 1, 7)]


def test_next_is_after_today_and_keeps_the_gap() -> None:
    window = (date(2026, 11, 16), date(2026, 12, 4))

    found = propose_next(DAYS, window=window, today=TODAY, last_on=date(2026, 11, 19), gap=10)

    assert found == [date(2026, 12, 3), date(2026, 12, 4)]


def test_next_looks_two_weeks_ahead_when_the_window_has_passed() -> None:
    window = (date(2026, 10, 1), date(2026, 10, 15))

    found = propose_next(DAYS, window=window, today=TODAY, weekday=THURSDAY)

    assert found == [date(2026, 11, 24), date(2026, 11, 26), date(2026, 12, 3)]


def test_next_without_a_window_waits_as_long_as_usual() -> None:
    found = propose_next(DAYS, window=(None, None), today=TODAY, last_on=date(2026, 11, 12), number=1)

    assert found == [date(2026, 12, 10)]


def test_next_is_empty_in_the_last_days_of_the_year() -> None:
    assert propose_next(DAYS, window=(None, None), today=date(2027, 6, 17)) == []


def test_year_of_an_interval_falls_in_every_window_until_the_horizon() -> None:
    found = propose_year(DAYS, pace=Pace(10, 20, 30), anchor=date(2026, 10, 29), today=TODAY, weekday=THURSDAY)

    assert [day.isoformat() for day in found] == [
        "2026-12-10",
        "2027-01-21",
        "2027-02-25",
        "2027-03-25",
        "2027-05-13",
        "2027-06-11",  # a Friday: no Thursday is left before the last ten school days
    ]
    for earlier, later in pairwise([date(2026, 10, 29), *found]):
        assert 20 <= DAYS.count(earlier, later) <= 30


def test_year_goes_on_from_what_is_planned() -> None:
    pace = Pace(10, 20, 30)
    planned = [date(2026, 12, 8), date(2027, 4, 22)]

    found = propose_year(DAYS, pace=pace, anchor=date(2026, 10, 29), today=TODAY, fixed=planned, weekday=THURSDAY)

    assert found == [date(2027, 1, 21), date(2027, 2, 25), date(2027, 5, 27)]


def test_year_of_a_count_falls_before_each_due_day() -> None:
    due = due_days(DAYS, 5, date(2026, 9, 1))

    found = propose_year(
        DAYS, pace=Pace(15, 10, None, due[1:]), anchor=date(2026, 10, 15), today=TODAY, weekday=THURSDAY
    )

    assert len(found) == 4
    for day, due_on in zip(found, due[1:], strict=True):
        assert DAYS.before(due_on, 10) <= day <= due_on  # type: ignore[operator]
        assert day.weekday() == THURSDAY


def test_a_planned_day_takes_the_place_of_a_due_day() -> None:
    due = due_days(DAYS, 5, date(2026, 9, 1))

    found = propose_year(
        DAYS, pace=Pace(15, 10, None, due[1:]), anchor=date(2026, 10, 15), today=TODAY, fixed=[date(2026, 12, 3)]
    )

    assert len(found) == 3
    assert found[0] > due[1]


def test_year_without_a_numbered_rhythm_proposes_nothing() -> None:
    assert propose_year(DAYS, pace=Pace(), anchor=date(2026, 10, 15), today=TODAY) == []


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2026, 11, 26), ()),
        (date(2026, 11, 25), ("too_close",)),
        (date(2026, 11, 20), ("past", "too_close")),
        (date(2026, 11, 28), ("closed_day",)),
        (date(2026, 12, 24), ("closed_day",)),
        (date(2026, 12, 15), ("double_booked",)),
        (date(2027, 6, 16), ()),
        (date(2027, 6, 17), ("last_days",)),
    ],
)
def test_clashes_are_told_by_code(day: date, codes: tuple[str, ...]) -> None:
    found = clashes(day, days=DAYS, today=TODAY, others=[date(2026, 11, 12)], gap=10, busy={date(2026, 12, 15)})

    assert found == codes


def test_without_a_known_calendar_only_the_past_and_double_booking_are_told() -> None:
    day = date(2026, 11, 22)

    assert clashes(day, days=None, today=TODAY, others=[day], gap=10, busy={day}) == ("past", "double_booked")


@settings(max_examples=60, deadline=None)
@given(
    anchor=st.sampled_from(DAYS.days),
    opens=st.integers(1, 40),
    spread=st.integers(0, 20),
    gap=st.integers(0, 20),
    today=st.dates(date(2026, 9, 1), date(2027, 6, 30)),
    weekday=st.none() | st.integers(0, 4),
    fixed=st.lists(st.sampled_from(DAYS.days), max_size=4),
)
def test_a_planned_year_is_in_order_open_and_far_enough_apart(
    anchor: date, opens: int, spread: int, gap: int, today: date, weekday: int | None, fixed: list[date]
) -> None:
    found = propose_year(
        DAYS, pace=Pace(gap, opens, opens + spread), anchor=anchor, today=today, fixed=fixed, weekday=weekday
    )

    end = horizon(DAYS)
    assert end is not None
    assert all(today < day <= end and day in DAYS for day in found)
    assert all(later > earlier and DAYS.count(earlier, later) >= gap for earlier, later in pairwise(found))
    assert not set(found) & {*fixed, anchor}
    assert all(day > anchor for day in found)
