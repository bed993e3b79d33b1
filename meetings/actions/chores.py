"""Practical matters of a meeting (R59, R65). Whoever wants takes one; nobody gives one to somebody else."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.actions.errors import MeetingError
from meetings.models import Chore, Meeting
from schools import audit
from schools.models import User

MOST = 20  # of one meeting


class TakenAlready(MeetingError):
    """Somebody else was first."""

    message = _("A colleague has taken this already.")


class TooManyChores(MeetingError):
    """A list that nobody reads any more."""

    message = _("Twenty practical matters are enough for one meeting.")


@transaction.atomic
def add_chore(*, meeting: Meeting, kind: str, text: str = "", by: User, now: datetime) -> Chore:
    """Something that has to be seen to, still free. The same again is the same. Raises TooManyChores."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if same := meeting.chores.filter(kind=kind, text=text).first():
        return same
    if meeting.chores.count() >= MOST:
        raise TooManyChores
    chore = Chore.objects.create(meeting=meeting, kind=kind, text=text)
    _record(chore, "add_chore", by, now)
    return chore


@transaction.atomic
def claim_chore(*, chore: Chore, by: User, now: datetime) -> Chore:
    """I take this. A second time changes nothing. Raises TakenAlready."""
    chore = _own_or_free(chore, by)
    if chore.claimed_by_id is None:
        chore.claimed_by = by
        chore.save(update_fields=["claimed_by"])
        _record(chore, "claim_chore", by, now)
    return chore


@transaction.atomic
def release_chore(*, chore: Chore, by: User, now: datetime) -> Chore:
    """Somebody else may take it; only of one's own. Raises TakenAlready."""
    chore = _own_or_free(chore, by)
    if chore.claimed_by_id is not None:
        chore.claimed_by, chore.is_done = None, False
        chore.save(update_fields=["claimed_by", "is_done"])
        _record(chore, "release_chore", by, now)
    return chore


@transaction.atomic
def finish_chore(*, chore: Chore, by: User, now: datetime) -> Chore:
    """Seen to; a free one is thereby taken by who did it. Raises TakenAlready."""
    chore = _own_or_free(chore, by)
    if not chore.is_done:
        chore.claimed_by, chore.is_done = by, True
        chore.save(update_fields=["claimed_by", "is_done"])
        _record(chore, "finish_chore", by, now)
    return chore


@transaction.atomic
def remove_chore(*, chore: Chore, by: User, now: datetime) -> None:
    """Not needed after all; what a colleague has taken stays hers. Raises TakenAlready."""
    chore = _own_or_free(chore, by)
    _record(chore, "remove_chore", by, now)
    chore.delete()


def _own_or_free(chore: Chore, by: User) -> Chore:
    """The row as it is now, unless somebody else has it."""
    chore = Chore.objects.select_for_update().get(pk=chore.pk)
    if chore.claimed_by_id not in (None, by.pk):
        raise TakenAlready
    return chore


def _record(chore: Chore, verb: str, by: User, now: datetime) -> None:
    audit.record(by=by, verb=verb, target=f"meeting:{chore.meeting_id}", at=now, kind=chore.kind)
