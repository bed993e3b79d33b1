"""Answering on the page: one tap, or with details; each for the own side, and nobody for another one."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from conditions.models import ConditionAnswer, StartConfirmation
from tests.factories import ConditionAnswerFactory, MembershipFactory, SchoolConditionFactory

FULL = {"status": "no", "note": "Nog te vaag.", "next_step": "Samen herschrijven", "due_on": "2026-12-04"}


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)
    monkeypatch.setattr("plc_platform.clock.now", lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))


def path(personas, name, code="goal"):
    return reverse(f"conditions:{name}", args=[personas.group.pk, code])


@pytest.mark.parametrize(("who", "side"), [("teacher", "group"), ("coach", "group"), ("leader", "leader")])
def test_one_tap_answers_for_the_own_side(personas, signed_in, who, side):
    response = signed_in(getattr(personas, who)).post(path(personas, "tap"), {"status": "partly"})

    assert response.headers["Location"] == f"/communities/{personas.group.pk}/conditions/#c-goal"
    row = ConditionAnswer.objects.get()
    assert (row.side, row.status, row.by) == (side, "partly", getattr(personas, who))


def test_leader_who_is_a_member_answers_as_leader(personas, signed_in):
    MembershipFactory(community=personas.group, user=personas.leader)

    signed_in(personas.leader).post(path(personas, "tap"), {"status": "yes"})

    assert ConditionAnswer.objects.get().side == "leader"


@pytest.mark.parametrize("who", ["outsider", "other_leader"])
@pytest.mark.parametrize("name", ["tap", "answer", "confirm"])
def test_nobody_else_answers(personas, signed_in, who, name):
    ConditionAnswerFactory(community=personas.group, code="goal", side="leader", status="no")

    response = signed_in(getattr(personas, who)).post(path(personas, name), FULL | {"reason": "x"})

    assert (response.status_code, ConditionAnswer.objects.count()) == (404, 1)
    assert not StartConfirmation.objects.exists()


def test_side_cannot_be_chosen(personas, signed_in):
    signed_in(personas.teacher).post(path(personas, "tap"), {"status": "yes", "side": "leader"})

    assert ConditionAnswer.objects.get().side == "group"


@pytest.mark.parametrize("status", ["", "perfect"])
def test_answer_that_does_not_exist_is_not_kept(personas, signed_in, status):
    response = signed_in(personas.teacher).post(path(personas, "tap"), {"status": status}, follow=True)

    assert not ConditionAnswer.objects.exists()
    assert b"notice--error" in response.content


@pytest.mark.parametrize("code", ["nothing", "variant"])
def test_condition_that_the_school_does_not_use_is_not_answered(personas, signed_in, code):
    SchoolConditionFactory(school=personas.school, code="variant", is_hidden=True)

    response = signed_in(personas.teacher).post(path(personas, "tap", code), {"status": "yes"})

    assert (response.status_code, ConditionAnswer.objects.count()) == (404, 0)


def test_condition_of_the_school_is_answered_like_any_other(personas, signed_in):
    SchoolConditionFactory(school=personas.school, code="bord")

    signed_in(personas.teacher).post(path(personas, "tap", "bord"), {"status": "yes"})

    assert ConditionAnswer.objects.get().code == "bord"


def test_details_are_kept_and_offered_again(personas, signed_in):
    client = signed_in(personas.teacher)

    client.post(path(personas, "answer"), FULL | {"owner": personas.coach.pk})

    row = ConditionAnswer.objects.get()
    assert (row.note, row.next_step, row.owner, row.due_on) == (
        "Nog te vaag.", "Samen herschrijven", personas.coach, date(2026, 12, 4),
    )  # fmt: skip
    page = client.get(path(personas, "answer")).content.decode()
    assert "Samen herschrijven" in page
    assert f'<option value="{personas.coach.pk}" selected>' in page


def test_what_was_typed_stays_after_a_mistake(personas, signed_in):
    response = signed_in(personas.teacher).post(path(personas, "answer"), FULL | {"due_on": "32 mei"})

    assert not ConditionAnswer.objects.exists()
    assert "Samen herschrijven" in response.content.decode()
    assert b"error-summary" in response.content


OFFERED = [("teacher", {"leader", "teacher", "coach"}), ("leader", {"leader"}), ("coach", {"coach"})]


@pytest.mark.parametrize(("who", "offered"), OFFERED)
def test_leader_and_coach_give_nobody_of_the_group_a_task(personas, signed_in, who, offered):
    form = signed_in(getattr(personas, who)).get(path(personas, "answer")).context["form"]

    assert {pk for pk, _name in form.fields["owner"].choices if pk} == {getattr(personas, one).pk for one in offered}


def test_a_coach_leaves_a_step_to_whom_the_group_named(personas, signed_in):
    ConditionAnswerFactory(community=personas.group, code="goal", side="group", status="no", owner=personas.teacher)

    form = signed_in(personas.coach).get(path(personas, "answer")).context["form"]

    assert {pk for pk, _name in form.fields["owner"].choices if pk} == {personas.coach.pk, personas.teacher.pk}


def test_leader_cannot_slip_a_member_in_as_owner(personas, signed_in):
    signed_in(personas.leader).post(path(personas, "answer"), FULL | {"owner": personas.teacher.pk})

    assert not ConditionAnswer.objects.exists()


def test_answer_of_the_other_side_is_not_in_the_form(personas, signed_in):
    ConditionAnswerFactory(community=personas.group, code="goal", side="group", status="no", note="Van de groep.")

    page = signed_in(personas.leader).get(path(personas, "answer")).content.decode()

    assert "Van de groep." not in page


def test_leader_says_why_the_group_starts(personas, signed_in):
    ConditionAnswerFactory(community=personas.group, code="time", side="leader", status="no")

    signed_in(personas.leader).post(path(personas, "confirm", "time"), {"reason": "Vanaf januari is er een vast uur."})

    assert StartConfirmation.objects.get().reason == "Vanaf januari is er een vast uur."


def test_reason_is_needed(personas, signed_in):
    ConditionAnswerFactory(community=personas.group, code="time", side="leader", status="no")

    response = signed_in(personas.leader).post(path(personas, "confirm", "time"), {"reason": " "})

    assert b"error-summary" in response.content
    assert not StartConfirmation.objects.exists()


def test_nothing_to_confirm_is_said_in_words(personas, signed_in):
    response = signed_in(personas.leader).post(path(personas, "confirm", "time"), {"reason": "x"}, follow=True)

    assert b"notice--error" in response.content
    assert not StartConfirmation.objects.exists()


@pytest.mark.parametrize("who", ["teacher", "coach"])
def test_group_does_not_confirm_for_the_leader(personas, signed_in, who):
    ConditionAnswerFactory(community=personas.group, code="time", side="leader", status="no")

    response = signed_in(getattr(personas, who)).post(path(personas, "confirm", "time"), {"reason": "x"})

    assert (response.status_code, StartConfirmation.objects.count()) == (404, 0)
