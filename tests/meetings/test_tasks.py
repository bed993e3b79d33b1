"""What a tick does; real workers run it in tests/worker."""

from datetime import date, datetime

import pytest
import time_machine
from django.core import mail
from django.db import transaction

from meetings import reminders, tasks
from meetings.rhythm import refresh_cadence
from meetings.tasks import tick
from notifications import outbox
from tests.factories import MeetingFactory, NoticeFactory

pytestmark = pytest.mark.django_db
MORNING = "2026-12-07T08:00:00+01:00"


@pytest.fixture
def slipping(personas):
    MeetingFactory(community=personas.group, day=date(2026, 10, 30), status="held")
    refresh_cadence(community_ids=[personas.group.pk], today=date(2026, 10, 30))
    return personas


def test_tick_looks_and_delivers_once(slipping, settings):
    settings.ALLOW_MOVED_CLOCK = True

    tick(at=MORNING)
    tick(at=MORNING)

    assert [message.to for message in mail.outbox] == [["teacher@school.example"]]


@time_machine.travel("2026-11-22T20:00:00+01:00", tick=False)
def test_tick_does_not_believe_a_message_about_the_time(slipping):
    tick(at=MORNING)

    assert mail.outbox == []


def test_tick_delivers_what_waits_when_the_look_fails(slipping, settings, monkeypatch):
    settings.ALLOW_MOVED_CLOCK = True
    NoticeFactory(
        kind="plan_next",
        subject=f"community:{slipping.group.pk}",
        occasion="2026-2027#2",
        recipient=slipping.teacher,
    )

    def fail(now):
        with transaction.atomic():
            raise ArithmeticError("a community that cannot be reckoned")

    monkeypatch.setattr(reminders, "look", fail)
    tick(at=MORNING)

    assert len(mail.outbox) == 1


def test_tick_wakes_others_when_more_than_a_batch_waits(slipping, settings, monkeypatch):
    settings.ALLOW_MOVED_CLOCK = True
    monkeypatch.setattr(outbox, "BATCH", 1)
    woken = []
    monkeypatch.setattr(tasks.deliver, "apply_async", lambda **message: woken.append(message["kwargs"]))
    NoticeFactory(kind="plan_next", recipient=slipping.coach)

    tick(at=MORNING)

    assert woken == [{"at": MORNING}]


def test_deliver_sends_what_waits_without_a_look(slipping, settings):
    settings.ALLOW_MOVED_CLOCK = True
    reminders.look(now=datetime.fromisoformat(MORNING))

    tasks.deliver(at=MORNING)

    assert len(mail.outbox) == 1
