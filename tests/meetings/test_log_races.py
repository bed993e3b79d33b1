"""Two people save one log at the same moment. The last test is the twin without the guard."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import F

from meetings import actions
from meetings.actions import log as log_module
from meetings.models import Decision, Meeting
from schools.models import User
from tests.factories import MeetingFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
ROUNDS = 8


def entry(text: str, *, version: int = 1, key: UUID | None = None) -> actions.LogEntry:
    line = actions.NoteLine(text)
    return actions.LogEntry(
        key=key or uuid4(), version=version, starts_at=NOON, minutes=120, present={}, decisions=[line]
    )


def at_once(*jobs: Callable[[], Any]) -> list[Any]:
    """Runs the jobs together, each with a connection of its own; what they return or raise, in order."""
    start = Barrier(len(jobs))

    def run(job: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            start.wait(timeout=10)
            return job()
        except actions.MeetingError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


@pytest.fixture
def meetings(personas) -> Iterator[Meeting]:
    return (
        MeetingFactory(community=personas.group, day=date(2026, 11, 23), starts_at=NOON) for _number in range(ROUNDS)
    )


def log(meeting: Meeting, by: User, one: actions.LogEntry) -> actions.Logged:
    fresh = Meeting.objects.select_related("community").get(pk=meeting.pk)
    return actions.log_meeting(meeting=fresh, entry=one, by=by, now=NOW)


def test_of_two_writers_one_saves_and_one_is_told(meetings, personas):
    for meeting in meetings:
        ends = at_once(
            lambda meeting=meeting: log(meeting, personas.teacher, entry("Van Tine")),
            lambda meeting=meeting: log(meeting, personas.coach, entry("Van Karim")),
        )

        assert sorted(type(end).__name__ for end in ends) == ["LogConflict", "Logged"]
        assert Decision.objects.filter(meeting=meeting).count() == 1


def test_one_save_sent_twice_at_once_counts_once(meetings, personas):
    for meeting in meetings:
        one = entry("Ja")
        ends = at_once(*[lambda meeting=meeting, one=one: log(meeting, personas.teacher, one)] * 2)

        assert sorted(end.is_replay for end in ends) == [False, True]
        assert Decision.objects.filter(meeting=meeting).count() == 1


def test_unplanned_log_sent_twice_at_once_makes_one_meeting(personas):
    for _round in range(ROUNDS):
        one = entry("Ja")
        ends = at_once(*[lambda one=one: unplanned(personas, personas.teacher, one)] * 2)

        assert sorted(end.is_replay for end in ends) == [False, True]
        assert Meeting.objects.count() == Decision.objects.count() == 1
        Meeting.objects.all().delete()


def test_of_two_unplanned_logs_of_one_day_one_is_told(personas):
    for _round in range(ROUNDS):
        ends = at_once(
            lambda: unplanned(personas, personas.teacher, entry("Van Tine")),
            lambda: unplanned(personas, personas.coach, entry("Van Karim")),
        )

        assert sorted(type(end).__name__ for end in ends) == ["Logged", "SameDay"]
        assert Meeting.objects.count() == 1
        Meeting.objects.all().delete()


def unplanned(personas: Any, by: User, one: actions.LogEntry) -> actions.Logged:
    return actions.log_unplanned(community=personas.group, entry=one, by=by, now=NOW)


def test_without_the_version_two_writers_are_not_told(meetings, personas, monkeypatch):
    """The twin: read, compare, write instead of one conditional update."""

    def careless(meeting: Meeting, version: int, one: actions.LogEntry, by: User, now: datetime) -> bool:
        is_fresh = Meeting.objects.filter(pk=meeting.pk, version=version).exists()
        both_read.wait(timeout=10)
        Meeting.objects.filter(pk=meeting.pk).update(version=F("version") + 1, status="held")
        return is_fresh

    both_read = Barrier(2)
    monkeypatch.setattr(log_module, "_claim", careless)
    ends = [
        type(end).__name__
        for meeting in meetings
        for end in at_once(
            lambda meeting=meeting: log(meeting, personas.teacher, entry("Van Tine")),
            lambda meeting=meeting: log(meeting, personas.coach, entry("Van Karim")),
        )
    ]

    assert "LogConflict" not in ends
