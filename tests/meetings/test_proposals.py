"""Proposed days and clashes."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.cadence import due_days, horizon
from meetings.proposals import Ground, Pace, clashes, propose_next, propose_year
from schools.calendar import SchoolDays, Span
from tests.factories import CLOSURES_2026

DAYS = SchoolDays.between(date(2026, 9, 1), date(2027, 6, 30), CLOSURES_2026)
TODAY = date(2026, 11, 23)
THURSDAY = 3
EXAMS = (date(2026, 12, 7), date(2026, 12, 18))


def ground(quiet: tuple[Span, ...] = (), *, gone: tuple[Span, ...] = (), **likes: Any) -> Ground:
    """The Flemish year; `gone` are days that do not count."""
    return Ground(DAYS.without(gone), DAYS, quiet, **likes)


def test_next_prefers_the_usual_weekday_inside_the_window() -> None:
    window = (date(2026, 12, 7), date(2027, 1, 8))

    found = propose_next(ground(weekday=THURSDAY), window=window, today=TODAY)

    assert found == [date(2026, 12, 10), date(2026, 12, 17), date(2027, 1, 7)]


def test_next_puts_busy_days_last() -> None:
    window = (date(2026, 12, 7), date(2027, 1, 8))

    found = propose_next(ground(weekday=THURSDAY, busy={date(2026, 12, 10)}), window=window, today=TODAY)

    assert found == [date(2026, 12, 7), date(2026, 12, 17), date(2027, 1, 7)]


def test_next_is_after_today_and_keeps_the_gap() -> None:
    window = (date(2026, 11, 16), date(2026, 12, 4))

    found = propose_next(ground(), window=window, today=TODAY, last_on=date(2026, 11, 19), gap=10)

    assert found == [date(2026, 12, 3), date(2026, 12, 4)]


def test_next_looks_two_weeks_ahead_when_the_window_has_passed() -> None:
    window = (date(2026, 10, 1), date(2026, 10, 15))

    found = propose_next(ground(weekday=THURSDAY), window=window, today=TODAY)

    assert found == [date(2026, 11, 24), date(2026, 11, 26), date(2026, 12, 3)]


def test_next_without_a_window_waits_as_long_as_usual() -> None:
    found = propose_next(ground(), window=(None, None), today=TODAY, last_on=date(2026, 11, 12), number=1)

    assert found == [date(2026, 12, 10)]


def test_next_is_empty_in_the_last_days_of_the_year() -> None:
    assert propose_next(ground(), window=(None, None), today=date(2027, 6, 17)) == []


def test_year_of_an_interval_falls_in_every_window_until_the_horizon() -> None:
    found = propose_year(ground(weekday=THURSDAY), pace=Pace(10, 20, 30), anchor=date(2026, 10, 29), today=TODAY)

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

    found = propose_year(ground(weekday=THURSDAY), pace=pace, anchor=date(2026, 10, 29), today=TODAY, fixed=planned)

    assert found == [date(2027, 1, 21), date(2027, 2, 25), date(2027, 5, 27)]


def test_year_of_a_count_falls_before_each_due_day() -> None:
    due = due_days(DAYS, 5, date(2026, 9, 1))

    found = propose_year(
        ground(weekday=THURSDAY), pace=Pace(15, 10, None, due[1:]), anchor=date(2026, 10, 15), today=TODAY
    )

    assert len(found) == 4
    for day, due_on in zip(found, due[1:], strict=True):
        assert DAYS.before(due_on, 10) <= day <= due_on  # type: ignore[operator]
        assert day.weekday() == THURSDAY


def test_a_planned_day_takes_the_place_of_a_due_day() -> None:
    due = due_days(DAYS, 5, date(2026, 9, 1))

    found = propose_year(
        ground(), pace=Pace(15, 10, None, due[1:]), anchor=date(2026, 10, 15), today=TODAY, fixed=[date(2026, 12, 3)]
    )

    assert len(found) == 3
    assert found[0] > due[1]


def test_year_without_a_numbered_rhythm_proposes_nothing() -> None:
    assert propose_year(ground(), pace=Pace(), anchor=date(2026, 10, 15), today=TODAY) == []


@pytest.mark.parametrize(
    ("day", "codes"),
    [
        (date(2026, 11, 26), ()),
        (date(2026, 11, 25), ("too_close",)),
        (date(2026, 11, 20), ("past", "too_close")),
        (date(2026, 11, 28), ("closed_day",)),
        (date(2026, 12, 24), ("closed_day",)),
        (date(2026, 12, 15), ("quiet", "double_booked")),
        (date(2026, 12, 12), ("closed_day", "quiet")),  # a Saturday between two exam weeks
        (date(2027, 3, 8), ("paused",)),
        (date(2027, 6, 16), ()),
        (date(2027, 6, 17), ("last_days",)),
    ],
)
def test_clashes_are_told_by_code(day: date, codes: tuple[str, ...]) -> None:
    year = ground((EXAMS,), gone=(EXAMS, (date(2027, 3, 8), date(2027, 3, 12))))

    found = clashes(
        day,
        ground=year,
        today=TODAY,
        others=[date(2026, 11, 12)],
        gap=10,
        busy={date(2026, 12, 15)},
        quiet=year.quiet,
    )

    assert found == codes


def test_without_a_known_calendar_only_the_past_exams_and_double_booking_are_told() -> None:
    day = date(2026, 11, 22)

    found = clashes(day, ground=None, today=TODAY, others=[day], gap=10, busy={day}, quiet=[(day, day)])

    assert found == ("past", "quiet", "double_booked")


def test_next_goes_around_exam_weeks() -> None:
    window = (date(2026, 12, 3), date(2027, 1, 8))

    found = propose_next(ground((EXAMS,), weekday=THURSDAY), window=window, today=TODAY)

    assert found == [date(2026, 12, 3), date(2026, 12, 4), date(2027, 1, 7)]


def test_a_school_without_meetings_in_the_week_of_a_public_holiday() -> None:
    week = (date(2026, 11, 9), date(2026, 11, 13))  # 11 November closes the school on the Wednesday

    found = propose_next(ground((week,), weekday=2), window=(week[0], date(2026, 11, 20)), today=date(2026, 10, 26))

    assert found == [date(2026, 11, 16), date(2026, 11, 17), date(2026, 11, 18)]


def test_next_looks_behind_the_exams_when_they_fill_the_window() -> None:
    found = propose_next(ground((EXAMS,)), window=EXAMS, today=TODAY)

    assert found == [date(2027, 1, 4), date(2027, 1, 5), date(2027, 1, 6)]


def test_a_window_of_one_day_gives_that_day() -> None:
    day = date(2026, 12, 10)

    assert propose_next(ground(weekday=0, busy={day}), window=(day, day), today=TODAY) == [day]


def test_other_weekdays_come_before_a_usual_day_on_which_somebody_meets_elsewhere() -> None:
    thursdays = {date(2026, 12, 10), date(2026, 12, 17)}

    found = propose_next(ground(weekday=THURSDAY, busy=thursdays), window=(EXAMS[0], EXAMS[1]), today=TODAY)

    assert found == [date(2026, 12, 7), date(2026, 12, 8), date(2026, 12, 9)]


def test_a_group_in_which_somebody_is_always_taken_still_gets_days() -> None:
    found = propose_next(ground(weekday=THURSDAY, busy=set(DAYS.days)), window=EXAMS, today=TODAY)

    assert found == [date(2026, 12, 7), date(2026, 12, 10), date(2026, 12, 17)]


def test_next_keeps_away_from_a_meeting_that_is_planned_too_late() -> None:
    window, planned = (date(2026, 12, 7), date(2026, 12, 18)), [date(2027, 1, 4)]

    found = propose_next(ground(), window=window, today=TODAY, gap=10, planned=planned, number=2)

    assert found == [date(2026, 12, 7), date(2026, 12, 8)]


def test_last_days_are_those_of_the_year_also_where_exams_stop_the_clock() -> None:
    june = (date(2027, 6, 10), date(2027, 6, 30))
    year = ground((june,), gone=(june,))

    assert year.usable[-1] == date(2027, 6, 9)
    assert clashes(date(2027, 6, 8), ground=year, today=TODAY) == ()


SPANS = st.lists(
    st.tuples(st.sampled_from(DAYS.days), st.integers(0, 30)).map(lambda s: (s[0], s[0] + timedelta(days=s[1]))),
    max_size=4,
).map(tuple)
LIKES = st.fixed_dictionaries(
    {"weekday": st.none() | st.integers(0, 4), "busy": st.sets(st.sampled_from(DAYS.days), max_size=40)}
)


@settings(max_examples=150, deadline=None)
@given(
    opens=st.none() | st.sampled_from(DAYS.days),
    spread=st.none() | st.integers(0, 60),
    gap=st.integers(0, 20),
    today=st.dates(date(2026, 9, 1), date(2027, 6, 30)),
    last_on=st.none() | st.sampled_from(DAYS.days),
    planned=st.lists(st.sampled_from(DAYS.days), max_size=2),
    quiet=SPANS,
    pauses=SPANS,
    likes=LIKES,
)
def test_every_proposal_is_usable_and_inside_the_window_where_that_can_be(
    opens: date | None,
    spread: int | None,
    gap: int,
    today: date,
    last_on: date | None,
    planned: list[date],
    quiet: tuple[Span, ...],
    pauses: tuple[Span, ...],
    likes: dict[str, Any],
) -> None:
    year = ground(quiet, gone=pauses, **likes)
    due = opens + timedelta(days=spread) if opens and spread is not None else None

    found = propose_next(year, window=(opens, due), today=today, last_on=last_on, gap=gap, planned=planned)

    end = horizon(DAYS)
    assert end is not None
    assert len(found) <= 3
    assert found == sorted(set(found))
    assert all(today < day <= end and day in DAYS for day in found)
    assert not any(first <= day <= last for day in found for first, last in (*quiet, *pauses))
    assert not set(found) & set(planned)
    if last_on:
        assert all(day > last_on and year.days.count(last_on, day) >= gap for day in found)
    if opens and due:
        fitting = [
            day
            for day in year.usable
            if max(opens, today + timedelta(days=1)) <= day <= due
            and (last_on is None or (day > last_on and year.days.count(last_on, day) >= gap))
        ]
        if fitting:
            left = [day for day in fitting if day not in planned]
            assert set(found) <= set(left)
            assert len(found) == min(3, len(left))
            free = [day for day in left if day not in likes["busy"] and _is_free(year, day, planned, gap)]
            assert sum(day in free for day in found) == min(len(found), len(free))


def _is_free(year: Ground, day: date, planned: list[date], gap: int) -> bool:
    return all(year.days.count(min(day, one), max(day, one)) >= gap for one in planned)


@settings(max_examples=60, deadline=None)
@given(
    anchor=st.sampled_from(DAYS.days),
    opens=st.integers(1, 40),
    spread=st.integers(0, 20),
    gap=st.integers(0, 20),
    today=st.dates(date(2026, 9, 1), date(2027, 6, 30)),
    fixed=st.lists(st.sampled_from(DAYS.days), max_size=4),
    quiet=SPANS,
    pauses=SPANS,
    likes=LIKES,
)
def test_a_planned_year_is_in_order_usable_and_far_enough_apart(
    anchor: date,
    opens: int,
    spread: int,
    gap: int,
    today: date,
    fixed: list[date],
    quiet: tuple[Span, ...],
    pauses: tuple[Span, ...],
    likes: dict[str, Any],
) -> None:
    year = ground(quiet, gone=pauses, **likes)

    found = propose_year(year, pace=Pace(gap, opens, opens + spread), anchor=anchor, today=today, fixed=fixed)

    assert all(today < day and day in year.usable for day in found)
    assert all(later > earlier and year.days.count(earlier, later) >= gap for earlier, later in pairwise(found))
    assert not set(found) & {*fixed, anchor}
    assert all(day > anchor for day in found)
