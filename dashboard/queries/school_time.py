"""School years, closures and pauses for a page, in one statement, whatever the number of schools and groups."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, F, QuerySet, Value

from communities.models import Pause
from dashboard.queries.prepared import Prepared
from dashboard.strip import YearScale
from schools.calendar import Span
from schools.models import Closure, SchoolYear

AROUND = timedelta(days=400)  # what lies further away is in no school year that is drawn

Ids = Sequence[int] | QuerySet[Any, Any]


@dataclass(frozen=True, slots=True)
class Year:
    """A school year that is drawn. `label` is empty between two school years: then no rhythm runs."""

    scale: YearScale | None
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class SchoolTime:
    """What was fetched: years and closures by school, pauses by community."""

    today: date
    years: Mapping[int, Sequence[tuple[Span, str]]] = field(default_factory=dict)
    closures: Mapping[int, Sequence[Span]] = field(default_factory=dict)
    pauses: Mapping[int, Sequence[Span]] = field(default_factory=dict)

    def year_of(self, school_id: int) -> Year:
        """The year that runs today; else the next one; else the last one."""
        years = sorted(self.years.get(school_id, ()))
        running = [year for year in years if year[0][0] <= self.today <= year[0][1]]
        coming = [year for year in years if year[0][0] > self.today]
        chosen = (running or coming or years[-1:])[:1]
        if not chosen:
            return Year(None, "", "")
        (first, last), label = chosen[0]
        return Year(YearScale(first, last), label if running else "", label)

    def closed(self, school_ids: Iterable[int]) -> list[Span]:
        """Every closure of these schools, in order."""
        return sorted({span for school_id in school_ids for span in self.closures.get(school_id, ())})


def spans(*, schools: Ids, communities: Ids, since: date, until: date) -> "QuerySet[Any, Any]":
    """Years, closures and pauses between two days, as one union: kind, owner, first day, last day, label."""
    near = {"first_day__lte": until, "last_day__gte": since}
    return _spans(SchoolYear.objects.filter(school__in=schools, **near), "year", "school_id", F("label")).union(
        _spans(Closure.objects.filter(school__in=schools, **near), "closure", "school_id"),
        _spans(Pause.objects.filter(community__in=communities, **near), "pause", "community_id"),
        all=True,
    )


def read_school_time(prepared: Prepared, *, today: date, **values: int) -> SchoolTime:
    """One statement: the rows of a prepared `spans`, sorted out."""
    years: dict[int, list[tuple[Span, str]]] = defaultdict(list)
    closures: dict[int, list[Span]] = defaultdict(list)
    pauses: dict[int, list[Span]] = defaultdict(list)
    for kind, owner, first, last, label in prepared.rows(since=today - AROUND, until=today + AROUND, **values):
        if kind == "year":
            years[owner].append(((first, last), label))
        else:
            (closures if kind == "closure" else pauses)[owner].append((first, last))
    return SchoolTime(today=today, years=years, closures=closures, pauses=pauses)


def _spans(rows: "QuerySet[Any]", kind: str, owner: str, label: Any = None) -> "QuerySet[Any, tuple[Any, ...]]":
    text = Value("", output_field=CharField()) if label is None else label
    named = rows.annotate(kind_=Value(kind, output_field=CharField()), label_=text)
    spans: QuerySet[Any, tuple[Any, ...]] = named.values_list("kind_", owner, "first_day", "last_day", "label_")
    return spans
