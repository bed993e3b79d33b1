"""What somebody tries out in class: noted, done, mended, taken away; and a place for it on the agenda (R2, R72)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from communities.models import Community
from learning.models import TryOut
from meetings.actions import Block, MeetingError, append_block
from meetings.actions.errors import UsedKey
from meetings.localtime import local_day
from meetings.models import AgendaBlock, Meeting, Subtask
from schools import audit
from schools.models import User

TALK_MINUTES = 15  # of the block "what did we try out?"; the group arranges it


@dataclass(frozen=True, slots=True)
class Tried:
    """What somebody says of a try-out. `tried_on` None: it is still to come."""

    what: str
    class_name: str = ""
    effect: str = ""
    tried_on: date | None = None
    happened: str = ""
    barriers: Sequence[str] = field(default_factory=list)
    link: str = ""
    course: str = ""
    subtask: Subtask | None = None
    meeting: Meeting | None = None


class NothingPlanned(MeetingError):
    """There is no coming meeting whose agenda could take a point; its message is the usual one of meetings."""


def _fields(tried: Tried) -> dict[str, object]:
    """The columns of what was said; rows it points at stay rows."""
    return {name: getattr(tried, name) for name in Tried.__dataclass_fields__}


@transaction.atomic
def note_try_out(*, community: Community, tried: Tried, key: UUID, by: User, now: datetime) -> TryOut:
    """Keep one try-out. The same `key` again returns the first. Raises UsedKey for a key of somewhere else."""
    made = TryOut.objects.filter(form_key=key).first()
    if made and (made.community_id != community.pk or made.by_id != by.pk):
        raise UsedKey
    if made:
        return made
    row = TryOut.objects.create(community=community, form_key=key, by=by, noted_on=local_day(now), **_fields(tried))
    audit.record(by=by, verb="note_try_out", target=f"try_out:{row.pk}", at=now)
    return row


@transaction.atomic
def change_try_out(*, try_out: TryOut, tried: Tried, by: User, now: datetime) -> None:
    """Say it otherwise. Where it came from (a course, a subtask) stays unless `tried` says so."""
    for name, value in _fields(tried).items():
        setattr(try_out, name, value)
    try_out.save()
    audit.record(by=by, verb="change_try_out", target=f"try_out:{try_out.pk}", at=now)


@transaction.atomic
def try_out_is_done(*, try_out: TryOut, effect: str, by: User, now: datetime) -> None:
    """What was planned was tried today; once it was, the day stays."""
    TryOut.objects.filter(pk=try_out.pk, tried_on=None).update(tried_on=local_day(now), effect=effect)
    audit.record(by=by, verb="try_out_is_done", target=f"try_out:{try_out.pk}", at=now)


@transaction.atomic
def remove_try_out(*, try_out: TryOut, by: User, now: datetime) -> None:
    """Take a line of one's own away, with its words."""
    pk = try_out.pk
    if TryOut.objects.filter(pk=pk).delete()[0]:
        audit.record(by=by, verb="remove_try_out", target=f"try_out:{pk}", at=now)


@transaction.atomic
def put_on_agenda(*, meeting: Meeting | None, title: str, by: User, now: datetime) -> bool:
    """A point at the end of an agenda; the same title again adds none. Raises NothingPlanned, AgendaIsFull."""
    if meeting is None:
        raise NothingPlanned
    if AgendaBlock.objects.filter(meeting=meeting, title=title).exists():
        return False
    append_block(meeting=meeting, block=Block(title, TALK_MINUTES), by=by, now=now)
    return True
