"""What a day and hour would mean for a meeting that is moved by hand: for the rhythm, for people, for a room. Pure.

It warns and never forbids (rhythm.md: advice). Codes: past, closed_day, quiet, paused, too_close, last_days, late,
people_busy, teaching, outside_hours, room_taken, room_small.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from meetings.proposals import clashes
from planning.free_hours import Stretch, Taught, teaching
from planning.placing import Group, RoomOf
from schools.calendar import WEEK


@dataclass(frozen=True, slots=True)
class Spot:
    """A day, minutes since midnight from and until, and the id of a room."""

    day: date
    starts: int
    ends: int
    room: int | None = None

    def crosses(self, other: "Spot") -> bool:
        return self.day == other.day and self.starts < other.ends and other.starts < self.ends


@dataclass(frozen=True, slots=True)
class Standing:
    """A date of another group in the plan, with who takes part there."""

    spot: Spot
    people: frozenset[int]


@dataclass(frozen=True, slots=True)
class Consequence:
    """A code, and how many people it is about (0: none, or it is about no people)."""

    code: str
    number: int = 0


@dataclass(frozen=True)
class Scene:
    """What stands around one meeting of a group: its other days, dates of other groups, hours and rooms."""

    group: Group
    beside: tuple[date, ...]
    standing: Sequence[Standing]
    hours: Sequence[Stretch]
    taught: Taught
    rooms: Sequence[RoomOf]
    today: date

    def consequences(self, spot: Spot) -> list[Consequence]:
        """All that is to be said of this day, hour and room; nothing where all is well."""
        return [*self._of_day(spot.day), *self._of_people(spot), *self._of_hour(spot), *self._of_room(spot)]

    def room_for(self, spot: Spot, usual: int | None = None) -> int | None:
        """The usual room if it is free and large enough, else the smallest that is; None where there is none."""
        good = [
            room
            for room in self.rooms
            if (room.seats is None or room.seats >= len(self.group.people)) and not self._is_taken(room, spot)
        ]
        if any(room.key == usual for room in good):
            return usual
        best = min(good, key=lambda room: (room.seats is None, room.seats or 0), default=None)
        return best.key if best else None

    def _of_day(self, day: date) -> list[Consequence]:
        group = self.group
        others = (*self.beside, *([group.held_on] if group.held_on else []))
        found = clashes(
            day,
            ground=group.ground if group.days.begin <= day <= group.days.end else None,
            today=self.today,
            others=others,
            gap=group.policy.gap_days,
            quiet=group.ground.quiet,
        )
        late = [Consequence("late")] if not found and self._is_late(day, others) else []
        return [*(Consequence(code) for code in found), *late]

    def _is_late(self, day: date, others: Collection[date]) -> bool:
        """More school weeks after the meeting before it than the group keeps."""
        limit = self.group.policy.limit_weeks
        before = max((other for other in others if other < day), default=None)
        if self.group.policy.regime != "interval" or limit is None or before is None:
            return False
        return self.group.days.count(before, day) > limit * WEEK

    def _of_people(self, spot: Spot) -> list[Consequence]:
        people = set(self.group.people)
        busy = set().union(*(one.people & people for one in self.standing if one.spot.crosses(spot)))
        elsewhere = any(on == spot.day and a < spot.ends and spot.starts < b for on, a, b in self.group.busy)
        teachers = teaching(spot.day.weekday(), spot.starts, spot.ends - spot.starts, people, self.taught)
        found = [Consequence("people_busy", len(busy))] if busy else []
        found += [Consequence("elsewhere")] if elsewhere and not busy else []
        return found + ([Consequence("teaching", teachers)] if teachers else [])

    def _of_hour(self, spot: Spot) -> list[Consequence]:
        fits = any(
            one.weekday == spot.day.weekday() and one.starts <= spot.starts and spot.ends <= one.ends
            for one in self.hours
        )
        return [] if fits or not self.hours else [Consequence("outside_hours")]

    def _of_room(self, spot: Spot) -> list[Consequence]:
        room = next((one for one in self.rooms if one.key == spot.room), None)
        if room is None:
            return []
        size = len(self.group.people)
        small = room.seats is not None and room.seats < size
        found = [Consequence("room_taken")] if self._is_taken(room, spot) else []
        return found + ([Consequence("room_small", size)] if small else [])

    def _is_taken(self, room: RoomOf, spot: Spot) -> bool:
        planned: Iterable[Spot] = (one.spot for one in self.standing if one.spot.room == room.key)
        meetings = (Spot(day, begins, ends) for day, begins, ends in room.busy)
        return any(one.crosses(spot) for one in (*planned, *meetings))
