"""The words of the ladder: short, kind, with the button that opens the right page."""

from datetime import UTC, date, datetime

import pytest
from django.core import mail
from icalendar import Calendar

from communities.models import Community
from meetings import reminders
from meetings.rhythm import refresh_cadence
from notifications import outbox
from tests.factories import MeetingFactory, SubtaskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(personas, settings):
    """The personas' group, whose people read English; it met on 30 October."""
    settings.SITE_URL = "https://plc.example"
    type(personas.teacher).objects.update(language="en")
    MeetingFactory(community=personas.group, day=date(2026, 10, 30), status="held")
    return personas.group


def mail_to(person, day, hour=8):
    """The one mail that somebody gets at that moment."""
    now = datetime(day.year, day.month, day.day, hour - 1, tzinfo=UTC)
    mail.outbox.clear()
    reminders.look_at(list(Community.objects.values_list("pk", flat=True)), now=now)
    outbox.deliver_due(now=now)
    return next(message for message in mail.outbox if message.to == [person.email])


def test_plan_next_names_three_days_inside_the_window(group, personas):
    message = mail_to(personas.teacher, date(2026, 12, 7))

    assert message.subject == "Ontwerpteam wiskunde: plan a next meeting"
    assert "between Monday 7 December and Monday 4 January" in message.body
    assert message.body.count("\n- ") == 3
    assert f"https://plc.example/communities/{group.pk}/plan/" in message.body


def test_overdue_offers_to_choose_a_date(group, personas):
    message = mail_to(personas.teacher, date(2027, 1, 5))

    assert message.subject == "Ontwerpteam wiskunde: choose a date together"
    assert "last met on Friday 30 October" in message.body
    assert f"/communities/{group.pk}/plan/" in message.body


def test_ask_leader_asks_for_time_room_or_a_decision(group, personas):
    message = mail_to(personas.leader, date(2027, 2, 23))

    assert message.subject == "Ontwerpteam wiskunde: can you help make room?"
    assert [word for word in ("Time:", "Room:", "decision") if word not in message.body] == []
    assert f"https://plc.example/communities/{group.pk}/" in message.body


def test_upcoming_brings_the_calendar_and_the_readers_own_subtasks(group, personas):
    meeting = MeetingFactory(community=group, day=date(2026, 11, 26), status="planned", place="B12", sequence=3)
    held = group.meetings.get(status="held")
    SubtaskFactory(meeting=held, owner=personas.teacher, text="Les 3 uitschrijven")
    SubtaskFactory(meeting=held, owner=personas.teacher, text="Al klaar", done_on=date(2026, 11, 1))
    SubtaskFactory(meeting=held, owner=personas.coach, text="Van een ander")

    message = mail_to(personas.teacher, date(2026, 11, 19))

    assert message.subject == "Ontwerpteam wiskunde: meeting on Thursday 26 November"
    assert "13:00–15:00, B12" in message.body
    assert "- Les 3 uitschrijven" in message.body
    assert "Al klaar" not in message.body
    assert "Van een ander" not in message.body
    assert f"https://plc.example/meetings/{meeting.pk}/" in message.body
    event = Calendar.from_ical(message.alternatives[1].content).walk("VEVENT")[0]
    assert (str(event["uid"]), int(event["sequence"])) == (str(meeting.uid), 3)
    assert event["attendee"] == f"mailto:{personas.teacher.email}"
    assert event["url"] == f"https://plc.example/meetings/{meeting.pk}/"


def test_log_meeting_opens_the_form(group, personas):
    meeting = MeetingFactory(community=group, day=date(2026, 11, 26), status="planned")

    message = mail_to(personas.teacher, date(2026, 11, 27))

    assert message.subject == "Ontwerpteam wiskunde: note the meeting of Thursday 26 November"
    assert "Did it not take place?" in message.body
    assert f"https://plc.example/meetings/{meeting.pk}/log/" in message.body


def test_mail_speaks_dutch_to_who_reads_dutch(group, personas):
    type(personas.teacher).objects.filter(pk=personas.teacher.pk).update(language="nl")

    message = mail_to(personas.teacher, date(2026, 12, 7))

    assert "maandag 7 december" in message.body
    assert "Monday" not in message.body


def test_the_stored_row_sleeps_after_the_look(group):
    refresh_cadence(community_ids=[group.pk], today=date(2026, 12, 7))
    now = datetime(2026, 12, 7, 7, 0, tzinfo=UTC)

    assert reminders.look(now=now) == (1, 1)
    assert reminders.look(now=now) == (0, 0)
