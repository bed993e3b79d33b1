"""Variants, parts and rhythms in our own words, for people who choose or are invited."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from communities import variants
from communities.models import CoachRole, Community
from communities.variant_queries import SchoolForm


@dataclass(frozen=True, slots=True)
class Tile:
    """One form to choose from. code: what the form sends; note: what it is built on, or whose it is."""

    code: str
    label: str
    text: str
    keywords: str
    size: str
    rhythm: str
    note: str = ""


COACH_ROLES = {
    CoachRole.Kind.FACILITATING: _("Brings structure: plans the meetings, keeps time, keeps the group with its task."),
    CoachRole.Kind.EXPERT: _("Brings ideas, examples and know-how when the group asks for them."),
    CoachRole.Kind.SUPPORTING: _("Takes care of the practical side: room, notes, coffee."),
}


def tiles(forms: Iterable[SchoolForm]) -> list[Tile]:
    """The forms as tiles, in their order."""
    return [tile_of(form) for form in forms]


def tile_of(form: SchoolForm, *, note: str = "") -> Tile:
    """A form in one glance; the words are the school's, or those of the catalogue."""
    defaults = form.defaults
    return Tile(
        code=form.value,
        label=form.name,
        text=form.text.purpose or form.text.for_whom,
        keywords=" · ".join(form.text.keywords),
        size=size_in_words(defaults),
        rhythm=rhythm_in_words(defaults.regime, defaults.rhythm),
        note=" · ".join(text for text in (_built_on(form), note) if text),
    )


def _built_on(form: SchoolForm) -> str:
    return gettext("built on: %(base)s") % {"base": form.base_name} if form.is_own else ""


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


def length_in_words(defaults: variants.VariantDefaults, note: str = "") -> str:
    """How long a meeting of this variant usually lasts, in practice."""
    low, high = defaults.minutes_band
    words = gettext("%(low)s to %(high)s hours") % {"low": _hours(low), "high": _hours(high)}
    if high < 120:
        words = gettext("%(low)d to %(high)d minutes") % {"low": low, "high": high}
    return f"{words}; {note}" if note else words


def _hours(minutes: int) -> str:
    """2, or 2½."""
    whole, rest = divmod(minutes, 60)
    return f"{whole}½" if rest >= 30 else str(whole)


def policy_of(community: Community) -> variants.Rhythm:
    """The rhythm numbers of a community."""
    return variants.Rhythm(
        target_weeks=community.target_weeks,
        limit_weeks=community.limit_weeks,
        minimum_per_year=community.minimum_per_year,
        gap_weeks=community.gap_weeks,
    )
