"""Which days to propose for a meeting, and what speaks against a day that was chosen. Pure: school days and dates in.

Proposals are advice: they fall in the window of the rhythm, on the weekday a group is used to, outside exam weeks and
the last school days of the year, and away from moments at which somebody already has a meeting. A clash warns; it
never forbids.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from schools.calendar import SchoolDays, Span

LAST_DAYS = 10  # school days at the end of the year that are not for meetings
WINDOW = 10  # school days to look through when a window is gone or there is none
USUAL_WAIT = 20  # school days after the last meeting, for a group without a numbered rhythm
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """How far apart meetings lie, in school days: at least `gap`, best from `opens` to `due` after the last one.

    `due_days` are the due days of the count regime, oldest first; then `opens` counts back from the due day.
    """

    gap: int = 0
    opens: int | None = None
    due: int | None = None
    due_days: tuple[date, ...] = ()


@dataclass(frozen=True)
class Ground:
    """Where meetings can be: the days of one school year, and what a group likes.

    `open_days` are school days of every school, `days` those of them that count (no pause, clock not stopped);
    `quiet` are kept free of meetings by a school; on `busy` days somebody meets elsewhere at the group's hour.
    """

    days: SchoolDays
    open_days: SchoolDays
    quiet: tuple[Span, ...] = ()
    weekday: int | None = None  # 0 = Monday
    busy: Collection[date] = ()

    @cached_property
    def usable(self) -> tuple[date, ...]:
        """The days on which a meeting may be proposed."""
        last = self.open_days.days[-LAST_DAYS:]
        return tuple(day for day in self.days.days if not (is_in(day, self.quiet) or (last and day >= last[0])))

    def between(self, first: date, last: date | None) -> list[date]:
        """Usable days from `first` to `last`."""
        return [day for day in self.usable if first <= day and (last is None or day <= last)]

    def ranked(self, candidates: list[date], crowded: Collection[date] = ()) -> list[date]:
        """Free days before busy and crowded ones, the usual weekday before others, earlier before later."""
        return sorted(
            candidates,
            key=lambda day: (
                day in self.busy or day in crowded,
                self.weekday is not None and day.weekday() != self.weekday,
                day,
            ),
        )


def is_in(day: date, spans: Iterable[Span]) -> bool:
    return any(first <= day <= last for first, last in spans)


def propose_next(
    ground: Ground,
    *,
    window: tuple[date | None, date | None],
    today: date,
    last_on: date | None = None,
    gap: int = 0,
    planned: Collection[date] = (),
    number: int = 3,
) -> list[date]:
    """At most `number` days for the next meeting, in order of date.

    `window` is (opens, due). Where it lies behind us, holds no usable day or does not exist, the next two school weeks
    are looked through that keep the gap. A day too close to a `planned` one comes last, as a busy one does.
    """
    opens, due = window
    days, earliest = ground.days, _earliest(ground.days, today, last_on, gap)
    candidates = ground.between(max(opens, earliest) if opens else earliest, due) if due else []
    if not candidates:
        fallback = opens or (days.after(last_on, USUAL_WAIT) if last_on and due is None else None)
        candidates = ground.between(max(fallback or earliest, earliest), None)[:WINDOW]
    candidates = [day for day in candidates if day not in planned]
    crowded = {day for day in candidates if not _far_from(days, day, planned, gap)}
    return sorted(ground.ranked(candidates, crowded)[:number])


def propose_year(ground: Ground, *, pace: Pace, anchor: date, today: date, fixed: Iterable[date] = ()) -> list[date]:
    """The meetings still to be planned this school year, one in every window that `fixed` (planned days) leaves open.

    `anchor` is the day of the last held meeting, or the day before the clock starts. Empty for a group without a
    numbered rhythm.
    """
    planned, days = sorted(fixed), ground.days
    if pace.due_days:
        return _by_due_days(ground, pace, anchor, today, planned)
    if pace.opens is None or pace.due is None:
        return []
    chosen: list[date] = []
    while True:
        opens, due = days.after(anchor, pace.opens), days.after(anchor, pace.due)
        next_fixed = next((day for day in planned if day > anchor and (due is None or day <= due)), None)
        if next_fixed is not None:
            anchor = next_fixed
            continue
        start = max(opens or days.end + ONE_DAY, _earliest(days, today, anchor, pace.gap))
        found = _one_of(ground, start, max(due, start) if due else None, planned, pace.gap)
        if found is None:
            return chosen
        anchor = found
        chosen.append(anchor)


def clashes(
    day: date,
    *,
    ground: Ground | None,
    today: date,
    others: Iterable[date] = (),
    gap: int = 0,
    busy: Collection[date] = (),
    quiet: Iterable[Span] = (),
) -> tuple[str, ...]:
    """What speaks against `day`: past, closed_day, quiet, paused, too_close (to `others`), double_booked, last_days.

    `busy` are days on which somebody of the group meets elsewhere at that hour. Where the school days are not known
    (no ground), nothing is said about closed or last days, pauses and gaps.
    """
    is_quiet, is_known = is_in(day, quiet), ground is not None
    is_open = ground is not None and day in ground.open_days
    found = {
        "past": day < today,
        "closed_day": is_known and not is_open,
        "quiet": is_quiet,
        "paused": ground is not None and is_open and not is_quiet and day not in ground.days,
        "too_close": ground is not None and not _far_from(ground.days, day, others, gap),
        "double_booked": day in busy,
        "last_days": ground is not None and day in ground.open_days.days[-LAST_DAYS:],
    }
    return tuple(code for code, holds in found.items() if holds)


def _by_due_days(ground: Ground, pace: Pace, anchor: date, today: date, planned: list[date]) -> list[date]:
    """One day on or shortly before each due day; a planned day takes the place of the first due day not before it."""
    chosen: list[date] = []
    left, days = list(planned), ground.days
    for due in pace.due_days:
        if left and left[0] <= due:
            anchor = left.pop(0)
            continue
        opens = days.before(due, pace.opens or WINDOW) or days.begin
        found = _one_of(ground, max(opens, _earliest(days, today, anchor, pace.gap)), due, planned, pace.gap)
        if found is not None:
            anchor = found
            chosen.append(anchor)
    return chosen


def _one_of(ground: Ground, start: date, due: date | None, planned: list[date], gap: int) -> date | None:
    """The best usable day from `start` to `due`, else of the next two school weeks; never too near a planned one."""
    candidates = ground.between(start, due) or ground.between(start, None)[:WINDOW]
    candidates = [day for day in candidates if _far_from(ground.days, day, planned, gap)]
    return ground.ranked(candidates)[0] if candidates else None


def _earliest(days: SchoolDays, today: date, last_on: date | None, gap: int) -> date:
    """The first day after today that keeps the gap after the last meeting."""
    after_gap = (days.after(last_on, gap) if gap else last_on + ONE_DAY) if last_on else today
    return max(today + ONE_DAY, after_gap or days.end + ONE_DAY)


def _far_from(days: SchoolDays, day: date, others: Iterable[date], gap: int) -> bool:
    """At least `gap` school days from every other meeting; never on the same day."""
    return all(other != day and days.count(min(day, other), max(day, other)) >= gap for other in others)
