"""The sheets of facts on their way out. With a `reader` only what this leader may read."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any
from uuid import UUID

from exchange.columns import WEEKDAYS, Column, Kind, Sheet
from exchange.facts import FACTS
from exchange.facts.content import Part
from exchange.facts.spec import Cells, Facts, Names, key_of, stored_cells
from schools.models import School, User

Row = tuple[object, ...]
DAYS = tuple(WEEKDAYS)


def collect_facts(school: School, names: Names, reader: User | None) -> Iterator[tuple[Sheet, list[Row]]]:
    """Each sheet with its rows. `names` knows schools, communities, members and meetings; it learns the others."""
    for facts in FACTS:
        if reader is None or facts.for_leader:
            told = list(_told(facts, school, names, is_for_leader=reader is not None))
            hidden = facts.private if reader is not None else ()
            rows = [tuple(_written(one, cells, hidden) for one in facts.sheet.columns) for cells in told]
            yield facts.sheet, sorted(rows, key=_order)
            for part in facts.parts:
                yield part.sheet, sorted(_part_rows(facts, part, told), key=_order)


def _part_rows(facts: Facts, part: Part, told: list[Cells]) -> Iterator[Row]:
    for cells in told:
        items: Any = cells[part.name]
        for position, item in enumerate(items, start=1):
            yield (*key_of(facts, cells), position, *item)


def _told(facts: Facts, school: School, names: Names, *, is_for_leader: bool) -> Iterator[Cells]:
    found: Any = facts.model._default_manager.filter(facts.only, **{facts.host: school})
    if is_for_leader and facts.seen:
        found = facts.seen(found)
    for item in found.select_related(*(link.attribute for link in facts.people)).order_by("pk"):
        cells = stored_cells(facts, item, names)
        if cells is None:
            continue
        is_first = not facts.key or names.add(facts.sheet.name, item.pk, key_of(facts, cells))
        if is_first or facts.may_repeat:
            yield cells


def _written(column: Column, cells: Cells, private: tuple[str, ...]) -> object:
    value: Any = cells[column.name]
    if column.name in private:
        return None
    if column.kind is Kind.WEEKDAYS:
        return "; ".join(DAYS[day] for day in value)
    if column.kind is Kind.WEEKDAY:
        return DAYS[value]
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    return str(value) if isinstance(value, UUID) else value


def _order(row: Row) -> tuple[str, ...]:
    """By content alone, so that the order tells nothing of who was first. Numbers by their size."""
    return tuple(f"{cell:08d}" if isinstance(cell, int) else str(cell) for cell in row)


def people_in(sheet: Sheet, rows: list[Row]) -> set[str]:
    """Addresses that a sheet names."""
    indexes = [index for index, one in enumerate(sheet.columns) if one.kind is Kind.EMAIL]
    return {str(row[index]) for row in rows for index in indexes if row[index]}
