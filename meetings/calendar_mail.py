"""A meeting as the calendar part of a mail: an invitation, a change of it, or its end (RFC 5546)."""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse

from meetings import ical
from meetings.models import Meeting
from notifications.registry import Attachment
from schools.models import User


def calendar_part(meeting: Meeting, *, reader: User, now: datetime) -> Attachment:
    """For this reader's calendar, organised by the product's own address."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    url = f"{settings.SITE_URL.rstrip('/')}{reverse('meetings:meeting', args=[meeting.pk])}"
    entry = ical.Entry(
        uid=str(meeting.uid),
        sequence=meeting.sequence,
        starts_at=meeting.starts_at,
        minutes=meeting.minutes,
        title=meeting.community.name,
        place=meeting.place,
        note=url,
        url=url,
        is_cancelled=meeting.status == Meeting.Status.CANCELLED,
    )
    attendee = ical.Person(reader.email, reader.get_full_name())
    text = ical.calendar_text(entry, stamp=now, organizer=ical.Person(address, name), attendee=attendee)
    return Attachment(name="meeting.ics", content=text, method=ical.method_of(entry))
