"""A monitor knows of real processes whether they run. Beat alone is not enough."""

import signal

import pytest

from tests.worker.stage import CELERY

pytestmark = pytest.mark.worker
MOMENT = "2026-12-07T08:00:00+00:00"


def health(stage, moment):
    return stage.run("tests.worker.scene", "health", STAGE_MOMENT=moment)


def test_monitor_hears_within_a_quarter_that_worker_and_beat_were_killed(stage):
    stage.run("tests.worker.scene", "slipping")
    assert health(stage, MOMENT) == [503, "look", "beat"]

    worker = stage.start_worker(moment=MOMENT)
    stage.until(lambda: health(stage, MOMENT) == [200], worker)
    stage.end(worker, signal.SIGKILL)

    assert health(stage, "2026-12-07T08:05:00+00:00") == [200]
    assert health(stage, "2026-12-07T08:16:00+00:00") == [503, "look", "beat"]


def test_beat_alone_does_not_pass_for_a_worker(stage):
    stage.run("tests.worker.scene", "slipping")

    beat = stage.start(*CELERY, "beat", "-l", "INFO", STAGE_MOMENT=MOMENT, TICK_SECONDS="1")

    stage.until(lambda: health(stage, MOMENT) == [503, "look"], beat)
