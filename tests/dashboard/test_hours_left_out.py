"""What is in nobody's hours: meetings without names, groups that were left or have finished."""

from datetime import date

import pytest
from django.urls import reverse

from dashboard.queries.hours import my_hours
from meetings.hours import Minutes
from tests.factories import AttendanceFactory, CommunityFactory, MeetingFactory, MembershipFactory


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)


def test_group_that_finished_and_did_not_meet_this_year_is_left_out(personas, today):
    old = CommunityFactory(school=personas.school, started_on=date(2025, 9, 1), ended_on=date(2026, 6, 30))
    MembershipFactory(community=old, user=personas.teacher)

    assert [line.name for line in my_hours(personas.teacher, today=today).lines] == ["Ontwerpteam wiskunde"]


def test_meetings_without_names_are_told_and_not_counted(personas, signed_in, today):
    AttendanceFactory(meeting__community=personas.group, meeting__status="held", user=personas.teacher)
    MeetingFactory(community=personas.group, status="held", minutes=60, present_count=4, day=date(2026, 10, 16))
    noted = MeetingFactory(community=personas.group, status="held", day=date(2026, 10, 17))
    AttendanceFactory(meeting=noted, user=personas.coach)  # names noted, hers not: she was not there
    MeetingFactory(status="held", minutes=60, day=date(2026, 10, 16))  # of a group that is not hers

    page = my_hours(personas.teacher, today=today)
    answer = signed_in(personas.teacher).get(reverse("dashboard:my-hours-file"))

    assert (page.held, page.unnamed) == (Minutes(unsaid=120, number=1), Minutes(unsaid=60, number=1))
    lines = answer.content.decode("utf-8-sig").splitlines()[1:]
    assert [(line.split(";")[0], line.rsplit(";", 1)[1]) for line in lines] == [
        ("2026-10-15", "ja"),
        ("2026-10-16", "niet genoteerd"),
    ]


def test_meetings_without_names_after_one_left_are_not_hers(personas, today):
    old = MembershipFactory(
        community__school=personas.school, user=personas.teacher, left_on=date(2026, 10, 1)
    ).community
    MeetingFactory(community=old, status="held", minutes=60, day=date(2026, 10, 16))

    assert my_hours(personas.teacher, today=today).unnamed == Minutes()
