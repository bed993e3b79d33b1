"""Calendar text, read back by the library and looked at as text where clients are picky."""

from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar

from meetings.ical import ZONE, Entry, Person, calendar_text

STAMP = datetime(2026, 11, 19, 7, 0, tzinfo=UTC)
ENTRY = Entry(
    uid="8f14e45f-ceea-467f-a8f4-1d2c3b4a5968",
    sequence=2,
    starts_at=datetime(2026, 11, 26, 12, 30, tzinfo=UTC),
    minutes=120,
    title="Ontwerpteam wiskunde",
    place="Lokaal B12; 2de verdieping",
    note="https://plc.example/meetings/7/",
    url="https://plc.example/meetings/7/",
)
ORGANIZER = Person("plc@school.example", "PLC Platform")
READER = Person("tine@school.example", 'Tine "de wiskunde" Maes')


def invitation(**changes):
    entry = Entry(**({name: getattr(ENTRY, name) for name in Entry.__slots__} | changes))
    return calendar_text(entry, stamp=STAMP, organizer=ORGANIZER, attendee=READER)


def event_of(text):
    calendar = Calendar.from_ical(text)
    return calendar, calendar.walk("VEVENT")[0]


def test_invitation_is_a_request_for_one_reader():
    calendar, event = event_of(invitation())

    assert calendar["method"] == "REQUEST"
    assert len(calendar.walk("VEVENT")) == 1
    assert event["organizer"] == "mailto:plc@school.example"
    assert event["attendee"] == "mailto:tine@school.example"
    assert event["attendee"].params["CN"] == "Tine 'de wiskunde' Maes"
    assert (event["uid"], int(event["sequence"])) == (ENTRY.uid, 2)
    assert event["location"] == ENTRY.place
    assert event["url"] == ENTRY.url


def test_invitation_keeps_the_time_on_the_wall_with_its_zone():
    text = invitation()
    calendar, event = event_of(text)

    assert "DTSTART;TZID=Europe/Brussels:20261126T133000\r\n" in text
    assert "DTEND;TZID=Europe/Brussels:20261126T153000\r\n" in text
    assert [str(zone["tzid"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Brussels"]
    assert event["dtstart"].dt == ENTRY.starts_at


@pytest.mark.parametrize("month", [3, 6, 10, 12])
def test_invitation_zone_describes_the_moment(month):
    starts_at = datetime(2027, month, 28, 13, 0, tzinfo=ZONE)
    calendar, event = event_of(invitation(starts_at=starts_at))

    zone = calendar.walk("VTIMEZONE")[0].to_tz()

    assert event["dtstart"].dt.replace(tzinfo=None).replace(tzinfo=zone).utcoffset() == starts_at.utcoffset()


def test_meeting_over_the_change_of_the_clock_keeps_its_length():
    _calendar, event = event_of(invitation(starts_at=datetime(2027, 3, 28, 0, 30, tzinfo=UTC)))

    assert event["dtend"].dt - event["dtstart"].dt == timedelta(hours=3)  # on the wall; two hours have passed
    assert event["dtend"].dt.astimezone(UTC) - event["dtstart"].dt.astimezone(UTC) == timedelta(hours=2)


def test_invitation_rings_an_hour_before():
    _calendar, event = event_of(invitation())

    assert event.walk("VALARM")[0]["trigger"].dt == -timedelta(hours=1)


def test_file_without_reader_is_published():
    calendar, event = event_of(calendar_text(ENTRY, stamp=STAMP))

    assert calendar["method"] == "PUBLISH"
    assert "attendee" not in event
    assert "organizer" not in event


def test_text_folds_escapes_and_holds_no_control_characters():
    text = invitation(title="Taal\x07,\r\nBEGIN:VEVENT; é" + "ü" * 100)
    calendar, event = event_of(text)

    assert event["summary"].startswith("Taal , BEGIN:VEVENT; é")
    assert len(calendar.walk("VEVENT")) == 1
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\x07" not in text


def test_text_is_the_same_for_the_same_meeting():
    assert invitation() == invitation()
