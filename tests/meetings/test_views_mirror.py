"""The mirror of activity and goal: who reads it, when, and on what it rests."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from meetings.models import Meeting
from tests.factories import (
    AgendaBlockFactory,
    CharterFactory,
    CharterVersionFactory,
    MeetingFactory,
    MembershipFactory,
    MinutesFactory,
    UserFactory,
)

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def frozen(monkeypatch):
    monkeypatch.setattr("plc_platform.clock.today", lambda: TODAY)


def hold(group, *designed):
    """Meetings of two hours, the latest first, with so many planned minutes of designing."""
    for number, minutes in enumerate(designed):
        day = TODAY - timedelta(days=11 + 7 * number)
        meeting = MeetingFactory(community=group, day=day, status=Meeting.Status.HELD)
        AgendaBlockFactory(meeting=meeting, focus="expertise", minutes=120 - minutes)
        if minutes:
            AgendaBlockFactory(meeting=meeting, focus="curriculum", minutes=minutes, position=1)


def page_for(signed_in, user, group):
    user.language = "en"
    user.save()
    return signed_in(user).get(reverse("meetings:mirror", args=[group.pk]))


def test_design_team_that_talks_reads_it_itself(personas, signed_in):
    hold(personas.group, 0, 30, 28)

    page = page_for(signed_in, personas.teacher, personas.group).content.decode()

    assert "58 of 360 minutes went to designing" in page
    assert "Is that what you want now?" in page


def test_the_coach_reads_it_one_held_meeting_later(personas, signed_in):
    hold(personas.group, 0, 30, 28)
    before = page_for(signed_in, personas.coach, personas.group).content.decode()
    hold(personas.group)
    latest = MeetingFactory(community=personas.group, day=TODAY - timedelta(days=2), status=Meeting.Status.HELD)
    AgendaBlockFactory(meeting=latest, focus="expertise", minutes=120)

    after = page_for(signed_in, personas.coach, personas.group).content.decode()

    assert "went to designing" not in before
    assert "58 of 360 minutes went to designing" in after
    assert reverse("meetings:meeting", args=[latest.pk]) not in after  # she runs one meeting behind


def test_a_group_that_turned_is_not_held_up_to_its_coach(personas, signed_in):
    hold(personas.group, 120, 0, 0, 0)

    page = page_for(signed_in, personas.coach, personas.group).content.decode()

    assert "went to designing" not in page


@pytest.mark.parametrize("who", ["leader", "outsider", "other_leader"])
def test_the_mirror_is_the_groups_own(personas, signed_in, who):
    hold(personas.group, 0, 0, 0)

    assert page_for(signed_in, getattr(personas, who), personas.group).status_code == 404


def test_who_left_reads_nothing(personas, signed_in):
    former = UserFactory()
    MembershipFactory(community=personas.group, user=former, left_on=date(2026, 10, 1))

    assert page_for(signed_in, former, personas.group).status_code == 404


def test_too_little_known_is_said(personas, signed_in):
    hold(personas.group, 30)
    MeetingFactory(community=personas.group, day=date(2026, 9, 10), status=Meeting.Status.HELD)

    page = page_for(signed_in, personas.teacher, personas.group).content.decode()

    assert "of 2 more meetings the focus has to be known" in page
    assert "nobody noted a focus" in page


def test_nothing_held_is_an_empty_page(personas, signed_in):
    assert "Nothing to show yet" in page_for(signed_in, personas.teacher, personas.group).content.decode()


def test_weights_of_an_accepted_charter_count(personas, signed_in):
    CharterFactory(community=personas.group, expertise_weight=10)
    CharterVersionFactory(
        community=personas.group, accepted_at="2026-09-12T12:00Z", content={"curriculum_weight": 6, "school_weight": 4}
    )
    hold(personas.group, 20, 20, 20)

    page = page_for(signed_in, personas.teacher, personas.group).content.decode()

    assert "In your charter you wanted 60 percent for it." in page


def test_every_meeting_says_how_we_know(personas, signed_in):
    hold(personas.group, 60)
    measured = MeetingFactory(community=personas.group, day=date(2026, 10, 1), status=Meeting.Status.HELD)
    AgendaBlockFactory(meeting=measured, focus="curriculum", minutes=60, spent_seconds=5400)
    logged = MeetingFactory(community=personas.group, day=date(2026, 9, 10), status=Meeting.Status.HELD)
    MinutesFactory(meeting=logged, focuses=["school", "expertise"])

    page = page_for(signed_in, personas.teacher, personas.group).content.decode()

    assert "measured while the meeting ran" in page
    assert "the minutes of the agenda" in page
    assert "shared evenly over the meeting" in page
    assert "Curriculum development 90 min" in page


@pytest.mark.parametrize("number", [1, 3])
def test_page_needs_a_fixed_number_of_statements(personas, signed_in, django_assert_num_queries, number):
    hold(personas.group, *[30] * number)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(9):
        client.get(reverse("meetings:mirror", args=[personas.group.pk]))
