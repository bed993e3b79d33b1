"""Addresses of the yearly report and the story of its effects."""

from typing import Any

from tests.architecture.url_rows import STAFF, Row, school, year
from tests.architecture.world import Things


def part(things: Things, user: Any) -> list[Any]:
    return [*year(things, user), "needs"]


def figure(things: Things, user: Any) -> list[Any]:
    return [*year(things, user), "held"]


def annex(things: Things, user: Any) -> list[Any]:
    return [*year(things, user), "xlsx"]


REPORT: dict[str, Row] = {
    "evidence:reports": Row(school, STAFF, None),
    "evidence:start-report": Row(year, None, "leader"),
    "evidence:report": Row(year, "leader", None),
    "evidence:report-sheet": Row(year, "leader", None),
    "evidence:write-report": Row(part, None, "leader"),
    "evidence:report-gains": Row(year, None, "leader"),
    "evidence:rows": Row(figure, "leader", None),
    "evidence:report-file": Row(annex, "leader", None),
    "evidence:finish-report": Row(year, None, "leader"),
    "evidence:reopen-report": Row(year, None, "leader"),
    "evidence:approve-report": Row(year, None, "leader"),
    "evidence:share-report": Row(year, None, "leader"),
    "evidence:take-report-back": Row(year, None, "leader"),
}
