"""Hours of the week in which a group can meet: within the hours of its school, while none of its people teaches.

Pure: minutes since midnight, weekdays as Python counts them. Sources: R58 (in lesson time), R59 (an hour that suits).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time

STEP = 30  # minutes between two possible starts within a stretch of the week
STARTS = 4  # possible starts that are looked at on one day of the week
SHORTEST = 120  # advised minutes of a meeting (R59): a stretch as long as this is long enough for every group


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a week: `weekday`, and `starts` and `ends` in minutes since midnight."""

    weekday: int
    starts: int
    ends: int
    in_lesson_time: bool = True


@dataclass(frozen=True, slots=True)
class Moment:
    """An hour of the week in which a group can meet. `teaching`: how many of its people teach then, best 0."""

    weekday: int
    starts: int
    ends: int
    in_lesson_time: bool = True
    teaching: int = 0


Taught = Mapping[int, Sequence[Stretch]]  # by person


def minutes_of(moment: time) -> int:
    """Minutes since midnight."""
    return moment.hour * 60 + moment.minute


def time_of(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def moments_of(hours: Iterable[Stretch], *, minutes: int, people: Collection[int], taught: Taught) -> list[Moment]:
    """When a group that meets for `minutes` can meet, lesson time first.

    A stretch that is shorter than usual will do from the advised length on. Only where people teach in every hour are
    hours given in which some do: those with the fewest.
    """
    found = [
        Moment(
            one.weekday, start, start + length, one.in_lesson_time, teaching(one.weekday, start, length, people, taught)
        )
        for one in hours
        for length in [min(minutes, one.ends - one.starts)]
        if length >= min(minutes, SHORTEST)
        for start in range(one.starts, one.ends - length + 1, STEP)
    ]
    fewest = min((one.teaching for one in found), default=0)
    return best_by_day([one for one in found if one.teaching == fewest])


def best_by_day(moments: list[Moment]) -> list[Moment]:
    """At most a few starts on each day of the week, those in lesson time first."""
    ranked = sorted(moments, key=lambda one: (one.weekday, not one.in_lesson_time, one.starts, one.ends))
    kept: list[Moment] = []
    for weekday in range(7):
        kept += [one for one in ranked if one.weekday == weekday][:STARTS]
    return kept


def teaching(weekday: int, start: int, length: int, people: Collection[int], taught: Taught) -> int:
    """How many of these people teach at some time of this hour."""
    return sum(
        any(
            one.weekday == weekday and one.starts < start + length and start < one.ends
            for one in taught.get(person, ())
        )
        for person in people
    )
