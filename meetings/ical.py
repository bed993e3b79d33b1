"""Meetings as iCalendar (RFC 5545, RFC 5546). Pure: values in, text out."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, vCalAddress

ZONE = ZoneInfo("Europe/Brussels")
PRODUCT = "-//PLC Platform//meetings//EN"
REQUEST = "REQUEST"  # an invitation by mail: the calendar adds it
PUBLISH = "PUBLISH"  # a file to download
REMIND_BEFORE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a calendar entry."""

    email: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One meeting. `uid` never changes; `sequence` grows when date, length or place change. Moments are aware."""

    uid: str
    sequence: int
    starts_at: datetime
    minutes: int
    title: str
    place: str = ""
    note: str = ""
    url: str = ""


def calendar_text(
    entry: Entry, *, stamp: datetime, organizer: Person | None = None, attendee: Person | None = None
) -> str:
    """The entry as text with CRLF line ends: an invitation when there is an attendee, else a file to download.

    Outlook and Google accept an invitation with one method, one event, an organizer and this attendee.
    """
    starts_at = entry.starts_at.astimezone(ZONE)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", REQUEST if attendee else PUBLISH)
    year = starts_at.year
    calendar.add_component(Timezone.from_tzinfo(ZONE, first_date=date(year, 1, 1), last_date=date(year + 1, 12, 31)))
    event = _event(entry, starts_at, stamp)
    if organizer:
        event.add("organizer", _address(organizer))
    if attendee:
        event.add("attendee", _address(attendee, ROLE="REQ-PARTICIPANT", PARTSTAT="NEEDS-ACTION", RSVP="FALSE"))
    calendar.add_component(event)
    return str(calendar.to_ical().decode())


def _event(entry: Entry, starts_at: datetime, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("dtstart", starts_at)
    # Added in UTC: a meeting of two hours stays one of two hours when the clock changes.
    event.add("dtend", (starts_at.astimezone(UTC) + timedelta(minutes=entry.minutes)).astimezone(ZONE))
    event.add("summary", plain(entry.title))
    event.add("status", "CONFIRMED")
    event.add("transp", "OPAQUE")
    for name, value in (("location", plain(entry.place)), ("description", entry.note), ("url", entry.url)):
        if value:
            event.add(name, value)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", plain(entry.title))
    alarm.add("trigger", -REMIND_BEFORE)
    event.add_component(alarm)
    return event


def _address(person: Person, **parameters: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    if name := plain(person.name).replace('"', "'"):
        address.params["CN"] = name
    address.params.update(parameters)
    return address


def plain(text: str) -> str:
    """One line without control characters: some calendars refuse a whole file for one of them."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
