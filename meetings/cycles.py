"""Research-lesson cycles: which step is next, when it opens and is due, which days to propose, what to advise. Pure.

Outside a cycle nothing is asked of a group in this regime. Inside one, the next step decides (docs/decisions/0007).
Distances are in school days; advice never forbids.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from schools.calendar import WEEK, SchoolDays

# School days after the last held step at which a next step without a date opens, is due and has stalled.
OPENS, DUE, STALLS = 1 * WEEK, 3 * WEEK, 6 * WEEK
GRACE = 3 * WEEK  # after an agreed day
CLOSE, USUAL, FAR = 1 * WEEK, 2 * WEEK, 3 * WEEK  # between two steps
ONE_DAY = timedelta(days=1)

Window = tuple[date | None, date | None, date | None]


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a cycle. `day`: when it was held, else when it is planned; None while nothing is agreed."""

    day: date | None = None
    is_held: bool = False
    is_skipped: bool = False

    def was_held_by(self, today: date) -> bool:
        return self.is_held and self.day is not None and self.day <= today


@dataclass(frozen=True, slots=True)
class Run:
    """A cycle that runs on the day of reckoning, with its steps in order."""

    started_on: date
    steps: tuple[Step, ...]

    def next_index(self, today: date) -> int | None:
        """The first step after the latest one that was held, unless it is skipped; None when nothing is left.

        A group that goes on without a step has left it behind: nobody asks for it again.
        """
        last = max((at for at, step in enumerate(self.steps) if step.was_held_by(today)), default=-1)
        return next((at for at in range(last + 1, len(self.steps)) if not self.steps[at].is_skipped), None)

    def skipped_before_next(self, today: date) -> int:
        """How many steps were skipped on the way to the next one: each makes the question for a date a new one."""
        at = self.next_index(today)
        return sum(step.is_skipped for step in self.steps[:at]) if at is not None else 0

    def latest_on(self, today: date) -> date:
        """The day of the latest step that was held; the start of the cycle where there was none."""
        return max((step.day for step in self.steps if step.day and step.was_held_by(today)), default=self.started_on)

    def window(self, days: SchoolDays, clock_start: date, today: date) -> Window:
        """opens_on, due_on and stalled_on of the next step.

        An agreed day of an earlier school year is agreed no longer; one of a later year does not exist yet.
        """
        at = self.next_index(today)
        if at is None:
            return None, None, None
        held = (step.day for step in self.steps if step.day and step.was_held_by(today) and step.day >= days.begin)
        anchor = max(held, default=clock_start - ONE_DAY)
        opens, agreed = days.after(anchor, OPENS), self.steps[at].day
        if agreed is None or agreed < days.begin:
            return opens, days.after(anchor, DUE), days.after(anchor, STALLS)
        if agreed > days.end:
            return None, None, None
        return min(opens or agreed, agreed), agreed, days.after(agreed, GRACE)


def propose_steps(
    days: SchoolDays, *, today: date, number: int, weekday: int | None = None, busy: Collection[date] = ()
) -> list[date | None]:
    """A day for each of `number` steps, two school weeks apart, on the usual weekday; None past the end of the year.

    The first falls in the two school weeks from tomorrow, and sets the weekday of a group that has none.
    """
    found: list[date | None] = []
    before = today
    for _ in range(number):
        ahead = [day for after in range(CLOSE if found else 1, FAR + 1) if (day := days.after(before, after))]
        aim = ahead[USUAL - CLOSE : USUAL - CLOSE + 1] if found else ahead[:1]
        if not aim or not ahead:
            return found + [None] * (number - len(found))
        ahead = ahead if found else ahead[:USUAL]
        before = min(ahead, key=lambda day: _rank(day, aim[0], days, weekday, busy))
        weekday = before.weekday() if weekday is None else weekday
        found.append(before)
    return found


def advice_between(days: SchoolDays | None, chosen: Sequence[date | None]) -> list[tuple[str, ...]]:
    """For each step `steps_close` or `steps_far`, measured from the step with a day before it.

    Nothing is said where the school days are not known or a day lies outside them.
    """
    found: list[tuple[str, ...]] = []
    before: date | None = None
    for day in chosen:
        codes: tuple[str, ...] = ()
        if days and day and before and days.begin <= min(before, day) and max(before, day) <= days.end:
            apart = days.count(before, day)
            codes = ("steps_close",) if apart < CLOSE else ("steps_far",) if apart > FAR else ()
        found.append(codes)
        before = day or before
    return found


def _rank(
    day: date, aim: date, days: SchoolDays, weekday: int | None, busy: Collection[date]
) -> tuple[bool, bool, int, date]:
    """Free before busy, the usual weekday before others, near two school weeks before far from it."""
    distance = days.count(min(day, aim), max(day, aim))
    return day in busy, weekday is not None and day.weekday() != weekday, distance, day
