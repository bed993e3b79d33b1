"""What changed between two texts of a form, part by part, for people who read a history."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from communities.catalogue import VariantText
from communities.models import Regime

PARTS: dict[str, str | Promise] = {
    "description": _("In a few sentences"),
    "for_whom": _("For whom?"),
    "purpose": _("What is it for?"),
    "keywords": _("Keywords"),
    "horizon": _("How long it usually goes on"),
    "length_note": _("What is special about the length of a meeting"),
    "size": _("With how many"),
    "minutes": _("How long a meeting lasts"),
    "rhythm": _("How often"),
    "prerequisites": _("What it asks"),
    "outcomes": _("What you get"),
    "exits": _("How it ends"),
}
PHASE_LISTS = ("questions", "artefacts", "exits")


@dataclass(frozen=True, slots=True)
class Change:
    """A part whose lines differ. gone: lines that the later text lacks; new: lines that the earlier one lacked."""

    label: str | Promise
    gone: tuple[str, ...]
    new: tuple[str, ...]


def changes(before: VariantText, after: VariantText) -> list[Change]:
    """The parts that differ, in the order of the page."""
    earlier, later = dict(_lines(before)), dict(_lines(after))
    labels = {**_labels(before), **_labels(after)}
    found = []
    for key in dict.fromkeys([*later, *earlier]):
        was, now = earlier.get(key, ()), later.get(key, ())
        if was != now:
            gone = tuple(line for line in was if line not in now)
            found.append(Change(labels[key], gone, tuple(line for line in now if line not in was)))
    return found


def _lines(text: VariantText) -> Iterator[tuple[str, tuple[str, ...]]]:
    said = {"size": _band(text.size_low, text.size_high), "minutes": _band(text.minutes_low, text.minutes_high)}
    said["rhythm"] = _rhythm(text)
    for name in PARTS:
        value = said[name] if name in said else getattr(text, name)
        yield name, value if isinstance(value, tuple) else tuple(filter(None, [value]))
    yield "cautions", tuple(f"{one.when} → {one.first}" for one in text.cautions)
    for phase in text.phases:
        lists = (line for name in PHASE_LISTS for line in getattr(phase, name))
        length = f"{phase.weeks} / {phase.min_meetings}"
        yield f"phase:{phase.code}", tuple(filter(None, (phase.name, phase.purpose, *lists, phase.coach_hint, length)))


def _band(low: int | None, high: int | None) -> str:
    return f"{low} – {high}" if low and high else ""


def _rhythm(text: VariantText) -> str:
    """The regime, then its numbers in the order of the page."""
    numbers = (text.target_weeks, text.limit_weeks, text.minimum_per_year, text.gap_weeks)
    label = str(Regime(text.regime).label) if text.regime in Regime.values else ""
    return " · ".join([label, *(str(number or "–") for number in numbers)]) if label else ""


def _labels(text: VariantText) -> dict[str, str | Promise]:
    phases = {f"phase:{phase.code}": phase.name for phase in text.phases}
    return {**PARTS, "cautions": _("When better not yet"), **phases}
