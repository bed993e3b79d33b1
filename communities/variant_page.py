"""What the page about the variant of a group prints: the decision that holds, earlier ones, what members think."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from communities.models import Community, Membership, Variant, VariantChoice
from communities.variant_forms import ASKED
from communities.variant_queries import Saying, records_of
from schools.models import User


@dataclass(frozen=True, slots=True)
class Record:
    """A decision in words. variant: by its name of that day; advised: what the adviser pointed to; query: the answers
    it got, empty without it."""

    variant: str
    day: date
    by: str
    reason: str
    advised: str
    query: str


@dataclass(frozen=True, slots=True)
class Spread:
    """How the answers to one question lie."""

    label: str | Promise
    counts: tuple[tuple[int, int], ...]


def records_in_words(community: Community, viewer: User) -> list[Record]:
    """The latest first. Who decided is told by name inside the group, and as "the group" to its leader."""
    is_inside = Community.objects.owned_by_group_of(viewer).filter(pk=community.pk).exists()
    of_group = set(Membership.objects.filter(community=community).values_list("user_id", flat=True))
    return [
        Record(
            variant=choice.name or str(Variant(choice.variant).label),
            day=choice.decided_on,
            by=_by(choice, viewer, is_inside=is_inside, of_group=of_group),
            reason=choice.reason,
            advised=", ".join(str(Variant(code).label) for code in choice.advised if code in Variant.values),
            query=urlencode(choice.answers) if choice.answers else "",
        )
        for choice in records_of(community)
    ]


def _by(choice: VariantChoice, viewer: User, *, is_inside: bool, of_group: set[int]) -> str:
    if choice.decided_by is None:
        return ""
    if choice.decided_by == viewer:
        return _("by you")
    if choice.decided_by_id not in of_group:
        return _("by the school leader")
    return _("by %(name)s") % {"name": choice.decided_by.get_full_name()} if is_inside else _("by the group")


def spread_in_words(sayings: Iterable[Saying]) -> list[Spread]:
    return [Spread(ASKED[saying.name][0], saying.counts) for saying in sayings]
