"""What the pages "which kinds of groups are there" print: a card, the whole story, a row of the comparison."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.catalogue import Phase
from communities.descriptions import COACH_ROLES, Tile, length_in_words, rhythm_in_words, size_in_words, tile_of
from communities.models import CoachRole
from communities.variant_queries import SchoolForm


@dataclass(frozen=True, slots=True)
class Card:
    """A form on the list, as a tile, with the form itself."""

    form: SchoolForm
    tile: Tile


@dataclass(frozen=True, slots=True)
class Step:
    """A phase with its length and its coach in words, and the name of the phase it may lead back to."""

    phase: Phase
    length: str
    coach: str
    back_to: str


@dataclass(frozen=True, slots=True)
class Story:
    """The whole story of a form."""

    form: SchoolForm
    facts: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]


def card_of(form: SchoolForm) -> Card:
    return Card(form, tile_of(form))


def story_of(form: SchoolForm) -> Story:
    """Facts from the numbers of the base, everything else from the text that holds."""
    names = {phase.code: phase.name for phase in form.text.phases}
    return Story(
        form,
        facts=facts_of(form),
        steps=tuple(
            Step(phase, say_length(phase), say_coach(phase), names.get(phase.loops_back_to, ""))
            for phase in form.text.phases
        ),
    )


def facts_of(form: SchoolForm) -> tuple[tuple[str, str], ...]:
    """Size, rhythm, length of a meeting and horizon: what practice or the school advises, nobody's rule (N5)."""
    defaults = form.defaults
    every = (
        (_("With how many"), size_in_words(defaults)),
        (_("How often"), rhythm_in_words(defaults.regime, defaults.rhythm)),
        (_("How long a meeting lasts"), length_in_words(defaults, form.text.length_note)),
        (_("How long it goes on"), form.text.horizon),
    )
    return tuple((term, value) for term, value in every if value)


def say_length(phase: Phase) -> str:
    """About how many school weeks, and how many meetings at least."""
    parts = []
    if phase.weeks:
        weeks = ngettext("about a school week", "about %(number)d school weeks", phase.weeks)
        parts.append(weeks % {"number": phase.weeks})
    if phase.min_meetings:
        meetings = ngettext("at least one meeting", "at least %(number)d meetings", phase.min_meetings)
        parts.append(meetings % {"number": phase.min_meetings})
    return " · ".join(parts)


def say_coach(phase: Phase) -> str:
    """Which coach role is asked most here, by its name."""
    return str(CoachRole.Kind(phase.coach_role).label) if phase.coach_role in COACH_ROLES else ""
