"""School years, closures, quiet periods and pauses for a page, in one statement for any number of schools."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, CharField, DateField, F, QuerySet, Value, When

from communities.models import Partnership, Pause
from dashboard.queries.prepared import Prepared
from dashboard.strip import YearScale
from schools.calendar import Span
from schools.models import Closure, QuietPeriod, SchoolYear
from schools.years import label_after

NEAR_END = timedelta(days=61)  # this long before its end a school thinks of the next year
AROUND = timedelta(days=400)  # what lies further away is in no school year that is drawn

STOPS = Case(When(stops_clock=True, then=Value("stops")), default=Value(""), output_field=CharField())

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
    stopped: Mapping[int, Sequence[Span]] = field(default_factory=dict)  # those of them in which the clock stands still
    pause_reasons: Mapping[tuple[int, date], str] = field(default_factory=dict)  # by community and first day
    partners: Sequence[tuple[str, int]] = ()  # name and id of the other schools of a group, by name

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


def spans(
    *, schools: Ids, communities: Ids, since: date, until: date, group: int | None = None
) -> "QuerySet[Any, Any]":
    """Years, closures, quiet periods and pauses near two days, one union: kind, owner, first day, last day, label.

    group: with the partner schools of this group, so that its page needs no statement for them.
    """
    near = {"first_day__lte": until, "last_day__gte": since}
    return _spans(SchoolYear.objects.filter(school__in=schools, **near), "year", "school_id", F("label")).union(
        _spans(Closure.objects.filter(school__in=schools, **near), "closure", "school_id"),
        _spans(QuietPeriod.objects.filter(school__in=schools, **near), "quiet", "school_id", STOPS),
        _spans(Pause.objects.filter(community__in=communities, **near), "pause", "community_id", F("reason")),
        *([_partners(group, since, until)] if group is not None else []),
        all=True,
    )


def _partners(group: int, since: date, until: date) -> "QuerySet[Any, tuple[Any, ...]]":
    """The other schools of a group in the shape of spans."""
    days = {"first_day": Value(since, DateField()), "last_day": Value(until, DateField())}
    return _spans(
        Partnership.objects.filter(community=group).annotate(**days), "partner", "school_id", F("school__name")
    )


def read_school_time(prepared: Prepared, *, today: date, **values: int) -> SchoolTime:
    """One statement: the rows of a prepared `spans`, sorted out."""
    years: dict[int, list[tuple[Span, str]]] = defaultdict(list)
    kinds = ("closure", "quiet", "stopped", "pause")
    found: dict[str, dict[int, list[Span]]] = {kind: defaultdict(list) for kind in kinds}
    reasons: dict[tuple[int, date], str] = {}
    partners: list[tuple[str, int]] = []
    for kind, owner, first, last, label in prepared.rows(since=today - AROUND, until=today + AROUND, **values):
        if kind == "year":
            years[owner].append(((first, last), label))
        elif kind == "partner":
            partners.append((label, owner))
        else:
            found[kind][owner].append((first, last))
            if kind == "pause":
                reasons[owner, first] = label
            if kind == "quiet" and label:
                found["stopped"][owner].append((first, last))
    return SchoolTime(
        today=today,
        years=years,
        closures=found["closure"],
        pauses=found["pause"],
        quiet=found["quiet"],
        stopped=found["stopped"],
        pause_reasons=reasons,
        partners=tuple(sorted(partners, key=lambda one: (one[0].casefold(), one[1]))),
    )


def _spans(rows: "QuerySet[Any]", kind: str, owner: str, label: Any = None) -> "QuerySet[Any, tuple[Any, ...]]":
    text = Value("", output_field=CharField()) if label is None else label
    named = rows.annotate(kind_=Value(kind, output_field=CharField()), label_=text)
    spans: QuerySet[Any, tuple[Any, ...]] = named.values_list("kind_", owner, "first_day", "last_day", "label_")
    return spans
