"""Frameworks of quality that a school may name in its report: data, because they change (domain 7.1, 7.2). Pure.

Names are proper names in Dutch. The report is never "for the inspection": naming a code is a choice of the school.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Item:
    """One standard or quality area; `sections` of the report that speak of it most."""

    code: str
    name: str
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Framework:
    """One framework, for schools with one of these calendars, from a day to a day (None: until further notice)."""

    code: str
    name: str
    calendars: tuple[str, ...]
    valid_from: date
    valid_until: date | None
    source: str
    items: tuple[Item, ...]

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@cache
def frameworks() -> tuple[Framework, ...]:
    """Every framework, as the file tells it."""
    rows = json.loads((Path(__file__).parent / "frameworks.json").read_text(encoding="utf-8"))
    return tuple(
        Framework(
            code=row["code"],
            name=row["name"],
            calendars=tuple(row["calendars"]),
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_until=date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
            source=row["source"],
            items=tuple(Item(one["code"], one["name"], tuple(one["sections"])) for one in row["items"]),
        )
        for row in rows
    )


def framework_of(calendar: str, day: date) -> Framework | None:
    """The framework that holds for a school with this calendar on a day; None where there is none."""
    return next((one for one in frameworks() if calendar in one.calendars and one.holds_on(day)), None)


def items_for(framework: Framework | None, section: str) -> tuple[Item, ...]:
    """Every code that can be named at a section, those that speak of it most first."""
    items = framework.items if framework else ()
    return tuple(sorted(items, key=lambda one: section not in one.sections))


def known_codes(framework: Framework | None, sent: Iterable[str]) -> list[str]:
    """Those of the sent codes that the framework has, in its own order, each once."""
    wanted = set(sent)
    return [one.code for one in (framework.items if framework else ()) if one.code in wanted]
