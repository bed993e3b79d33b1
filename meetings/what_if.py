"""What a meeting on some day, or a pause, would do to the rhythm. Pure: `cadence` on a supposed history.

Supposed is that everything planned between today and that day goes ahead: who tries out the meeting after the next
does not want to hear that the next is missing. Nothing is stored or forbidden; a closed day is a day like any other.
"""

from dataclasses import dataclass, replace
from datetime import date

from meetings.cadence import LENGTHS, ONE_DAY, History, Policy, Status, assess
from meetings.cycles import Run, Step
from schools.calendar import SchoolDays, Span


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A meeting held on `on`: the status of that day without it (`before`) and with it (`after`).

    place: `early`, `window` or `late`, against the window that was open; empty where there is none.
    supposed: planned days before it that are taken as held.
    """

    on: date
    before: Status
    after: Status
    place: str
    supposed: tuple[date, ...]

    @property
    def is_crowded(self) -> bool:
        """Whether the rest of the year only works out closer together than the gap asks."""
        return self.before.year == "unreachable" and self.after.year in ("reachable", "tight")


def what_if(policy: Policy, days: SchoolDays | None, history: History, *, on: date, today: date) -> WhatIf | None:
    """The answer for `on`; None outside the school year of `days` and where they are not known. `days` as for `assess`.

    `after` equals `assess` on that day of the history with the meeting added.
    """
    if days is None or not days.begin <= on <= days.end:
        return None
    supposed = tuple(sorted(day for day in history.planned if today <= day < on))
    earlier = with_held(history, supposed)
    before = assess(policy, days, replace(earlier, planned=tuple(d for d in earlier.planned if d != on)), today=on)
    after = assess(policy, days, with_held(earlier, (on,)), today=on)
    return WhatIf(on=on, before=before, after=after, place=_place(before, on), supposed=supposed)


@dataclass(frozen=True, slots=True)
class Standstill:
    """What a pause does. `skipped`: school days that it takes out of the count; `planned`: meetings that fall in it.

    resumes_on: the first school day after it, None where the school year is over by then; `after`: the status of
    that day.
    """

    skipped: int
    planned: tuple[date, ...]
    resumes_on: date | None
    after: Status | None


def if_paused(policy: Policy, days: SchoolDays, history: History, *, pause: Span) -> Standstill:
    """What the pause would do to a community that has it not yet; `days` as for `assess`."""
    first, last = pause
    running = days.without(history.pauses)
    paused = replace(history, pauses=(*history.pauses, pause))
    resumes_on = running.after(last, 1)
    return Standstill(
        skipped=running.count(first - ONE_DAY, last),
        planned=tuple(sorted(day for day in history.planned if first <= day <= last)),
        resumes_on=resumes_on,
        after=assess(policy, days, paused, today=resumes_on) if resumes_on else None,
    )


def with_held(history: History, days: tuple[date, ...]) -> History:
    """The history with a meeting of ordinary length on each of these days; what was planned there has taken place.

    Inside a cycle it is the step agreed for that day, else the next one.
    """
    held = tuple((day, LENGTHS[0]) for day in days)
    left = tuple(day for day in history.planned if day not in days)
    run = history.cycle
    for day in days:
        run = run and _with_step_held(run, day)
    return replace(history, held=(*history.held, *held), planned=left, cycle=run)


def _with_step_held(run: Run, day: date) -> Run:
    agreed = next((at for at, step in enumerate(run.steps) if step.day == day and not step.is_skipped), None)
    chosen = run.next_index(day) if agreed is None else agreed
    steps = (Step(day, is_held=True) if at == chosen else step for at, step in enumerate(run.steps))
    return replace(run, steps=tuple(steps))


def _place(before: Status, on: date) -> str:
    if before.due_on is None:
        return ""
    if before.opens_on is not None and on < before.opens_on:
        return "early"
    return "window" if on <= before.due_on else "late"
