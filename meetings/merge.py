"""Two people wrote down the same meeting: bring their words together. Pure.

A state is what a log form shows: plain values by name. `base` is what both started from, `theirs` was saved first,
`mine` is still being written. What I did not touch follows theirs, what I changed stays mine, and a list or a text that
both changed holds the words of both.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

State = Mapping[str, Any]
Row = Mapping[str, Any]


def merge(base: State, mine: State, theirs: State) -> dict[str, Any]:
    """The state to go on with. Names: scalars, plus `present` and `focuses` (lists of choices), `note` (text),
    `decisions` and `subtasks` (rows with a `pk`, which is None for rows that are not saved yet)."""
    special: dict[str, Callable[[Any, Any, Any], Any]] = {
        "present": merge_choices,
        "focuses": merge_choices,
        "note": merge_text,
        "decisions": merge_rows,
        "subtasks": merge_rows,
    }
    return {
        name: special.get(name, merge_value)(base.get(name), mine[name], theirs.get(name, mine[name])) for name in mine
    }


def merge_value(base: Any, mine: Any, theirs: Any) -> Any:
    return theirs if mine == base else mine


def merge_choices(base: Iterable[Any] | None, mine: Iterable[Any], theirs: Iterable[Any]) -> list[Any]:
    """Each choice by itself: what I switched on or off stays so, the rest is as they left it."""
    before, here, there = set(base or ()), set(mine), set(theirs)
    return sorted((there | (here - before)) - (before - here))


def merge_text(base: str | None, mine: str, theirs: str) -> str:
    if mine in (base or "", theirs):
        return theirs
    if theirs == (base or ""):
        return mine
    return mine if theirs in mine else f"{theirs}\n{mine}".strip()


def merge_rows(base: Iterable[Row] | None, mine: Iterable[Row], theirs: Iterable[Row]) -> list[Row]:
    """Their rows in their order, each with my change if I made one; then my new rows, and mine that they took away
    while I changed them."""
    before = {row["pk"]: row for row in base or ()}
    here = {row["pk"]: row for row in mine if row["pk"] is not None}
    rows: list[Row] = []
    for row in theirs:
        my_row = here.pop(row["pk"], None)
        rows.append(row if my_row is None or my_row == before.get(row["pk"]) else my_row)
    rows += [{**row, "pk": None} for pk, row in here.items() if row != before.get(pk) and row.get("text")]
    return rows + [row for row in mine if row["pk"] is None]
