"""Answering a condition and starting all the same: history stays, a second tap does no harm."""

from datetime import UTC, date, datetime, timedelta

import pytest

from conditions import actions
from conditions.models import ConditionAnswer, StartConfirmation
from schools.models import AuditEvent
from tests.factories import ConditionAnswerFactory

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def answer(personas, status, *, side="group", code="goal", by=None, now=NOW, details=None):
    return actions.answer_condition(
        community=personas.group,
        code=code,
        side=side,
        status=status,
        by=by or personas.teacher,
        now=now,
        details=details,
    )


def confirm(personas, code="time", reason="Vanaf januari is er een vast uur.", now=NOW):
    return actions.confirm_start(community=personas.group, code=code, reason=reason, by=personas.leader, now=now)


def test_answer_is_kept_with_who_gave_it_and_recorded_without_words(personas):
    details = actions.Details("Nog te vaag.", "Samen herschrijven", personas.coach, date(2026, 12, 4))

    answer(personas, "partly", details=details)

    row = ConditionAnswer.objects.get()
    assert (row.status, row.note, row.next_step, row.owner, row.due_on, row.by) == (
        "partly", "Nog te vaag.", "Samen herschrijven", personas.coach, date(2026, 12, 4), personas.teacher,
    )  # fmt: skip
    event = AuditEvent.objects.get(verb="condition.answered")
    assert event.detail == {"code": "goal", "side": "group", "status": "partly"}


def test_every_change_stays_in_the_history(personas):
    for minute, status in enumerate(("no", "partly", "yes")):
        answer(personas, status, now=NOW + timedelta(minutes=minute))

    assert list(ConditionAnswer.objects.order_by("at").values_list("status", flat=True)) == ["no", "partly", "yes"]


def test_second_tap_changes_nothing(personas):
    first, second = answer(personas, "no"), answer(personas, "no", now=NOW + timedelta(seconds=1))

    assert first == second
    assert (ConditionAnswer.objects.count(), AuditEvent.objects.filter(verb="condition.answered").count()) == (1, 1)


def test_same_answer_on_another_day_says_that_somebody_looked(personas):
    answer(personas, "no")
    answer(personas, "no", now=NOW + timedelta(days=1))

    assert ConditionAnswer.objects.count() == 2


def test_tap_keeps_note_and_next_step(personas):
    answer(personas, "no", details=actions.Details("Nog te vaag.", "Samen herschrijven"))

    tapped = answer(personas, "partly", now=NOW + timedelta(hours=1))

    assert (tapped.note, tapped.next_step) == ("Nog te vaag.", "Samen herschrijven")


def test_sides_do_not_touch_one_another(personas):
    answer(personas, "no", details=actions.Details("Van de groep."))

    of_leader = answer(personas, "yes", side="leader", by=personas.leader)

    assert (of_leader.note, ConditionAnswer.objects.filter(side="group").get().status) == ("", "no")


@pytest.mark.parametrize("status", ["no", "partly", "na"])
@pytest.mark.parametrize("code", ["voluntary", "goal", "time"])
def test_group_starts_all_the_same_with_a_reason(personas, code, status):
    ConditionAnswerFactory(community=personas.group, code=code, side="leader", status=status)

    confirm(personas, code)

    given = StartConfirmation.objects.get()
    assert (given.code, given.by) == (code, personas.leader)
    assert AuditEvent.objects.get(verb="condition.start_confirmed").detail == {"code": code}


def test_reason_is_given_once_and_stays(personas):
    ConditionAnswerFactory(community=personas.group, code="time", side="leader", status="no")
    first = confirm(personas)
    answer(personas, "yes", side="leader", code="time", by=personas.leader)

    assert confirm(personas, reason="Iets anders.", now=NOW + timedelta(days=9)) == first
    assert StartConfirmation.objects.get().reason == "Vanaf januari is er een vast uur."


@pytest.mark.parametrize(
    ("code", "status"), [("time", "yes"), ("time", None), ("size", "no")], ids=["settled", "unanswered", "not_asked"]
)
def test_there_is_nothing_to_confirm(personas, code, status):
    if status:
        ConditionAnswerFactory(community=personas.group, code=code, side="leader", status=status)
    ConditionAnswerFactory(community=personas.group, code=code, side="group", status="yes")

    with pytest.raises(actions.NothingToConfirm):
        confirm(personas, code)

    assert not StartConfirmation.objects.exists()
