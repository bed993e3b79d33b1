"""A subtask is taken, and ends once: done, or dropped, which is as easy as keeping it (F14)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from communities.models import Membership
from meetings.actions.errors import CoachGivesNoTasks, TakenByAnother
from meetings.actions.notes import NewTask
from meetings.localtime import local_day
from meetings.models import Meeting, Subtask
from meetings.rhythm import refresh_cadence
from schools import audit
from schools.models import User


def refuse_giving(meeting: Meeting, tasks: Sequence[NewTask], by: User | None) -> None:
    """Who coaches the group may write down what is to be done, not who does it (R70). Raises CoachGivesNoTasks.

    What somebody of the group noted stays, and so does what she takes herself.
    """
    named = [task for task in tasks if by and task.owner_id not in (None, by.pk)]
    own = Membership.objects.current().filter(community=meeting.community_id, user=by, role=Membership.Role.COACH)
    if named and own.exists():
        kept = dict(Subtask.objects.filter(meeting=meeting).values_list("pk", "owner_id"))
        if any(kept.get(task.pk or 0) != task.owner_id for task in named):
            raise CoachGivesNoTasks


@transaction.atomic
def take_subtask(*, subtask: Subtask, by: User, now: datetime) -> None:
    """I take this. A second time changes nothing. Raises TakenByAnother."""
    free = Subtask.objects.open().filter(pk=subtask.pk, owner=None)
    if free.update(owner=by):
        audit.record(by=by, verb="take_subtask", target=f"subtask:{subtask.pk}", at=now)
    elif not Subtask.objects.open().filter(pk=subtask.pk, owner=by).exists():
        raise TakenByAnother


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
