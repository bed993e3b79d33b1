"""What groups asked their leader, for both sides, with how long an answer took."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from communities.models import Community
from leading.answer_time import usual_days
from leading.models import LeaderRequest
from schools.models import School, Staff, User

SHOWN = 40  # of what is over
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as one side reads it."""

    request: LeaderRequest
    is_mine: bool  # who looks asked it

    @property
    def is_open(self) -> bool:
        return self.request.closed_on is None

    @property
    def waits(self) -> bool:
        return self.is_open and self.request.answered_at is None


def askable_schools(community: Community, user: User) -> list[School]:
    """Whose leader somebody of the group may ask: the host's, and that of a partner school in which she works."""
    works_in = Staff.objects.current().filter(user=user).values("school_id")
    joined = School.objects.filter(partnerships__community=community, pk__in=works_in).distinct().order_by("name", "pk")
    return [community.school, *(school for school in joined if school.pk != community.school_id)]


def requests_of(community: Community, viewer: User) -> list[Asked]:
    """What a group asked: what waits on top, then what is answered, then what is over; the latest first."""
    rows = LeaderRequest.objects.visible_to(viewer).filter(community=community)
    found = rows.select_related("community", "school", "asked_by", "answered_by").order_by("-asked_at", "-pk")[:SHOWN]
    return in_order(Asked(row, row.asked_by_id == viewer.pk) for row in found)


def requests_to(school: School, viewer: User) -> list[Asked]:
    """What groups ask the leaders of a school."""
    rows = LeaderRequest.objects.answerable_by(viewer).filter(school=school)
    found = rows.select_related("community", "answered_by").order_by("-asked_at", "-pk")[:SHOWN]
    return in_order(Asked(row, is_mine=False) for row in found)


def in_order(found: Iterable[Asked]) -> list[Asked]:
    return sorted(found, key=lambda one: (not one.is_open, not one.waits))


def usual_answer_days(school: School, *, now: datetime) -> int | None:
    """After how many school days groups of this school had an answer, over a year; None of too few."""
    rows = LeaderRequest.objects.filter(school=school, answered_at__gt=now - YEAR, answer_days__isnull=False)
    return usual_days([days for days in rows.values_list("answer_days", flat=True) if days is not None])


def asked_on(row: LeaderRequest) -> date:
    return timezone.localdate(row.asked_at)
