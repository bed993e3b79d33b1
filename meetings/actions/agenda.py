"""The agenda of a meeting: a list of blocks that is replaced as a whole (R76-R77, F12)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from meetings.actions.errors import AgendaIsFull, StaleMeeting
from meetings.models import AgendaBlock, Meeting, Reply
from schools import audit
from schools.models import User

MAX_BLOCKS = 40
POINT_MINUTES = 10  # of a point that somebody adds while answering; the group arranges it later


@dataclass(frozen=True, slots=True)
class Block:
    """One block: what, how many minutes, with which focus and for what (codes or ""), who leads."""

    title: str
    minutes: int
    focus: str = ""
    leader_id: int | None = None
    purpose: str = ""


@transaction.atomic
def set_agenda(*, meeting: Meeting, version: int, blocks: Sequence[Block], by: User | None, now: datetime) -> None:
    """Replace the agenda by these blocks, in this order. Raises StaleMeeting when `version` is not the stored one.

    A block that keeps its title stays the same row: a meeting that runs keeps its place and the time it measured.
    """
    if not Meeting.objects.filter(pk=meeting.pk, version=version).update(version=F("version") + 1):
        raise StaleMeeting
    stored = list(AgendaBlock.objects.filter(meeting=meeting).order_by("position", "pk"))
    kept: list[AgendaBlock] = []
    fresh: list[AgendaBlock] = []
    for position, block in enumerate(blocks):
        row = next((one for one in stored if one.title == block.title), None)
        if row:
            stored.remove(row)
        (kept if row else fresh).append(_filled(row or AgendaBlock(meeting=meeting), block, position))
    if stored:
        AgendaBlock.objects.filter(pk__in=[row.pk for row in stored]).delete()
    if kept:
        AgendaBlock.objects.bulk_update(kept, ["position", "minutes", "focus", "purpose", "leader"])
    AgendaBlock.objects.bulk_create(fresh)
    audit.record(by=by, verb="set_agenda", target=f"meeting:{meeting.pk}", at=now, blocks=len(blocks))


def _filled(row: AgendaBlock, block: Block, position: int) -> AgendaBlock:
    row.position, row.title, row.minutes = position, block.title, block.minutes
    row.focus, row.purpose, row.leader_id = block.focus, block.purpose, block.leader_id
    return row


@transaction.atomic
def add_point(*, meeting: Meeting, title: str, key: UUID, by: User, now: datetime) -> bool:
    """Add one block at the end, for somebody who answered; the same `key` again adds none. Raises AgendaIsFull."""
    if not Reply.objects.filter(meeting=meeting, user=by).exclude(item_key=key).update(item_key=key):
        return False
    append_block(meeting=meeting, block=Block(title, POINT_MINUTES), by=by, now=now)
    return True


@transaction.atomic
def append_block(*, meeting: Meeting, block: Block, by: User | None, now: datetime) -> None:
    """One more block at the end, whatever stands there by now. `by`: None for the product. Raises AgendaIsFull."""
    stored, blocks = _as_it_stands(meeting)
    if len(blocks) >= MAX_BLOCKS:
        raise AgendaIsFull
    set_agenda(meeting=meeting, version=stored.version, blocks=[*blocks, block], by=by, now=now)


@transaction.atomic
def rename_block(*, meeting: Meeting, title: str, otherwise: str, by: User, now: datetime) -> None:
    """The first block with this title is called otherwise while the meeting is still to come; without one, nothing."""
    stored, blocks = _as_it_stands(meeting)
    at = next((place for place, block in enumerate(blocks) if block.title == title), None)
    if at is not None and stored.status == Meeting.Status.PLANNED:
        blocks[at] = replace(blocks[at], title=otherwise)
        set_agenda(meeting=meeting, version=stored.version, blocks=blocks, by=by, now=now)


def _as_it_stands(meeting: Meeting) -> tuple[Meeting, list[Block]]:
    """The meeting, nobody else's for now, with its blocks in their order."""
    stored = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    rows = AgendaBlock.objects.filter(meeting=meeting).order_by("position", "pk")
    return stored, [Block(row.title, row.minutes, row.focus, row.leader_id, row.purpose) for row in rows]
