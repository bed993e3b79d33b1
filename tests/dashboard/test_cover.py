"""Whoever leads a school sees for which meetings somebody must stand in, and the groups see nothing change."""

from datetime import date

import pytest
from django.urls import reverse

from dashboard.queries.hours import school_hours
from tests.factories import CommunityFactory, MeetingFactory, MembershipFactory


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)


def cover(personas, today):
    return school_hours(personas.leader, personas.school.slug, today=today).cover


def test_meetings_to_come_in_lesson_time_ask_for_somebody_to_stand_in(personas, today):
    usual = CommunityFactory(school=personas.school, name="Onder de les", in_lesson_time=True)
    MeetingFactory(community=usual, day=date(2026, 12, 10))
    MeetingFactory(community=usual, day=date(2026, 12, 11), in_lesson_time=False)
    MeetingFactory(community=usual, day=date(2026, 11, 2))  # over
    MeetingFactory(community=personas.group, day=date(2026, 12, 3), minutes=90, in_lesson_time=True)
    MeetingFactory(community=personas.group, day=date(2026, 12, 4))  # nobody said so
    MembershipFactory(community=personas.group)  # works elsewhere

    first, second = cover(personas, today)

    assert (first.group, first.minutes, first.people) == ("Ontwerpteam wiskunde", 90, 1)
    assert (second.group, second.people) == ("Onder de les", 0)


def test_page_names_nobody_of_the_meeting(personas, signed_in):
    MeetingFactory(community=personas.group, day=date(2026, 12, 3), in_lesson_time=True)

    answer = signed_in(personas.leader).get(reverse("dashboard:hours", args=[personas.school.slug]))

    assert "donderdag 3 december" in answer.text
    assert personas.teacher.get_full_name() not in answer.text


def test_ideas_have_no_hours_yet(personas, today):
    CommunityFactory(school=personas.school, stage="proposal")

    lines = school_hours(personas.leader, personas.school.slug, today=today).lines

    assert [line.name for line in lines] == ["Ontwerpteam wiskunde"]
