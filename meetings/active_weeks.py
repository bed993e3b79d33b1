"""How an online community lives between live moments: activity per week, and for how long it has been quiet. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from schools.calendar import WEEK, SchoolDays, monday_of

HEIGHT = 24
FULL = 3  # activities in a week that fill the strip, where no week had more


@dataclass(frozen=True, slots=True)
class Week:
    """A calendar week of a school year, Monday to Sunday. `is_open`: it has a school day."""

    first: date
    is_open: bool
    number: int

    @property
    def last(self) -> date:
        return self.first + timedelta(days=6)


def weeks_of(days: SchoolDays, active: Iterable[date]) -> tuple[Week, ...]:
    """Every week that touches the school year, with how often somebody was active in it."""
    numbers = Counter(monday_of(day) for day in active if days.begin <= day <= days.end)
    open_weeks = {monday_of(day) for day in days.days}
    first, last = monday_of(days.begin), monday_of(days.end)
    mondays = (first + timedelta(days=7 * number) for number in range((last - first).days // 7 + 1))
    return tuple(Week(monday, monday in open_weeks, numbers[monday]) for monday in mondays)


def quiet_weeks(days: SchoolDays, last_active_on: date | None, today: date) -> int:
    """Full school weeks since the last activity of this school year; since its begin where there was none."""
    return days.count(last_active_on or days.begin - timedelta(days=1), today) // WEEK


def bars(weeks: Sequence[Week]) -> str:
    """Path data: an upright bar for every week with activity, on a strip of one unit a week and 24 high."""
    parts, full = [], max((FULL, *(week.number for week in weeks)))
    for index, week in enumerate(weeks):
        if week.number:
            height = max(2, HEIGHT * week.number // full)
            parts.append(f"M{index}.15 {HEIGHT}v-{height}h.7v{height}z")
    return "".join(parts)


def holidays(weeks: Sequence[Week]) -> str:
    """Path data: the weeks without a school day."""
    return "".join(f"M{index} 0h1v{HEIGHT}h-1z" for index, week in enumerate(weeks) if not week.is_open)


def today_line(weeks: Sequence[Week], today: date) -> str:
    """Path data: where we are."""
    return "".join(f"M{index}.5 0v{HEIGHT}" for index, week in enumerate(weeks) if week.first == monday_of(today))
