"""A subtask ends once: done, or dropped, which is as easy as keeping it (F14)."""

from datetime import datetime

from django.db import transaction

from meetings.localtime import local_day
from meetings.models import Subtask
from meetings.rhythm import refresh_cadence
from schools import audit
from schools.models import User


def complete_subtask(*, subtask: Subtask, by: User, now: datetime) -> None:
    """Done today. A second time changes nothing."""
    _end(subtask, "done_on", "complete_subtask", by, now)


def drop_subtask(*, subtask: Subtask, by: User, now: datetime) -> None:
    """No longer needed. A second time changes nothing."""
    _end(subtask, "dropped_on", "drop_subtask", by, now)


@transaction.atomic
def reopen_subtask(*, subtask: Subtask, by: User, now: datetime) -> None:
    """Open again: the undo of both."""
    ended = Subtask.objects.filter(pk=subtask.pk).exclude(done_on=None, dropped_on=None)
    if ended.update(done_on=None, dropped_on=None):
        refresh_cadence(community_ids=[subtask.meeting.community_id], today=local_day(now))
        audit.record(by=by, verb="reopen_subtask", target=f"subtask:{subtask.pk}", at=now)


@transaction.atomic
def _end(subtask: Subtask, column: str, verb: str, by: User, now: datetime) -> None:
    if Subtask.objects.filter(pk=subtask.pk).open().update(**{column: local_day(now)}):
        audit.record(by=by, verb=verb, target=f"subtask:{subtask.pk}", at=now)
