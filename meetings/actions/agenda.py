"""The agenda of a meeting: a list of blocks that is replaced as a whole (R76-R77, F12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from meetings.actions.errors import StaleMeeting
from meetings.models import AgendaBlock, Meeting
from schools import audit
from schools.models import User


@dataclass(frozen=True, slots=True)
class Block:
    """One block: what, how many minutes, with which focus (a Focus code or ""), who leads."""

    title: str
    minutes: int
    focus: str = ""
    leader_id: int | None = None


@transaction.atomic
def set_agenda(*, meeting: Meeting, version: int, blocks: Sequence[Block], by: User | None, now: datetime) -> None:
    """Replace the agenda by these blocks, in this order. Raises StaleMeeting when `version` is not the stored one."""
    if not Meeting.objects.filter(pk=meeting.pk, version=version).update(version=F("version") + 1):
        raise StaleMeeting
    AgendaBlock.objects.filter(meeting=meeting).delete()
    AgendaBlock.objects.bulk_create(
        AgendaBlock(
            meeting=meeting,
            position=position,
            title=block.title,
            minutes=block.minutes,
            focus=block.focus,
            leader_id=block.leader_id,
        )
        for position, block in enumerate(blocks)
    )
    audit.record(by=by, verb="set_agenda", target=f"meeting:{meeting.pk}", at=now, blocks=len(blocks))
