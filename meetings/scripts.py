"""Ways of leading a meeting that add up to the minute (R67); a start, to be changed freely. Pure.

The words stand in `catalogue/scripts.json`, Dutch and English side by side. A break keeps its minutes and belongs to
every meeting of more than 90 minutes; shorter ones go without.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parent / "catalogue" / "scripts.json"
BREAK_BEYOND = 90  # minutes
BREAK = 10  # minutes, where a script has none of its own
BREAKS = {"nl": "Pauze", "en": "Break"}
MODELS = ("grrow", "scrum", "s3")  # ways of working that a charter may name


@dataclass(frozen=True, slots=True)
class Step:
    """One block: title, minutes in each version of the script, codes of focus and purpose, or ""."""

    title: str
    minutes: tuple[int, ...]
    focus: str = ""
    purpose: str = ""
    is_break: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """A way to lead a meeting, in one language. `about`: when it suits, in a sentence."""

    code: str
    name: str
    about: str
    steps: tuple[Step, ...]

    @property
    def lengths(self) -> tuple[int, ...]:
        """Minutes of each version: what its steps add up to."""
        versions = len(self.steps[0].minutes) if self.steps else 0
        return tuple(sum(step.minutes[at] for step in self.steps) for at in range(versions))


def language_of(language: str) -> str:
    """Any language but English reads Dutch."""
    return "en" if language.startswith("en") else "nl"


@cache
def built_in(language: str) -> tuple[Script, ...]:
    """The six known ones, in their order."""
    words = language_of(language)
    rows = json.loads(SOURCE.read_text(encoding="utf-8"))
    return tuple(
        Script(row["code"], row[words]["name"], row[words]["about"], steps_from(row["steps"], words)) for row in rows
    )


def steps_from(rows: Iterable[Mapping[str, Any]], words: str = "") -> tuple[Step, ...]:
    """Steps as they are kept; `words` is the language to read, none where a group typed its own."""
    return tuple(
        Step(
            title=row[words or "title"],
            minutes=tuple(row["minutes"]),
            focus=row.get("focus", ""),
            purpose=row.get("purpose", ""),
            is_break=bool(row.get("is_break")),
        )
        for row in rows
    )


def own(pk: int, name: str, rows: Iterable[Mapping[str, Any]]) -> Script:
    """A script of a group itself."""
    return Script(f"own-{pk}", name, "", steps_from(rows))


def rows_of(script: Script) -> list[dict[str, Any]]:
    """The steps of a script as a group keeps them."""
    return [
        {
            "title": step.title,
            "minutes": list(step.minutes),
            "focus": step.focus,
            "purpose": step.purpose,
            "is_break": step.is_break,
        }
        for step in script.steps
    ]


def ordered(scripts: Sequence[Script], model: str) -> list[Script]:
    """The way of working that the charter names comes first."""
    return sorted(scripts, key=lambda script: script.code != model)


def fitted(script: Script, minutes: int, language: str) -> list[Step]:
    """The steps for a meeting of exactly `minutes`, each with one number of minutes.

    The nearest version (the shorter of two), scaled by largest remainders where it is not this long. A meeting with
    fewer minutes than steps gets one minute a step, and lasts longer than asked.
    """
    lengths = script.lengths
    if not lengths:
        return []
    at = min(range(len(lengths)), key=lambda place: (abs(lengths[place] - minutes), lengths[place]))
    steps = [replace(step, minutes=(step.minutes[at],)) for step in script.steps]
    if minutes <= BREAK_BEYOND:
        steps = [step for step in steps if not step.is_break] or steps
    elif not any(step.is_break for step in steps):
        steps = with_break(steps, minutes, language)
    fixed = [step.is_break and len(steps) > 1 for step in steps]
    resting = sum(step.minutes[0] for step, stays in zip(steps, fixed, strict=True) if stays)
    shares = scaled([step.minutes[0] for step, stays in zip(steps, fixed, strict=True) if not stays], minutes - resting)
    rest = iter(shares)
    return [step if stays else replace(step, minutes=(next(rest),)) for step, stays in zip(steps, fixed, strict=True)]


def with_break(steps: Sequence[Step], minutes: int, language: str) -> list[Step]:
    """The steps with a break after the one that ends nearest to the middle."""
    total = sum(step.minutes[0] for step in steps)
    ends = [sum(step.minutes[0] for step in steps[: place + 1]) for place in range(len(steps))]
    after = min(range(len(ends)), key=lambda place: abs(2 * ends[place] - total)) + 1
    rest = Step(BREAKS[language_of(language)], (BREAK,), is_break=True)
    return [*steps[:after], rest, *steps[after:]]


def scaled(parts: Sequence[int], total: int) -> list[int]:
    """Whole numbers in proportion to `parts` that sum to `total`, none below one: largest remainders get what is left.

    A `total` below the number of parts gives one each.
    """
    whole = sum(parts) or 1
    exact = [part * total / whole for part in parts]
    given = [max(1, int(share)) for share in exact]
    left = total - sum(given)
    by_need = sorted(range(len(parts)), key=lambda place: given[place] - exact[place])
    for turn in range(max(0, left)):
        given[by_need[turn % len(by_need)]] += 1
    while left < 0 and max(given, default=1) > 1:
        given[given.index(max(given))] -= 1
        left += 1
    return given
