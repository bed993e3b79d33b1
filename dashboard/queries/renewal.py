"""The yearly question of an embedded group on its page: columns of the group itself, no statement of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from communities.models import Community, Membership, Renewal, RenewalVoice, Stage, StageDecision
from communities.stages import is_renewal_due

RENEWAL = ("awaits_me", "has_open_renewal", "renewed_on", "embedded_on")


@dataclass(frozen=True, slots=True)
class Yearly:
    """`awaits_me`: the members are asked, and this one has not answered; `last`: when they were asked, or it was
    embedded."""

    awaits_me: bool
    is_open: bool
    last: date | None

    def is_due(self, *, stage: str, year_begins: date | None) -> bool:
        """Whether it is time to ask the members; in the summer, without a year, it never is."""
        return stage == Stage.EMBEDDED and not self.is_open and is_renewal_due(self.last, year_begins=year_begins)


def with_renewal(groups: "QuerySet[Community]", user: int) -> "QuerySet[Community]":
    """With the columns `RENEWAL`, for whoever looks."""
    renewals = Renewal.objects.filter(community=OuterRef("pk"))
    voice = RenewalVoice.objects.filter(user=user, renewal=OuterRef("pk"))
    member = Membership.objects.current().filter(community=OuterRef("pk"), user=user, role=Membership.Role.MEMBER)
    embedded = StageDecision.objects.filter(community=OuterRef("pk"), kind=StageDecision.Kind.EMBED)
    return groups.annotate(
        awaits_me=Exists(renewals.open().filter(~Exists(voice))) & Exists(member),
        has_open_renewal=Exists(renewals.open()),
        renewed_on=Subquery(renewals.order_by("-opened_on").values("opened_on")[:1]),
        embedded_on=Subquery(embedded.order_by("-decided_on").values("decided_on")[:1]),
    )


def yearly(columns: Sequence[object]) -> Yearly:
    """From the columns `RENEWAL`."""
    awaits_me, is_open, *days = columns
    return Yearly(bool(awaits_me), bool(is_open), max((day for day in days if isinstance(day, date)), default=None))
