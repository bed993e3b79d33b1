"""What a method asks on a board beyond its phases: what a line of evidence is, where a loop back leads. Pure.

The phases, with their questions and what to bring along, stand once: in `communities/catalogue/variants.json` or in
the words of the school. Facts from R23-R28; every sentence is our own, in Dutch and English beside one another.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).with_name("methods.json")


@dataclass(frozen=True, slots=True)
class StepRule:
    """line: what one line of evidence is; verdicts: whether each line is confirmed or rejected later (hypotheses);
    share: whether colleagues outside the group hear of it; back: codes of the usual loops, with reasons to choose from.
    """

    line: str = ""
    verdicts: bool = False
    share: bool = False
    back: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Method:
    """first_piece: the meeting by which something concrete is on the table, 0 where nothing is made."""

    code: str
    steps: dict[str, StepRule]
    first_piece: int = 0

    def step(self, code: str) -> StepRule:
        """Of a step that a school made up itself nothing more is known."""
        return self.steps.get(code, StepRule())


@lru_cache(maxsize=16)
def method_of(code: str, language: str) -> Method:
    """English for every language but Dutch; a method without more words of its own is empty."""
    entry: dict[str, Any] = next((one for one in _source()["methods"] if one["code"] == code), {})
    said = "nl" if language.startswith("nl") else "en"
    steps = {step["code"]: _rule(step, said) for step in entry.get("steps", ())}
    return Method(code, steps, entry.get("first_piece", 0))


def _rule(step: dict[str, Any], language: str) -> StepRule:
    return StepRule(
        line=step.get("line", {}).get(language, ""),
        verdicts=step.get("verdicts", False),
        share=step.get("share", False),
        back=tuple(step.get("back", ())),
        reasons=tuple(reason[language] for reason in step.get("reasons", ())),
    )


@lru_cache(maxsize=1)
def _source() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(SOURCE.read_text(encoding="utf-8"))
    return data
