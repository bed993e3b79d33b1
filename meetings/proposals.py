"""Which days to propose for a meeting, and what speaks against a day that was chosen. Pure: school days and dates in.

Proposals are advice: they fall in the window of the rhythm, on the weekday a group is used to, away from days on which
somebody already has a meeting, and not in the last school days of the year. A clash warns; it never forbids.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from schools.calendar import SchoolDays

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


def propose_next(
    days: SchoolDays,
    *,
    window: tuple[date | None, date | None],
    today: date,
    last_on: date | None = None,
    gap: int = 0,
    weekday: int | None = None,
    busy: Collection[date] = (),
    number: int = 3,
) -> list[date]:
    """At most `number` days for the next meeting, in order of date.

    `window` is (opens, due). Where it lies behind us or does not exist, the next two school weeks are looked through
    that keep the gap. Days in `busy` come last; the usual `weekday` (0 = Monday) comes first.
    """
    opens, due = window
    earliest = _earliest(days, today, last_on, gap)
    start = max(opens, earliest) if opens else earliest
    candidates = _usable(days, start, due) if due else []
    if not candidates:
        fallback = opens or (days.after(last_on, USUAL_WAIT) if last_on and due is None else None)
        candidates = _usable(days, max(fallback or earliest, earliest), None)[:WINDOW]
    return sorted(_ranked(candidates, weekday, busy)[:number])


def propose_year(
    days: SchoolDays,
    *,
    pace: Pace,
    anchor: date,
    today: date,
    fixed: Iterable[date] = (),
    weekday: int | None = None,
    busy: Collection[date] = (),
) -> list[date]:
    """The meetings still to be planned this school year, one in every window that `fixed` (planned days) leaves open.

    `anchor` is the day of the last held meeting, or the day before the clock starts. Empty for a group without a
    numbered rhythm.
    """
    planned = sorted(fixed)
    if pace.due_days:
        return _by_due_days(days, pace, anchor, today, planned, weekday, busy)
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
        candidates = _usable(days, start, max(due, start) if due else None) or _usable(days, start, None)[:WINDOW]
        candidates = [day for day in candidates if _far_from(days, day, planned, pace.gap)]
        if not candidates:
            return chosen
        anchor = _ranked(candidates, weekday, busy)[0]
        chosen.append(anchor)


def clashes(
    day: date,
    *,
    days: SchoolDays | None,
    today: date,
    others: Iterable[date] = (),
    gap: int = 0,
    busy: Collection[date] = (),
) -> tuple[str, ...]:
    """What speaks against `day`: past, closed_day, too_close (to `others`, own meetings), double_booked, last_days.

    `busy` are days on which somebody of the group meets elsewhere. Where the school days are not known (None), nothing
    is said about closed or last days and gaps.
    """
    found = {
        "past": day < today,
        "closed_day": days is not None and day not in days,
        "too_close": days is not None and not _far_from(days, day, others, gap),
        "double_booked": day in busy,
        "last_days": days is not None and day in days.days[-LAST_DAYS:],
    }
    return tuple(code for code, holds in found.items() if holds)


def _by_due_days(
    days: SchoolDays,
    pace: Pace,
    anchor: date,
    today: date,
    planned: list[date],
    weekday: int | None,
    busy: Collection[date],
) -> list[date]:
    """One day on or shortly before each due day; a planned day takes the place of the first due day not before it."""
    chosen: list[date] = []
    left = list(planned)
    for due in pace.due_days:
        if left and left[0] <= due:
            anchor = left.pop(0)
            continue
        opens = days.before(due, pace.opens or WINDOW) or days.begin
        start = max(opens, _earliest(days, today, anchor, pace.gap))
        candidates = _usable(days, start, due) or _usable(days, start, None)[:WINDOW]
        candidates = [day for day in candidates if _far_from(days, day, planned, pace.gap)]
        if candidates:
            anchor = _ranked(candidates, weekday, busy)[0]
            chosen.append(anchor)
    return chosen


def _earliest(days: SchoolDays, today: date, last_on: date | None, gap: int) -> date:
    """The first day after today that keeps the gap after the last meeting."""
    after_gap = (days.after(last_on, gap) if gap else last_on + ONE_DAY) if last_on else today
    return max(today + ONE_DAY, after_gap or days.end + ONE_DAY)


def _usable(days: SchoolDays, first: date, last: date | None) -> list[date]:
    """School days from `first` to `last`, without the last ones of the year."""
    usable = days.days[: max(0, len(days) - LAST_DAYS)]
    return [day for day in usable if first <= day and (last is None or day <= last)]


def _ranked(candidates: list[date], weekday: int | None, busy: Collection[date]) -> list[date]:
    """Free days before busy ones, the usual weekday before others, earlier before later."""
    return sorted(candidates, key=lambda day: (day in busy, weekday is not None and day.weekday() != weekday, day))


def _far_from(days: SchoolDays, day: date, others: Iterable[date], gap: int) -> bool:
    """At least `gap` school days from every other meeting; never on the same day."""
    return all(other != day and days.count(min(day, other), max(day, other)) >= gap for other in others)
