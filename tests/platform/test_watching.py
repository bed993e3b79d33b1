"""Beat leaves a sign, and a page asks for a look when there was none."""

from datetime import timedelta

import pytest
from celery import current_app
from celery.beat import Scheduler
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.urls import reverse

from notifications import heartbeat
from notifications.models import Heartbeat
from plc_platform import beat, clock, second_trigger

pytestmark = pytest.mark.django_db


@pytest.fixture
def scheduler(monkeypatch, tmp_path):
    monkeypatch.setattr(connection, "close", lambda: None)  # it holds the transaction of the test
    monkeypatch.setattr(Scheduler, "tick", lambda self, *args, **options: 300.0)
    return beat.WatchedScheduler(current_app, lazy=True)


def test_beat_leaves_a_sign_once_a_minute(scheduler, django_assert_num_queries):
    assert scheduler.tick() == 60
    with django_assert_num_queries(0):
        scheduler.tick()
    scheduler.next_note -= 60
    scheduler.tick()

    assert Heartbeat.objects.get().name == "beat"


def test_beat_goes_on_without_a_database(scheduler, monkeypatch):
    def away(*args, **options):
        raise OSError

    monkeypatch.setattr(heartbeat, "note", away)

    assert scheduler.tick() == 60


@pytest.fixture
def sent(monkeypatch):
    """Names of the tasks that were sent."""
    names = []
    monkeypatch.setattr(current_app._get_current_object(), "send_task", lambda name, **options: names.append(name))
    cache.clear()
    return names


def test_page_asks_when_there_was_no_look(sent):
    heartbeat.note("look", now=clock.now() - timedelta(minutes=11))

    assert [second_trigger.ask() for _number in range(3)] == [True, False, False]
    assert sent == ["meetings.tick"]


def test_page_does_not_ask_while_looks_go_on(sent):
    heartbeat.note("look", now=clock.now() - timedelta(minutes=6))

    assert not second_trigger.ask()
    assert sent == []


def test_page_is_answered_though_the_broker_is_away(sent, monkeypatch):
    monkeypatch.setattr(connection, "close", lambda: None)

    def away(*args, **options):
        raise OSError

    monkeypatch.setattr(current_app._get_current_object(), "send_task", away)

    second_trigger.ask_quietly()


class Thread:
    """Counts what would be started."""

    started: list[object] = []

    def __init__(self, *, target, daemon):
        self.target = target

    def start(self):
        self.started.append(self.target)


@pytest.fixture
def started(monkeypatch, settings):
    settings.SECOND_TRIGGER_SECONDS = 60
    monkeypatch.setattr(second_trigger, "Thread", Thread)
    monkeypatch.setattr(Thread, "started", [])
    return Thread.started


def test_page_of_who_signed_in_looks_once_a_minute(personas, signed_in, started):
    client = signed_in(personas.teacher)
    for _number in range(3):
        client.get(reverse("dashboard:mine"))

    assert started == [second_trigger.ask_quietly]


def test_page_of_who_did_not_sign_in_does_not_look(client, started, db):
    client.get(reverse("account_login"))

    assert started == []


def test_every_task_of_the_beat_stands_in_the_manual():
    manual = (settings.BASE_DIR / "docs" / "operations.md").read_text()

    assert [one["task"] for one in settings.CELERY_BEAT_SCHEDULE.values() if f"`{one['task']}`" not in manual] == []
