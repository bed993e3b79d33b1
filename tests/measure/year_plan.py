"""Measure: a year plan for 60 groups of 9 meetings, 400 people, 30 rooms, solved twice in a process of its own.

    .venv/bin/python -m tests.measure.year_plan [--groups 60] [--people 400] [--rooms 30]

Prints seconds, memory, the share that was placed and lies in its window, and the clashes that a second path counts from
days, hours, people and rooms alone; the exit code is 1 for a clash, or where the same input gives another plan.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from itertools import pairwise

from meetings.cadence import Policy
from meetings.proposals import Ground
from planning.free_hours import Stretch, moments_of
from planning.placing import Group, RoomOf, wanted_of
from planning.reasons import problem_of, result_of
from schools.calendar import SchoolDays

YEAR = (date(2026, 9, 1), date(2027, 6, 30))
CLOSED = [
    (date(2026, 11, 2), date(2026, 11, 8)),
    (date(2026, 11, 11), date(2026, 11, 11)),
    (date(2026, 12, 21), date(2027, 1, 3)),
    (date(2027, 2, 8), date(2027, 2, 14)),
    (date(2027, 3, 29), date(2027, 4, 11)),
    (date(2027, 5, 6), date(2027, 5, 7)),
    (date(2027, 5, 17), date(2027, 5, 17)),
]
QUIET = ((date(2026, 12, 9), date(2026, 12, 20)), (date(2027, 6, 10), date(2027, 6, 30)))
HOURS = [
    Stretch(0, 900, 1020, False),
    Stretch(1, 780, 960),
    Stretch(2, 750, 900),
    Stretch(3, 780, 960),
    Stretch(4, 500, 630),
]
TODAY = date(2026, 8, 31)


def world(groups: int, people: int, rooms: int, meetings: int, seed: int) -> tuple[list[Group], list[RoomOf]]:
    """Groups of 5 to 12 people; a third of all people teach in some of the hours."""
    chance = random.Random(seed)
    days = SchoolDays.between(*YEAR, CLOSED)
    taught = {
        person: [Stretch(one.weekday, one.starts, one.ends) for one in chance.sample(HOURS, 1)]
        for person in range(people)
        if chance.random() < 0.3
    }
    found = []
    for key in range(groups):
        inside = tuple(sorted(chance.sample(range(people), chance.randint(5, 12))))
        moments = moments_of(HOURS, minutes=120, people=inside, taught=taught)
        found.append(
            Group(
                key=key,
                policy=Policy("count", None, None, meetings, 2),
                started_on=YEAR[0],
                ground=Ground(days, days, QUIET),
                people=inside,
                moments=tuple(moments),
                required=meetings,
            )
        )
    seats = [chance.choice([12, 16, 20, 24, None]) for _ in range(rooms)]
    return found, [RoomOf(number, one) for number, one in enumerate(seats)]


def solved(problem: dict[str, object]) -> tuple[str, float]:
    """The answer of the solver's own process, and the seconds that it took."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "planning.solver"]
    done = subprocess.run(command, input=json.dumps(problem), capture_output=True, text=True, check=True)
    return done.stdout, time.perf_counter() - started


def clashes_in(
    groups: list[Group], rooms: list[RoomOf], placed: list[tuple[int, date, int, int, int | None]]
) -> Counter:
    """Counted from the plan alone: group, day, minutes since midnight from and until, room."""
    people, found = {group.key: set(group.people) for group in groups}, Counter()
    open_days = set(SchoolDays.between(*YEAR, [*CLOSED, *QUIET]).days)
    seats = {room.key: room.seats for room in rooms}
    for key, day, starts, ends, room in placed:
        found["closed or quiet day"] += day not in open_days
        found["outside the hours"] += not any(
            one.weekday == day.weekday() and one.starts <= starts and ends <= one.ends for one in HOURS
        )
        found["too many for the room"] += (
            room is not None and seats[room] is not None and len(people[key]) > seats[room]
        )
        for other, on, begins, until, where in placed:
            if (other, on, begins) > (key, day, starts) and on == day and begins < ends and starts < until:
                found["person twice"] += bool(people[key] & people[other])
                found["room twice"] += room is not None and room == where
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, number in (("groups", 60), ("people", 400), ("rooms", 30), ("meetings", 9), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=number)
    args = parser.parse_args()
    groups, rooms = world(args.groups, args.people, args.rooms, args.meetings, args.seed)
    started = time.perf_counter()
    wanted = [one for group in groups for one in wanted_of(group, today=TODAY)]
    problem = problem_of(wanted, rooms)
    making = time.perf_counter() - started
    first, seconds = solved(problem)
    again, _seconds = solved(problem)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    result = result_of(wanted, rooms, json.loads(first))
    placed = [(one.group, one.day, one.starts, one.starts + one.minutes, one.room) for one in result.placed]
    clashes = clashes_in(groups, rooms, placed)
    shared = sum(times > 1 for times in Counter(person for group in groups for person in group.people).values())
    print(f"{args.groups} groups x {args.meetings}, {args.people} people ({shared} in several), {args.rooms} rooms")
    print(f"options {sum(len(one.options) for one in wanted)}, problem made in {making:.2f} s")
    print(f"solved in {seconds:.1f} s, {memory:.0f} MB, rounds proved best {json.loads(first)['proved']:.0%}")
    print(f"placed {len(placed)} of {len(wanted)}, in their window {sum(one.in_window for one in result.placed)}")
    by_group: dict[int, list[date]] = {}
    for one in result.placed:
        by_group.setdefault(one.group, []).append(one.day)
    days = groups[0].days
    gaps = [days.count(*pair) for found in by_group.values() for pair in pairwise(sorted(found))]
    print(f"school days between meetings of a group: {min(gaps)} to {max(gaps)}")
    print("clashes", sum(clashes.values()), dict(clashes))
    print("left over", Counter(why["code"] for one in result.left_over for why in one["reasons"]))
    print("same plan twice:", first == again or "no")
    return int(bool(sum(clashes.values())) or first != again)


if __name__ == "__main__":
    sys.exit(main())
