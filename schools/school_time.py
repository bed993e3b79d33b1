"""School years and closures of many schools in memory, so that the school days of any community cost no query."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from schools.calendar import SUMMER, SchoolDays, Span, closed_outside, is_known
from schools.models import Closure, SchoolYear

ONE_DAY = timedelta(days=1)
AROUND = timedelta(days=430)  # reaches every day of a school year and the summers beside it


@dataclass(frozen=True, slots=True)
class Year:
    """A school year of a school, both days included."""

    label: str
    first_day: date
    last_day: date


@dataclass(frozen=True, slots=True)
class SchoolTime:
    """What is known of these schools around one day. Built by `load_school_time`."""

    years: dict[int, list[Year]]
    closures: dict[int, list[Span]]
    _days: dict[tuple[tuple[int, ...], Year], SchoolDays | None] = field(default_factory=dict)

    def year_on(self, school_id: int, day: date) -> Year | None:
        """The school year of this school that contains `day`; None in the summer and where none is entered."""
        return next((year for year in self.years.get(school_id, ()) if year.first_day <= day <= year.last_day), None)

    def turns_of(self, school_id: int) -> list[date]:
        """Days on which a school year of this school begins or is over, or its calendar becomes known or unknown."""
        years = self.years.get(school_id, ())
        turns = [day for year in years for day in (year.first_day, year.last_day + ONE_DAY)]
        edges = [day for year in years for day in (year.first_day - SUMMER, year.last_day + SUMMER + ONE_DAY)]
        known = self.is_known_on
        return turns + [day for day in edges if known(school_id, day) != known(school_id, day - ONE_DAY)]

    def is_known_on(self, school_id: int, day: date) -> bool:
        """Whether `day` lies in a school year of this school or in a summer beside one."""
        years = self.years.get(school_id, ())
        return any(year.first_day - SUMMER <= day <= year.last_day + SUMMER for year in years)

    def days_in(self, school_ids: tuple[int, ...], year: Year) -> SchoolDays | None:
        """The days of `year` on which all these schools are open; None where one of their calendars is not known."""
        key = (school_ids, year)
        if key not in self._days:
            self._days[key] = self._compute(school_ids, year)
        return self._days[key]

    def _compute(self, school_ids: tuple[int, ...], year: Year) -> SchoolDays | None:
        first, last = year.first_day, year.last_day
        closed: list[Span] = []
        for school_id in school_ids:
            spans = [(own.first_day, own.last_day) for own in self.years.get(school_id, ())]
            if not is_known(first, last, spans):
                return None
            closed += closed_outside(first, last, spans)
            closed += self.closures.get(school_id, ())
        return SchoolDays.between(first, last, closed)


def load_school_time(school_ids: Iterable[int], day: date) -> SchoolTime:
    """Reads school years and closures of these schools around `day`: two queries."""
    wanted = set(school_ids)
    years: dict[int, list[Year]] = {}
    rows = SchoolYear.objects.filter(school__in=wanted, last_day__gte=day - AROUND, first_day__lte=day + AROUND)
    for school_id, label, first_day, last_day in rows.values_list("school_id", "label", "first_day", "last_day"):
        years.setdefault(school_id, []).append(Year(label, first_day, last_day))
    closures: dict[int, list[Span]] = {}
    shut = Closure.objects.filter(school__in=wanted).between(day - AROUND, day + AROUND)
    for school_id, first_day, last_day in shut.values_list("school_id", "first_day", "last_day"):
        closures.setdefault(school_id, []).append((first_day, last_day))
    return SchoolTime(years, closures)
