"""What helps a group once it runs (R41, R60-R76): the nine process conditions, and when a look at them is due. Pure.

The five that live between people (domain.md 2) are not here: a group says those without names in its pulse.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from conditions.gaps import is_open

DATA = Path(__file__).with_name("process_conditions.json")
REVIEW_EVERY = 80  # school days since the last look: about twice a school year
FIRST_REVIEW = 40  # school days after a group began: something has happened, and it can still be otherwise


@dataclass(frozen=True, slots=True)
class ProcessCondition:
    """One condition as a reader meets it. `actor`: who can do most about it."""

    code: str
    actor: str
    name: str
    text: str
    question: str


@cache
def process_conditions(language: str) -> tuple[ProcessCondition, ...]:
    """The nine, in their order. Any language but English reads Dutch."""
    language = "en" if language.startswith("en") else "nl"
    rows = json.loads(DATA.read_text(encoding="utf-8"))
    return tuple(ProcessCondition(row["code"], row["actor"], **row[language]) for row in rows)


CODES = tuple(condition.code for condition in process_conditions("nl"))


def is_review_due(*, since_start: int | None, since_last: int | None, is_one_open: bool) -> bool:
    """Whether a look is suggested; it is never forced.

    `since_start`, `since_last`: school days since the group began and since it last closed a review; None where it did
    not, or where no calendar is known.
    """
    if is_one_open:
        return False
    if since_last is not None:
        return since_last >= REVIEW_EVERY
    return since_start is not None and since_start >= FIRST_REVIEW


def worth_talking_about(said: Mapping[str, str]) -> tuple[str, ...]:
    """Codes of what is not there yet, then of what is partly there, each in the order of the list. Never a number."""
    found = [code for code in CODES if is_open(said.get(code))]
    return tuple(sorted(found, key=lambda code: said[code] != "no"))


def not_said(said: Iterable[str]) -> tuple[str, ...]:
    """Codes that the group did not touch yet."""
    known = set(said)
    return tuple(code for code in CODES if code not in known)


def side_by_side(reviews: Sequence[Mapping[str, str]]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """A row a condition with what each of these reviews says of it, in words; empty where it says nothing.

    Conditions that no review speaks of are left out.
    """
    rows = ((code, tuple(said.get(code, "") for said in reviews)) for code in CODES)
    return tuple((code, words) for code, words in rows if any(words))


def stage_of_practice(stage: str) -> str:
    """Which part of a school's practice table (R87) speaks of a community in this stage."""
    return {"embedded": "later", "running": "development"}.get(stage, "start")
