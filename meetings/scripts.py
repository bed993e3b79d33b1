"""Scripts for a meeting that add up to 120, 150 or 180 minutes (R67); a start, to be changed freely."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LENGTHS = (120, 150, 180)


@dataclass(frozen=True, slots=True)
class Step:
    """One block: title, focus code or "", and its minutes for each of `LENGTHS`."""

    title: Promise
    focus: str
    minutes: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Script:
    """A way to lead a meeting."""

    code: str
    name: Promise
    steps: tuple[Step, ...]


CHECK_IN = _("Check-in: everybody has a turn")
BREAK = _("Break")
CLOSE = _("Look back on this meeting and check out")

SCRIPTS = (
    Script(
        "grrow",
        _("GRROW: goal, reality, resources, options, will"),
        (
            Step(CHECK_IN, "", (8, 10, 10)),
            Step(_("Subtasks: what did we try out?"), "expertise", (20, 25, 30)),
            Step(_("Goal of today"), "", (10, 10, 15)),
            Step(_("Reality: what do we see with students and material?"), "professional", (20, 25, 30)),
            Step(BREAK, "", (10, 10, 15)),
            Step(_("Resources: who and what helps us?"), "expertise", (10, 15, 15)),
            Step(_("Options: design and compare"), "curriculum", (20, 25, 30)),
            Step(_("Will: who does what, and when"), "", (15, 20, 25)),
            Step(CLOSE, "", (7, 10, 10)),
        ),
    ),
    Script(
        "scrum",
        _("Scrum light: show, look back, plan"),
        (
            Step(CHECK_IN, "", (5, 5, 10)),
            Step(_("Review: show what was made and tried"), "curriculum", (35, 45, 55)),
            Step(_("Look back: start, stop, keep"), "professional", (20, 25, 30)),
            Step(BREAK, "", (10, 10, 15)),
            Step(_("Work through the list of wishes"), "curriculum", (20, 25, 25)),
            Step(_("Plan: goal until next time, and subtasks"), "curriculum", (25, 35, 40)),
            Step(_("Decisions and next date"), "", (5, 5, 5)),
        ),
    ),
    Script(
        "s3",
        _("Sociocracy 3.0: rounds and consent"),
        (
            Step(CHECK_IN, "", (8, 10, 10)),
            Step(_("Last notes, next date, agenda: consent"), "", (7, 10, 10)),
            Step(_("Agreements to evaluate, and subtasks"), "expertise", (20, 25, 30)),
            Step(_("What drives us, and what is needed"), "school", (15, 20, 25)),
            Step(BREAK, "", (10, 10, 15)),
            Step(_("Form a proposal"), "curriculum", (20, 25, 30)),
            Step(_("Decide by consent, in rounds"), "school", (25, 30, 35)),
            Step(_("Who does what by when; when do we evaluate"), "", (7, 10, 15)),
            Step(CLOSE, "", (8, 10, 10)),
        ),
    ),
    Script(
        "exchange",
        _("Exchange of expertise"),
        (
            Step(CHECK_IN, "", (8, 10, 10)),
            Step(_("First example from practice"), "expertise", (16, 20, 25)),
            Step(_("Second example from practice"), "expertise", (16, 20, 25)),
            Step(BREAK, "", (10, 10, 15)),
            Step(_("Go deeper with a source or an expert"), "professional", (27, 35, 40)),
            Step(_("Translate to your own class"), "curriculum", (27, 35, 40)),
            Step(_("What will each of us try?"), "professional", (8, 10, 15)),
            Step(CLOSE, "", (8, 10, 10)),
        ),
    ),
)


def script_lines(code: str, minutes: int) -> list[Mapping[str, Any]]:
    """The blocks of a script for a meeting of about this length, in the reader's language; empty for no such script."""
    script = next((script for script in SCRIPTS if script.code == code), None)
    if script is None:
        return []
    at = max((place for place, length in enumerate(LENGTHS) if length <= minutes), default=0)
    return [
        {"title": str(step.title), "minutes": step.minutes[at], "focus": step.focus, "leader": None}
        for step in script.steps
    ]
