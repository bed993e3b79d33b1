"""A meeting that is led from a screen (R63): from block to block, with the time that was really spent.

Each act names the `version` it was decided on; a second tap, or a second device, that comes later changes nothing.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from meetings.actions.agenda import Block, set_agenda
from meetings.actions.errors import InTheFuture, NotToBeLed
from meetings.localtime import local_day
from meetings.models import AgendaBlock, Meeting, Run
from meetings.pacing import SPARE, STEP
from schools import audit
from schools.models import User


@transaction.atomic
def start_run(*, meeting: Meeting, blocks: Sequence[Block] = (), by: User, now: datetime) -> Run | None:
    """Begin with the first block; `blocks` are used where there is no agenda yet, None where there are none either.

    A meeting that runs already, or was ended, goes on as it was. Raises InTheFuture, NotToBeLed.
    """
    stored = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    if stored.status != Meeting.Status.PLANNED:
        raise NotToBeLed
    if stored.day > local_day(now):
        raise InTheFuture
    first = _first_block(stored)
    if first is None and blocks:
        set_agenda(meeting=stored, version=stored.version, blocks=blocks, by=by, now=now)
        first = _first_block(stored)
    if first is None:
        return None
    if run := Run.objects.filter(meeting=stored).first():
        return run
    run = Run.objects.create(meeting=stored, block=first, block_began_at=now, started_at=now)
    audit.record(by=by, verb="start_run", target=f"meeting:{stored.pk}", at=now)
    return run


@transaction.atomic
def move_run(*, run: Run, block: AgendaBlock, version: int, by: User, now: datetime) -> bool:
    """On to a block, or back to one; the time of the one before is kept. Returns whether this act came first."""
    if not _claim(run, version, block=block, block_began_at=now, ended_at=None):
        return False
    _keep_time(run, now)
    return True


@transaction.atomic
def end_run(*, run: Run, version: int, by: User, now: datetime) -> bool:
    """The meeting is over; what remains is to look back and to log."""
    if run.ended_at is not None or not _claim(run, version, block_began_at=None, ended_at=now):
        return False
    _keep_time(run, now)
    audit.record(by=by, verb="end_run", target=f"meeting:{run.meeting_id}", at=now)
    return True


@transaction.atomic
def extend_block(*, run: Run, version: int, giver: AgendaBlock | None = None, by: User, now: datetime) -> bool:
    """Five minutes more for the block that runs, from a later block where one is named; the agenda changes with it."""
    if run.block_id is None or run.ended_at is not None or not _claim(run, version):
        return False
    AgendaBlock.objects.filter(pk=run.block_id).update(minutes=F("minutes") + STEP)
    if giver:
        AgendaBlock.objects.filter(pk=giver.pk, meeting=run.meeting_id, minutes__gte=SPARE).update(
            minutes=F("minutes") - STEP
        )
    Meeting.objects.filter(pk=run.meeting_id).update(version=F("version") + 1)
    audit.record(by=by, verb="extend_block", target=f"meeting:{run.meeting_id}", at=now)
    return True


def _first_block(meeting: Meeting) -> AgendaBlock | None:
    return AgendaBlock.objects.filter(meeting=meeting).order_by("position", "pk").first()


def _claim(run: Run, version: int, **changes: object) -> bool:
    """Whether this act is the first on `version`; `run` keeps what it was, for the time that has to be kept."""
    changed: dict[str, object] = {"version": F("version") + 1, **changes}
    return bool(Run.objects.filter(pk=run.pk, version=version).update(**changed))


def _keep_time(run: Run, now: datetime) -> None:
    """Add what the block took to what it took before; `run` as it was read, on the version that was claimed."""
    if run.block_id and run.block_began_at:
        seconds = max(0, int((now - run.block_began_at).total_seconds()))
        blocks = AgendaBlock.objects.filter(pk=run.block_id)
        blocks.update(spent_seconds=Coalesce(F("spent_seconds"), 0) + seconds)
