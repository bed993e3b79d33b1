"""Places the meetings of a year: `python -m planning.solver` reads a problem on stdin and answers on stdout, in JSON.

A process of its own, because OR-Tools is large and eager for memory: no web process and no worker imports it. The same
problem gets the same answer: one thread, one seed, and a limit in work done instead of seconds.

The meetings are placed round by round through the year; what did not fit is tried once more with its neighbours free
to move. In `chosen` no person is in two meetings at once, no room is given twice, and a group keeps its gap.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

WORTH = 5000  # of a placed meeting, above any cost
OTHER_DAY = 8  # cost of a weekday that a group without habits did not get before
WORK = 8.0  # deterministic seconds a round at most

Spot = tuple[int, int, int]  # day, and minutes since midnight from and until


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of one meeting to place."""

    meeting: int
    group: int
    day: int
    starts: int
    ends: int
    position: int
    cost: int
    weekday: int


class Problem:
    """What was read, by number."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.groups: list[dict[str, Any]] = data["groups"]
        self.rooms: list[dict[str, Any]] = data["rooms"]
        self.has_rooms = bool(self.rooms)
        self.rounds: list[list[int]] = data["rounds"]
        self.work: float = data.get("work", WORK)
        self.people = [frozenset(group["people"]) for group in self.groups]
        self.options: list[list[Choice]] = [
            [Choice(number, meeting["group"], *option) for option in meeting["options"]]
            for number, meeting in enumerate(data["meetings"])
        ]
        self.sizes = sorted({group["size"] for group in self.groups})

    def seats_for(self, size: int, spot: Spot) -> int:
        """How many rooms are free then that hold so many people; a room that nobody counted holds everybody."""
        return sum(holds(room, size) and is_open(room, spot) for room in self.rooms)


def holds(room: dict[str, Any], size: int) -> bool:
    return room["seats"] is None or room["seats"] >= size


def is_open(room: dict[str, Any], spot: Spot) -> bool:
    day, starts, ends = spot
    return not any(on == day and begins < ends and starts < until for on, begins, until in room["busy"])


def overlaps(one: Choice, other: Choice) -> bool:
    return one.day == other.day and one.starts < other.ends and other.starts < one.ends


def solve(data: dict[str, Any]) -> dict[str, Any]:
    """{"chosen": [[meeting, option, room or null], …], "proved": share of rounds in which nothing better exists}."""
    problem = Problem(data)
    placed: dict[int, Choice] = {}
    proved = []
    for members in problem.rounds:
        found, is_best = place(problem, members, placed)
        placed |= found
        proved.append(is_best)
    for members in again(problem, placed):
        kept = {number: one for number, one in placed.items() if number not in members}
        found, is_best = place(problem, members, kept, hint=placed)
        if len(found) + len(kept) > len(placed):
            placed = kept | found
        proved.append(is_best)
    rooms = rooms_of(problem, placed)
    chosen = [
        [number, problem.options[number].index(one), rooms.get(number)]
        for number, one in sorted(placed.items())
        if number in rooms or not problem.has_rooms
    ]
    return {"chosen": chosen, "proved": sum(proved) / max(1, len(proved))}


def again(problem: Problem, placed: dict[int, Choice]) -> Iterable[list[int]]:
    """For each meeting without a place: itself and every meeting that stands on one of its days."""
    for number, options in enumerate(problem.options):
        if options and number not in placed:
            days = {one.day for one in options}
            near = [other for other, one in placed.items() if one.day in days and other != number]
            yield sorted([number, *near])


def place(
    problem: Problem, members: Sequence[int], placed: dict[int, Choice], hint: dict[int, Choice] | None = None
) -> tuple[dict[int, Choice], bool]:
    """The best places of these meetings beside those that have one; and whether nothing better exists."""
    model = cp_model.CpModel()
    usual = usual_days(problem, placed)
    left = [one for number in members for one in problem.options[number] if fits(problem, one, placed)]
    variables = {one: model.new_bool_var("") for one in left}
    for number in members:
        model.add_at_most_one(variables[one] for one in left if one.meeting == number)
    keep_gaps(problem, model, variables)
    keep_apart(problem, model, variables, placed)
    model.maximize(
        sum(
            variable * (WORTH - one.cost - OTHER_DAY * (one.weekday != usual.get(one.group, one.weekday)))
            for one, variable in variables.items()
        )
    )
    for one, variable in variables.items():
        if hint is not None:
            model.add_hint(variable, hint.get(one.meeting) == one)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = problem.work
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return {}, False
    found = {one.meeting: one for one, variable in variables.items() if solver.boolean_value(variable)}
    return found, status == cp_model.OPTIMAL


def usual_days(problem: Problem, placed: dict[int, Choice]) -> dict[int, int]:
    """The weekday that each group without habits was given most so far."""
    seen: dict[int, list[int]] = defaultdict(list)
    for one in placed.values():
        if not problem.groups[one.group]["has_habits"]:
            seen[one.group].append(one.weekday)
    return {group: max(sorted(set(days)), key=days.count) for group, days in seen.items()}


def fits(problem: Problem, one: Choice, placed: dict[int, Choice]) -> bool:
    """Whether it keeps the gap of its group and crosses nobody's other meeting, among what is placed."""
    gap, people = problem.groups[one.group]["gap"], problem.people[one.group]
    for other in placed.values():
        if other.group == one.group:
            if abs(other.position - one.position) < max(gap, 1):
                return False
        elif overlaps(one, other) and people & problem.people[other.group]:
            return False
    return True


def keep_gaps(problem: Problem, model: cp_model.CpModel, variables: dict[Choice, Any]) -> None:
    """In any stretch as long as the gap of a group lies at most one of its meetings."""
    by_group: dict[int, list[Choice]] = defaultdict(list)
    for one in variables:
        by_group[one.group].append(one)
    for group, options in by_group.items():
        if len({one.meeting for one in options}) < 2:
            continue
        gap = max(problem.groups[group]["gap"], 1)
        for begin in sorted({one.position for one in options}):
            model.add_at_most_one(variables[one] for one in options if begin <= one.position < begin + gap)


def keep_apart(
    problem: Problem, model: cp_model.CpModel, variables: dict[Choice, Any], placed: dict[int, Choice]
) -> None:
    """Nobody in two meetings at once, and no more meetings at once than there are rooms that hold them."""
    by_day: dict[int, list[Choice]] = defaultdict(list)
    for one in variables:
        by_day[one.day].append(one)
    standing: dict[int, list[Choice]] = defaultdict(list)
    for one in placed.values():
        standing[one.day].append(one)
    for day, options in sorted(by_day.items()):
        for moment in sorted({one.starts for one in (*options, *standing[day])}):
            running = [one for one in options if one.starts <= moment < one.ends]
            fixed = [one for one in standing[day] if one.starts <= moment < one.ends]
            once_each(problem, model, variables, running)
            if problem.has_rooms:
                in_rooms(problem, model, variables, running, fixed, (day, moment, moment + 1))


def once_each(
    problem: Problem, model: cp_model.CpModel, variables: dict[Choice, Any], running: Sequence[Choice]
) -> None:
    """For everybody at most one of the meetings that could run at one moment."""
    by_person: dict[int, set[int]] = defaultdict(set)
    groups = {one.group for one in running}
    for group in groups:
        for person in problem.people[group]:
            by_person[person].add(group)
    for shared in sorted({tuple(sorted(found)) for found in by_person.values() if len(found) > 1}):
        model.add_at_most_one(variables[one] for one in running if one.group in shared)


def in_rooms(
    problem: Problem,
    model: cp_model.CpModel,
    variables: dict[Choice, Any],
    running: Sequence[Choice],
    fixed: Sequence[Choice],
    spot: Spot,
) -> None:
    """Of meetings of a size or more there are at most as many at once as rooms that hold it."""
    size_of = [group["size"] for group in problem.groups]
    for size in problem.sizes:
        large = [variables[one] for one in running if size_of[one.group] >= size]
        room = problem.seats_for(size, spot) - sum(size_of[one.group] >= size for one in fixed)
        if len(large) > room:
            model.add(sum(large) <= max(0, room))


def rooms_of(problem: Problem, placed: dict[int, Choice]) -> dict[int, int]:
    """A room for each meeting, the group's usual one where that works; who gets none is left out."""
    by_day: dict[int, list[Choice]] = defaultdict(list)
    for one in placed.values():
        by_day[one.day].append(one)
    found: dict[int, int] = {}
    usual: dict[int, int] = {}
    for _day, meetings in sorted(by_day.items()):
        meetings.sort(key=lambda one: (one.starts, one.group))
        for prefer in (usual, {}):
            given = rooms_on(problem, meetings, prefer)
            if len(given) == len(meetings):
                break
        else:
            given = rooms_by_search(problem, meetings)
        found |= given
        usual |= {one.group: given[one.meeting] for one in meetings if one.meeting in given}
    return found


def rooms_on(problem: Problem, meetings: Sequence[Choice], usual: dict[int, int]) -> dict[int, int]:
    """From the first meeting of the day to the last the smallest room that is free and holds the group."""
    given: dict[int, int] = {}
    for one in meetings:
        size = problem.groups[one.group]["size"]
        taken = {given[other.meeting] for other in meetings if other.meeting in given and overlaps(one, other)}
        free = [
            number
            for number, room in enumerate(problem.rooms)
            if number not in taken and holds(room, size) and is_open(room, (one.day, one.starts, one.ends))
        ]
        if free:
            first = usual.get(one.group)
            given[one.meeting] = first if first in free else min(free, key=lambda at: smallest(problem, at))
    return given


def smallest(problem: Problem, number: int) -> tuple[int, int]:
    seats = problem.rooms[number]["seats"]
    return (10_000 if seats is None else seats, number)


def rooms_by_search(problem: Problem, meetings: Sequence[Choice]) -> dict[int, int]:
    """As many rooms as can be given on one day."""
    model = cp_model.CpModel()
    pairs = {
        (one, number): model.new_bool_var("")
        for one in meetings
        for number, room in enumerate(problem.rooms)
        if holds(room, problem.groups[one.group]["size"]) and is_open(room, (one.day, one.starts, one.ends))
    }
    for one in meetings:
        model.add_at_most_one(pairs[pair] for pair in pairs if pair[0] == one)
        for number in range(len(problem.rooms)):
            at_once = [
                pairs[pair] for pair in pairs if pair[1] == number and pair[0].starts <= one.starts < pair[0].ends
            ]
            model.add_at_most_one(at_once)
    model.maximize(sum(pairs.values()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = problem.work
    solver.solve(model)
    return {one.meeting: number for (one, number), variable in pairs.items() if solver.boolean_value(variable)}


def main() -> None:
    json.dump(solve(json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
