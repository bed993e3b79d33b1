"""The rhythm rules: the worked examples, tables of cases, and a second, naive reckoning."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.cadence import History, Policy, assess, due_days, horizon, last_places, reckon, required_in
from meetings.cycles import Run, Step
from schools.calendar import SchoolDays
from schools.published import published_year
from tests.meetings.naive import Group, naive

INTERVAL = Policy("interval", 4, 6, 5, 2)
COUNT = Policy("count", None, None, 5, 3)
START = date(2026, 9, 1)


def year_of(calendar: str, label: str = "2026-2027") -> tuple[SchoolDays, tuple[tuple[date, date], ...]]:
    year = published_year(calendar, label)
    assert year is not None
    closed = tuple((period.first_day, period.last_day) for period in year.periods)
    return SchoolDays.between(year.first_day, year.last_day, closed), closed


FLANDERS = year_of("BE-VLG")[0]


def met(*days: date, minutes: int = 120, **rest: object) -> History:
    return History(**{"started_on": START, "held": tuple((day, minutes) for day in days), **rest})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("today", "state"),
    [(date(2026, 12, 1), "on_track"), (date(2026, 12, 10), "plan_now"), (date(2027, 1, 5), "overdue")],
)
def test_first_example_interval_after_30_october(today: date, state: str) -> None:
    status = assess(INTERVAL, FLANDERS, met(date(2026, 10, 30)), today=today)

    assert (status.opens_on, status.due_on, status.stalled_on) == (
        date(2026, 12, 7),
        date(2027, 1, 4),
        date(2027, 2, 22),
    )
    assert status.state == state


@pytest.mark.parametrize(
    ("held", "due_on", "last_reachable_on"),
    [
        ([], date(2026, 10, 19), date(2027, 3, 5)),
        ([date(2026, 10, 8)], date(2026, 12, 15), date(2027, 3, 26)),
        ([date(2026, 10, 8), date(2026, 12, 8)], date(2027, 2, 22), date(2027, 4, 30)),
    ],
)
def test_second_example_count_of_five(held: list[date], due_on: date, last_reachable_on: date) -> None:
    rhythm = reckon(COUNT, FLANDERS, met(*held), today=date(2027, 2, 1))

    assert (rhythm.due_on, rhythm.last_reachable_on) == (due_on, last_reachable_on)


def test_third_example_51_days_are_within_the_limit() -> None:
    status = assess(INTERVAL, FLANDERS, met(date(2026, 12, 14)), today=date(2027, 2, 3))

    assert FLANDERS.count(date(2026, 12, 14), date(2027, 2, 3)) == 27
    assert status.state == "plan_now"


@pytest.mark.parametrize(
    ("day", "planned", "state", "reasons"),
    [
        (date(2026, 12, 4), (), "on_track", ()),
        (date(2026, 12, 7), (), "plan_now", ()),
        (date(2027, 1, 4), (), "plan_now", ()),
        (date(2027, 1, 5), (), "overdue", ()),
        (date(2027, 2, 22), (), "overdue", ()),
        (date(2027, 2, 23), (), "stalled", ()),
        (date(2026, 12, 10), (date(2027, 1, 4),), "on_track", ()),
        (date(2026, 12, 10), (date(2027, 1, 5),), "plan_now", ("planned_late",)),
        (date(2027, 1, 12), (date(2027, 1, 12),), "overdue", ("planned_late",)),
        (date(2026, 12, 12), (date(2026, 12, 11),), "plan_now", ("unlogged",)),
        (date(2026, 11, 16), (date(2026, 11, 16),), "on_track", ("too_close",)),
        (date(2026, 11, 16), (date(2026, 11, 26),), "on_track", ()),
    ],
)
def test_state_and_reasons_by_day(day: date, planned: tuple[date, ...], state: str, reasons: tuple[str, ...]) -> None:
    status = assess(INTERVAL, FLANDERS, met(date(2026, 10, 30), planned=planned), today=day)

    assert (status.state, status.reasons) == (state, reasons)


@pytest.mark.parametrize(("minutes", "reasons"), [(119, ("too_short",)), (120, ()), (180, ()), (181, ("long",))])
def test_length_is_advice_about_the_last_meeting(minutes: int, reasons: tuple[str, ...]) -> None:
    history = met(date(2026, 9, 10), date(2026, 10, 30), minutes=minutes)

    assert assess(INTERVAL, FLANDERS, history, today=date(2026, 11, 12)).reasons == reasons


@pytest.mark.parametrize("regime", ["cycle", "none"])
def test_without_a_numbered_rhythm_only_facts_are_told(regime: str) -> None:
    history = met(date(2026, 10, 1), date(2026, 10, 2), minutes=45, planned=(date(2026, 11, 1), date(2026, 12, 1)))

    status = assess(Policy(regime), FLANDERS, history, today=date(2026, 11, 23))

    assert (status.opens_on, status.due_on, status.stalled_on, status.last_reachable_on) == (None, None, None, None)
    assert (status.required, status.remaining, status.year) == (None, None, None)
    assert (status.held, status.last_held_on, status.planned_next_on) == (2, date(2026, 10, 2), date(2026, 12, 1))
    assert (status.state, status.reasons) == ("on_track", ("unlogged",))


@pytest.mark.parametrize(
    ("day", "started_on", "ended_on", "state"),
    [
        (date(2026, 11, 23), date(2026, 11, 24), None, "inactive"),
        (date(2026, 11, 23), START, date(2026, 11, 23), "inactive"),
        (date(2026, 11, 20), START, date(2026, 11, 23), "paused"),
        (date(2026, 11, 16), START, None, "paused"),
        (date(2026, 11, 13), START, None, "overdue"),
    ],
)
def test_inactive_goes_before_paused(day: date, started_on: date, ended_on: date | None, state: str) -> None:
    history = History(started_on, ended_on, pauses=((date(2026, 11, 16), date(2026, 11, 27)),))

    assert assess(INTERVAL, FLANDERS, history, today=day).state == state


def test_in_a_pause_the_clock_stands_still() -> None:
    running = reckon(INTERVAL, FLANDERS, met(date(2026, 10, 30)), today=date(2026, 11, 23))
    pause = (date(2026, 11, 16), date(2026, 11, 20))

    paused = reckon(INTERVAL, FLANDERS, met(date(2026, 10, 30), pauses=(pause,)), today=date(2026, 11, 23))

    assert running.due_on is not None
    assert paused.due_on == FLANDERS.after(running.due_on, 5)


def test_in_the_summer_and_without_a_calendar_nothing_is_computed() -> None:
    history = met(date(2026, 10, 30), planned=(date(2027, 5, 3), date(2027, 9, 9)))

    status = assess(INTERVAL, None, history, today=date(2027, 7, 20))

    assert (status.state, status.year, status.reasons) == ("on_track", None, ())
    assert (status.held, status.required, status.remaining) == (0, None, None)
    assert (status.last_held_on, status.due_on) == (None, None)
    assert status.planned_next_on == date(2027, 9, 9)


def test_two_meetings_on_one_day_count_once_with_the_longest() -> None:
    history = History(START, held=((date(2026, 10, 30), 60), (date(2026, 10, 30), 190)))

    rhythm = reckon(INTERVAL, FLANDERS, history, today=date(2026, 11, 23))

    assert (rhythm.held, rhythm.length_advice, rhythm.too_close) == (1, "long", False)


def test_meetings_of_other_years_and_of_later_days_do_not_count() -> None:
    history = met(date(2026, 6, 20), date(2026, 10, 30), date(2026, 12, 3), date(2027, 9, 3))

    rhythm = reckon(INTERVAL, FLANDERS, history, today=date(2026, 12, 2))

    assert (rhythm.held, rhythm.last_held_on) == (1, date(2026, 10, 30))


def test_a_date_past_the_last_school_day_does_not_exist() -> None:
    rhythm = reckon(INTERVAL, FLANDERS, met(date(2027, 5, 20)), today=date(2027, 6, 1))

    assert (rhythm.opens_on, rhythm.due_on, rhythm.stalled_on) == (date(2027, 6, 17), None, None)


@pytest.mark.parametrize(
    ("started_on", "required"),
    [
        (date(2026, 1, 5), 5),
        (START, 5),
        (date(2026, 9, 2), 5),
        (date(2027, 1, 4), 4),
        (date(2027, 6, 30), 1),
        (date(2027, 7, 9), 0),
    ],
)
def test_the_minimum_is_in_proportion_for_a_late_start(started_on: date, required: int) -> None:
    assert required_in(FLANDERS, 5, started_on) == required


def test_who_starts_in_the_last_ten_days_has_no_due_day() -> None:
    start = FLANDERS.days[-10]

    rhythm = reckon(COUNT, FLANDERS, History(start), today=start)

    assert due_days(FLANDERS, 1, start) == ()
    assert (rhythm.required, rhythm.remaining, rhythm.due_on) == (1, 1, None)
    assert rhythm.last_reachable_on == horizon(FLANDERS) == FLANDERS.days[-11]


def test_the_last_due_day_of_the_count_is_the_horizon() -> None:
    assert due_days(FLANDERS, 5, START)[-1] == horizon(FLANDERS)


def test_count_has_no_dates_once_the_minimum_is_met() -> None:
    days = [date(2026, 9, 10), date(2026, 10, 15), date(2026, 11, 19), date(2027, 1, 14), date(2027, 3, 4)]

    status = assess(COUNT, FLANDERS, met(*days), today=date(2027, 6, 1))

    assert (status.opens_on, status.due_on, status.stalled_on, status.last_reachable_on) == (None, None, None, None)
    assert (status.state, status.year, status.remaining) == ("on_track", "reached", 0)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2027, 2, 18), "reachable"),
        (date(2027, 2, 19), "tight"),
        (date(2027, 2, 20), "tight"),
        (date(2027, 3, 5), "tight"),
        (date(2027, 3, 6), "unreachable"),
    ],
)
def test_the_year_becomes_tight_ten_school_days_ahead(day: date, year: str) -> None:
    status = assess(COUNT, FLANDERS, met(), today=day)

    assert (status.year, status.tight_on) == (year, date(2027, 2, 19))


def test_a_year_too_short_for_the_minimum_is_unreachable_from_the_start() -> None:
    policy = Policy("count", None, None, 20, 3)

    status = assess(policy, FLANDERS, met(), today=START)

    assert (status.year, status.last_reachable_on, status.tight_on) == ("unreachable", None, None)


@pytest.mark.parametrize(
    ("policy", "remaining", "places"),
    [
        (COUNT, 1, (date(2027, 6, 16),)),
        (COUNT, 3, (date(2027, 4, 30), date(2027, 5, 26), date(2027, 6, 16))),
        (INTERVAL, 2, (date(2027, 6, 2), date(2027, 6, 16))),
        (Policy("count", None, None, 2, 0), 2, (date(2027, 6, 16), date(2027, 6, 16))),
        (COUNT, 0, ()),
        (COUNT, 13, ()),
    ],
)
def test_last_places_count_back_from_the_horizon(policy: Policy, remaining: int, places: tuple[date, ...]) -> None:
    assert last_places(policy, FLANDERS, remaining) == places


def test_a_year_that_is_one_pause_asks_nothing() -> None:
    history = met(pauses=((date(2026, 8, 1), date(2027, 7, 31)),))

    status = assess(COUNT, FLANDERS, history, today=date(2026, 11, 23))

    assert (status.state, status.year, status.required, status.due_on) == ("paused", "reached", 0, None)


CALENDARS = [(calendar, label) for calendar in ("BE-VLG", "BE-FR", "NL-N") for label in ("2025-2026", "2026-2027")]
days_around = st.dates(date(2025, 7, 1), date(2027, 8, 15))
spans = st.tuples(days_around, st.integers(0, 60)).map(lambda pair: (pair[0], pair[0] + timedelta(days=pair[1])))
numbers = st.tuples(st.integers(1, 6), st.integers(1, 10), st.integers(1, 12), st.integers(0, 6))


@st.composite
def groups(draw: st.DrawFn) -> Group:
    start = draw(days_around)
    return Group(
        regime=draw(st.sampled_from(["interval", "count", "none"])),
        numbers=draw(numbers),
        started_on=start,
        ended_on=draw(st.none() | days_around),
        held=tuple(draw(st.lists(st.tuples(days_around, st.integers(30, 240)), max_size=14))),
        planned=tuple(draw(st.lists(days_around, max_size=4))),
        pauses=tuple(draw(st.lists(spans, max_size=3))),
    )


@st.composite
def cycles(draw: st.DrawFn) -> Group:
    """A group with a running cycle of up to seven steps, in any disorder."""
    around = st.dates(date(2024, 8, 1), date(2028, 8, 31))
    step = st.tuples(around | st.none(), st.sampled_from(["held", "skipped", "coming", "coming"]))
    steps = [(day, "coming" if day is None and how == "held" else how) for day, how in draw(st.lists(step, max_size=7))]
    minutes = draw(st.integers(30, 240))
    return replace(
        draw(groups()),
        regime="cycle",
        held=tuple((day, minutes) for day, how in steps if day and how == "held"),
        planned=tuple(day for day, how in steps if day and how == "coming"),
        cycle=(draw(around), tuple(steps)),
    )


@settings(max_examples=60, deadline=None)
@given(groups(), st.sampled_from(CALENDARS), st.integers(0, 365))
def test_the_naive_reckoning_says_the_same(group: Group, key: tuple[str, str], offset: int) -> None:
    days, closed = year_of(*key)
    as_of = days.begin + timedelta(days=offset % ((days.end - days.begin).days + 1))
    shut = {first + timedelta(days=n) for first, last in closed for n in range((last - first).days + 1)}
    history = History(group.started_on, group.ended_on, group.held, group.planned, group.pauses)

    status = assess(Policy(group.regime, *group.numbers), days, history, today=as_of)

    expected = naive(group, (days.begin, days.end), lambda day: day not in shut, as_of)
    expected |= {key: tuple(expected[key]) for key in ("reasons", "last_places")}  # type: ignore[arg-type]
    assert {key: getattr(status, key) for key in expected} == expected


CYCLE = Policy("cycle")


def cycle(*steps: Step, started_on: date = date(2026, 10, 12), **rest: object) -> History:
    """A running cycle; its held steps are held meetings of 90 minutes, its agreed ones planned meetings."""
    held = tuple(step.day for step in steps if step.is_held and step.day)
    planned = tuple(step.day for step in steps if step.day and not step.is_held and not step.is_skipped)
    return met(*held, **{"minutes": 90, "planned": planned, "cycle": Run(started_on, steps), **rest})  # type: ignore[arg-type]


def done(day: date) -> Step:
    return Step(day, is_held=True)


@pytest.mark.parametrize(
    ("steps", "window"),
    [
        # nothing held: from the day before the cycle's start
        ((Step(), Step()), (date(2026, 10, 16), date(2026, 10, 30), date(2026, 11, 30))),
        ((Step(date(2026, 10, 22)), Step()), (date(2026, 10, 16), date(2026, 10, 22), date(2026, 11, 20))),
        # an agreed day within a school week opens on that day
        ((Step(date(2026, 10, 13)),), (date(2026, 10, 13), date(2026, 10, 13), date(2026, 11, 10))),
        # after a held step
        ((done(date(2026, 10, 15)), Step()), (date(2026, 10, 22), date(2026, 11, 13), date(2026, 12, 4))),
        (
            (done(date(2026, 10, 15)), Step(date(2026, 11, 26))),
            (date(2026, 10, 22), date(2026, 11, 26), date(2026, 12, 17)),
        ),
        # a skipped step does not decide, nor one that the group left behind
        (
            (done(date(2026, 10, 15)), Step(date(2026, 10, 29), is_skipped=True), Step(date(2026, 11, 26))),
            (date(2026, 10, 22), date(2026, 11, 26), date(2026, 12, 17)),
        ),
        (
            (Step(date(2026, 10, 13)), done(date(2026, 10, 15)), Step()),
            (date(2026, 10, 22), date(2026, 11, 13), date(2026, 12, 4)),
        ),
        # everything held or skipped: nothing is asked
        ((done(date(2026, 10, 15)), Step(is_skipped=True)), (None, None, None)),
        # a day in a later school year does not exist yet, one in an earlier year is agreed no longer
        ((done(date(2026, 10, 15)), Step(date(2027, 9, 9))), (None, None, None)),
        ((Step(date(2026, 6, 11)), Step()), (date(2026, 10, 16), date(2026, 10, 30), date(2026, 11, 30))),
    ],
)
def test_inside_a_cycle_the_next_step_decides(steps: tuple[Step, ...], window: tuple[date | None, ...]) -> None:
    rhythm = reckon(CYCLE, FLANDERS, cycle(*steps), today=date(2026, 10, 30))

    assert (rhythm.opens_on, rhythm.due_on, rhythm.stalled_on) == window
    assert (rhythm.required, rhythm.remaining, rhythm.last_reachable_on, rhythm.tight_on) == (None, None, None, None)


@pytest.mark.parametrize(
    ("day", "steps", "state", "reasons"),
    [
        (date(2026, 10, 21), (done(date(2026, 10, 15)), Step()), "on_track", ()),
        (date(2026, 10, 22), (done(date(2026, 10, 15)), Step()), "plan_now", ()),
        (date(2026, 11, 13), (done(date(2026, 10, 15)), Step()), "plan_now", ()),
        (date(2026, 11, 16), (done(date(2026, 10, 15)), Step()), "overdue", ()),
        (date(2026, 12, 7), (done(date(2026, 10, 15)), Step()), "stalled", ()),
        (date(2026, 11, 26), (done(date(2026, 10, 15)), Step(date(2026, 11, 26))), "on_track", ()),
        (date(2026, 11, 27), (done(date(2026, 10, 15)), Step(date(2026, 11, 26))), "overdue", ("unlogged",)),
        (date(2026, 12, 18), (done(date(2026, 10, 15)), Step(date(2026, 11, 26))), "stalled", ("unlogged",)),
        (date(2026, 11, 16), (done(date(2026, 10, 15)), Step(), Step(date(2026, 12, 3))), "overdue", ("planned_late",)),
    ],
)
def test_the_ladder_of_states_is_the_same_inside_a_cycle(
    day: date, steps: tuple[Step, ...], state: str, reasons: tuple[str, ...]
) -> None:
    status = assess(CYCLE, FLANDERS, cycle(*steps), today=day)

    assert (status.state, status.reasons, status.year) == (state, reasons, None)


@pytest.mark.parametrize(
    ("minutes", "reasons"), [(59, ("too_short",)), (60, ()), (90, ()), (120, ()), (121, ("long",))]
)
def test_inside_a_cycle_one_to_two_hours_are_advised(minutes: int, reasons: tuple[str, ...]) -> None:
    history = cycle(done(date(2026, 10, 15)), Step(), minutes=minutes)

    assert assess(CYCLE, FLANDERS, history, today=date(2026, 10, 16)).reasons == reasons


def test_a_cycle_counts_in_its_own_regime_only() -> None:
    history = cycle(done(date(2026, 10, 15)), Step(date(2026, 11, 26)), minutes=45)

    assert reckon(Policy("none"), FLANDERS, history, today=date(2026, 10, 30)).due_on is None
    assert reckon(INTERVAL, FLANDERS, history, today=date(2026, 10, 30)) == reckon(
        INTERVAL, FLANDERS, replace(history, cycle=None), today=date(2026, 10, 30)
    )


@pytest.mark.parametrize(
    ("regime", "active_on", "held", "last_active_on"),
    [
        ("none", date(2026, 11, 3), (), date(2026, 11, 3)),
        ("none", date(2026, 10, 6), (date(2026, 10, 15),), date(2026, 10, 15)),
        ("none", date(2026, 5, 6), (), None),
        ("none", None, (), None),
        ("cycle", date(2026, 11, 3), (), None),
        ("interval", date(2026, 11, 3), (), None),
    ],
)
def test_activity_and_live_moments_count_where_no_rhythm_is_kept(
    regime: str, active_on: date | None, held: tuple[date, ...], last_active_on: date | None
) -> None:
    policy = INTERVAL if regime == "interval" else Policy(regime)

    assert (
        reckon(policy, FLANDERS, met(*held, active_on=active_on), today=date(2026, 11, 23)).last_active_on
        == last_active_on
    )


@settings(max_examples=60, deadline=None)
@given(cycles(), st.sampled_from(CALENDARS), st.integers(0, 365))
def test_the_naive_reckoning_says_the_same_of_a_cycle(group: Group, key: tuple[str, str], offset: int) -> None:
    days, closed = year_of(*key)
    as_of = days.begin + timedelta(days=offset % ((days.end - days.begin).days + 1))
    shut = {first + timedelta(days=n) for first, last in closed for n in range((last - first).days + 1)}
    assert group.cycle is not None
    run = Run(group.cycle[0], tuple(Step(day, how == "held", how == "skipped") for day, how in group.cycle[1]))
    history = History(group.started_on, group.ended_on, group.held, group.planned, group.pauses, run)

    status = assess(CYCLE, days, history, today=as_of)

    expected = naive(group, (days.begin, days.end), lambda day: day not in shut, as_of)
    expected |= {key: tuple(expected[key]) for key in ("reasons", "last_places")}  # type: ignore[arg-type]
    assert {key: getattr(status, key) for key in expected} == expected
    assert status.opens_on is None or status.due_on is None or status.opens_on <= status.due_on
    assert status.due_on is None or status.stalled_on is None or status.due_on < status.stalled_on


@settings(max_examples=30, deadline=None)
@given(cycles(), st.integers(0, 302))
def test_a_held_step_never_makes_the_next_due_earlier_than_its_own_day(group: Group, offset: int) -> None:
    """Holding a step opens the next at the earliest a school week later, unless its day was agreed sooner."""
    as_of = FLANDERS.begin + timedelta(days=offset)
    run = Run(START, (done(as_of), Step()))

    rhythm = reckon(CYCLE, FLANDERS, History(START, held=((as_of, 90),), pauses=group.pauses, cycle=run), today=as_of)

    for date_of_next, number in ((rhythm.opens_on, 5), (rhythm.due_on, 15), (rhythm.stalled_on, 30)):
        assert date_of_next is None or FLANDERS.without(group.pauses).count(as_of, date_of_next) == number


@settings(max_examples=30, deadline=None)
@given(groups(), st.integers(0, 302))
def test_tight_on_is_the_first_tight_day(group: Group, offset: int) -> None:
    as_of = FLANDERS.begin + timedelta(days=offset)
    history = History(group.started_on, group.ended_on, group.held, group.planned, group.pauses)

    status = assess(Policy("count", None, None, 5, 3), FLANDERS, history, today=as_of)

    days = FLANDERS.without(group.pauses)
    if status.last_reachable_on is not None and as_of <= status.last_reachable_on:
        assert (status.year == "tight") is (days.count(as_of, status.last_reachable_on) <= 10)
