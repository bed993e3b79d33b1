"""The built-in start conditions (R39-R59) in both languages, and how a school's own words change them. Pure.

The texts are ours. `actions` and `behaviour` are empty: a school that owns a table of what leader, coach and group do
and show for each condition types its own (R87).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("start_conditions.json")
LANGUAGES = ("nl", "en")
SOURCES = ("research", "experience", "school")
ACTORS = ("leader", "coach", "group")
STAGES = ("start", "development", "later")
LAST = 100  # position of a school's own conditions: after the built-in ones


@dataclass(frozen=True, slots=True)
class Condition:
    """One start condition as a reader meets it. `actor`: who can do most about it.

    `is_about_group`: answered of the group as a whole, never of a person (R46). `asks_why`: a group may start without
    it, but its leader says why. `in_own_words`: by the school, `is_built_in`: known everywhere under this code.
    """

    code: str
    name: str
    text: str
    question: str = ""
    source: str = "school"
    actor: str = "group"
    stage: str = "start"
    actions: str = ""
    behaviour: str = ""
    is_about_group: bool = False
    asks_why: bool = False
    is_built_in: bool = False
    is_hidden: bool = False
    in_own_words: bool = False
    position: int = LAST


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What a school says instead of a built-in condition of the same code, or beside them."""

    code: str
    name: str
    text: str
    source: str
    is_hidden: bool
    position: int = LAST
    actions: str = ""
    behaviour: str = ""


@cache
def built_in(language: str) -> tuple[Condition, ...]:
    """The fourteen, in their order. Any language but English reads Dutch."""
    language = "en" if language.startswith("en") else "nl"
    rows = json.loads(DATA.read_text(encoding="utf-8"))
    return tuple(
        Condition(
            code=row["code"],
            source=row["source"],
            actor=row["actor"],
            stage=row["stage"],
            is_about_group=row["about_group"],
            asks_why=row["confirm"],
            is_built_in=True,
            position=number,
            **row[language],
        )
        for number, row in enumerate(rows, 1)
    )


CODES = tuple(condition.code for condition in built_in("nl"))
ASKS_WHY = tuple(condition.code for condition in built_in("nl") if condition.asks_why)


def of_school(language: str, own: Iterable[OwnWords]) -> tuple[Condition, ...]:
    """Every condition of a school, hidden ones as well: built-in ones in their order, then its own by position."""
    said = {words.code: words for words in own}
    known = [_instead(condition, said.pop(condition.code, None)) for condition in built_in(language)]
    added = [
        Condition(
            code=words.code,
            name=words.name,
            text=words.text,
            source=words.source,
            actions=words.actions,
            behaviour=words.behaviour,
            is_hidden=words.is_hidden,
            in_own_words=True,
            position=LAST + words.position,
        )
        for words in said.values()
    ]
    return (*known, *sorted(added, key=lambda one: (one.position, one.name.casefold(), one.code)))


def in_use(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """Those that the groups of the school are asked about."""
    return tuple(condition for condition in conditions if not condition.is_hidden)


def _instead(condition: Condition, words: OwnWords | None) -> Condition:
    """A built-in condition as the school says it. Its question stays, and what asks why is never hidden."""
    if words is None:
        return condition
    return replace(
        condition,
        name=_own(words.name, condition.code, "name") or condition.name,
        text=_own(words.text, condition.code, "text") or condition.text,
        source=words.source,
        actions=words.actions,
        behaviour=words.behaviour,
        is_hidden=words.is_hidden and not condition.asks_why,
        in_own_words=True,
    )


def _own(text: str, code: str, field: str) -> str:
    """A text of the school; empty where it is the built-in one of any language, which each reads in her own."""
    known = {getattr(one, field) for language in LANGUAGES for one in built_in(language) if one.code == code}
    return "" if text.strip() in known else text
