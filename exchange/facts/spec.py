"""What these sheets have in common: each says which table it holds, and reading and writing follow."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import models

from exchange.assignment import NO_ANSWER
from exchange.cells import LOCAL_ZONE, clean_lines, clean_text
from exchange.columns import Column, Kind, Sheet
from exchange.facts.content import Content, Part, cleaned

PEOPLE = "people"
Cells = dict[str, object]  # by column, as they are compared; a moment to the minute, data as text
PartCells = tuple[tuple[object, ...], ...]
Told = Mapping[str, "Sequence[FactRow]"]


@dataclass(frozen=True, slots=True)
class FactRow:
    """One row that was read; `values` by column."""

    row: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Link:
    """The columns that name a row of another sheet (or a person); `attribute` of the model is that row."""

    attribute: str
    to: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """One sheet and its table. The first column says of which community or school a row is.

    `host` leads from a row to the school; `key` are the columns by which a row is known again (none: by all of them);
    a key that `may_repeat` only says which row was meant. A record is never changed once it stands. `for_leader`: it
    stands in a leader's workbook too, without the columns in `private`; `seen` narrows that down. `spans` are pairs of
    days in order, `one_open` the day that only one row of a community or school may leave empty. `is_over` tells what
    may not come back any more.
    """

    sheet: Sheet
    model: type[models.Model]
    links: tuple[Link, ...]
    host: str = "community__school"
    key: tuple[str, ...] = ()
    may_repeat: bool = False
    is_record: bool = False
    for_leader: bool = False
    private: tuple[str, ...] = ()
    spans: tuple[tuple[str, str], ...] = ()
    one_open: str = ""
    counter: str = ""  # an attribute that grows with every change, so that who is writing notices
    attributes: Mapping[str, str] = field(default_factory=dict)
    content: Content | None = None
    only: models.Q = field(default_factory=models.Q)
    seen: Callable[[Any], Any] | None = None
    is_over: Callable[[Told, date], Callable[[FactRow], bool]] | None = None

    @property
    def root(self) -> str:
        """ "community" or "school"."""
        return self.sheet.columns[0].name

    @property
    def parts(self) -> tuple[Part, ...]:
        return self.content.parts if self.content else ()

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        return (self.sheet, *(part.sheet for part in self.parts))

    @property
    def people(self) -> list[Link]:
        return [link for link in self.links if link.to == PEOPLE]

    def plain_columns(self) -> dict[str, Column]:
        """The columns that stand for one attribute each, by its name."""
        named = {name for link in self.links for name in link.columns}
        named |= set(self.content.columns) if self.content else set()
        return {self.attributes.get(one.name, one.name): one for one in self.sheet.columns if one.name not in named}


class Names:
    """How rows of other sheets are called, both ways: natural keys by id, ids by natural key."""

    def __init__(self) -> None:
        self.of: dict[str, dict[object, tuple[object, ...]]] = {}
        self.ids: dict[str, dict[tuple[object, ...], object]] = {}

    def add(self, sheet: str, pk: object, key: tuple[object, ...]) -> bool:
        """False where another row has this name already."""
        is_new = self.ids.setdefault(sheet, {}).setdefault(key, pk) == pk
        if is_new:
            self.of.setdefault(sheet, {})[pk] = key
        return is_new


def stored_cells(facts: Facts, item: models.Model, names: Names) -> Cells | None:
    """What a stored row says, by column; None where what it belongs to is not told."""
    cells: Cells = {}
    for link in facts.links:
        found = _named(link, item, names)
        if found is None and _is_part(link, item):
            return None
        for name, cell in zip(link.columns, found or [None] * len(link.columns), strict=True):
            cells[name] = cells.get(name) or cell  # an empty link leaves the community to the other one
    for attribute, column in facts.plain_columns().items():
        cells[column.name] = comparable(column, getattr(item, attribute))
    data = cleaned(getattr(item, facts.content.attribute)) if facts.content else {}
    if facts.content:
        told = facts.content.told(data)
        cells |= {one.name: comparable(one, told.get(one.name)) for one in facts.sheet.columns if one.name in told}
    cells = {one.name: _or_empty(one, cells.get(one.name)) for one in facts.sheet.columns}
    return cells | {part.name: part_cells(part, part.told(data) or []) for part in facts.parts}


def part_cells(part: Part, items: Sequence[Mapping[str, object]]) -> PartCells:
    """The rows of a part, to be compared; their order counts."""
    return tuple(tuple(_or_empty(one, comparable(one, item[one.name])) for one in part.own_columns) for item in items)


def _named(link: Link, item: models.Model, names: Names) -> Sequence[object] | None:
    if link.to != PEOPLE:
        return names.of.get(link.to, {}).get(getattr(item, f"{link.attribute}_id"))
    person = getattr(item, link.attribute)
    return (person.email,) if person else None


def _is_part(link: Link, item: models.Model) -> bool:
    """Whether the row goes where the other one goes, so that it is not told without it."""
    column: Any = item._meta.get_field(link.attribute)
    is_named = getattr(item, f"{link.attribute}_id") is not None
    return not column.null or (is_named and column.remote_field.on_delete is models.CASCADE)


def row_cells(facts: Facts, row: FactRow) -> Cells:
    """What a row of a file says, to be compared with `stored_cells`."""
    cells = {one.name: _or_empty(one, comparable(one, row.values[one.name])) for one in facts.sheet.columns}
    return cells | {part.name: part_cells(part, row.values[part.name]) for part in facts.parts}


def _or_empty(column: Column, cell: object) -> object:
    if cell in ("", None) and column.is_required and column.kind in (Kind.TEXT, Kind.LONG_TEXT):
        return NO_ANSWER  # of what nobody can see nothing is left
    is_text = column.kind in (Kind.TEXT, Kind.LONG_TEXT, Kind.CHOICE, Kind.EMAIL, Kind.SLUG, Kind.DATA, Kind.LIST)
    return "" if cell is None and is_text else cell


def comparable(column: Column, value: object) -> object:
    """A value as its cell will be read again."""
    if value is None:
        return None
    if column.kind in (Kind.DATA, Kind.LIST):
        return clean_text(json.dumps(cleaned(value), ensure_ascii=False, sort_keys=True)) if value else ""
    if column.kind is Kind.WEEKDAYS:
        return tuple(value)  # type: ignore[arg-type]
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0)
    if isinstance(value, datetime):
        return value.astimezone(LOCAL_ZONE).replace(second=0, microsecond=0)
    if isinstance(value, str):
        return clean_lines(value) if column.kind is Kind.LONG_TEXT else clean_text(value)
    return value


def key_of(facts: Facts, cells: Mapping[str, object]) -> tuple[object, ...]:
    return tuple(cells[name] for name in facts.key or facts.sheet.column_names)
