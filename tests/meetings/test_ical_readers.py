"""Our calendars as read by programs that nobody here wrote: two libraries that share nothing with the one we use."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import vobject
from ical.calendar_stream import IcsCalendarStream

from meetings.ical import Entry, Person, calendar_text, feed_text

STAMP = datetime(2026, 11, 19, 7, tzinfo=UTC)
# Around 28-03-2027 (two o'clock becomes three) and 31-10-2027 (three becomes two), in UTC.
MOMENTS = [
    datetime(2027, 3, 27, 13, 0, tzinfo=UTC),
    datetime(2027, 3, 27, 22, 30, tzinfo=UTC),
    datetime(2027, 3, 28, 0, 30, tzinfo=UTC),
    datetime(2027, 3, 28, 1, 0, tzinfo=UTC),
    datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
    datetime(2027, 3, 28, 12, 0, tzinfo=UTC),
    datetime(2027, 3, 29, 12, 0, tzinfo=UTC),
    datetime(2027, 10, 30, 12, 0, tzinfo=UTC),
    datetime(2027, 10, 30, 21, 30, tzinfo=UTC),
    datetime(2027, 10, 31, 2, 0, tzinfo=UTC),
    datetime(2027, 10, 31, 13, 0, tzinfo=UTC),
    datetime(2027, 11, 1, 13, 0, tzinfo=UTC),
    datetime(2026, 12, 10, 13, 0, tzinfo=UTC),
    datetime(2028, 6, 30, 6, 0, tzinfo=UTC),
]


@dataclass(frozen=True)
class Read:
    """What a program understood of one meeting."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str
    url: str
    status: str
    rings_before: timedelta | None


def by_vobject(text: str) -> Iterator[Read]:
    for event in vobject.readOne(text).vevent_list:
        alarms = event.contents.get("valarm", [])
        yield Read(
            event.uid.value,
            int(event.sequence.value),
            event.dtstart.value.astimezone(UTC),
            event.dtend.value.astimezone(UTC),
            event.summary.value,
            event.location.value,
            event.url.value,
            event.status.value,
            alarms[0].trigger.value if alarms else None,
        )


def by_ical(text: str) -> Iterator[Read]:
    for event in IcsCalendarStream.calendar_from_ics(text).events:
        yield Read(
            event.uid,
            event.sequence,
            event.dtstart.astimezone(UTC),
            event.dtend.astimezone(UTC),
            event.summary,
            event.location,
            str(event.url),
            event.status.value,
            event.alarm[0].trigger if event.alarm else None,
        )


READERS: list[Callable[[str], Iterator[Read]]] = [by_vobject, by_ical]


def entry(number: int, starts_at: datetime, *, is_cancelled: bool = False) -> Entry:
    return Entry(
        uid=f"8f14e45f-ceea-467f-a8f4-{number:012}",
        sequence=number,
        starts_at=starts_at,
        minutes=50,
        title="Ontwerpteam wiskunde; één, twee",
        place="Lokaal B12, tweede verdieping",
        note="https://plc.example/meetings/7/",
        url="https://plc.example/meetings/7/",
        is_cancelled=is_cancelled,
        changed_at=STAMP,
    )


def wanted(one: Entry) -> Read:
    return Read(
        one.uid,
        one.sequence,
        one.starts_at,
        one.starts_at + timedelta(minutes=one.minutes),
        one.title,
        one.place,
        one.url,
        "CANCELLED" if one.is_cancelled else "CONFIRMED",
        None if one.is_cancelled else -timedelta(hours=1),
    )


@pytest.mark.parametrize("read", READERS)
def test_feed_is_read_as_it_was_meant_on_both_sides_of_the_clock_changes(read):
    entries = [entry(number, moment, is_cancelled=number == 2) for number, moment in enumerate(MOMENTS)]

    assert list(read(feed_text(entries, name="Mijn groepen"))) == [wanted(one) for one in entries]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("is_cancelled", [False, True])
def test_mail_is_read_as_it_was_meant(read, is_cancelled):
    one = entry(4, MOMENTS[0], is_cancelled=is_cancelled)
    text = calendar_text(
        one, stamp=STAMP, organizer=Person("plc@school.example"), attendee=Person("tine@school.example", "Tine Maes")
    )

    assert list(read(text)) == [wanted(one)]
    assert vobject.readOne(text).method.value == ("CANCEL" if is_cancelled else "REQUEST")
    assert vobject.readOne(text).vevent.attendee.value == "mailto:tine@school.example"


def test_time_zone_in_the_file_agrees_with_the_clock_of_the_schools():
    zone = vobject.readOne(feed_text([], name="x")).vtimezone.gettzinfo()
    hours = (datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=number) for number in range(2 * 365 * 24))

    wrong = [hour for hour in hours if hour.astimezone(zone).utcoffset() != offset(hour)]

    assert wrong == []


def offset(moment: datetime) -> timedelta:
    """Summer time from the last Sunday of March to that of October, one o'clock in Greenwich."""

    def last_sunday(month: int) -> datetime:
        last = datetime(moment.year, month, 31, 1, tzinfo=UTC)
        return last - timedelta(days=(last.weekday() + 1) % 7)

    is_summer = last_sunday(3) <= moment < last_sunday(10)
    return timedelta(hours=2 if is_summer else 1)
