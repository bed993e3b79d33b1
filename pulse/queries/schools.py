"""The pulse of a whole school, and rounds that groups chose to show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pulse.models import Condition, Finding, Round, SchoolPulse
from schools.models import School, User

SHOWN = 12


@dataclass(frozen=True, slots=True)
class Word:
    """One condition: its band now, and in the release before of the same series."""

    condition: Condition
    band: Finding.Band | None
    before: Finding.Band | None


@dataclass(frozen=True, slots=True)
class SchoolPage:
    """`shared`: rounds that all members of a group chose to show to whom the viewer is."""

    school: School
    latest: SchoolPulse | None
    words: Sequence[Word]
    shared: Sequence[Round]


def school_page(school: School, *, viewer: User) -> SchoolPage:
    """The last release, beside the one before only where the same groups stand behind both. Two statements."""
    rows = SchoolPulse.objects.visible_to(viewer).filter(school=school).order_by("-released_on")
    found = list(rows[:2])
    latest = found[0] if found else None
    before = found[1].bands if len(found) > 1 and found[1].series == found[0].series else {}
    words = [Word(one, band_of(latest.bands, one), band_of(before, one)) for one in Condition if latest]
    shared = Round.objects.visible_to(viewer).filter(community__school=school, shared_on__isnull=False)
    return SchoolPage(school, latest, words, list(shared.select_related("community").order_by("-shared_on")[:SHOWN]))


def band_of(bands: Mapping[str, str], one: Condition) -> Finding.Band | None:
    return Finding.Band(bands[one]) if bands.get(one) else None
