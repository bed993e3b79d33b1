"""A real Celery worker with its beat, on both brokers, sends a slipping group the mail it needs, once."""

import time

import pytest

from tests.environment import REDIS

pytestmark = pytest.mark.worker
MORNING = "2026-12-07T07:00:00+00:00"  # 08:00 in Brussels, the day the window opens


@pytest.mark.parametrize(
    "broker", ["filesystem://", pytest.param(f"redis://{REDIS[0]}:{REDIS[1]}/0", marks=pytest.mark.redis)]
)
def test_worker_with_beat_mails_a_slipping_group_once(stage, broker):
    stage.broker = broker
    stage.run("tests.worker.scene", "slipping")

    worker = stage.start_worker(moment=MORNING)
    stage.until(lambda: stage.sink.mails, worker)
    ticks = worker.log.read_text().count("tick: looked")
    stage.until(lambda: worker.log.read_text().count("tick: looked") >= ticks + 2, worker)

    assert stage.sink.recipients == ["tine@school.example"]
    message = stage.sink.mails[0][1]
    assert message["Auto-Submitted"] == "auto-generated"
    assert "/plan/" in message.get_body(("plain",)).get_content()
    assert stage.run("tests.worker.scene", "states") == {"sent": 1}


def test_worker_says_nothing_at_night(stage):
    stage.run("tests.worker.scene", "slipping")

    worker = stage.start_worker(moment="2026-12-07T02:00:00+00:00")
    stage.until(lambda: worker.log.read_text().count("tick: looked") >= 2, worker)
    time.sleep(0.2)

    assert stage.sink.mails == []
    assert stage.run("tests.worker.scene", "states") == {"queued": 1}
