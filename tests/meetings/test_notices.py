"""The words of the ladder: short, kind, with the button that opens the right page."""

from datetime import UTC, date, datetime

import pytest
from django.core import mail
from icalendar import Calendar

from communities.models import Community
from meetings import reminders
from meetings.rhythm import refresh_cadence
from notifications import outbox
from schools.models import QuietPeriod
from tests.factories import CommunityFactory, MeetingFactory, MembershipFactory, SubtaskFactory

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


def elsewhere(group, personas, days):
    """Tine is planned to meet with another group on these days, at the usual hour."""
    other = CommunityFactory(school=group.school)
    MembershipFactory(community=other, user=personas.teacher)
    for day in days:
        MeetingFactory(community=other, day=day, status="planned")


WINDOW = [date(2026, 12, day) for day in (8, 9, 10, 11, 14, 15, 16, 17, 18)] + [date(2027, 1, 4)]


@pytest.mark.parametrize(
    ("free", "words"),
    [
        (3, ""),
        (2, "We found only 2 moments in it that are free for everybody."),
        (1, "We found only 1 moment in it that is free for everybody."),
        (0, "We found no moment in it that is free for everybody. A later one is fine too."),
    ],
)
def test_plan_next_says_plainly_when_fewer_than_three_moments_fit(group, personas, free, words):
    elsewhere(group, personas, WINDOW[free:])

    message = mail_to(personas.teacher, date(2026, 12, 7))

    text = message.body.split("Plan the meeting:")[0]
    assert text.count("\n- ") == free
    assert words in text
    assert ("We found" in text) == bool(words)


def test_plan_next_proposes_no_day_that_a_school_keeps_free(group, personas):
    QuietPeriod.objects.create(school=group.school, first_day=date(2026, 12, 9), last_day=date(2026, 12, 18))

    message = mail_to(personas.teacher, date(2026, 12, 7))

    text = message.body.split("Plan the meeting:")[0]
    assert [line[2:].split(",")[0] for line in text.splitlines() if line.startswith("- ")] == [
        "Tuesday 8 December",
        "Monday 4 January",
    ]


def test_help_offer_asks_the_coach_and_names_nobody(group, personas):
    message = mail_to(personas.coach, date(2027, 1, 11))

    assert "Ontwerpteam wiskunde" in message.subject
    assert "Can you help the group on its way?" in message.body
    assert "Tine" not in message.body


def test_year_tight_says_how_many_and_by_when(group, personas):
    message = mail_to(personas.teacher, date(2027, 4, 16))

    assert "4 more meetings make the number" in message.body
    assert "by Friday 30 April" in message.body


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
