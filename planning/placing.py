"""Which meetings a year plan has to place, where each may lie, and why one could not be placed (SL6, R57-R59).

Pure: school days, hours and people in, a problem of plain numbers out, which `planning.solver` solves in a process of
its own. A group gets as many meetings as its rhythm asks: one in every window of its interval, or one for every due day
of its count (shared/rhythm.md). Days that are closed, quiet or in a pause are never offered, nor the last ten.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from meetings.cadence import Policy, clock_start, due_days, horizon
from meetings.proposals import WINDOW, Ground, is_in
from planning.free_hours import Moment
from schools.calendar import WEEK, SchoolDays, Span

ONE_DAY = timedelta(days=1)
AROUND = WEEK  # school days beside a window in which a meeting may lie when the window itself is full
OUTSIDE, DAY_OUTSIDE, DAY_OFF = 100, 10, 2  # cost of a day outside its window, of each school day further, from ideal
NO_LESSON_TIME, NOT_WISHED, NOT_USUAL, OTHER_HOUR, TEACHING = 30, 40, 10, 5, 60
MOST_OPTIONS = 60  # of one meeting

Busy = Sequence[tuple[date, int, int]]  # day, and minutes since midnight from and until


@dataclass(frozen=True)
class Group:
    """A group as far as placing goes.

    `ground` tells its days; `pauses` its own pauses; `fixed` are its planned days and those moved by hand; `held_on`
    the day of its last meeting of this year. `busy` is when one of its people meets elsewhere already.
    """

    key: int
    policy: Policy
    started_on: date
    ground: Ground
    people: tuple[int, ...] = ()
    moments: tuple[Moment, ...] = ()
    pauses: tuple[Span, ...] = ()
    fixed: tuple[date, ...] = ()
    held: int = 0
    held_on: date | None = None
    required: int = 0
    busy: Busy = ()
    weekdays: tuple[int, ...] = ()  # wished; empty: any
    usual: tuple[int | None, int] = (None, 0)  # day of the week and minutes since midnight, of a group that met before

    @property
    def days(self) -> SchoolDays:
        return self.ground.days

    @cached_property
    def usable(self) -> tuple[date, ...]:
        return self.ground.usable


@dataclass(frozen=True, slots=True)
class Window:
    """Where one meeting should lie: from `first` to `last`, best on `ideal`."""

    first: date
    last: date
    ideal: date


@dataclass(frozen=True, slots=True)
class Option:
    """One day and hour for one meeting; `position` counts the school days of the group."""

    day: date
    starts: int
    ends: int
    position: int
    cost: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """One meeting to place. `reason` says why there is no option at all: a code of `reasons`, else empty."""

    group: Group
    window: Window
    options: tuple[Option, ...] = field(default=())
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RoomOf:
    """A room by its id; `busy` is when a meeting stands in it that this plan does not move."""

    key: int
    seats: int | None = None
    busy: tuple[tuple[date, int, int], ...] = ()


def windows_of(group: Group, *, today: date) -> list[Window]:
    """The meetings that this group still needs this year, in order."""
    if group.policy.regime == "interval" and group.policy.target_weeks and group.policy.limit_weeks:
        step = WEEK * (group.policy.target_weeks + group.policy.limit_weeks) // 2
        half = max(2, WEEK * (group.policy.limit_weeks - group.policy.target_weeks) // 4)
        found = by_interval(group, step, half, today)
        missing = group.required - group.held - len(coming(group, today)) - len(found)
        if missing <= 0 or not found:
            return found
    return by_due_days(group, today)


def coming(group: Group, today: date) -> list[date]:
    """Its planned days from today on, in order."""
    return sorted({day for day in group.fixed if day >= today and day <= group.days.end})


def by_interval(group: Group, step: int, half: int, today: date) -> list[Window]:
    """One window for each `step` school days since the last meeting; a planned day takes the place of a window."""
    found: list[Window] = []
    days, last = group.days, horizon(group.days)
    anchor = group.held_on or clock_start(days, group.started_on) - ONE_DAY
    planned, earliest = coming(group, today), earliest_of(group, today)
    while last is not None:
        due = days.after(anchor, step + half)
        nearest = next((day for day in planned if day > anchor and (due is None or day <= due)), None)
        if nearest is not None:
            anchor = nearest
            continue
        first, ideal = days.after(anchor, step - half), days.after(anchor, step)
        if first is None or max(first, earliest) > last:
            return found
        if ideal is None or ideal < earliest:  # the window is gone, or ends with the year
            ideal = min(earliest, last) if ideal else last
            due = days.after(ideal, half)
        ideal = min(ideal, last)
        found.append(Window(max(first, earliest), max(ideal, min(due or last, last)), ideal))
        anchor = ideal
    return found


def by_due_days(group: Group, today: date) -> list[Window]:
    """One window before each due day that no held or planned meeting answers for."""
    days, earliest = group.days, earliest_of(group, today)
    left, found = coming(group, today), []
    for due in due_days(days, group.required, group.started_on)[group.held :]:
        if left and left[0] <= due:
            left.pop(0)
            continue
        if due < earliest:
            end = days.after(earliest - ONE_DAY, 1 + WINDOW) or days.end
            found.append(Window(earliest, end, days.after(earliest - ONE_DAY, 1 + WINDOW // 2) or end))
            continue
        first = max(days.before(due, WINDOW) or days.begin, earliest)
        middle = days.before(due, WINDOW // 2) or days.begin
        found.append(Window(first, due, max(middle, earliest)))
    return found[: max(0, group.required - group.held - len(coming(group, today)))]


def earliest_of(group: Group, today: date) -> date:
    """The first day that keeps the gap after the last meeting and leaves a school week for the invitation."""
    gap = group.days.after(group.held_on, group.policy.gap_days) if group.held_on and group.policy.gap_days else None
    invited = group.days.after(today, WEEK) or group.days.end
    return max(invited, gap or today, group.started_on)


def wanted_of(group: Group, *, today: date) -> list[Wanted]:
    """Its meetings to place, each with every day and hour on which it may lie."""
    return [placed_in(group, window, today) for window in windows_of(group, today=today)]


def placed_in(group: Group, window: Window, today: date) -> Wanted:
    days = days_for(group, window, today)
    options = [
        Option(day, one.starts, one.ends, group.days.index_from(day), cost_of(group, window, day, one))
        for day in days
        for one in group.moments
        if one.weekday == day.weekday() and is_free(group, day, one)
    ]
    options.sort(key=lambda one: (one.cost, one.day, one.starts))
    reason = "" if options else why_no_option(group, window, days)
    return Wanted(group, window, tuple(options[:MOST_OPTIONS]), reason)


def days_for(group: Group, window: Window, today: date) -> list[date]:
    """Usable days in and near the window; where there are none, those of the two school weeks after it.

    A day too close to a planned or held meeting is left out.
    """
    days = group.days
    first = days.before(window.first, AROUND) or days.begin
    last = days.after(window.last, AROUND) or days.end
    earliest = earliest_of(group, today)
    found = [day for day in group.usable if max(first, earliest) <= day <= last]
    found = found or [day for day in group.usable if day > last][:WINDOW]
    return [day for day in found if keeps_gap(group, day)]


def keeps_gap(group: Group, day: date) -> bool:
    """At least the gap of the group from each of its planned and held meetings; never on the same day."""
    others = [*group.fixed, *([group.held_on] if group.held_on else [])]
    count, gap = group.days.count, group.policy.gap_days
    return all(other != day and count(min(day, other), max(day, other)) >= gap for other in others)


def cost_of(group: Group, window: Window, day: date, moment: Moment) -> int:
    """How far this day and hour are from what suits best; every wish is a matter of degree."""
    count = group.days.count
    outside = count(day, window.first) + count(window.last, day)
    cost = DAY_OFF * (count(day, window.ideal) + count(window.ideal, day))
    cost += OUTSIDE + DAY_OUTSIDE * outside if outside else 0
    cost += 0 if moment.in_lesson_time else NO_LESSON_TIME
    cost += TEACHING * min(moment.teaching, 4)
    weekday, starts = group.usual
    if group.weekdays:
        cost += 0 if day.weekday() in group.weekdays else NOT_WISHED
    elif weekday is not None:
        cost += 0 if day.weekday() == weekday else NOT_USUAL
    return cost + (OTHER_HOUR if starts and starts != moment.starts else 0)


def is_free(group: Group, day: date, moment: Moment) -> bool:
    """Nobody of the group meets elsewhere then."""
    return not any(on == day and begins < moment.ends and moment.starts < ends for on, begins, ends in group.busy)


def why_no_option(group: Group, window: Window, days: Collection[date]) -> str:
    """no_hours, closed, quiet, paused, too_close, other_weekday or people_busy: what stands in the way first."""
    if not group.moments:
        return "no_hours"
    if days:
        weekdays = {one.weekday for one in group.moments}
        return "people_busy" if any(day.weekday() in weekdays for day in days) else "other_weekday"
    opened = [day for day in group.ground.open_days.days if window.first <= day <= window.last]
    if not opened:
        return "closed"
    left = [day for day in opened if not is_in(day, group.ground.quiet)]
    if not left:
        return "quiet"
    if all(is_in(day, group.pauses) for day in left):
        return "paused"
    return "too_close"
