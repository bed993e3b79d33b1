"""Hours of meetings, inside and outside lesson time (R57, R58). Pure: minutes in, minutes out."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes in lesson time, outside it, and of meetings of which nobody said so; `number` counts the meetings."""

    inside: int = 0
    outside: int = 0
    unsaid: int = 0
    number: int = 0

    @property
    def total(self) -> int:
        return self.inside + self.outside + self.unsaid

    def __add__(self, other: "Minutes") -> "Minutes":
        return Minutes(
            self.inside + other.inside,
            self.outside + other.outside,
            self.unsaid + other.unsaid,
            self.number + other.number,
        )


def minutes_of(is_in_lesson_time: bool | None, minutes: int, number: int = 1) -> Minutes:
    """The minutes of `number` meetings that all were, or were not, in lesson time."""
    if is_in_lesson_time is None:
        return Minutes(unsaid=minutes, number=number)
    return Minutes(inside=minutes, number=number) if is_in_lesson_time else Minutes(outside=minutes, number=number)


def summed(rows: Iterable[tuple[bool | None, int, int]]) -> Minutes:
    """Of rows with whether they were in lesson time, their minutes and their number."""
    total = Minutes()
    for is_in_lesson_time, minutes, number in rows:
        total += minutes_of(is_in_lesson_time, minutes or 0, number)
    return total


def is_above(minutes: int, *, ceiling_hours: int) -> bool:
    """Whether somebody was in meetings for more hours than the school agreed on; exactly as many is not above."""
    return minutes > ceiling_hours * 60
