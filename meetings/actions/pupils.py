"""Pupils as guests: how many, and from when to when. Nobody is named (R36-R38)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from communities.models import Community
from meetings.localtime import local_day
from meetings.models import Meeting, PupilGuests
from schools import audit
from schools.models import User


@dataclass(frozen=True, slots=True)
class Guests:
    """How many pupils, at one meeting or from a day to a day."""

    number: int
    first_day: date
    last_day: date
    meeting: Meeting | None = None

    def fields(self) -> dict[str, object]:
        days = (self.meeting.day, self.meeting.day) if self.meeting else (self.first_day, self.last_day)
        return {"number": self.number, "meeting": self.meeting, "first_day": days[0], "last_day": days[1]}


@transaction.atomic
def note_pupil_guests(*, community: Community, guests: Guests, by: User, now: datetime) -> PupilGuests:
    """Note that pupils are guests. The same once more changes nothing."""
    Community.objects.select_for_update().get(pk=community.pk)
    fields = guests.fields()
    same = PupilGuests.objects.filter(community=community, **fields).first()
    if same:
        return same
    row = PupilGuests.objects.create(community=community, **fields, created_by=by)
    audit.record(by=by, verb="note_pupil_guests", target=target_of(row), at=now, number=guests.number)
    return row


@transaction.atomic
def change_pupil_guests(*, row: PupilGuests, guests: Guests, by: User, now: datetime) -> None:
    """Another number, other days. That they agree stays noted, unless there are more of them now."""
    changes = guests.fields()
    if guests.number > row.number:
        changes["consent_seen_on"] = None
    if PupilGuests.objects.filter(pk=row.pk).exclude(**guests.fields()).update(**changes):
        audit.record(by=by, verb="change_pupil_guests", target=target_of(row), at=now, number=guests.number)


@transaction.atomic
def end_pupil_guests(*, row: PupilGuests, by: User, now: datetime) -> None:
    """Today is their last day; a second time changes nothing."""
    today = local_day(now)
    running = PupilGuests.objects.filter(pk=row.pk, meeting=None, first_day__lte=today, last_day__gt=today)
    if running.update(last_day=today):
        audit.record(by=by, verb="end_pupil_guests", target=target_of(row), at=now)


@transaction.atomic
def remove_pupil_guests(*, row: PupilGuests, by: User, now: datetime) -> None:
    """As if it had never been noted."""
    target = target_of(row)
    if PupilGuests.objects.filter(pk=row.pk).delete()[0]:
        audit.record(by=by, verb="remove_pupil_guests", target=target, at=now)


@transaction.atomic
def note_consent(*, row: PupilGuests, by: User, now: datetime) -> None:
    """Parents and pupils know of it and agree: noted on this day, once."""
    if PupilGuests.objects.filter(pk=row.pk, consent_seen_on=None).update(consent_seen_on=local_day(now)):
        audit.record(by=by, verb="note_consent", target=target_of(row), at=now)


def target_of(row: PupilGuests) -> str:
    return f"pupil_guests:{row.pk}"
