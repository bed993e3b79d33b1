"""The leader's week comes on its first school day, once, only when something is asked, and tells no name (SL8)."""

from datetime import UTC, date, datetime

import pytest
from django.core import mail

from communities.models import GuestConsent
from leading.actions.requests import close_request
from leading.models import LeaderRequest
from leading.queries.asking import asking_leaders
from meetings import digests
from notifications import outbox
from notifications.models import Notice
from schools.models import StaffRole
from tests.factories import (
    CommunityFactory,
    ConditionAnswerFactory,
    ExperimentFactory,
    MeetingFactory,
    ReadinessStepFactory,
    staff_member,
)
from tests.factories_leading import LeaderRequestFactory
from tests.factories_learning import StakeholderAskFactory, StakeholderUpdateFactory

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY, UNTIL = date(2026, 11, 23), date(2026, 12, 7)


@pytest.fixture(autouse=True)
def planned(personas):
    """So that the rhythm asks nothing."""
    MeetingFactory(community=personas.group, day=date(2026, 11, 26))


def look(now=MONDAY):
    digests.cover_all(today=now.date())
    digests.look(now=now)
    return list(Notice.objects.filter(kind="leader_week").values_list("subject", "occasion", "recipient"))


def test_it_is_remembered_once_a_week_and_mailed(personas):
    row = LeaderRequestFactory(community=personas.group, asked_by=personas.teacher, line="Een vrij uur")

    found = [look(), look(MONDAY.replace(day=24))][-1]
    outbox.deliver_due(now=MONDAY)

    assert found == [(f"school:{personas.school.pk}", "2026-W48", personas.leader.pk)]
    [message] = mail.outbox
    assert message.to == [personas.leader.email]
    assert f"{personas.group.name}: Tijd: Een vrij uur" in message.body
    assert "Deze week: do 26 november" in message.body
    assert row.asked_by.last_name not in message.body


def test_nothing_is_mailed_when_nothing_is_asked(personas):
    assert look() == []


def test_what_was_settled_before_the_mail_is_not_told(personas):
    row = LeaderRequestFactory(community=personas.group)
    look()
    close_request(request=row, by=personas.teacher, now=MONDAY)

    outbox.deliver_due(now=MONDAY)

    assert mail.outbox == []


def test_who_leads_no_more_is_not_told(personas):
    LeaderRequestFactory(community=personas.group)
    look()
    StaffRole.objects.filter(staff__user=personas.leader).delete()

    outbox.deliver_due(now=MONDAY)

    assert mail.outbox == []


def test_a_school_without_reminders_is_left_alone(personas):
    LeaderRequestFactory(community=personas.group)
    personas.school.has_reminders = False
    personas.school.save()

    assert look() == []


def asked_by_request(personas):
    LeaderRequestFactory(community=personas.group)


def asked_by_guest(personas):
    group = CommunityFactory()
    GuestConsent.objects.create(school=personas.school, community=group, user=personas.outsider, asked_at=MONDAY)


def asked_by_condition(personas):
    ConditionAnswerFactory(community=personas.group, side="group", code="goal", status="no", at=MONDAY)


def asked_by_experiment(personas):
    ExperimentFactory(community=personas.group, ends_on=UNTIL)


def asked_by_step(personas):
    ReadinessStepFactory(school=personas.school, owner=personas.leader, due_on=UNTIL)


def asked_by_question(personas):
    told = StakeholderUpdateFactory(community=personas.group, question="Wat merk je?", closes_on=UNTIL)
    StakeholderAskFactory(told=told, user=personas.leader)


@pytest.mark.parametrize(
    ("ask", "all_leaders"),
    [
        (asked_by_request, True),
        (asked_by_guest, True),
        (asked_by_condition, True),
        (asked_by_experiment, True),
        (asked_by_step, False),
        (asked_by_question, False),
    ],
)
def test_whoever_is_asked_gets_it(personas, ask, all_leaders):
    second = staff_member(personas.school, "leader")
    ask(personas)

    asked = asking_leaders([personas.school.pk], today=TODAY, until=UNTIL)

    wanted = {personas.leader.pk, second.pk} if all_leaders else {personas.leader.pk}
    assert {user for _school, user in asked} == wanted


@pytest.mark.parametrize("number", [1, 3])
def test_the_look_asks_as_much_of_many_schools(personas, django_assert_num_queries, number):
    for _one in range(number):
        group = CommunityFactory()
        staff_member(group.school, "leader")
        LeaderRequestFactory(community=group)
    schools = list(LeaderRequest.objects.values_list("school_id", flat=True))

    with django_assert_num_queries(9):
        assert len(asking_leaders(schools, today=TODAY, until=UNTIL)) == number
