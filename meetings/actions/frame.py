"""The frame of a meeting: when, how long, where, who takes notes."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from communities.models import Community
from meetings.actions.errors import OutsideCommunity, StaleMeeting, UsedKey
from meetings.actions.steps import fill_next_step
from meetings.localtime import local_day
from meetings.models import Meeting
from meetings.queries import made_with
from meetings.rhythm import refresh_cadence
from schools import audit
from schools.models import User


@transaction.atomic
def plan_meeting(
    *,
    community: Community,
    starts_at: datetime,
    minutes: int,
    place: str = "",
    note_taker_id: int | None = None,
    in_lesson_time: bool | None = None,
    key: UUID | None = None,
    by: User | None,
    now: datetime,
) -> Meeting:
    """Plan one meeting. The same `key` again returns the first meeting. Raises OutsideCommunity."""
    check_day(community, starts_at)
    if key and (made := made_with(community, key)):
        return made
    meeting = Meeting(
        community=community,
        starts_at=starts_at,
        day=local_day(starts_at),
        minutes=minutes,
        place=place,
        note_taker_id=note_taker_id,
        in_lesson_time=in_lesson_time,
        form_key=key,
        created_by=by,
        changed_at=now,
    )
    try:
        with transaction.atomic():
            meeting.save(force_insert=True)
    except IntegrityError:
        # The twin of this request was first, or the key was used elsewhere.
        if key and (twin := made_with(community, key)):
            return twin
        raise UsedKey from None
    fill_next_step(meeting, today=local_day(now))
    audit.record(by=by, verb="plan_meeting", target=f"meeting:{meeting.pk}", at=now, day=meeting.day.isoformat())
    refresh_cadence(community_ids=[community.pk], today=local_day(now))
    return meeting


@transaction.atomic
def edit_meeting(
    *,
    meeting: Meeting,
    version: int,
    starts_at: datetime,
    minutes: int,
    place: str,
    note_taker_id: int | None,
    in_lesson_time: bool | None = None,
    by: User | None,
    now: datetime,
) -> Meeting:
    """Move a meeting or change its frame. Raises StaleMeeting when `version` is no longer stored, OutsideCommunity.

    `in_lesson_time`: None leaves it as it is.
    """
    check_day(meeting.community, starts_at)
    is_moved = (starts_at, minutes, place) != (meeting.starts_at, meeting.minutes, meeting.place)
    changed = Meeting.objects.filter(pk=meeting.pk, version=version).update(
        starts_at=starts_at,
        day=local_day(starts_at),
        minutes=minutes,
        place=place,
        note_taker_id=note_taker_id,
        in_lesson_time=meeting.in_lesson_time if in_lesson_time is None else in_lesson_time,
        version=F("version") + 1,
        sequence=F("sequence") + int(is_moved),
        changed_at=now if is_moved else F("changed_at"),
        has_news=True if is_moved else F("has_news"),
    )
    if not changed:
        raise StaleMeeting
    was = meeting.day.isoformat()
    meeting.refresh_from_db()
    audit.record(
        by=by, verb="edit_meeting", target=f"meeting:{meeting.pk}", at=now, was=was, day=meeting.day.isoformat()
    )
    refresh_cadence(community_ids=[meeting.community_id], today=local_day(now))
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, by: User, now: datetime) -> None:
    """The meeting did not take place, or will not. A second time changes nothing; a draft simply goes away."""
    if Meeting.objects.filter(pk=meeting.pk, status=Meeting.Status.DRAFT).delete()[0]:
        audit.record(by=by, verb="drop_draft", target=f"meeting:{meeting.pk}", at=now, day=meeting.day.isoformat())
    elif _switch(meeting, to=Meeting.Status.CANCELLED, now=now):
        audit.record(by=by, verb="cancel_meeting", target=f"meeting:{meeting.pk}", at=now, day=meeting.day.isoformat())
    refresh_cadence(community_ids=[meeting.community_id], today=local_day(now))


@transaction.atomic
def reopen_meeting(*, meeting: Meeting, by: User, now: datetime) -> None:
    """A meeting that was said not to take place is planned again (or held again, when it had been logged)."""
    status = Meeting.Status.HELD if meeting.logged_at else Meeting.Status.PLANNED
    if _switch(meeting, to=status, was=Meeting.Status.CANCELLED, now=now):
        audit.record(by=by, verb="reopen_meeting", target=f"meeting:{meeting.pk}", at=now, day=meeting.day.isoformat())
        refresh_cadence(community_ids=[meeting.community_id], today=local_day(now))


def check_day(community: Community, starts_at: datetime) -> None:
    """Raises OutsideCommunity for a day on which the community does not run."""
    day = local_day(starts_at)
    if day < community.started_on or (community.ended_on and day > community.ended_on):
        raise OutsideCommunity


def _switch(meeting: Meeting, *, to: str, was: str | None = None, now: datetime) -> bool:
    """Change the status once, as a conditional update; False when there was nothing to change."""
    rows = Meeting.objects.filter(pk=meeting.pk).exclude(status=to)
    if was:
        rows = rows.filter(status=was)
    return bool(
        rows.update(status=to, version=F("version") + 1, sequence=F("sequence") + 1, changed_at=now, has_news=True)
    )
