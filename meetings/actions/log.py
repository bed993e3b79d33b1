"""Logging a meeting, together and on a phone: the same save twice counts once, two writers keep their words (F20)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from communities.models import Community
from meetings.actions.closing import Closing, say_closing
from meetings.actions.errors import InTheFuture, LogConflict, NotUndoable, SameDay, UsedKey
from meetings.actions.frame import check_day
from meetings.actions.notes import NewTask, NoteLine, write_notes
from meetings.actions.steps import fill_next_step
from meetings.actions.subtasks import refuse_giving
from meetings.localtime import local_day
from meetings.models import LogReceipt, Meeting, Subtask
from meetings.rhythm import refresh_cadence
from schools import audit
from schools.models import User

SECOND_THOUGHTS = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """What the group sends. `present` maps people on the list to present or absent; who is not on it is left alone.

    `key` is made by the form, `version` is that of the meeting as it was read. `ended` maps open subtasks of earlier
    meetings to "done" or "dropped". `next_at` is the start of the next meeting, if the group chose one.
    """

    key: UUID
    version: int
    starts_at: datetime
    minutes: int
    present: Mapping[int, bool]
    guests: int = 0
    focuses: Sequence[str] = ()
    note: str = ""
    decisions: Sequence[NoteLine] = ()
    subtasks: Sequence[NewTask] = ()
    ended: Mapping[int, str] = field(default_factory=dict)
    next_at: datetime | None = None
    closing: Closing | None = None  # what the group says of the meeting itself; None leaves that alone

    @property
    def digest(self) -> str:
        """The same words give the same digest, whatever version they were written on."""
        names = [name for name in self.__slots__ if name not in ("key", "version")]
        return sha256(repr([getattr(self, name) for name in names]).encode()).hexdigest()

    @property
    def present_count(self) -> int:
        return sum(self.present.values()) + self.guests


@dataclass(frozen=True, slots=True)
class Logged:
    """The logged meeting; `is_replay`: this very save had been accepted before, `is_first`: it can be undone."""

    meeting: Meeting
    is_replay: bool = False
    is_first: bool = False


@transaction.atomic
def log_meeting(*, meeting: Meeting, entry: LogEntry, by: User | None, now: datetime) -> Logged:
    """Keep what the group noted; the meeting is held from then on.

    Raises LogConflict when somebody saved after `entry.version` was read, OutsideCommunity, InTheFuture,
    CoachGivesNoTasks.
    """
    receipt = LogReceipt.objects.filter(key=entry.key).select_related("meeting").first()
    if receipt and receipt.meeting_id != meeting.pk:
        raise UsedKey
    if receipt and receipt.digest == entry.digest:
        return Logged(receipt.meeting, is_replay=True)
    check_held_day(meeting.community, entry.starts_at, now)
    # More words under a key that was accepted before: written on what that save left behind.
    version = receipt.version if receipt else entry.version
    was = meeting.status
    if not _claim(meeting, version, entry, by, now):
        if _is_replay(entry):
            return Logged(meeting, is_replay=True)
        raise LogConflict(meeting)
    _keep(meeting, entry, by=by, now=now, undo={"status": was} if was != Meeting.Status.HELD else {})
    return Logged(meeting, is_first=was != Meeting.Status.HELD)


@transaction.atomic
def log_unplanned(
    *, community: Community, entry: LogEntry, is_separate: bool = False, by: User | None, now: datetime
) -> Logged:
    """Log a meeting that nobody had planned. Raises SameDay when the group already has a meeting on that day, unless
    `is_separate` says that it was another one; else as `log_meeting`."""
    receipt = LogReceipt.objects.filter(key=entry.key).select_related("meeting__community").first()
    if receipt and receipt.meeting.community_id != community.pk:
        raise UsedKey
    if receipt:
        return log_meeting(meeting=receipt.meeting, entry=entry, by=by, now=now)
    check_held_day(community, entry.starts_at, now)
    Community.objects.select_for_update().get(pk=community.pk)  # two phones at once: one after the other
    same_day = Meeting.objects.filter(community=community, day=local_day(entry.starts_at))
    other = same_day.exclude(status=Meeting.Status.CANCELLED).order_by("pk").first()
    if other and other.form_key == entry.key and _is_replay(entry):
        return Logged(other, is_replay=True)
    if other and not is_separate:
        raise SameDay(other)
    meeting = Meeting(
        community=community,
        starts_at=entry.starts_at,
        day=local_day(entry.starts_at),
        minutes=entry.minutes,
        status=Meeting.Status.HELD,
        present_count=entry.present_count,
        form_key=entry.key,
        created_by=by,
        logged_by=by,
        logged_at=now,
        changed_at=now,
    )
    try:
        with transaction.atomic():
            meeting.save(force_insert=True)
    except IntegrityError:
        raise UsedKey from None
    _keep(meeting, entry, by=by, now=now, undo={"created": True})
    return Logged(meeting, is_first=True)


@transaction.atomic
def undo_log(*, meeting: Meeting, by: User, now: datetime) -> bool:
    """Take back the first save of a log, within ten minutes and as long as nobody added to it. Raises NotUndoable.

    The meeting is planned again and keeps what was typed; one that the log had made goes away. Returns whether the
    meeting still exists.
    """
    receipt = LogReceipt.objects.filter(meeting=meeting, version=meeting.version).first()
    if not receipt or not can_undo(receipt, by, now):
        raise NotUndoable
    status = receipt.undo.get("status", Meeting.Status.PLANNED)
    undone = Meeting.objects.filter(pk=meeting.pk, version=receipt.version, status=Meeting.Status.HELD).update(
        status=status, version=F("version") + 1, logged_by=None, logged_at=None, present_count=None
    )
    if not undone:
        raise NotUndoable
    Subtask.objects.filter(pk__in=receipt.undo.get("ended", [])).update(done_on=None, dropped_on=None)
    Meeting.objects.filter(pk=receipt.undo.get("next"), version=1, status=Meeting.Status.PLANNED).delete()
    is_created = bool(receipt.undo.get("created"))
    if is_created:
        Meeting.objects.filter(pk=meeting.pk).delete()
    audit.record(by=by, verb="undo_log", target=f"meeting:{meeting.pk}", at=now, deleted=is_created)
    refresh_cadence(community_ids=[meeting.community_id], today=local_day(now))
    return not is_created


def can_undo(receipt: LogReceipt, by: User, now: datetime) -> bool:
    """Whether this person may still take this save back; only the save that made the meeting held can be."""
    return receipt.by_id == by.pk and bool(receipt.undo) and now - receipt.at <= SECOND_THOUGHTS


def check_held_day(community: Community, starts_at: datetime, now: datetime) -> None:
    """Raises OutsideCommunity or InTheFuture for a day on which this group cannot have met."""
    check_day(community, starts_at)
    if local_day(starts_at) > local_day(now):
        raise InTheFuture


def _claim(meeting: Meeting, version: int, entry: LogEntry, by: User | None, now: datetime) -> bool:
    """The conditional update that decides between two writers; the row stays locked until the end of the save."""
    is_moved = (entry.starts_at, entry.minutes) != (meeting.starts_at, meeting.minutes)
    is_moved |= meeting.status == Meeting.Status.CANCELLED
    claimed = Meeting.objects.filter(pk=meeting.pk, version=version).update(
        version=F("version") + 1,
        sequence=F("sequence") + int(is_moved),
        changed_at=now if is_moved else F("changed_at"),
        status=Meeting.Status.HELD,
        starts_at=entry.starts_at,
        day=local_day(entry.starts_at),
        minutes=entry.minutes,
        present_count=entry.present_count,
        logged_by=Coalesce("logged_by", by.pk if by else None),
        logged_at=Coalesce("logged_at", now),
    )
    if claimed:
        meeting.version, meeting.status = version + 1, Meeting.Status.HELD
        meeting.starts_at, meeting.day, meeting.minutes = entry.starts_at, local_day(entry.starts_at), entry.minutes
    return bool(claimed)


def _is_replay(entry: LogEntry) -> bool:
    """The twin of this request was accepted while we waited for it."""
    return LogReceipt.objects.filter(key=entry.key, digest=entry.digest).exists()


def _keep(meeting: Meeting, entry: LogEntry, *, by: User | None, now: datetime, undo: dict[str, object]) -> None:
    refuse_giving(meeting, entry.subtasks, by)
    fill_next_step(meeting, today=local_day(now))
    ended = write_notes(
        meeting=meeting,
        present=entry.present,
        focuses=entry.focuses,
        note=entry.note,
        decisions=entry.decisions,
        subtasks=entry.subtasks,
        ended=entry.ended,
    )
    if entry.closing is not None:
        say_closing(meeting=meeting, closing=entry.closing, by=by, now=now)
    following = _plan_following(meeting, entry, by=by, now=now)
    if undo:
        undo |= {"ended": ended, "next": following}
    LogReceipt.objects.filter(meeting=meeting, has_news=False).exclude(by=by).update(has_news=True)
    LogReceipt.objects.update_or_create(
        key=entry.key,
        defaults={"meeting": meeting, "by": by, "at": now, "version": meeting.version, "digest": entry.digest},
        create_defaults={
            "meeting": meeting, "by": by, "at": now, "version": meeting.version, "digest": entry.digest, "undo": undo,
        },
    )  # fmt: skip
    audit.record(
        by=by,
        verb="log_meeting",
        target=f"meeting:{meeting.pk}",
        at=now,
        day=meeting.day.isoformat(),
        version=meeting.version,
        next=following,
    )
    refresh_cadence(community_ids=[meeting.community_id], today=local_day(now))


def _plan_following(meeting: Meeting, entry: LogEntry, *, by: User | None, now: datetime) -> int | None:
    """Plan the next meeting as the group chose it: same length, same place; once for each form."""
    if entry.next_at is None:
        return None
    day: date = local_day(entry.next_at)
    following, is_new = Meeting.objects.get_or_create(
        form_key=uuid5(entry.key, "next"),
        defaults={
            "community": meeting.community,
            "starts_at": entry.next_at,
            "day": day,
            "minutes": entry.minutes,
            "place": meeting.place,
            "created_by": by,
            "changed_at": now,
        },
    )
    if is_new:
        fill_next_step(following, today=local_day(now))
    return following.pk
