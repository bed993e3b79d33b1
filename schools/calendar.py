"""School time: the days on which every participating school is open. Pure; a school week is five school days."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = 5  # school days in a school week
SCHOOL_WEEK_FROM = 3  # school days that make a week of the calendar a school week
# The shortest summer holiday is six weeks, so a school year vouches for this many days around itself.
SUMMER = timedelta(days=42)

Span = tuple[date, date]  # first and last day, both included


@dataclass(frozen=True, slots=True)
class SchoolDays:
    """The school days of a school or community in one school year, in order.

    `begin` and `end` are the first and last calendar day of that year, school day or not. "n school days after d"
    is the n-th school day strictly after d; a day past the end of the year does not exist (None).
    """

    days: tuple[date, ...]
    begin: date
    end: date

    @classmethod
    def between(cls, first: date, last: date, closed: Iterable[Span] = ()) -> "SchoolDays":
        """Monday to Friday from `first` to `last`, without the closed spans."""
        shut: set[int] = set()
        for start, stop in closed:
            shut.update(range(max(start, first).toordinal(), min(stop, last).toordinal() + 1))
        ordinals = range(first.toordinal(), last.toordinal() + 1)
        # Ordinal 1 is a Monday.
        open_days = (date.fromordinal(day) for day in ordinals if (day - 1) % 7 < WEEK and day not in shut)
        return cls(tuple(open_days), first, last)

    def without(self, spans: Iterable[Span]) -> "SchoolDays":
        """The same year with these spans taken out: a pause lets the clock stand still."""
        gone = tuple(spans)
        left = (day for day in self.days if not any(first <= day <= last for first, last in gone))
        return SchoolDays(tuple(left), self.begin, self.end)

    @property
    def first(self) -> date | None:
        """The first school day; None in a year without any."""
        return self.days[0] if self.days else None

    @property
    def last(self) -> date | None:
        """The last school day; None in a year without any."""
        return self.days[-1] if self.days else None

    def __len__(self) -> int:
        return len(self.days)

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.days[self.index_from(day) :][:1] == (day,)

    def at(self, index: int) -> date | None:
        """The school day at this position, counted from 0; None outside the year."""
        return self.days[index] if 0 <= index < len(self.days) else None

    def nth(self, number: int) -> date | None:
        """The n-th school day of the year, counted from 1."""
        return self.at(number - 1)

    def index_from(self, day: date) -> int:
        """Position (from 0) of the first school day on or after `day`; the length where there is none."""
        return bisect_left(self.days, day)

    def after(self, day: date, number: int) -> date | None:
        """The n-th school day strictly after `day`."""
        return self.at(bisect_right(self.days, day) + number - 1)

    def before(self, day: date, number: int) -> date | None:
        """The n-th school day strictly before `day`."""
        return self.at(self.index_from(day) - number)

    def count(self, after: date, upto: date) -> int:
        """How many school days lie in (after, upto]; 0 when `upto` is not later."""
        return max(0, bisect_right(self.days, upto) - bisect_right(self.days, after))


def monday_of(day: date) -> date:
    """The Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())


def is_known(first: date, last: date, years: Iterable[Span]) -> bool:
    """Whether a school with these school years has a known calendar on every day from `first` to `last`.

    The summer beside a known year is known: the school is closed. Beyond that nothing is: no data is not "no holidays".
    """
    reached = first
    for start, stop in sorted(years):
        if start - SUMMER <= reached:
            reached = max(reached, stop + SUMMER + timedelta(days=1))
    return reached > last


def closed_outside(first: date, last: date, years: Iterable[Span]) -> list[Span]:
    """The spans of `first`..`last` outside these school years: the summer of a partner school."""
    gaps: list[Span] = []
    cursor = first
    for start, stop in sorted(years):
        if cursor < start:
            gaps.append((cursor, min(last, start - timedelta(days=1))))
        cursor = max(cursor, stop + timedelta(days=1))
    if cursor <= last:
        gaps.append((cursor, last))
    return [(start, stop) for start, stop in gaps if start <= stop]


def stretches_of(days: SchoolDays) -> list[list[date]]:
    """The Mondays of the school weeks (three school days or more), from holiday to holiday.

    A holiday is a week without any school day: a short week inside a stretch does not end it.
    """
    numbers = Counter(day - timedelta(days=day.weekday()) for day in days.days)
    stretches: list[list[date]] = []
    previous = date.min
    for monday in sorted(numbers):
        if monday - previous > timedelta(days=7):
            stretches.append([])
        previous = monday
        stretches[-1] += [monday] if numbers[monday] >= SCHOOL_WEEK_FROM else []
    return [stretch for stretch in stretches if stretch]


def moved_to_year(span: Span, old: SchoolDays, new: SchoolDays) -> Span | None:
    """Where days of one school year lie in another: in the same school weeks before the same holiday.

    Exam weeks hang on the holiday that follows, not on the begin of the year. A span up to the last school day stays
    so. None where a year has no school weeks.
    """
    before, after = stretches_of(old), stretches_of(new)
    if not before or not after:
        return None
    first, last = span
    weeks = [monday for stretch in before for monday in stretch]
    monday = weeks[max(0, bisect_right(weeks, first) - 1)]
    which = next(number for number, stretch in enumerate(before) if monday in stretch)
    if len(before) == len(after):
        kin = after[which]
        target = kin[max(0, len(kin) - (len(before[which]) - before[which].index(monday)))]
    else:
        kin = [monday for stretch in after for monday in stretch]
        target = kin[min(weeks.index(monday), len(kin) - 1)]
    shift = target - monday
    reaches_end = old.last is not None and last >= old.last
    end = new.last if reaches_end and new.last else min(last + shift, new.end)
    begin = max(first + shift, new.begin)
    return (begin, end) if begin <= end else None
