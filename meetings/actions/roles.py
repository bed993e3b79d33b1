"""The three roles of coaching, for one meeting (R66): everybody takes and gives back for herself."""

from datetime import datetime

from django.db import transaction

from meetings.models import Meeting, RoleTurn
from schools import audit
from schools.models import User


@transaction.atomic
def take_turn(*, meeting: Meeting, kind: str, by: User, now: datetime) -> RoleTurn:
    """I have this role at this meeting; a second tap finds the first."""
    turn, is_new = RoleTurn.objects.get_or_create(meeting=meeting, kind=kind, user=by)
    if is_new:
        audit.record(by=by, verb="meeting.role_taken", target=f"meeting:{meeting.pk}", at=now, kind=kind)
    return turn


@transaction.atomic
def give_turn_back(*, meeting: Meeting, kind: str, by: User, now: datetime) -> None:
    """Somebody else may have it; only one's own."""
    deleted, _by_model = RoleTurn.objects.filter(meeting=meeting, kind=kind, user=by).delete()
    if deleted:
        audit.record(by=by, verb="meeting.role_given_back", target=f"meeting:{meeting.pk}", at=now, kind=kind)
