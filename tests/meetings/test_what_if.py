"""A supposed meeting: the table of what it does, and the same answer as the rhythm gives once it is held."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.cadence import History, Policy, assess
from meetings.cycles import Run, Step
from meetings.what_if import if_paused, what_if
from tests.meetings.test_cadence import COUNT, FLANDERS, INTERVAL, START, groups, met

TODAY = date(2026, 11, 23)
TWICE = met(date(2026, 10, 8), date(2026, 10, 30))


@pytest.mark.parametrize(
    ("on", "place", "opens_on", "due_on"),
    [
        (date(2026, 12, 4), "early", date(2027, 1, 15), date(2027, 1, 29)),
        (date(2026, 12, 7), "window", date(2027, 1, 18), date(2027, 2, 1)),
        (date(2027, 1, 4), "window", date(2027, 2, 1), date(2027, 2, 22)),
        (date(2027, 1, 5), "late", date(2027, 2, 2), date(2027, 2, 23)),
        (date(2027, 6, 15), "late", None, None),
    ],
)
def test_interval_says_where_the_day_falls_and_when_the_next_is(on, place, opens_on, due_on):
    found = what_if(INTERVAL, FLANDERS, TWICE, on=on, today=TODAY)

    assert (found.place, found.after.opens_on, found.after.due_on) == (place, opens_on, due_on)


@pytest.mark.parametrize(
    ("on", "year", "remaining", "places", "is_crowded"),
    [
        (date(2026, 12, 7), "reachable", 2, (date(2027, 5, 26), date(2027, 6, 16)), False),
        (date(2027, 4, 30), "reachable", 2, (date(2027, 5, 26), date(2027, 6, 16)), False),
        (date(2027, 5, 3), "reachable", 2, (date(2027, 5, 26), date(2027, 6, 16)), True),
        (date(2027, 5, 26), "tight", 2, (date(2027, 5, 26), date(2027, 6, 16)), True),
        (date(2027, 5, 27), "unreachable", 2, (date(2027, 5, 26), date(2027, 6, 16)), False),
    ],
)
def test_year_works_out_or_not(on, year, remaining, places, is_crowded):
    found = what_if(COUNT, FLANDERS, TWICE, on=on, today=TODAY)

    assert (found.after.year, found.after.remaining, found.after.last_places) == (year, remaining, places)
    assert found.is_crowded is is_crowded


def test_what_is_planned_before_that_day_is_supposed_to_go_ahead():
    history = replace(TWICE, planned=(date(2026, 11, 20), date(2026, 12, 10), date(2027, 1, 21), date(2027, 3, 4)))

    found = what_if(INTERVAL, FLANDERS, history, on=date(2027, 1, 21), today=TODAY)

    assert found.supposed == (date(2026, 12, 10),)
    assert (found.after.held, found.after.unlogged_on) == (4, date(2026, 11, 20))
    assert found.after.planned_next_on == date(2027, 3, 4)


def test_fifth_meeting_ends_what_the_year_asks():
    history = met(*(date(2026, month, 3) for month in (9, 10, 11, 12)))

    found = what_if(COUNT, FLANDERS, history, on=date(2027, 1, 14), today=date(2026, 12, 7))

    assert (found.after.year, found.after.due_on, found.after.last_places) == ("reached", None, ())


@pytest.mark.parametrize("on", [date(2026, 8, 31), date(2027, 7, 1)])
def test_outside_the_school_year_nothing_is_answered(on):
    assert what_if(INTERVAL, FLANDERS, TWICE, on=on, today=TODAY) is None
    assert what_if(INTERVAL, None, TWICE, on=TODAY, today=TODAY) is None


@pytest.mark.parametrize("on", [date(2026, 12, 5), date(2026, 12, 24)])
def test_a_closed_day_is_answered_as_it_stands(on):
    assert what_if(INTERVAL, FLANDERS, TWICE, on=on, today=TODAY).after.last_held_on == on


def test_without_a_numbered_rhythm_no_window_and_no_year():
    found = what_if(Policy("none"), FLANDERS, History(START), on=date(2026, 12, 7), today=TODAY)

    assert (found.place, found.after.year, found.after.last_places) == ("", None, ())


def test_in_a_cycle_the_next_step_is_supposed():
    steps = (Step(date(2026, 11, 12), is_held=True), Step(), Step(date(2026, 12, 17)))
    history = History(START, cycle=Run(date(2026, 11, 5), steps), planned=(date(2026, 12, 17),))

    found = what_if(Policy("cycle"), FLANDERS, history, on=date(2026, 11, 30), today=TODAY)
    third = what_if(Policy("cycle"), FLANDERS, history, on=date(2026, 12, 17), today=TODAY)

    assert (found.place, found.after.opens_on, found.after.due_on) == ("window", date(2026, 12, 7), date(2026, 12, 17))
    assert (third.after.due_on, third.after.planned_next_on) == (None, None)


def test_pause_tells_what_stands_still_and_when_it_goes_on():
    history = replace(TWICE, planned=(date(2026, 12, 10), date(2027, 1, 21)))

    found = if_paused(INTERVAL, FLANDERS, history, pause=(date(2026, 12, 1), date(2027, 1, 8)))

    assert (found.skipped, found.planned, found.resumes_on) == (19, (date(2026, 12, 10),), date(2027, 1, 11))
    assert found.after.due_on == FLANDERS.after(date(2027, 1, 4), 19)
    assert found.after.state == "on_track"


@pytest.mark.parametrize(
    ("pause", "skipped", "resumes_on"),
    [
        ((date(2026, 12, 5), date(2026, 12, 6)), 0, date(2026, 12, 7)),
        ((date(2026, 11, 2), date(2026, 11, 8)), 0, date(2026, 11, 9)),
        ((date(2027, 6, 28), date(2027, 7, 5)), 3, None),
    ],
)
def test_pause_counts_school_days_only(pause, skipped, resumes_on):
    found = if_paused(INTERVAL, FLANDERS, TWICE, pause=pause)

    assert (found.skipped, found.resumes_on, found.after is None) == (skipped, resumes_on, resumes_on is None)


@settings(max_examples=60, deadline=None)
@given(groups(), st.integers(0, 302), st.integers(0, 302))
def test_answer_is_the_status_of_that_day_with_the_meeting_held(group, offset, ahead):
    today = FLANDERS.begin + timedelta(days=offset)
    on = min(today + timedelta(days=ahead), FLANDERS.end)
    policy = Policy(group.regime, *group.numbers)
    history = History(group.started_on, group.ended_on, group.held, group.planned, group.pauses)
    gone_ahead = [day for day in group.planned if today <= day < on]

    found = what_if(policy, FLANDERS, history, on=on, today=today)

    held = (*group.held, *((day, 120) for day in (*gone_ahead, on)))
    left = tuple(day for day in group.planned if day != on and day not in gone_ahead)
    assert found.after == assess(policy, FLANDERS, replace(history, held=held, planned=left), today=on)
    assert found.after.held == found.before.held + (on not in {day for day, _minutes in group.held})
