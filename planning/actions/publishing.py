"""A plan becomes meetings, which their groups move or cancel like every other meeting. Each group is told once."""

from collections.abc import Collection
from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.db.models import F

from communities.models import Membership
from meetings.actions import GroupRow, plan_for_groups
from meetings.localtime import local_day, wall_time
from meetings.models import Meeting
from notifications import outbox
from notifications.registry import subject_key
from planning.actions.plans import PlanIsOld
from planning.models import PlannedDate, YearPlan
from schools import audit
from schools.models import User

PLANNED = "year_planned"


@transaction.atomic
def publish_plan(*, plan: YearPlan, version: int, by: User, now: datetime) -> int:
    """Every date that lies ahead becomes a planned meeting; gives their number. A second tap finds it done.

    Raises PlanIsOld where the plan was changed since the page was drawn, or is being made anew.
    """
    rows = YearPlan.objects.filter(pk=plan.pk, version=version, published_at=None, asked_at=None)
    if not rows.update(published_at=now, version=F("version") + 1):
        if YearPlan.objects.filter(pk=plan.pk, published_at=None).exists():
            raise PlanIsOld
        return PlannedDate.objects.filter(plan=plan).exclude(meeting=None).count()
    dates = list(plan.dates.filter(day__gt=local_day(now), meeting=None).select_related("community", "room"))
    made = plan_for_groups(rows=[row_of(one) for one in dates], by=by, now=now)
    for one in dates:
        one.meeting = made.get(key_of(one))
    PlannedDate.objects.bulk_update(dates, ["meeting"], batch_size=200)
    meetings = [one.meeting for one in dates if one.meeting]
    audit.record(by=by, verb="publish_plan", target=f"year_plan:{plan.pk}", at=now, meetings=len(meetings))
    tell_groups(plan, meetings, by=by, now=now)
    return len(meetings)


def key_of(planned: PlannedDate) -> UUID:
    return uuid5(NAMESPACE_URL, f"planned-date:{planned.pk}")


def row_of(planned: PlannedDate) -> GroupRow:
    return GroupRow(
        community=planned.community,
        starts_at=wall_time(planned.day, planned.starts),
        minutes=planned.minutes,
        place=planned.room.name if planned.room else "",
        key=key_of(planned),
    )


def tell_groups(plan: YearPlan, meetings: Collection[Meeting], *, by: User, now: datetime) -> None:
    """One notice for each person and group, with all its dates."""
    groups = {meeting.community_id for meeting in meetings}
    people = Membership.objects.current().filter(community__in=groups).exclude(user=by)
    drafts = [
        outbox.Draft(PLANNED, subject_key("community", group), f"plan:{plan.pk}", person)
        for group, person in people.order_by("community_id", "user_id").values_list("community_id", "user_id")
    ]
    outbox.enqueue(drafts=drafts, now=now)
