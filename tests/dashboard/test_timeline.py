"""The course of a group: the group follows everything, its leader the frame and what was shared."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils.translation import override

from dashboard.queries.timeline import timeline_of
from meetings.models import Decision
from tests.factories import CharterVersionFactory, ExperimentFactory, MeetingFactory
from tests.factories_learning import (
    BoardFactory,
    ConversationFactory,
    OutcomeFactory,
    ProcessReviewFactory,
    SelfReviewFactory,
    StakeholderUpdateFactory,
)


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)
    monkeypatch.setattr("plc_platform.clock.now", lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))
    with override("en"):
        yield


@pytest.fixture
def course(personas):
    group = personas.group
    held = MeetingFactory(community=group, status="held", day=date(2026, 10, 1), minutes=120)
    Decision.objects.create(meeting=held, text="We beginnen met breuken.")
    CharterVersionFactory(community=group, number=2, put_at=datetime(2026, 9, 20, 9, tzinfo=UTC))
    ExperimentFactory(community=group, question="Helpt het?")
    OutcomeFactory(community=group, title="Alleen voor ons")
    OutcomeFactory(community=group, title="Voor de school", reach="school")
    ProcessReviewFactory(community=group, closed_on=date(2026, 10, 2))
    SelfReviewFactory(community=group)
    BoardFactory(community=group, about="Breuken", ended_on=date(2026, 10, 20))
    StakeholderUpdateFactory(community=group, question="Past dit?")
    ConversationFactory(community=group)
    return group


def told(user, group, today):
    return {f"{entry.title} {entry.text}".strip() for entry in timeline_of(user, group.pk, today=today).entries}


def test_group_follows_everything(personas, course, today):
    page = timeline_of(personas.teacher, course.pk, today=today)
    days = [entry.day for entry in page.entries]

    assert days == sorted(days, reverse=True)
    assert {
        "Meeting 120 minutes",
        "Charter, version 2",
        "An experiment began Helpt het?",
        "The group made something Alleen voor ons",
        "Looked at how it works together",
        "Looked back on 2026-2027",
        "Once through its way of working Breuken",
        "Word to colleagues, with a question Past dit?",
        "Talked about how it goes Psychological safety",
        "The group began",
    } <= told(personas.teacher, course, today)
    met = next(entry for entry in page.entries if entry.title == "Meeting")
    assert met.lines == ["We beginnen met breuken."]


def test_leader_follows_the_frame_and_what_was_shared(personas, course, today):
    before = told(personas.leader, course, today)
    course.process_reviews.update(shared_on=today)

    assert before == {
        "Meeting 120 minutes",
        "Charter, version 2",
        "An experiment began Helpt het?",
        "The group made something Voor de school",
        "The group began",
    }
    assert told(personas.leader, course, today) - before == {"Looked at how it works together"}
    assert not any(entry.lines for entry in timeline_of(personas.leader, course.pk, today=today).entries)


@pytest.mark.parametrize("who", ["outsider", "other_leader"])
def test_nobody_else_follows(personas, signed_in, course, who):
    response = signed_in(getattr(personas, who)).get(reverse("dashboard:timeline", args=[course.pk]))

    assert response.status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_page_costs_the_same_for_one_and_for_three(personas, signed_in, django_assert_num_queries, number):
    for count in range(number):
        MeetingFactory(community=personas.group, status="held", day=date(2026, 10, 1 + count))
        OutcomeFactory(community=personas.group)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(4):
        client.get(reverse("dashboard:timeline", args=[personas.group.pk]))


def test_last_of_many_entries_are_shown_and_the_rest_is_told(personas, signed_in, course, monkeypatch):
    monkeypatch.setattr("dashboard.queries.timeline.SHOWN", 2)

    page = signed_in(personas.teacher).get(reverse("dashboard:timeline", args=[course.pk]))

    assert len(page.context["page"].entries) <= 2
    assert page.context["page"].has_more
