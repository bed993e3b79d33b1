"""What the pages about help read: what a group asked, how long an answer took, what a coach is asked over all."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from coaching.models import HelpRequest, Offer
from communities.mandates import ASKED_BEFORE
from communities.models import CoachMandate, CoachRole, Community, Membership
from schools.models import User
from schools.school_time import SchoolTime, load_school_time

SHOWN = 20  # of what is over
YEAR = timedelta(days=365)
COACH = Membership.Role.COACH


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its time in school days: how long it has waited, or took; None where no calendar is known."""

    request: HelpRequest
    days: int | None
    is_mine: bool

    @property
    def is_open(self) -> bool:
        return self.request.closed_on is None

    @property
    def waits(self) -> bool:
        return self.request.closed_on is None and self.request.answered_at is None


def help_of(community: Community, viewer: User, *, today: date) -> list[Asked]:
    """The group's questions, the latest first; what waits stands on top."""
    rows = HelpRequest.objects.visible_to(viewer).filter(community=community)
    found = list(rows.select_related("community", "asked_by", "answered_by").order_by("-asked_at")[:SHOWN])
    return sorted(with_time(found, viewer, today), key=lambda one: (not one.is_open, not one.waits))


def with_time(rows: Iterable[HelpRequest], viewer: User, today: date) -> list[Asked]:
    rows = list(rows)
    time = load_school_time({row.community.school_id for row in rows}, today) if rows else None
    return [Asked(row, days_of(row, time, today), row.asked_by_id == viewer.pk) for row in rows]


def days_of(row: HelpRequest, time: SchoolTime | None, today: date) -> int | None:
    """School days between the question and its answer, or today."""
    asked = timezone.localtime(row.asked_at).date()
    until = timezone.localtime(row.answered_at).date() if row.answered_at else row.closed_on or today
    return time.school_days_since(row.community.school_id, asked, until) if time else None


def queue_of(coach: User, *, today: date) -> list[Asked]:
    """What waits in the groups that she coaches, as long as they go on, the longest first; then what she answered."""
    groups = Membership.objects.current().filter(user=coach, role=COACH).values("community_id")
    rows = HelpRequest.objects.visible_to(coach).filter(community__in=groups, closed_on=None)
    rows = rows.filter(Q(community__ended_on=None) | Q(community__ended_on__gt=today))
    found = rows.select_related("community", "asked_by", "answered_by").order_by("asked_at")
    return sorted(with_time(found, coach, today), key=lambda one: not one.waits)


def offers_of(community: Community, viewer: User) -> QuerySet[Offer]:
    """What was offered to this group; what waits for a word on top."""
    rows = Offer.objects.visible_to(viewer).filter(community=community)
    return rows.select_related("by").order_by("answer", "-made_at")[:SHOWN]


@dataclass(frozen=True, slots=True)
class Helper:
    """Who could help inside the group, and in which role."""

    name: str
    kind: str


def helpers_of(community: Community, viewer: User) -> tuple[list[str], list[Helper]]:
    """The names of the coaches, and who plays one of the roles without being one."""
    people = Membership.objects.current().filter(community=community).exclude(user=viewer).select_related("user")
    coaches = [row.user.get_full_name() for row in people.filter(role=COACH).order_by("user__last_name")]
    roles = CoachRole.objects.current().filter(membership__in=people.exclude(role=COACH))
    played = roles.select_related("membership__user").order_by("kind", "pk")
    return coaches, [Helper(row.membership.user.get_full_name(), row.get_kind_display()) for row in played]


@dataclass(frozen=True, slots=True)
class Style:
    """What became of one's own offers in one role, over a year."""

    label: str
    taken: int
    left: int
    unsaid: int


def style_of(coach: User, *, today: date) -> list[Style]:
    """For herself alone (PC10): of the offers that she made over all her groups."""
    rows = Offer.objects.filter(by=coach, made_at__date__gte=today - YEAR)
    found = {
        (kind, answer): number for kind, answer, number in rows.values_list("kind", "answer").annotate(n=Count("pk"))
    }
    return [
        Style(
            str(kind.label),
            found.get((kind, Offer.Answer.TAKEN), 0),
            found.get((kind, Offer.Answer.LEFT), 0),
            found.get((kind, ""), 0),
        )
        for kind in CoachRole.Kind
    ]


@dataclass(frozen=True, slots=True)
class AtDesk:
    """A group that asks something of its coach. `renew_by`: the last day of her year, when she is asked to go on."""

    pk: int
    name: str
    asks_help: bool
    renew_by: date | None


def desk_of(coach_id: int, *, today: date) -> list[AtDesk]:
    """One statement: of the groups that she coaches the ones that ask for help or for another year."""
    waiting = HelpRequest.objects.filter(community=OuterRef("pk"), closed_on=None, answered_at=None)
    due = CoachMandate.objects.open().filter(community=OuterRef("pk"), user=coach_id, ends_on__lte=today + ASKED_BEFORE)
    groups = Membership.objects.current().filter(user=coach_id, role=COACH).values("community_id")
    rows = Community.objects.filter(pk__in=groups, ended_on=None).annotate(
        asks_help=Exists(waiting), renew_by=Subquery(due.values("ends_on")[:1])
    )
    found = rows.filter(Q(asks_help=True) | ~Q(renew_by=None)).order_by("name", "pk")
    return [AtDesk(*values) for values in found.values_list("pk", "name", "asks_help", "renew_by")]
