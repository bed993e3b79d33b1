"""School years, closures, quiet periods and pauses for a page, in one statement for any number of schools."""

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
from schools.models import Closure, QuietPeriod, SchoolYear
from schools.years import label_after

NEAR_END = timedelta(days=61)  # this long before its end a school thinks of the next year
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
    """What was fetched: years, closures and days without meetings by school, pauses by community."""

    today: date
    years: Mapping[int, Sequence[tuple[Span, str]]] = field(default_factory=dict)
    closures: Mapping[int, Sequence[Span]] = field(default_factory=dict)
    pauses: Mapping[int, Sequence[Span]] = field(default_factory=dict)
    quiet: Mapping[int, Sequence[Span]] = field(default_factory=dict)
    pause_reasons: Mapping[tuple[int, date], str] = field(default_factory=dict)  # by community and first day

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

    def year_to_come(self, school_id: int) -> str:
        """The label of the next school year from May on, and earlier where this year ends earlier; empty before."""
        begun = [year for year in self.years.get(school_id, ()) if year[0][0] <= self.today]
        (_first, last), label = max(begun, default=((date.max, date.max), ""))
        since = min(date(last.year, 5, 1), last - NEAR_END)
        return label_after(label) if self.today >= since else ""

    def closed(self, school_ids: Iterable[int]) -> list[Span]:
        """Every closure of these schools, in order."""
        return in_order(self.closures, school_ids)

    def kept_free(self, school_ids: Iterable[int]) -> list[Span]:
        """What any of these schools keeps free of meetings, in order."""
        return in_order(self.quiet, school_ids)


def in_order(spans: Mapping[int, Sequence[Span]], school_ids: Iterable[int]) -> list[Span]:
    return sorted({span for school_id in school_ids for span in spans.get(school_id, ())})


def spans(*, schools: Ids, communities: Ids, since: date, until: date) -> "QuerySet[Any, Any]":
    """Years, closures, quiet periods and pauses near two days, one union: kind, owner, first day, last day, label."""
    near = {"first_day__lte": until, "last_day__gte": since}
    return _spans(SchoolYear.objects.filter(school__in=schools, **near), "year", "school_id", F("label")).union(
        _spans(Closure.objects.filter(school__in=schools, **near), "closure", "school_id"),
        _spans(QuietPeriod.objects.filter(school__in=schools, **near), "quiet", "school_id"),
        _spans(Pause.objects.filter(community__in=communities, **near), "pause", "community_id", F("reason")),
        all=True,
    )


def read_school_time(prepared: Prepared, *, today: date, **values: int) -> SchoolTime:
    """One statement: the rows of a prepared `spans`, sorted out."""
    years: dict[int, list[tuple[Span, str]]] = defaultdict(list)
    found: dict[str, dict[int, list[Span]]] = {kind: defaultdict(list) for kind in ("closure", "quiet", "pause")}
    reasons: dict[tuple[int, date], str] = {}
    for kind, owner, first, last, label in prepared.rows(since=today - AROUND, until=today + AROUND, **values):
        if kind == "year":
            years[owner].append(((first, last), label))
        else:
            found[kind][owner].append((first, last))
        if kind == "pause":
            reasons[owner, first] = label
    return SchoolTime(
        today=today,
        years=years,
        closures=found["closure"],
        pauses=found["pause"],
        quiet=found["quiet"],
        pause_reasons=reasons,
    )


def _spans(rows: "QuerySet[Any]", kind: str, owner: str, label: Any = None) -> "QuerySet[Any, tuple[Any, ...]]":
    text = Value("", output_field=CharField()) if label is None else label
    named = rows.annotate(kind_=Value(kind, output_field=CharField()), label_=text)
    spans: QuerySet[Any, tuple[Any, ...]] = named.values_list("kind_", owner, "first_day", "last_day", "label_")
    return spans
