"""What somebody took on stands on her own page: subtasks, next steps on start conditions, steps of her school."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils.translation import override

from communities.models import Membership
from dashboard.queries.group_parts import NextStep, Task
from dashboard.queries.own_steps import own_steps
from tests.factories import ConditionAnswerFactory, MeetingFactory, ReadinessStepFactory, SubtaskFactory


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)
    with override("en"):
        yield


def noted(personas, owner, **fields):
    given = {"code": "practical", "side": "group", "status": "partly", "next_step": "Een lokaal zoeken"}
    return ConditionAnswerFactory(community=personas.group, owner=owner, **(given | fields))


def texts(person, today):
    return [step.text for step in own_steps(person, today=today)]


def test_everything_stands_together_by_its_date(personas, today):
    teacher = personas.teacher
    SubtaskFactory(meeting=MeetingFactory(community=personas.group), text="Les 3", owner=teacher, due_on=None)
    ReadinessStepFactory(school=personas.school, text="Rooster vragen", owner=teacher, due_on=date(2026, 12, 4))
    noted(personas, teacher, due_on=date(2026, 11, 20))

    steps = own_steps(teacher, today=today)

    assert [step.text for step in steps] == ["Een lokaal zoeken", "Rooster vragen", "Les 3"]
    assert steps[0].note == f"{personas.group.name}, start conditions · by 20 November · past its date"
    assert [type(step) for step in steps] == [NextStep, Task, Task]
    assert steps[0].url == reverse("dashboard:conditions", args=[personas.group.pk]) + "#c-practical"
    assert steps[1].done_url.startswith(reverse("conditions:readiness", args=[personas.school.slug]))


def test_subtask_is_ticked_and_a_condition_is_opened(personas, signed_in):
    """Parts of this page are printed with blanks: no address of one may be empty in the other."""
    SubtaskFactory(meeting=MeetingFactory(community=personas.group), text="Les 3", owner=personas.teacher)
    noted(personas, personas.teacher)

    page = signed_in(personas.teacher).get(reverse("dashboard:mine")).content.decode()

    assert page.count('class="task"') == 2
    assert page.count('class="btn btn--icon"') == 1
    assert 'href=""' not in page
    assert 'action=""' not in page
    assert reverse("dashboard:conditions", args=[personas.group.pk]) + "#c-practical" in page


@pytest.mark.parametrize("fields", [{"status": "yes"}, {"next_step": ""}, {"status": "na"}])
def test_step_goes_when_there_is_nothing_left_to_do(personas, today, fields):
    noted(personas, personas.teacher, at=datetime(2026, 9, 1, tzinfo=UTC))
    noted(personas, personas.teacher, **fields)

    assert texts(personas.teacher, today) == []


def test_step_that_somebody_else_took_over_is_no_longer_mine(personas, today):
    noted(personas, personas.teacher, at=datetime(2026, 9, 1, tzinfo=UTC))
    noted(personas, personas.coach)

    assert (texts(personas.teacher, today), texts(personas.coach, today)) == ([], ["Een lokaal zoeken"])


def test_leader_reads_a_step_of_the_group_once_she_answered_that_condition(personas, today):
    noted(personas, personas.leader)
    assert texts(personas.leader, today) == []

    ConditionAnswerFactory(community=personas.group, code="practical", side="leader", status="yes")
    assert texts(personas.leader, today) == ["Een lokaal zoeken"]


def test_step_goes_with_the_group_and_with_who_left_it(personas, today):
    noted(personas, personas.teacher)
    Membership.objects.filter(user=personas.teacher).update(left_on=today)
    assert texts(personas.teacher, today) == []

    Membership.objects.filter(user=personas.teacher).update(left_on=None)
    personas.group.ended_on = today
    personas.group.save()
    assert texts(personas.teacher, today) == []


def test_step_of_a_school_shows_to_who_is_in_no_group(personas, signed_in):
    step = ReadinessStepFactory(school=personas.school, text="Rooster vragen", owner=personas.outsider)

    page = signed_in(personas.outsider).get(reverse("dashboard:mine")).content.decode()

    assert "Rooster vragen" in page
    assert reverse("conditions:step-done", args=[personas.school.slug, step.pk]) in page
