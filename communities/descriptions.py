"""Variants, parts and rhythms in our own words, for people who choose or are invited."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from communities import variants
from communities.models import CoachRole, Community, Variant


@dataclass(frozen=True, slots=True)
class Tile:
    """One variant to choose from."""

    code: str
    label: str
    text: str | Promise
    keywords: str | Promise
    size: str
    rhythm: str


TEXTS = {
    Variant.DESIGN_TEAM: (
        _("Colleagues of the same or a related subject make new lessons together and try them out."),
        _("design · curriculum · something you can hold"),
    ),
    Variant.PRACTICE: (
        _("People with the same question or passion learn from one another's practice."),
        _("sharing · shared questions · growing in your job"),
    ),
    Variant.DATA_TEAM: (
        _("Look into a question of the school with facts and figures, and build a measure on what you find."),
        _("data · research · school development"),
    ),
    Variant.LESSON_STUDY: (
        _("Prepare a lesson together, watch it in one another's class and see how pupils learn."),
        _("lesson · observing · the learning of pupils"),
    ),
    Variant.SUBJECT_DIDACTIC: (
        _("Teachers of one subject in several schools lay their lessons side by side and improve them."),
        _("subject · several schools · classroom practice"),
    ),
    Variant.NETWORK: (
        _("A large group shares what it knows about one theme; making things together is not needed."),
        _("large · one theme · exchange"),
    ),
    Variant.ONLINE: (
        _("An open group that mostly meets online, whatever the place or the hour."),
        _("online · open · exchange"),
    ),
}

COACH_ROLES = {
    CoachRole.Kind.FACILITATING: _("Brings structure: plans the meetings, keeps time, keeps the group with its task."),
    CoachRole.Kind.EXPERT: _("Brings ideas, examples and know-how when the group asks for them."),
    CoachRole.Kind.SUPPORTING: _("Takes care of the practical side: room, notes, coffee."),
}


def tiles() -> list[Tile]:
    """The seven variants in a fixed order."""
    return [
        Tile(
            variant.value,
            str(variant.label),
            *TEXTS[variant],
            size_in_words(variants.VARIANTS[variant]),
            rhythm_in_words(variants.VARIANTS[variant].regime, variants.VARIANTS[variant].rhythm),
        )
        for variant in Variant
    ]


def size_in_words(defaults: variants.VariantDefaults) -> str:
    if defaults.size_ideal is None:
        return gettext("a large group")
    low, high = defaults.size_ideal
    words = gettext("%(low)d to %(high)d people") % {"low": low, "high": high}
    if defaults.schools_min > 1:
        return gettext("%(size)s, from %(schools)d schools or more") % {"size": words, "schools": defaults.schools_min}
    return words


def rhythm_in_words(regime: str, rhythm: variants.Rhythm) -> str:
    """How often a group meets, as one would say it."""
    if regime == "interval" and rhythm.target_weeks:
        return ngettext("about every school week", "about every %(weeks)d school weeks", rhythm.target_weeks) % {
            "weeks": rhythm.target_weeks
        }
    if regime == "count" and rhythm.minimum_per_year:
        return ngettext(
            "at least once a school year", "at least %(number)d times a school year", rhythm.minimum_per_year
        ) % {"number": rhythm.minimum_per_year}
    return gettext("in rounds around one lesson") if regime == "cycle" else gettext("no fixed meetings")


def policy_of(community: Community) -> variants.Rhythm:
    """The rhythm numbers of a community."""
    return variants.Rhythm(
        target_weeks=community.target_weeks,
        limit_weeks=community.limit_weeks,
        minimum_per_year=community.minimum_per_year,
        gap_weeks=community.gap_weeks,
    )
