"""The database crashes, the broker is emptied or killed, the machine is asked to stop: nothing is lost or doubled."""

import random
import signal
import time

import pytest

from tests.worker.servers import Postgres, Redis
from tests.worker.siege import wait_for
from tests.worker.sink import Sink
from tests.worker.stage import Stage

pytestmark = pytest.mark.worker
DRAIN = "tests.worker.drain"
SCENE = "tests.worker.scene"
MORNING = "2026-12-07T07:00:00+00:00"


def ticks(worker):
    return worker.log.read_text().count("tick: looked")


@pytest.mark.postgres
@pytest.mark.own_postgres
def test_database_that_crashes_under_two_workers(tmp_path):
    """The mail in hand goes on to the server; the journal remembers what the database could not."""
    chance = random.Random(5)
    with Postgres() as postgres, Sink() as sink:
        stage = Stage(tmp_path, sink, postgres.url)
        try:
            stage.run(SCENE, "migrate")
            stage.run(SCENE, "crowd", "15")
            sink.delay = 0.01
            for _ in range(4):
                running = [stage.fork(DRAIN, BATCH="5", STAGE_MOMENT=MORNING) for _ in range(2)]
                wait_for(lambda begun=sink.begun: sink.begun > begun, running)
                time.sleep(chance.uniform(0, 0.1))
                postgres.crash()
                for child in running:
                    child.wait()
            stage.run(DRAIN, STAGE_MOMENT=MORNING)

            assert len(set(sink.recipients)) == 60
            assert (sink.copies, sink.told_anew) == ([], [])
            assert stage.run(SCENE, "states") == {"sent": 60}
        finally:
            stage.close()


@pytest.mark.own_redis
def test_broker_that_is_emptied_and_killed(stage):
    """Messages carry no facts: the next tick finds everything in the database."""
    with Redis() as redis:
        stage.broker = redis.url
        stage.run(SCENE, "slipping", "3")
        worker = stage.start_worker(moment="2026-12-07T05:00:00+00:00")
        for _ in range(5):
            redis.say(b"FLUSHALL")
            time.sleep(0.1)
        redis.kill()
        time.sleep(0.5)
        redis.start()
        seen = ticks(worker)
        stage.until(lambda: ticks(worker) > seen + 1, worker)
        assert stage.sink.mails == []
        stage.end(worker)

        worker = stage.start_worker(moment=MORNING)
        redis.say(b"FLUSHALL")
        stage.until(lambda: len(stage.sink.mails) == 3, worker)
        redis.kill()
        redis.start()
        seen = ticks(worker)
        stage.until(lambda: ticks(worker) > seen + 1, worker)

        assert len(set(stage.sink.recipients)) == len(stage.sink.mails) == 3


def test_five_beats_tell_everybody_once(stage):
    stage.run(SCENE, "slipping", "3")
    worker = stage.start_worker(moment=MORNING)
    beats = [stage.start_beat(moment=MORNING, tick_seconds=1) for _ in range(4)]  # the fifth lives in the worker

    stage.until(lambda: ticks(worker) >= 12, worker)

    assert [beat.poll() for beat in beats] == [None] * 4
    assert len(set(stage.sink.recipients)) == len(stage.sink.mails) == 3


def test_worker_that_is_asked_to_stop_ends_what_it_does(stage):
    stage.run(SCENE, "crowd")
    stage.sink.delay = 0.05
    worker = stage.start_worker(moment=MORNING)
    stage.until(lambda: stage.sink.begun > 2, worker)

    worker.send_signal(signal.SIGTERM)
    worker.wait(30)

    assert "claimed" not in stage.run(SCENE, "states")
    stage.run(DRAIN, STAGE_MOMENT=MORNING)
    assert len(set(stage.sink.recipients)) == len(stage.sink.mails) == 20
