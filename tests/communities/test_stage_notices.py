"""That a decision is coming is told once, four school weeks before; the thanks go out in the group's own words."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.conf import settings
from django.core import mail

from communities import actions, stage_notices
from communities.tasks import look_at_experiments
from notifications import outbox
from notifications.models import Notice
from plc_platform.celery import app
from tests.factories import ExperimentFactory, MembershipFactory

MAY = date(2027, 5, 14)  # a Friday; twenty school days before, over the Ascension and Easter holidays, is 14 April
BEFORE, TOLD = datetime(2027, 4, 12, 7, tzinfo=UTC), datetime(2027, 4, 14, 7, tzinfo=UTC)
ENGLISH = ("teacher", "coach", "leader")


@pytest.fixture
def on_trial(personas):
    for who in ENGLISH:
        person = getattr(personas, who)
        person.language = "en"
        person.save()
    return ExperimentFactory(community=personas.group, question="Durven ze meer?", ends_on=MAY)


def recipients():
    return {notice.recipient for notice in Notice.objects.filter(kind="decide_experiment")}


def test_everybody_and_the_leader_hear_of_it_once(personas, on_trial):
    assert stage_notices.look(now=BEFORE) == 0
    stage_notices.look(now=TOLD)
    stage_notices.look(now=TOLD)
    outbox.deliver_due(now=TOLD)

    assert recipients() == {personas.teacher, personas.coach, personas.leader}
    assert len(mail.outbox) == 3
    assert "how does it go on after Friday 14 May" in mail.outbox[0].subject
    assert "Durven ze meer?" in mail.outbox[0].body


@time_machine.travel(TOLD, tick=False)
def test_the_hourly_task_tells_it_once(personas, on_trial):
    look_at_experiments()
    look_at_experiments()

    assert recipients() == {personas.teacher, personas.coach, personas.leader}
    assert Notice.objects.filter(kind="decide_experiment").count() == 3


def test_beat_wakes_only_what_a_worker_knows():
    app.loader.import_default_modules()

    assert {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} <= set(app.tasks)


def test_first_day_is_the_twentieth_school_day_before(personas, on_trial):
    days = [day for day in range(1, 31) if stage_notices.look(now=datetime(2027, 4, day, 7, tzinfo=UTC))]

    told = Notice.objects.filter(kind="decide_experiment").first()
    assert (days, told.created_at.date()) == ([14], date(2027, 4, 14))


def test_extension_is_told_anew(personas, on_trial):
    stage_notices.look(now=TOLD)
    on_trial.ends_on = date(2027, 6, 18)
    on_trial.save()
    outbox.deliver_due(now=TOLD)
    stage_notices.look(now=datetime(2027, 5, 25, 7, tzinfo=UTC))

    states = sorted(Notice.objects.filter(kind="decide_experiment").values_list("state", flat=True))
    assert states == ["dropped"] * 3 + ["queued"] * 3


@pytest.mark.parametrize("change", ["closed", "ended", "silent", "near"])
def test_nothing_is_told_of_what_is_decided_finished_silenced_or_was_near_at_once(personas, on_trial, change):
    if change == "closed":
        on_trial.closed_on = date(2027, 4, 1)
    elif change == "near":
        on_trial.started_on = date(2027, 5, 3)
    elif change == "ended":
        personas.group.ended_on = date(2027, 4, 1)
    else:
        personas.school.has_reminders = False
    on_trial.save()
    personas.group.save()
    personas.school.save()

    assert stage_notices.look(now=datetime(2027, 5, 4, 7, tzinfo=UTC)) == 0


@pytest.mark.parametrize("number", [1, 3])
def test_look_needs_a_fixed_number_of_statements(personas, on_trial, django_assert_num_queries, number):
    for _ in range(number - 1):
        ExperimentFactory(community=MembershipFactory(community__school=personas.school).community, ends_on=MAY)

    with django_assert_num_queries(8):
        stage_notices.look(now=TOLD)


def test_look_needs_one_statement_where_nothing_is_near(personas, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert stage_notices.look(now=TOLD) == 0


def test_thanks_are_mailed_in_the_words_of_the_group(personas, on_trial):
    now = datetime(2026, 11, 23, 7, tzinfo=UTC)
    actions.finish_community(
        community=personas.group, ended_on=now.date(), thanks="Wat een jaar!", by=personas.teacher, now=now
    )
    outbox.deliver_due(now=now)

    assert {message.subject for message in mail.outbox} == {"Ontwerpteam wiskunde: thank you"}
    assert all("Wat een jaar!" in message.body for message in mail.outbox)


def test_group_that_goes_on_after_all_is_not_thanked(personas, on_trial):
    now = datetime(2026, 11, 23, 7, tzinfo=UTC)
    actions.finish_community(community=personas.group, ended_on=now.date(), thanks="Dag!", by=personas.teacher, now=now)
    actions.reopen_community(community=personas.group, by=personas.teacher, now=now)
    outbox.deliver_due(now=now)

    assert mail.outbox == []
