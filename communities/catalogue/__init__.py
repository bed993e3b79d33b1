"""The seven variants as living templates, in Dutch and English: what they are for, how they go, when better not. Pure.

The words stand in `variants.json`, one entry a variant, both languages side by side; the numbers of size and rhythm in
`communities.variants`. A school may put its own words in their place (`communities.models.SchoolVariant`), in the same
shape. Facts from R22-R33 and the practice of each variant; every sentence is our own.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).with_name("variants.json")
LANGUAGES = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Caution:
    """When this variant is better left for later, and what to do first ("better not yet, first ...")."""

    when: str
    first: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """One phase. `weeks` are school weeks that it usually takes, `loops_back_to` is the code of an earlier phase."""

    code: str
    name: str
    purpose: str = ""
    questions: tuple[str, ...] = ()
    artefacts: tuple[str, ...] = ()
    exits: tuple[str, ...] = ()
    min_meetings: int = 0
    weeks: int = 0
    coach_role: str = ""
    coach_hint: str = ""
    loops_back_to: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class VariantText:
    """Everything that is said of a variant, in one language.

    The numbers are a school's own, empty where it says nothing else than `communities.variants`: people, minutes a
    meeting, and a regime with its numbers.
    """

    description: str = ""
    for_whom: str = ""
    purpose: str = ""
    horizon: str = ""
    length_note: str = ""
    keywords: tuple[str, ...] = ()
    prerequisites: tuple[str, ...] = ()
    cautions: tuple[Caution, ...] = ()
    outcomes: tuple[str, ...] = ()
    exits: tuple[str, ...] = ()
    phases: tuple[Phase, ...] = ()
    size_low: int | None = None
    size_high: int | None = None
    minutes_low: int | None = None
    minutes_high: int | None = None
    regime: str = ""
    target_weeks: int | None = None
    limit_weeks: int | None = None
    minimum_per_year: int | None = None
    gap_weeks: int | None = None

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> "VariantText":
        """The text of a saved `content`; what it lacks stays empty."""
        said = _known(cls, content)
        said["cautions"] = tuple(Caution(**_known(Caution, caution)) for caution in said.get("cautions", ()))
        said["phases"] = tuple(Phase(**_known(Phase, phase)) for phase in said.get("phases", ()))
        return cls(**said)

    def as_content(self) -> dict[str, Any]:
        """What is kept of it, ready for JSON."""
        content: dict[str, Any] = json.loads(json.dumps(asdict(self)))
        return content


def _known(kind: "type[VariantText | Caution | Phase]", said: Mapping[str, Any]) -> dict[str, Any]:
    """What `kind` knows of it; lists of texts become tuples."""
    known = {name: value for name, value in said.items() if name in kind.__dataclass_fields__}
    return {
        name: tuple(value) if isinstance(value, list) and name not in ("cautions", "phases") else value
        for name, value in known.items()
    }


@lru_cache(maxsize=1)
def source() -> dict[str, Any]:
    """The data file as it is."""
    data: dict[str, Any] = json.loads(SOURCE.read_text(encoding="utf-8"))
    return data


def version() -> int:
    """Which version of the built-in texts this is."""
    return int(source()["version"])


@lru_cache(maxsize=32)
def text_of(code: str, language: str) -> VariantText:
    """The built-in text of a variant; English for every language but Dutch. Raises KeyError on a variant."""
    entries = {entry["code"]: entry for entry in source()["variants"]}
    return VariantText.from_content(_said(entries[code], "nl" if language.startswith("nl") else "en"))


def _said(value: Any, language: str) -> Any:
    """The same, with one language in place of two."""
    if isinstance(value, dict):
        if set(value) == set(LANGUAGES):
            return value[language]
        return {name: "" if one is None else _said(one, language) for name, one in value.items()}
    return [_said(one, language) for one in value] if isinstance(value, list) else value
