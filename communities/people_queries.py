"""What the pages of people read: ideas and open groups, who is in a group as facts, whether goal and people fit."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import TruncDate

from communities import composition, variant_queries, variants
from communities.models import (
    CoachMandate,
    Community,
    CompositionAnswer,
    GuestConsent,
    Invitation,
    Membership,
    MemberStatement,
    Stage,
)
from communities.queries import open_yes
from schools.models import School, Staff, User

ANSWERS = 10  # shown of the history
MEMBER = Membership.Role.MEMBER


@dataclass(frozen=True, slots=True)
class Idea:
    """An idea or an open group as who works in the school sees it. `is_in`: the reader takes part; `may_begin`: she
    can turn the idea into a running group."""

    community: Community
    kind: str
    number: int
    size: composition.Size
    band: tuple[int, int] | None
    is_in: bool

    @property
    def is_proposal(self) -> bool:
        return self.community.stage == Stage.PROPOSAL


def ideas_of(school: School, viewer: User) -> list[Idea]:
    """Ideas and open groups that this school hosts or takes part in, the newest first. One statement."""
    current = Q(memberships__left_on=None, memberships__role=MEMBER)
    mine = Membership.objects.current().filter(user=viewer, community=OuterRef("pk"))
    hosted = Community.objects.filter(school=school, is_open=True).values("pk")
    rows = (
        Community.objects.open_to(viewer)
        .filter(pk__in=hosted.union(school.partnerships.values("community_id")))
        .select_related("school", "created_by", "form")
        .annotate(number=Count("memberships", filter=current, distinct=True), is_in=Exists(mine))
        .order_by("-created_at", "-pk")
    )
    return [idea_of(row, row.number, row.is_in) for row in rows]  # type: ignore[attr-defined]


def idea_of(community: Community, number: int, is_in: bool) -> Idea:
    of_variant = variants.VARIANTS[community.variant]
    size = composition.size_of(number, least=of_variant.size_min, band=of_variant.size_ideal)
    return Idea(community, community.kind_name, number, size, of_variant.size_ideal, is_in)


def guests_of(school: School, leader: User) -> QuerySet[GuestConsent]:
    """People of this school who are, or would like to be, guests elsewhere: what waits for an answer first."""
    rows = GuestConsent.objects.editable_by(leader).filter(school=school)
    still = rows.filter(Q(answered_at=None) | Q(is_given=True))
    return still.select_related("community__school", "user").order_by("is_given", "user__last_name", "pk")


# --- who is in a group -----------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Composition:
    """Facts and advice for one group; coach and experts stand apart (N7)."""

    facts: composition.Facts
    size: composition.Size
    band: tuple[int, int] | None
    coaches: int
    experts: int

    @property
    def is_varied(self) -> bool:
        """Whether there is anything to say of variety yet."""
        return self.facts.size > 1


def composition_of(community: Community, people: Sequence[Membership], *, year: int) -> Composition:
    """One statement: what the members state of themselves where they work."""
    members = [row.user_id for row in people if row.role == MEMBER]
    of_variant = variant_queries.begun_with(community).defaults
    return Composition(
        facts=composition.facts_of(stated_by(members), year=year),
        size=composition.size_of(len(members), least=of_variant.size_min, band=of_variant.size_ideal),
        band=of_variant.size_ideal,
        coaches=sum(row.role == Membership.Role.COACH for row in people),
        experts=sum(row.role == Membership.Role.EXPERT for row in people),
    )


def stated_by(user_ids: Iterable[int]) -> list[composition.Stated]:
    """What these people state; who works in two schools has stated both."""
    rows: defaultdict[int, list[Staff]] = defaultdict(list)
    for staff in Staff.objects.current().filter(user__in=user_ids):
        rows[staff.user_id].append(staff)
    return [
        composition.Stated(
            schools=frozenset(staff.school_id for staff in rows[user_id]),
            subjects=",".join(staff.subjects for staff in rows[user_id]),
            grades=",".join(staff.grades for staff in rows[user_id]),
            teaching_since=min((one.teaching_since for one in rows[user_id] if one.teaching_since), default=None),
        )
        for user_id in user_ids
    ]


def waiting_for_school(community: Community) -> list[User]:
    """Who would like to take part and waits for her own school; for the group's own people.

    Also after a no of that school, so that nobody reads a no from a name that goes.
    """
    consents = GuestConsent.objects.filter(community=community, is_given=False).values("user_id")
    accepted = open_yes(community).filter(user__in=consents).values("user_id")
    inside = Membership.objects.current().filter(community=community).values("user_id")
    people = User.objects.filter(pk__in=accepted, is_active=True).exclude(pk__in=inside)
    return list(people.order_by("last_name", "first_name", "pk"))


def takes_part(consent: GuestConsent) -> bool:
    """Whether she does already, from when her school was a partner of the group."""
    return Membership.objects.current().filter(community=consent.community_id, user=consent.user_id).exists()


def consents_about(invitation: Invitation) -> list[GuestConsent]:
    """The schools whose agreement is missing for who said yes, for her own page."""
    if not invitation.is_accepted:
        return []
    rows = GuestConsent.objects.filter(community=invitation.community_id, user=invitation.user_id, is_given=False)
    return list(rows.select_related("school").order_by("answered_at", "pk"))


def waits_for_group(invitation: Invitation) -> bool:
    """Whether the yes of an invited coach waits for the group's, for her own page."""
    accepted = CoachMandate.objects.accepted().filter(community=invitation.community_id, user=invitation.user_id)
    return invitation.is_accepted and invitation.role == Membership.Role.COACH and not accepted.exists()


def put_statements(community: Community, people: Iterable[Membership], viewer: User) -> None:
    """What members bring and would like to learn, as `said` of each membership."""
    rows = MemberStatement.objects.visible_to(viewer).filter(membership__community=community)
    stated = {row.membership_id: row for row in rows}
    for person in people:
        person.said = stated.get(person.pk)  # type: ignore[attr-defined]


# --- do goal and people fit? -----------------------------------------------------------------------------------------
def people_now() -> "QuerySet[Membership, Any]":
    """How many take part today, beside an answer of the same community."""
    people = Membership.objects.current().filter(community=OuterRef("community_id")).order_by().values("community")
    return people.annotate(number=Count("pk")).values("number")


def asks_fit() -> "ExpressionWrapper[Any]":
    """For an annotation of communities: whether the question waits for an answer (R52): at the start, and when somebody
    came or went since the last one, on a later day or the same one. An idea is not asked."""
    changed = Q(joined_on__gt=OuterRef("day")) | Q(left_on__gt=OuterRef("day"))
    changes = Membership.objects.filter(changed, community=OuterRef("community_id"))
    settled = CompositionAnswer.objects.filter(
        Q(number=None) | Q(number=Subquery(people_now())), community=OuterRef("pk")
    ).annotate(day=TruncDate("at"))
    question = ~Exists(settled.filter(~Exists(changes))) & ~Q(stage=Stage.PROPOSAL)
    return ExpressionWrapper(question, output_field=BooleanField())


def answers_of(community: Community, viewer: User) -> list[CompositionAnswer]:
    """The history of the question, the latest first; nobody's name stands by an answer."""
    return list(
        CompositionAnswer.objects.visible_to(viewer).filter(community=community).order_by("-at", "-pk")[:ANSWERS]
    )
