"""Real processes that race, die and freeze between claim and send. Each has a twin in which the protection is gone."""

import signal
import time
from collections import Counter

import pytest

pytestmark = pytest.mark.worker
MOMENT = "2026-12-07T08:00:00+00:00"
DRAIN = ("tests.worker.drain",)


def race(stage, **more):
    """Two processes that see the same queue; the second claims while the first sends. How often each was told."""
    stage.run("tests.worker.scene", "crowd")
    stage.sink.delay = 0.15
    drains = [stage.fork(*DRAIN, STAGE_MOMENT=MOMENT, BARRIER="2", AFTER=after, **more) for after in ("0", "1")]
    tallies = [drain.result() for drain in drains]
    return Counter(stage.sink.recipients), tallies


def test_two_workers_tell_everybody_once(stage):
    told, tallies = race(stage)

    assert len(told) == 20
    assert set(told.values()) == {1}
    assert sum(tally["sent"] for tally in tallies) == 20


def test_two_workers_without_the_condition_in_the_claim_tell_people_twice(stage):
    told, _tallies = race(stage, SABOTAGE="claim")

    assert max(told.values()) == 2


@pytest.mark.parametrize("number", [4, 8])
def test_many_workers_tell_everybody_once(stage, number):
    stage.run("tests.worker.scene", "crowd", "8")
    stage.sink.delay = 0.02
    options = {"BARRIER": f"{number}", "BATCH": "3", "MAIL_CONNECTIONS": f"{number}", "STAGE_MOMENT": MOMENT}

    tallies = [drain.result() for drain in [stage.fork(*DRAIN, **options) for _ in range(number)]]

    assert set(Counter(stage.sink.recipients).values()) == {1}
    assert sum(tally["sent"] for tally in tallies) == 32
    assert sum(tally["mails"] > 0 for tally in tallies) > 1


def hold(stage):
    """A worker that has claimed and waits in the middle of its first mail."""
    stage.run("tests.worker.scene", "crowd")
    stage.sink.delay = 3
    worker = stage.fork(*DRAIN, STAGE_MOMENT=MOMENT)
    stage.until(lambda: stage.sink.begun, worker)
    stage.sink.delay = 0
    return worker


def test_killed_worker_loses_nothing(stage):
    stage.end(hold(stage), signal.SIGKILL)
    assert stage.run("tests.worker.scene", "states") == {"claimed": 20}

    tally = stage.run(*DRAIN, STAGE_MOMENT=MOMENT)

    assert (tally["released"], tally["sent"]) == (20, 20)
    time.sleep(3)  # the mail that was under way may arrive too, as the same mail
    ids = {str(message["Message-ID"]) for _recipient, message in stage.sink.mails}
    assert len(ids) == len(set(stage.sink.recipients)) == 20
    assert len(stage.sink.mails) <= 21


def test_killed_worker_without_release_loses_all(stage):
    stage.end(hold(stage), signal.SIGKILL)

    tally = stage.run(*DRAIN, STAGE_MOMENT=MOMENT, SABOTAGE="release")

    assert (tally["sent"], stage.run("tests.worker.scene", "states")) == (0, {"claimed": 20})


def frozen(stage, **more):
    """A worker freezes in the middle of its work, another one looks around, the first goes on."""
    worker = hold(stage)
    worker.send_signal(signal.SIGSTOP)
    tally = stage.run(*DRAIN, STAGE_MOMENT=MOMENT, **more)
    worker.send_signal(signal.SIGCONT)
    worker.result()
    return tally


def test_frozen_worker_keeps_what_it_claimed(stage):
    tally = frozen(stage)

    assert (tally["released"], tally["sent"]) == (0, 0)
    assert set(Counter(stage.sink.recipients).values()) == {1}
    assert len(stage.sink.mails) == 20


def test_frozen_worker_without_proof_of_life_makes_doubles(stage):
    tally = frozen(stage, SABOTAGE="life")

    assert tally["released"] == 20
    assert max(Counter(stage.sink.recipients).values()) == 2
