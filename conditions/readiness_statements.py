"""The statements of the readiness scan, in our own words and both languages. Pure.

A conversation starter, no validated test: one idea a sentence, nothing about one person (domain 2.2, 2.3).
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

PATH = Path(__file__).with_name("readiness.json")
FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Statement:
    """`code` is what is stored; `name` is short, `text` is what people answer to."""

    code: str
    name: str
    text: str


@cache
def statements(language: str) -> tuple[Statement, ...]:
    """All statements in their order; in English where a language is not known."""
    rows = json.loads(PATH.read_text(encoding="utf-8"))
    return tuple(Statement(row["code"], *row.get(language, row[FALLBACK])) for row in rows)


@cache
def codes() -> tuple[str, ...]:
    """What may be stored, in the order of the statements."""
    return tuple(statement.code for statement in statements(FALLBACK))
