"""The figures of a yearly report: reckoned from what is logged, or as they stood when the report was finished.

For the school as a whole, so that whoever reads the report reads the same numbers. Nothing here reads minutes, pulse
answers, try-outs or who was present; people are counted, never named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from evidence.models import PeopleGains, YearReport
from evidence.queries.report_groups import group_rows, groups_of, joined_rows, meeting_rows, people_rows, planned_rows
from evidence.queries.report_rows import (
    condition_rows,
    decision_rows,
    experiment_rows,
    health_rows,
    need_rows,
    outcome_rows,
    renewal_rows,
    request_rows,
    step_rows,
)
from evidence.queries.report_scope import Scope
from evidence.report_sections import Record, reckoned
from schools.models import School, SchoolYear


@dataclass(frozen=True, slots=True)
class Figures:
    """`values` by figure, with the records behind them; `before` are those of the year before, empty without one.

    `until`: the last day that counts; before the end of the year the report is of the year so far. `gains`: what
    people said of their gains, in words by gain; empty where that was not measured.
    """

    year: str
    until: date
    is_whole_year: bool
    values: Mapping[str, int | None]
    tables: Mapping[str, Sequence[Record]]
    before_year: str
    before: Mapping[str, int | None]
    gains: Mapping[str, str]


def figures_of(report: YearReport, year: SchoolYear, *, today: date) -> Figures:
    """A finished report answers from what was frozen, without reading anything else."""
    if report.finished_at and report.figures:
        return thawed(report.figures)
    scope = Scope(report.school, year, today)
    tables = tables_of(scope)
    before_year, before = year_before(report.school, year, today)
    return Figures(
        year=year.label,
        until=scope.until,
        is_whole_year=scope.is_over,
        values=reckoned(tables),
        tables=tables,
        before_year=before_year,
        before=before,
        gains=gains_of_people(report.school, year),
    )


def gains_of_people(school: School, year: SchoolYear) -> Mapping[str, str]:
    """The words of the year, once enough looked back; one statement."""
    row = PeopleGains.objects.filter(school=school, year=year.label).exclude(size="").first()
    return row.words if row else {}


def tables_of(scope: Scope) -> dict[str, list[dict[str, Any]]]:
    """The records of one school year, by table; the same number of statements whatever there is."""
    groups = groups_of(scope)
    return {
        "groups": group_rows(scope, groups),
        "joined": joined_rows(scope),
        "meetings": meeting_rows(scope),
        "planned": planned_rows(scope),
        "people": people_rows(scope),
        "needs": need_rows(scope),
        "outcomes": outcome_rows(scope),
        "conditions": condition_rows(scope),
        "requests": request_rows(scope),
        "steps": step_rows(scope),
        "health": health_rows(scope),
        "decisions": decision_rows(scope),
        "experiments": experiment_rows(scope),
        "renewals": renewal_rows(scope),
    }


def year_before(school: School, year: SchoolYear, today: date) -> tuple[str, Mapping[str, int | None]]:
    """The label and figures of the school year before, as its finished report told them, else reckoned.

    Nothing where no group ran: a row of noughts compares with nothing.
    """
    rows = SchoolYear.objects.filter(school=school, first_day__lt=year.first_day)
    earlier = rows.order_by("-first_day").first()
    if earlier is None:
        return "", {}
    told = YearReport.objects.filter(school=school, year=earlier.label).exclude(finished_at=None).first()
    if told and told.figures:
        return earlier.label, told.figures["values"]
    found = reckoned(tables_of(Scope(school, earlier, today)))
    return (earlier.label, found) if found["groups"] or found["joined"] else ("", {})


def frozen(figures: Figures) -> dict[str, Any]:
    """As JSON, for a report that is finished."""
    return {
        "year": figures.year,
        "until": figures.until.isoformat(),
        "is_whole_year": figures.is_whole_year,
        "values": dict(figures.values),
        "tables": {name: [dict(row) for row in rows] for name, rows in figures.tables.items()},
        "before_year": figures.before_year,
        "before": dict(figures.before),
        "gains": dict(figures.gains),
    }


def thawed(stored: Mapping[str, Any]) -> Figures:
    return Figures(
        year=stored["year"],
        until=date.fromisoformat(stored["until"]),
        is_whole_year=stored["is_whole_year"],
        values=stored["values"],
        tables=stored["tables"],
        before_year=stored["before_year"],
        before=stored["before"],
        gains=stored["gains"],
    )
