"""Content that is stored as one piece of data and shown as columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from exchange.cells import MAX_CELL, clean_lines, clean_text
from exchange.columns import Column, Sheet

MORE = "more"


@dataclass(frozen=True, slots=True)
class Part:
    """A list inside the data, with a sheet of its own: a row each, after the key of what it belongs to."""

    name: str
    sheet: Sheet
    item: "Content"

    @property
    def own_columns(self) -> tuple[Column, ...]:
        return tuple(one for one in self.sheet.columns if one.name in self.item.columns)

    def told(self, data: Mapping[str, object]) -> list[dict[str, object]] | None:
        """The cells of each row; None where the list holds something else, so that it stays data."""
        value = data.get(self.name, [])
        if not isinstance(value, list) or not all(isinstance(one, Mapping) for one in value):
            return None
        cells = [self.item.told(one) for one in value]
        return None if any(one[MORE] for one in cells) else cells


@dataclass(frozen=True, slots=True)
class Content:
    """`texts` and `lists` (a line each) and `numbers` are keys of the data with a column of their own; whatever does
    not fit there stands in the column `more`; `parts` have sheets of their own. With `fills_in` every key comes back,
    empty or not.
    """

    attribute: str = "content"
    texts: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    named: Mapping[str, str] = field(default_factory=dict)  # columns that are called otherwise in the data
    fills_in: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.texts, *self.lists, *self.numbers, MORE)

    def told(self, data: Mapping[str, object]) -> dict[str, object]:
        """Values by column."""
        cells: dict[str, object] = {}
        columns = {key: column for column, key in self.named.items()}
        data = {columns.get(key, key): value for key, value in data.items()}
        for name, value in data.items():
            cell = self._cell(name, value)
            if cell is not None:
                cells[name] = cell
        apart = {part.name for part in self.parts if part.told(data) is not None}
        rest = {name: value for name, value in data.items() if name not in cells and name not in apart}
        more = {name: value for name, value in rest.items() if not self._is_filled_in(name, value)}
        return {**dict.fromkeys(self.columns), **cells, MORE: more}

    def _cell(self, name: str, value: object) -> object:
        """None where it does not fit or is empty."""
        if name in self.texts and isinstance(value, str):
            return clean_lines(value) or None
        if name in self.lists and _is_plain_list(value):
            return clean_lines("\n".join(value)) or None  # type: ignore[arg-type]
        return value if name in self.numbers and isinstance(value, int) and not isinstance(value, bool) else None

    def _is_filled_in(self, name: str, value: object) -> bool:
        return self.fills_in and name in self.columns and value in ("", None, [])

    def data(self, cells: Mapping[str, object]) -> dict[str, object]:
        """The way back."""
        found: dict[str, object] = {}
        for name in (*self.texts, *self.lists, *self.numbers):
            cell = cells[name]
            if name in self.lists:
                cell = str(cell or "").split("\n") if cell else []
            if self.fills_in or cell not in ("", None, []):
                found[self.named.get(name, name)] = cell
        for part in self.parts:
            items = cells[part.name]
            if self.fills_in or items:
                found[part.name] = [part.item.data(item) for item in items]  # type: ignore[attr-defined]
        more = cells.get(MORE)
        return found | (dict(more) if isinstance(more, Mapping) else {})


def _is_plain_list(value: object) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and all(isinstance(one, str) and one and clean_text(one) == one for one in value)
        and sum(len(one) + 1 for one in value) <= MAX_CELL
    )


def cleaned(data: Any) -> Any:
    """The same without what cannot be seen, as cells are."""
    if isinstance(data, str):
        return clean_lines(data)
    if isinstance(data, Mapping):
        return {clean_text(name): cleaned(value) for name, value in data.items()}
    return [cleaned(one) for one in data] if isinstance(data, list) else data
