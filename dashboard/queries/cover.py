"""Meetings to come in lesson time, for who arranges that somebody stands in (R58): the frame, no names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from communities.models import Community, Membership
from meetings.models import Meeting
from meetings.time_page import USUAL
from schools.models import School, Staff

SHOWN = 30  # meetings


@dataclass(frozen=True, slots=True)
class CoverLine:
    """One meeting; `people` counts the members who work at the school that looks."""

    group_pk: int
    group: str
    starts_at: datetime
    minutes: int
    people: int


def cover_lines(school: School, groups: Iterable[Community], today: date) -> list[CoverLine]:
    """Planned meetings of these groups in lesson time, the earliest first; one statement."""
    here = Staff.objects.current().filter(school=school).values("user_id")
    members = Membership.objects.current().filter(community=OuterRef("community"), user__in=here)
    counted = members.filter(role=Membership.Role.MEMBER).order_by().values("community").annotate(n=Count("pk"))
    rows = Meeting.objects.planned().filter(community__in=list(groups), day__gte=today)
    rows = rows.annotate(
        usual=USUAL, people=Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)
    ).filter(usual=True)
    columns = ("community_id", "community__name", "starts_at", "minutes", "people")
    return [CoverLine(*values) for values in rows.order_by("starts_at", "pk").values_list(*columns)[:SHOWN]]
