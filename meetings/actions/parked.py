"""What came up and is not for now (R63): it waits until it is put on an agenda, or dropped."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.actions.agenda import POINT_MINUTES, Block, append_block
from meetings.actions.errors import MeetingError, NotToBeLed
from meetings.localtime import local_day
from meetings.models import Meeting, ParkedItem
from schools import audit
from schools.models import User

MOST_PARKED = 30  # of one meeting


class ParkingIsFull(MeetingError):
    """More than anybody will come back to."""

    message = _("Thirty lines are parked already. Drop one, or put one on an agenda.")


class NoNextMeeting(MeetingError):
    """There is no agenda to put it on."""

    message = _("No next meeting is planned yet. It waits here until there is one.")


@transaction.atomic
def park(*, meeting: Meeting, text: str, by: User, now: datetime) -> ParkedItem:
    """One line; the same line again is the same. Raises ParkingIsFull, NotToBeLed."""
    meeting = Meeting.objects.select_for_update(no_key=True).get(pk=meeting.pk)
    if meeting.status == Meeting.Status.CANCELLED:
        raise NotToBeLed
    if same := meeting.parked.filter(text=text).first():
        return same
    if meeting.parked.count() >= MOST_PARKED:
        raise ParkingIsFull
    item = ParkedItem.objects.create(meeting=meeting, text=text, by=by)
    audit.record(by=by, verb="park", target=f"meeting:{meeting.pk}", at=now)
    return item


@transaction.atomic
def take_parked(*, item: ParkedItem, meeting: Meeting | None, by: User, now: datetime) -> None:
    """At the end of the agenda of `meeting`; a second time changes nothing. Raises NoNextMeeting, AgendaIsFull."""
    if meeting is None:
        raise NoNextMeeting
    if ParkedItem.objects.waiting().filter(pk=item.pk).update(taken_to=meeting):
        append_block(meeting=meeting, block=Block(item.text[:120], POINT_MINUTES), by=by, now=now)
        audit.record(by=by, verb="take_parked", target=f"meeting:{meeting.pk}", at=now)


@transaction.atomic
def drop_parked(*, item: ParkedItem, by: User, now: datetime) -> None:
    """No longer needed. A second time changes nothing."""
    if ParkedItem.objects.waiting().filter(pk=item.pk).update(dropped_on=local_day(now)):
        audit.record(by=by, verb="drop_parked", target=f"meeting:{item.meeting_id}", at=now)


@transaction.atomic
def keep_parked(*, item: ParkedItem, by: User, now: datetime) -> None:
    """It waits again: the undo of dropping."""
    if ParkedItem.objects.filter(pk=item.pk).exclude(dropped_on=None).update(dropped_on=None):
        audit.record(by=by, verb="keep_parked", target=f"meeting:{item.meeting_id}", at=now)
