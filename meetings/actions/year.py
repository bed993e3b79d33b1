"""A year of meetings at once: drafted first, sent when ready (F10, F13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import F

from communities.models import Community
from meetings.actions.errors import OutsideCommunity
from meetings.actions.frame import check_day
from meetings.localtime import local_day
from meetings.models import Meeting
from meetings.rhythm import refresh_cadence
from schools import audit
from schools.models import User


@dataclass(frozen=True, slots=True)
class YearRow:
    """One line of the year plan; `starts_at` in UTC, `minutes` of length."""

    starts_at: datetime
    minutes: int


@transaction.atomic
def plan_year(
    *, community: Community, rows: Sequence[YearRow], place: str, key: UUID, by: User | None, now: datetime
) -> int:
    """Save the lines as drafts, which only the group sees. Returns how many are new; the same `key` again adds none.

    A start that the group already has is left out. Raises OutsideCommunity.
    """
    for row in rows:
        check_day(community, row.starts_at)
    wanted = {row.starts_at: row for row in rows}
    taken = Meeting.objects.filter(community=community, starts_at__in=wanted).exclude(status=Meeting.Status.CANCELLED)
    for starts_at in taken.values_list("starts_at", flat=True):
        wanted.pop(starts_at, None)
    drafts = [
        Meeting(
            community=community,
            starts_at=row.starts_at,
            day=local_day(row.starts_at),
            minutes=row.minutes,
            place=place,
            status=Meeting.Status.DRAFT,
            form_key=uuid5(key, row.starts_at.isoformat()),
            created_by=by,
            changed_at=now,
        )
        for row in wanted.values()
    ]
    if drafts:
        Meeting.objects.bulk_create(drafts, ignore_conflicts=True)
        audit.record(by=by, verb="plan_year", target=f"community:{community.pk}", at=now, drafts=len(drafts))
    return len(drafts)


@transaction.atomic
def send_drafts(*, community: Community, by: User | None, now: datetime) -> int:
    """Make every draft from today on a planned meeting; returns how many. Drafts of days gone by stay drafts."""
    today = local_day(now)
    drafts = Meeting.objects.filter(community=community, status=Meeting.Status.DRAFT, day__gte=today)
    sent = drafts.update(status=Meeting.Status.PLANNED, version=F("version") + 1, changed_at=now)
    if sent:
        audit.record(by=by, verb="send_drafts", target=f"community:{community.pk}", at=now, sent=sent)
        refresh_cadence(community_ids=[community.pk], today=today)
    return sent


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One meeting of a plan for many groups; `key` finds it again when the plan is published twice."""

    community: Community
    starts_at: datetime
    minutes: int
    place: str
    key: UUID


@transaction.atomic
def plan_for_groups(*, rows: Sequence[GroupRow], by: User | None, now: datetime) -> dict[UUID, Meeting]:
    """Planned meetings of many groups at once, by key; the same keys again make none. One refresh of the rhythm.

    A day on which the group meets already is left out, and so is a day on which it does not run.
    """
    groups = {row.community.pk for row in rows}
    days = Meeting.objects.filter(community__in=groups, day__gte=local_day(now)).exclude(
        status__in=[Meeting.Status.CANCELLED, Meeting.Status.DRAFT]
    )
    taken = set(days.exclude(form_key__in=[row.key for row in rows]).values_list("community_id", "day"))
    wanted = [row for row in rows if runs_on(row) and (row.community.pk, local_day(row.starts_at)) not in taken]
    Meeting.objects.bulk_create(
        [
            Meeting(
                community=row.community,
                starts_at=row.starts_at,
                day=local_day(row.starts_at),
                minutes=row.minutes,
                place=row.place,
                form_key=row.key,
                created_by=by,
                changed_at=now,
            )
            for row in wanted
        ],
        ignore_conflicts=True,
    )
    found = Meeting.objects.filter(form_key__in=[row.key for row in wanted])
    audit.record(by=by, verb="plan_for_groups", target="communities", at=now, meetings=len(wanted), groups=len(groups))
    refresh_cadence(community_ids=sorted(groups), today=local_day(now))
    return {meeting.form_key: meeting for meeting in found if meeting.form_key}


def runs_on(row: GroupRow) -> bool:
    try:
        check_day(row.community, row.starts_at)
    except OutsideCommunity:
        return False
    return True
