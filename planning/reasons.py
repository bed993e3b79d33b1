"""From windows to a problem of plain numbers, and from its answer to a plan: what was not placed, and why. Pure.

Codes of why not: no_hours, closed, quiet, paused, too_close, other_weekday, people_busy, no_big_room, rooms_full,
shared_people, crowded.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from planning.placing import Group, Option, RoomOf, Wanted

ROUND = 20  # calendar days whose meetings are placed together
MONDAY = date(2020, 1, 6).toordinal()


@dataclass(frozen=True, slots=True)
class Placed:
    """A meeting of the plan."""

    group: int
    day: date
    starts: int
    minutes: int
    room: int | None
    in_window: bool


@dataclass(frozen=True, slots=True)
class Result:
    """`left_over` as `YearPlan.left_over` keeps it."""

    placed: list[Placed]
    left_over: list[dict[str, Any]]


def problem_of(wanted: Sequence[Wanted], rooms: Sequence[RoomOf]) -> dict[str, Any]:
    """The problem as `planning.solver` reads it; people are told by number, and only those of several groups."""
    groups = {one.group.key: one.group for one in wanted}
    at = {key: number for number, key in enumerate(sorted(groups))}
    seen = Counter(person for group in groups.values() for person in set(group.people))
    shared = {person: number for number, person in enumerate(sorted(one for one, times in seen.items() if times > 1))}
    return {
        "groups": [group_row(groups[key], shared) for key in sorted(groups)],
        "meetings": [
            {"group": at[one.group.key], "options": [option_row(option) for option in one.options]} for one in wanted
        ],
        "rooms": [
            {"seats": room.seats, "busy": [[day.toordinal(), begins, ends] for day, begins, ends in room.busy]}
            for room in rooms
        ],
        "rounds": rounds_of(wanted),
    }


def group_row(group: Group, shared: dict[int, int]) -> dict[str, Any]:
    return {
        "size": len(group.people),
        "gap": group.policy.gap_days,
        "people": sorted(shared[person] for person in set(group.people) if person in shared),
        "has_habits": bool(group.weekdays) or group.usual[0] is not None,
    }


def option_row(option: Option) -> list[int]:
    return [option.day.toordinal(), option.starts, option.ends, option.position, option.cost, option.day.weekday()]


def rounds_of(wanted: Sequence[Wanted]) -> list[list[int]]:
    """Meetings that lie near each other are placed together, through the year."""
    by_stretch: defaultdict[int, list[int]] = defaultdict(list)
    for number, one in enumerate(wanted):
        if one.options:
            by_stretch[(one.window.ideal.toordinal() - MONDAY) // ROUND].append(number)
    return [by_stretch[stretch] for stretch in sorted(by_stretch)]


def result_of(wanted: Sequence[Wanted], rooms: Sequence[RoomOf], answer: dict[str, Any]) -> Result:
    """The plan that an answer of the solver means."""
    chosen = {meeting: (wanted[meeting].options[option], room) for meeting, option, room in answer["chosen"]}
    rooms_with = with_chosen(rooms, chosen.values())
    placed = [
        Placed(
            group=wanted[number].group.key,
            day=option.day,
            starts=option.starts,
            minutes=option.ends - option.starts,
            room=None if room is None else rooms[room].key,
            in_window=wanted[number].window.first <= option.day <= wanted[number].window.last,
        )
        for number, (option, room) in sorted(chosen.items())
    ]
    standing = [(wanted[number].group, option) for number, (option, _room) in chosen.items()]
    lost: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for number, one in enumerate(wanted):
        if number not in chosen:
            lost[one.group.key].append(reason_of(one, standing, rooms_with))
    return Result(placed, left_over(wanted, placed, lost))


def with_chosen(rooms: Sequence[RoomOf], chosen: Iterable[tuple[Option, int | None]]) -> list[RoomOf]:
    """The rooms with what the plan put in them beside what stood there already."""
    taken: defaultdict[int, list[tuple[date, int, int]]] = defaultdict(list)
    for option, room in chosen:
        if room is not None:
            taken[room].append((option.day, option.starts, option.ends))
    return [replace(room, busy=(*room.busy, *taken[number])) for number, room in enumerate(rooms)]


def left_over(
    wanted: Sequence[Wanted], placed: Iterable[Placed], lost: dict[int, list[dict[str, Any]]]
) -> list[dict[str, Any]]:
    """Groups with a meeting that has no place, or of whose people some (`teaching`, at least) teach in every hour."""
    asked, given = Counter(one.group.key for one in wanted), Counter(one.group for one in placed)
    lessons = {one.group.key: min((moment.teaching for moment in one.group.moments), default=0) for one in wanted}
    return [
        {"community": key, "wanted": asked[key], "placed": given[key], "reasons": lost.get(key, []), "teaching": number}
        for key, number in sorted(lessons.items())
        if key in lost or (number and given[key])
    ]


def reason_of(one: Wanted, standing: Sequence[tuple[Group, Option]], rooms: Sequence[RoomOf]) -> dict[str, Any]:
    """One code, with the window it is about, the weekdays on which it can meet, and the number of people."""
    window, group = one.window, one.group
    return {
        "code": one.reason or why_not_chosen(one, standing, rooms),
        "first": window.first.isoformat(),
        "last": window.last.isoformat(),
        "weekdays": sorted({moment.weekday for moment in group.moments}),
        "people": len(group.people),
    }


def why_not_chosen(one: Wanted, standing: Sequence[tuple[Group, Option]], rooms: Sequence[RoomOf]) -> str:
    """What stands in the way of most of its options, now that the others have their place."""
    size, people = len(one.group.people), set(one.group.people)
    fitting = [room for room in rooms if room.seats is None or room.seats >= size]
    if rooms and not fitting:
        return "no_big_room"
    found = Counter(hindrance(one, option, people, standing, fitting if rooms else None) for option in one.options)
    return max(sorted(found), key=lambda code: found[code]) if found else "crowded"


def hindrance(
    one: Wanted,
    option: Option,
    people: set[int],
    standing: Sequence[tuple[Group, Option]],
    fitting: Sequence[RoomOf] | None,
) -> str:
    at_once = [
        other
        for other, spot in standing
        if spot.day == option.day and spot.starts < option.ends and option.starts < spot.ends
    ]
    if any(people & set(other.people) for other in at_once if other.key != one.group.key):
        return "shared_people"
    gap = max(one.group.policy.gap_days, 1)
    if any(other.key == one.group.key and abs(spot.position - option.position) < gap for other, spot in standing):
        return "too_close"
    return "rooms_full" if fitting is not None and not any(is_open(room, option) for room in fitting) else "crowded"


def is_open(room: RoomOf, option: Option) -> bool:
    return not any(
        day == option.day and begins < option.ends and option.starts < ends for day, begins, ends in room.busy
    )
