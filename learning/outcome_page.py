"""What the pages of outcomes show: of a group beside what it set out to make, and one with its versions and uses."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from communities.models import Charter, Community, Membership, Partnership
from learning.models import Outcome, OutcomeUse, OutcomeVersion
from schools.models import School, User


@dataclass(frozen=True, slots=True)
class Part:
    """One kind: what the charter says should exist, and what does."""

    label: str
    wanted: str
    rows: list[Outcome]


@dataclass(frozen=True, slots=True)
class OutcomePage:
    """`uses` are for the makers, and one's own; others are told `schools`, a number."""

    versions: list[OutcomeVersion]
    uses: list[OutcomeUse]
    own_uses: list[OutcomeUse]
    schools: int

    @property
    def latest(self) -> OutcomeVersion | None:
        return self.versions[0] if self.versions else None

    @property
    def older(self) -> list[OutcomeVersion]:
        return self.versions[1:]

    @property
    def next_number(self) -> int:
        return self.versions[0].number + 1 if self.versions else 1


@dataclass(frozen=True, slots=True)
class Audience:
    """Who would find it, in names and numbers: what sharing says before it is done."""

    people: int
    schools: Sequence[str]


def with_counts(rows: "QuerySet[Outcome]") -> "QuerySet[Outcome]":
    """Outcomes with `latest` (number of the version that leads), `has_file` and `schools` (in how many it is used)."""
    versions = OutcomeVersion.objects.filter(outcome=OuterRef("pk")).order_by("-number")
    uses = OutcomeUse.objects.filter(outcome=OuterRef("pk")).exclude(school=None).order_by().values("outcome")
    return rows.select_related("community__school").annotate(
        latest=Subquery(versions.values("number")[:1]),
        has_file=Exists(versions.exclude(file="")),
        schools=Coalesce(Subquery(uses.annotate(number=Count("school", distinct=True)).values("number")), 0),
    )


def for_reader(user: User) -> "QuerySet[Outcome]":
    """Outcomes this person may see, with counts and `is_inside`: whether she is one of the makers' group."""
    inside = Community.objects.owned_by_group_of(user).filter(pk=OuterRef("community"))
    return with_counts(Outcome.objects.visible_to(user)).annotate(is_inside=Exists(inside))


def parts_of(community: Community, user: User) -> tuple[list[Part], list[Outcome]]:
    """Per kind what was wanted beside what was made; and what the group put away."""
    rows = list(for_reader(user).filter(community=community).order_by("-made_on", "-pk"))
    charter = Charter.objects.visible_to(user).filter(community=community).first() or Charter()
    shown = [row for row in rows if row.removed_on is None]
    parts = [
        Part(str(kind.label), getattr(charter, kind.value), [row for row in shown if row.kind == kind])
        for kind in Outcome.Kind
    ]
    return parts, [row for row in rows if row.removed_on]


def outcome_page(outcome: Outcome, user: User) -> OutcomePage:
    """Versions, the newest first; uses as far as they are this reader's to know. `outcome` comes from `for_reader`."""
    versions = OutcomeVersion.objects.visible_to(user).filter(outcome=outcome).select_related("by")
    known = OutcomeUse.objects.visible_to(user).filter(outcome=outcome).select_related("by", "school")
    uses = list(known.order_by("-on", "-pk"))
    return OutcomePage(
        versions=list(versions.order_by("-number")),
        uses=uses if outcome.is_inside else [],  # type: ignore[attr-defined]
        own_uses=[one for one in uses if one.by_id == user.pk],
        schools=outcome.schools,  # type: ignore[attr-defined]
    )


def audience_of(community: Community) -> Audience:
    """How many people the group has, and the names of its schools."""
    people = Membership.objects.current().filter(community=community).count()
    joined = Partnership.objects.filter(community=community).values_list("school__name", flat=True)
    return Audience(people, [community.school.name, *joined.order_by("school__name")])


def own_school(user: User) -> School | None:
    """Where somebody works; the first by name for who works in more."""
    return School.objects.visible_to(user).order_by("name").first()
