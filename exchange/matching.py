"""Rows of a file against rows of the database: which are the same, which are new, which differ."""

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from django.db import models

from exchange.cells import clean_lines, clean_text

BATCH = 2000
R = TypeVar("R")
M = TypeVar("M", bound=models.Model)
Key = Callable[[R], Hashable]


@dataclass(slots=True)
class Tally:
    """What happened to the rows of one sheet. `skipped` counts by reason code."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Pass(Generic[R, M]):
    """One way to recognise a row: its own key and that of a stored row. None recognises nothing."""

    of_row: Callable[[R], Hashable]
    of_stored: Callable[[M], Hashable]


def match(rows: Iterable[R], stored: Iterable[M], passes: Sequence[Pass[R, M]]) -> tuple[list[tuple[R, M]], list[R]]:
    """Pairs of a row with its stored row, and the rows that have none. Each stored row is taken at most once."""
    pairs: list[tuple[R, M]] = []
    left_rows, left_stored = list(rows), list(stored)
    for one in passes:
        waiting: defaultdict[Hashable, deque[M]] = defaultdict(deque)
        for item in left_stored:
            waiting[one.of_stored(item)].append(item)
        waiting.pop(None, None)
        rest = []
        for row in left_rows:
            queue = waiting.get(one.of_row(row))
            if queue:
                pairs.append((row, queue.popleft()))
            else:
                rest.append(row)
        taken = {id(item) for _row, item in pairs}
        left_rows, left_stored = rest, [item for item in left_stored if id(item) not in taken]
    return pairs, left_rows


def differences(item: models.Model, wanted: Mapping[str, object]) -> list[str]:
    """Names of the fields whose stored value is another one; unseen characters are no difference.

    Related rows are compared by their id, so that nothing is fetched.
    """
    return [name for name, value in wanted.items() if not _same(*_comparable(item, name, value))]


def _comparable(item: models.Model, name: str, value: object) -> tuple[object, object]:
    field = item._meta.get_field(name)
    if field.is_relation:
        return getattr(item, f"{name}_id"), value.pk if isinstance(value, models.Model) else value
    return getattr(item, name), value


def _same(stored: object, value: object) -> bool:
    if isinstance(stored, str) and stored != value:
        return value in (clean_text(stored), clean_lines(stored))
    return stored == value


def upsert(
    model: type[M],
    pairs: Sequence[tuple[R, M]],
    new: Sequence[R],
    values: Callable[[R], Mapping[str, object]],
    tally: Tally,
    at_birth: Callable[[R], Mapping[str, object]] = lambda _row: {},
) -> list[M]:
    """Writes what differs and makes what is new; returns the stored row of each, `pairs` first. Updates go first.

    `at_birth`: values that only a new row gets.
    """
    changed = []
    fields: set[str] = set()
    for row, item in pairs:
        wanted = values(row)
        different = differences(item, wanted)
        for name in different:
            setattr(item, name, wanted[name])
        fields.update(different)
        if different:
            changed.append(item)
    if changed:
        model._default_manager.bulk_update(changed, sorted(fields), batch_size=500)
    made = model._default_manager.bulk_create(
        (model(**{**values(row), **at_birth(row)}) for row in new), batch_size=BATCH
    )
    tally.created += len(made)
    tally.updated += len(changed)
    tally.unchanged += len(pairs) - len(changed)
    return [item for _row, item in pairs] + made
