"""No proposal ever clashes, whatever is asked; the same input gives the same plan; what is left over says why."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.cadence import Policy
from meetings.proposals import Ground
from planning.free_hours import Stretch, moments_of
from planning.placing import Group, RoomOf, wanted_of, windows_of
from planning.reasons import problem_of, result_of
from planning.solver import solve
from schools.calendar import SchoolDays
from tests.measure.year_plan import CLOSED, HOURS, QUIET, TODAY, YEAR, clashes_in

DAYS = SchoolDays.between(*YEAR, CLOSED)


def group(key: int = 1, *, people: tuple[int, ...] = (1, 2), **given: object) -> Group:
    hours = given.pop("hours", HOURS)
    facts: dict[str, object] = {
        "policy": Policy("count", None, None, 5, 3),
        "started_on": YEAR[0],
        "ground": Ground(DAYS, DAYS, QUIET),
        "required": 5,
        "moments": tuple(moments_of(hours, minutes=120, people=people, taught={})),  # type: ignore[arg-type]
    }
    return Group(key=key, people=people, **(facts | given))  # type: ignore[arg-type]


def plan(groups: list[Group], rooms: list[RoomOf]):
    wanted = [one for each in groups for one in wanted_of(each, today=TODAY)]
    problem = problem_of(wanted, rooms)
    return result_of(wanted, rooms, solve(problem)), problem


def spots(result) -> list:
    return [(one.group, one.day, one.starts, one.starts + one.minutes, one.room) for one in result.placed]


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Group], list[RoomOf]]:
    number = draw(st.integers(1, 5))
    hours = draw(st.lists(st.sampled_from(HOURS), min_size=1, max_size=3, unique=True))
    groups = []
    for key in range(number):
        people = tuple(draw(st.sets(st.integers(0, 9), min_size=1, max_size=5)))
        policy = draw(st.sampled_from([Policy("count", None, None, 5, 3), Policy("interval", 4, 6, 5, 2)]))
        groups.append(group(key, people=people, policy=policy, hours=hours))
    rooms = [RoomOf(number, draw(st.sampled_from([None, 2, 4, 8]))) for number in range(draw(st.integers(0, 3)))]
    return groups, rooms


@settings(max_examples=12, deadline=None)
@given(worlds())
def test_no_plan_ever_clashes_or_uses_a_closed_day(world: tuple[list[Group], list[RoomOf]]) -> None:
    groups, rooms = world

    result, _problem = plan(groups, rooms)

    assert sum(clashes_in(groups, rooms, spots(result)).values()) == 0
    for each in groups:
        days = sorted(one.day for one in result.placed if one.group == each.key)
        gaps = [DAYS.count(first, later) for first, later in pairwise(days)]
        assert all(gap >= each.policy.gap_days for gap in gaps)
        lost = [row for row in result.left_over if row["community"] == each.key]
        assert len(days) + sum(len(row["reasons"]) for row in lost) == len(windows_of(each, today=TODAY))


def test_the_same_input_gives_the_same_plan() -> None:
    groups = [group(key, people=(key, key + 1, key + 2)) for key in range(4)]

    assert spots(plan(groups, [RoomOf(1, 8)])[0]) == spots(plan(groups, [RoomOf(1, 8)])[0])


def test_interval_windows_lie_four_to_six_weeks_apart() -> None:
    each = group(policy=Policy("interval", 4, 6, 5, 2), ground=Ground(DAYS, DAYS))

    result, _problem = plan([each], [])

    days = [one.day for one in sorted(result.placed, key=lambda one: one.day)]
    assert len(days) >= 5
    assert all(one.in_window for one in result.placed)
    assert all(20 <= DAYS.count(first, later) <= 30 for first, later in pairwise(days))


@pytest.mark.parametrize(
    ("given_", "rooms", "code"),
    [
        ({"hours": [Stretch(0, 600, 660)]}, [], "no_hours"),
        ({"people": tuple(range(9))}, [RoomOf(1, 4)], "no_big_room"),
        ({"ground": Ground(DAYS, DAYS, (YEAR,))}, [], "quiet"),
        ({"busy": tuple((day, 0, 1440) for day in DAYS.days)}, [], "people_busy"),
        ({"hours": [Stretch(2, 750, 900)]}, [], None),
        ({"hours": [Stretch(2, 750, 900)]}, [RoomOf(1, 9, tuple((day, 0, 1440) for day in DAYS.days))], "rooms_full"),
    ],
)
def test_what_is_left_over_says_why(given_: dict, rooms: list[RoomOf], code: str | None) -> None:
    result, _problem = plan([group(**given_)], rooms)

    found = Counter(reason["code"] for row in result.left_over for reason in row["reasons"])
    assert found[code] > 0 if code else not found


def test_a_planned_day_takes_the_place_of_a_window() -> None:
    free, planned = group(), group(fixed=(date(2026, 10, 14),))

    assert len(windows_of(free, today=TODAY)) == 5
    assert len(windows_of(planned, today=TODAY)) == 4


def test_people_who_teach_in_every_hour_are_counted_and_the_fewest_are_asked() -> None:
    taught = {person: [Stretch(2, 0, 1440)] for person in (1, 2)} | {3: [Stretch(3, 0, 1440)]}

    moments = moments_of([Stretch(2, 750, 900), Stretch(3, 780, 900)], minutes=120, people=(1, 2, 3), taught=taught)

    assert {(one.weekday, one.teaching) for one in moments} == {(3, 1)}


def test_a_plan_that_costs_lessons_says_so() -> None:
    hours, taught = [Stretch(2, 750, 900)], {1: [Stretch(2, 0, 1440)]}
    busy = group(moments=tuple(moments_of(hours, minutes=120, people=(1, 2), taught=taught)))
    free = group(2, people=(3, 4), moments=tuple(moments_of(hours, minutes=120, people=(3, 4), taught=taught)))

    result, _problem = plan([busy, free], [])

    assert [(row["community"], row["reasons"], row["teaching"]) for row in result.left_over] == [(1, [], 1)]
