"""School years, closures and quiet periods in memory, so that the school days of any community cost no query."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Case, CharField, QuerySet, Value, When

from schools.calendar import SUMMER, SchoolDays, Span, closed_outside, is_known
from schools.models import Closure, QuietPeriod, SchoolYear

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
    quiet: dict[int, list[Span]] = field(default_factory=dict)  # kept free of meetings
    stopped: dict[int, list[Span]] = field(default_factory=dict)  # those of them in which the clock stands still
    _days: dict[tuple[tuple[int, ...], Year], SchoolDays | None] = field(default_factory=dict)
    _counted: dict[tuple[tuple[int, ...], Year], SchoolDays | None] = field(default_factory=dict)

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

    def counted_in(self, school_ids: tuple[int, ...], year: Year) -> SchoolDays | None:
        """The days of `year` that count for a rhythm: `days_in` without what stops the clock of a school."""
        days, stopped = self.days_in(school_ids, year), spans_of(self.stopped, school_ids)
        if days is None or not stopped:
            return days
        key = (school_ids, year)
        if key not in self._counted:
            self._counted[key] = days.without(stopped)
        return self._counted[key]

    def school_days_since(self, school_id: int, day: date | None, today: date) -> int | None:
        """How many school days of this school have passed since `day`; None without a day."""
        if day is None:
            return None
        found = [self.days_in((school_id,), year) for year in self.years.get(school_id, ())]
        return sum(days.count(day, today) for days in found if days is not None)

    def quiet_of(self, school_ids: tuple[int, ...]) -> tuple[Span, ...]:
        """What any of these schools keeps free of meetings, in order."""
        return tuple(sorted(spans_of(self.quiet, school_ids)))

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


def spans_of(spans: Mapping[int, Sequence[Span]], school_ids: Iterable[int]) -> list[Span]:
    return [span for school_id in school_ids for span in spans.get(school_id, ())]


def load_school_time(school_ids: Iterable[int], day: date) -> SchoolTime:
    """Reads school years, closures and quiet periods of these schools around `day`: two queries."""
    wanted = set(school_ids)
    years: dict[int, list[Year]] = {}
    rows = SchoolYear.objects.filter(school__in=wanted, last_day__gte=day - AROUND, first_day__lte=day + AROUND)
    for school_id, label, first_day, last_day in rows.values_list("school_id", "label", "first_day", "last_day"):
        years.setdefault(school_id, []).append(Year(label, first_day, last_day))
    time = SchoolTime(years, {})
    effects = {"closed": [time.closures], "quiet": [time.quiet], "stopped": [time.quiet, time.stopped]}
    for effect, school_id, first_day, last_day in days_around(wanted, day):
        for spans in effects[effect]:
            spans.setdefault(school_id, []).append((first_day, last_day))
    return time


def days_around(school_ids: set[int], day: date) -> QuerySet[Closure, tuple[str, int, date, date]]:
    """Everything special about the days of these schools, in one statement: effect, school, first and last day.

    Effects: closed; quiet (no meetings); stopped (no meetings, and the clock stands still).
    """
    near, columns = (day - AROUND, day + AROUND), ("effect", "school_id", "first_day", "last_day")
    stops = Case(When(stops_clock=True, then=Value("stopped")), default=Value("quiet"), output_field=CharField())
    quiet = QuietPeriod.objects.filter(school__in=school_ids).between(*near).annotate(effect=stops)
    closed = Closure.objects.filter(school__in=school_ids).between(*near)
    named = closed.annotate(effect=Value("closed", output_field=CharField()))
    return named.values_list(*columns).union(quiet.values_list(*columns), all=True)
