"""The statements of the pulse and the cards for talking about them, in our own words and both languages. Pure.

A conversation starter, no validated test. One idea a sentence, nothing about one person, nothing turned round, two
sides of every condition (domain 2.3). Another wording is another version: rounds of two versions are never compared.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

PATH = Path(__file__).with_name("statements.json")
FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Statement:
    """`facet`: which side of its condition it looks at."""

    code: str
    condition: str
    facet: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """What a group needs to talk about one condition in twenty minutes (R85)."""

    condition: str
    what: str
    openers: tuple[str, ...]
    exercise: str
    steps: tuple[str, ...]


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
    return content


def version() -> str:
    """Of the wording; stored with every round."""
    return str(_content()["version"])


@cache
def statements(language: str) -> tuple[Statement, ...]:
    """All fifteen in their order; in English where a language is not known."""
    rows = _content()["statements"]
    return tuple(
        Statement(row["code"], row["condition"], row["facet"], row.get(language, row[FALLBACK])) for row in rows
    )


@cache
def conditions() -> tuple[str, ...]:
    """The condition of each statement, in the order in which answers are kept."""
    return tuple(statement.condition for statement in statements(FALLBACK))


@cache
def cards(language: str) -> dict[str, Card]:
    """The card of each condition."""
    found = {}
    for row in _content()["cards"]:
        words = row.get(language, row[FALLBACK])
        found[row["condition"]] = Card(
            row["condition"], words["what"], tuple(words["openers"]), words["exercise"], tuple(words["steps"])
        )
    return found
