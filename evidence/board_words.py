"""What counts of a school, and sums over schools, are called."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from communities.models import Stage, Variant
from evidence import thresholds

ENDED = _("Ended in this year")
PARTS: tuple[tuple[Promise, tuple[tuple[str, Promise], ...]], ...] = (
    (
        _("Groups"),
        (
            ("groups", _("Groups in this year, as host")),
            *((f"variant_{kind.value}", kind.label) for kind in Variant),
        ),
    ),
    (
        _("Where they stand"),
        (
            ("stage_running", Stage.RUNNING.label),
            ("stage_experiment", Stage.EXPERIMENT.label),
            ("stage_embedded", Stage.EMBEDDED.label),
            ("stage_ended", ENDED),
            ("decided", _("Decisions on what becomes of a group")),
        ),
    ),
    (
        _("Work"),
        (
            ("meetings", _("Meetings that took place")),
            ("hours", _("Hours of everybody in them together")),
            ("outcomes", _("Made and shared with colleagues")),
        ),
    ),
    (
        _("People"),
        (
            ("people", _("People who take part in a group")),
            ("staff_in", _("Who works here and takes part, here or elsewhere")),
            ("staff", _("Everybody who works here")),
        ),
    ),
)
REACH = {
    "under_quarter": _("less than a quarter of the staff takes part in a group"),
    "quarter": _("a quarter to half of the staff takes part in a group"),
    "half": _("half to three quarters of the staff takes part in a group"),
    "most": _("more than three quarters of the staff takes part in a group"),
}
AVERAGE = {
    "under_3": _("fewer than three meetings a group on average"),
    "3_to_5": _("three to five meetings a group on average"),
    "5_to_8": _("five to eight meetings a group on average"),
    thresholds.AVERAGE_TOP: _("eight meetings or more a group on average"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One count. Of a sum, 0 stands for "fewer than"; `beside`: the same of an earlier year, if it is told."""

    code: str
    label: Promise
    number: int
    below: int = 0
    beside: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """Counts under one heading."""

    heading: Promise
    lines: list[Line]


def lines_of(figures: Mapping[str, int], people: int) -> list[Part]:
    """Every count that goes, also what is 0: nothing goes that is not shown."""
    said = {**figures, "people": people}
    return [Part(heading, [Line(code, label, said.get(code, 0)) for code, label in codes]) for heading, codes in PARTS]


def sums_in_words(figures: Mapping[str, int], earlier: Mapping[str, int] | None) -> list[Part]:
    """Sums over schools; `earlier`: those of the year before where they may stand beside it."""
    return [
        Part(
            heading,
            [
                Line(code, label, figures[code], below_of(code), earlier.get(code, 0) if earlier else None)
                for code, label in codes
                if code in figures
            ],
        )
        for heading, codes in PARTS
    ]


def below_of(code: str) -> int:
    return thresholds.FIFTIES if code == "hours" else thresholds.FIVES
