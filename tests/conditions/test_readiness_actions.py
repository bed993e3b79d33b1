"""A round: one at a time, one answer each, nameless; settled by its date, once, whatever happens."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from conditions.actions import readiness as actions
from conditions.actions.steps import add_step, mark_step, remove_step
from conditions.models import ReadinessAnswer, ReadinessRound, ReadinessStep, ReadinessTicket
from conditions.tasks import close_due
from notifications import outbox
from notifications.models import Notice
from schools.models import AuditEvent, Staff
from tests.factories import ReadinessRoundFactory, ReadinessStepFactory, staff_member

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
ANSWERS = {"time": (1, 3), "purpose": (2, 4)}
AFTER = NOW + timedelta(days=30)


@pytest.fixture
def school(personas):
    Staff.objects.filter(school=personas.school).update(invited_at=NOW)
    return personas.school


def opened(personas, **fields):
    given = {"closes_on": date(2026, 12, 7), "by": personas.leader, "now": NOW} | fields
    return actions.open_round(school=personas.school, **given)


def test_everybody_who_was_let_in_gets_one_notice(personas, school):
    staff_member(school, email="never@school.example")  # on the list, never invited

    opened(personas)

    told = set(Notice.objects.filter(kind=actions.KIND).values_list("recipient", flat=True))
    assert told == {personas.coach.pk, personas.teacher.pk, personas.outsider.pk}


def test_second_round_waits_for_the_first(personas, school):
    opened(personas)

    with pytest.raises(actions.RoundIsOpen):
        opened(personas)

    assert ReadinessRound.objects.count() == 1


def test_round_that_nobody_settled_does_not_stand_in_the_way(personas, school):
    first = opened(personas)

    second = opened(personas, closes_on=date(2027, 1, 8), now=AFTER)

    first.refresh_from_db()
    assert (first.closed_on, second.closed_on) == (date(2026, 12, 7), None)


def test_answer_carries_no_name_and_leaves_no_trace(personas, school):
    one = opened(personas)
    before = AuditEvent.objects.count()

    actions.answer_readiness(readiness_round=one, answers=ANSWERS, by=personas.teacher, now=NOW)

    rows = set(ReadinessAnswer.objects.values_list("code", "now", "wanted", "is_leader"))
    assert rows == {("time", 1, 3, False), ("purpose", 2, 4, False)}
    assert AuditEvent.objects.count() == before
    names = {field.name for field in ReadinessAnswer._meta.get_fields()}
    assert names == {"id", "round", "is_leader", "code", "now", "wanted"}


def test_leader_answers_apart(personas, school):
    actions.answer_readiness(readiness_round=opened(personas), answers=ANSWERS, by=personas.leader, now=NOW)

    assert set(ReadinessAnswer.objects.values_list("is_leader", flat=True)) == {True}


def test_nobody_answers_twice(personas, school):
    one = opened(personas)
    actions.answer_readiness(readiness_round=one, answers=ANSWERS, by=personas.teacher, now=NOW)

    with pytest.raises(actions.AnsweredAlready):
        actions.answer_readiness(readiness_round=one, answers=ANSWERS, by=personas.teacher, now=NOW)

    assert ReadinessAnswer.objects.count() == 2


def test_nothing_is_added_after_the_last_day_settled_or_not(personas, school):
    one = opened(personas)

    with pytest.raises(actions.RoundIsClosed):
        actions.answer_readiness(readiness_round=one, answers=ANSWERS, by=personas.teacher, now=AFTER)

    assert not ReadinessTicket.objects.exists()


def test_round_is_settled_once_its_tickets_go_and_its_answers_stay(personas, school):
    one = opened(personas)
    for person in (personas.teacher, personas.coach, personas.leader):
        actions.answer_readiness(readiness_round=one, answers=ANSWERS, by=person, now=NOW)

    assert actions.close_due_rounds(now=NOW) == 0
    assert actions.close_due_rounds(now=AFTER) == 1
    assert actions.close_due_rounds(now=AFTER) == 0

    rows = sorted(ReadinessAnswer.objects.values_list("code", "now", "is_leader"))
    assert rows == sorted([("time", 1, False), ("purpose", 2, False)] * 2 + [("time", 1, True), ("purpose", 2, True)])
    assert not ReadinessTicket.objects.exists()
    assert AuditEvent.objects.filter(verb="readiness.closed").count() == 1


def test_beat_settles_what_is_due(personas, school, monkeypatch):
    opened(personas)
    monkeypatch.setattr("plc_platform.clock.now", lambda: AFTER)

    close_due()

    assert ReadinessRound.objects.get().closed_on == date(2026, 12, 7)


# --- the notice ------------------------------------------------------------------------------------------------------
def test_notice_is_gentle_and_leads_to_the_statements(personas, school):
    personas.teacher.language = "en"
    personas.teacher.save()
    opened(personas)

    outbox.deliver_due(now=NOW)

    message = next(one for one in mail.outbox if one.to == [personas.teacher.email])
    assert message.subject == "Atheneum Ter Linde: what do you think?"
    assert "/schools/atheneum/readiness/answer/" in message.body
    assert "no name" in message.body


@pytest.mark.parametrize("reason", ["answered", "left", "over"])
def test_notice_without_a_reason_is_not_sent(personas, school, reason):
    one = opened(personas)
    if reason == "answered":
        ReadinessTicket.objects.create(round=one, user=personas.teacher)
    elif reason == "left":
        Staff.objects.filter(user=personas.teacher).update(left_on=date(2026, 11, 23))
    else:
        ReadinessRound.objects.update(closes_on=date(2026, 11, 22))

    outbox.deliver_due(now=NOW)

    assert [one for one in mail.outbox if one.to == [personas.teacher.email]] == []


# --- steps -----------------------------------------------------------------------------------------------------------
def test_same_step_sent_twice_is_one(personas):
    given = {"code": "time", "text": "Woensdag vrij", "owner": personas.teacher, "due_on": None}
    for _ in range(2):
        add_step(school=personas.school, **given, by=personas.leader, now=NOW)

    assert ReadinessStep.objects.count() == 1


def test_step_keeps_the_day_on_which_it_was_done(personas):
    step = ReadinessStepFactory(school=personas.school)
    mark_step(step=step, is_done=True, by=personas.leader, now=NOW)
    mark_step(step=step, is_done=True, by=personas.leader, now=AFTER)

    step.refresh_from_db()
    assert step.done_on == date(2026, 11, 23)
    mark_step(step=step, is_done=False, by=personas.leader, now=AFTER)
    step.refresh_from_db()
    assert step.done_on is None


def test_step_is_removed(personas):
    remove_step(step=ReadinessStepFactory(school=personas.school), by=personas.leader, now=NOW)

    assert not ReadinessStep.objects.exists()


def test_rounds_of_other_schools_are_not_touched(personas, school):
    other = ReadinessRoundFactory(school=personas.other_leader.staff.get().school, closes_on=date(2026, 12, 20))
    opened(personas)

    actions.close_due_rounds(now=datetime(2026, 12, 10, 9, tzinfo=UTC))

    other.refresh_from_db()
    assert other.closed_on is None
