"""Meetings as iCalendar (RFC 5545, RFC 5546, RFC 7986). Pure: the same values give the same text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import (
    Alarm,
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vDuration,
    vRecur,
)

ZONE = ZoneInfo("Europe/Brussels")
PRODUCT = "-//PLC Platform//meetings//EN"
REQUEST = "REQUEST"  # an invitation by mail, or news of one: the calendar adds or changes it
CANCEL = "CANCEL"  # by mail: the calendar takes it out
PUBLISH = "PUBLISH"  # a file to download, or an address to read
REMIND_BEFORE = timedelta(hours=1)
READ_AGAIN_AFTER = timedelta(hours=4)


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
    is_cancelled: bool = False
    changed_at: datetime | None = None


def calendar_text(
    entry: Entry, *, stamp: datetime, organizer: Person | None = None, attendee: Person | None = None
) -> str:
    """The entry as text with CRLF line ends: an invitation (or its end) when there is an attendee, else a file.

    Outlook and Google accept an invitation with one method, one event, an organizer and this attendee.
    """
    calendar = _calendar(method_of(entry) if attendee else PUBLISH)
    event = _event(entry, stamp)
    if organizer:
        event.add("organizer", _address(organizer))
    if attendee:
        event.add("attendee", _address(attendee, ROLE="REQ-PARTICIPANT", PARTSTAT="NEEDS-ACTION", RSVP="FALSE"))
    calendar.add_component(event)
    return str(calendar.to_ical().decode())


def method_of(entry: Entry) -> str:
    """What a mail about this entry asks of the reader's calendar."""
    return CANCEL if entry.is_cancelled else REQUEST


def feed_text(entries: Sequence[Entry], *, name: str) -> str:
    """A calendar to subscribe to: every entry is stamped with the moment at which it changed last."""
    calendar = _calendar(PUBLISH)
    for key in ("name", "x-wr-calname"):  # the standard's word, and what most programs read
        calendar.add(key, plain(name))
    calendar.add("x-wr-timezone", ZONE.key)
    calendar.add("refresh-interval", vDuration(READ_AGAIN_AFTER), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(READ_AGAIN_AFTER))
    for entry in entries:
        calendar.add_component(_event(entry, entry.changed_at or entry.starts_at))
    return str(calendar.to_ical().decode())


def _calendar(method: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add_component(_zone())
    return calendar


@cache
def _zone() -> Timezone:
    """Some programs know no time zone but the one in the file. By the rule of the European Union since 1996.

    Spelled out because the library puts the beginning of summer time at three instead of two.
    """
    zone = Timezone()
    zone.add("tzid", ZONE.key)
    changes = (
        (TimezoneDaylight, "CEST", datetime(1996, 3, 31, 2), 1, 2, 3),  # noqa: DTZ001 - on the wall
        (TimezoneStandard, "CET", datetime(1996, 10, 27, 3), 2, 1, 10),  # noqa: DTZ001
    )
    for kind, name, first, before, after, month in changes:
        change = kind()
        change.add("tzname", name)
        change.add("dtstart", first)
        change.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"}))
        change.add("tzoffsetfrom", timedelta(hours=before))
        change.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(change)
    return zone


def _event(entry: Entry, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
    if entry.changed_at:
        event.add("last-modified", entry.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", entry.starts_at.astimezone(ZONE))
    # Added in UTC: a meeting of two hours stays one of two hours when the clock changes.
    event.add("dtend", (entry.starts_at.astimezone(UTC) + timedelta(minutes=entry.minutes)).astimezone(ZONE))
    event.add("summary", plain(entry.title))
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if entry.is_cancelled else "OPAQUE")
    for name, value in (("location", plain(entry.place)), ("description", entry.note), ("url", entry.url)):
        if value:
            event.add(name, value)
    if not entry.is_cancelled:
        event.add_component(_alarm(plain(entry.title)))
    return event


def _alarm(words: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", -REMIND_BEFORE)
    return alarm


def _address(person: Person, **parameters: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    if name := plain(person.name).replace('"', "'"):
        address.params["CN"] = name
    address.params.update(parameters)
    return address


def plain(text: str) -> str:
    """One line without control characters: some calendars refuse a whole file for one of them."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
