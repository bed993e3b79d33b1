"""How a group's school year went, as small pictures: upright bars, one a meeting or a month (domain 4.3). Pure.

A picture shows how things went, never how well: it has no line to reach, and nothing is compared with other groups.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from meetings.mirror import FOCUSES, Spent

HEIGHT = 24
NARROWEST = 8  # columns
GAP = 15  # hundredths of a column, on both sides of a bar

Subtask = tuple[date, date | None, date | None]  # of the meeting it was agreed at, done, dropped


@dataclass(frozen=True, slots=True)
class Column:
    """A meeting or a month: its first day, and a number for each series."""

    day: date
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """`series` names what the numbers of a column stand for; `is_monthly`: a column is a month."""

    code: str
    series: tuple[str, ...]
    columns: tuple[Column, ...]
    is_monthly: bool = False

    @property
    def paths(self) -> tuple[tuple[str, str], ...]:
        """Every series with its path data."""
        return tuple(zip(self.series, stacked([column.numbers for column in self.columns]), strict=False))

    @property
    def width(self) -> int:
        """Columns that a picture has room for: a single bar is no wall."""
        return max(NARROWEST, len(self.columns))

    @property
    def is_empty(self) -> bool:
        return not any(any(column.numbers) for column in self.columns)


def stacked(columns: Sequence[Sequence[int]]) -> tuple[str, ...]:
    """Path data of each series: bars on one another, a column one unit wide, the fullest 24 high."""
    if not columns:
        return ()
    full = max(1, *(sum(numbers) for numbers in columns))
    paths = [""] * len(columns[0])
    for place, numbers in enumerate(columns):
        base = 0
        for series, number in enumerate(numbers):
            if number:
                low, high = HEIGHT * base // full, HEIGHT * (base + number) // full
                height = max(1, high - low)
                paths[series] += f"M{place}.{GAP} {HEIGHT - low}v-{height}h.{100 - 2 * GAP}v{height}z"
            base += number
    return tuple(paths)


def lengths(meetings: Iterable[Spent]) -> Trend:
    """Minutes of every meeting."""
    return Trend("length", ("length",), tuple(Column(one.day, (one.length,)) for one in by_day(meetings)))


def focuses(meetings: Iterable[Spent]) -> Trend:
    """Minutes per focus of every meeting, those without one at the end; nothing where no focus is known at all."""
    every = by_day(meetings)
    columns = tuple(Column(one.day, (*one.minutes, one.apart)) for one in every)
    return Trend("focus", (*FOCUSES, "apart"), columns if any(one.known for one in every) else ())


def subtasks(rows: Iterable[Subtask]) -> Trend:
    """What was agreed at every meeting: done by now, still open; what was dropped is neither."""
    done, still = Counter[date](), Counter[date]()
    for agreed_on, done_on, dropped_on in rows:
        done[agreed_on] += done_on is not None
        still[agreed_on] += done_on is None and dropped_on is None
    return Trend("subtasks", ("done", "open"), tuple(Column(day, (done[day], still[day])) for day in sorted(done)))


def try_outs(days: Iterable[date], *, begin: date, today: date) -> Trend:
    """Times something was tried out, month by month, months without any too."""
    numbers = Counter(day.replace(day=1) for day in days)
    columns = tuple(Column(month, (numbers[month],)) for month in months(begin, today))
    return Trend("try_outs", ("tried",), columns, is_monthly=True)


def months(begin: date, today: date) -> list[date]:
    """The first day of every month from one day to another."""
    found, month = [], begin.replace(day=1)
    while month <= today:
        found.append(month)
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return found


def by_day(meetings: Iterable[Spent]) -> list[Spent]:
    return sorted(meetings, key=lambda one: (one.day, one.pk))
