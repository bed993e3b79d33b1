"""Mail servers that are down, busy, slow, picky or cut the line. Whoever can be told is told, the others wait."""

import time
from collections import Counter

import pytest

from tests.worker.sink import CUT_KEPT, CUT_LOST, Scissors, Tarpit

pytestmark = pytest.mark.worker
DRAIN = "tests.worker.drain"
SCENE = "tests.worker.scene"
MOMENT = {"STAGE_MOMENT": "2026-12-07T08:00:00+00:00"}
LATER = {"STAGE_MOMENT": "2026-12-07T08:30:00+00:00"}
NOBODY = {"SINK_PORT": "9"}


def test_server_that_is_down_for_a_day(stage):
    """Few tries, further and further apart; on the next day what is still true, in one mail each."""
    stage.run(SCENE, "crowd")
    for minutes in (0, 10, 20, 30, 60, 120, 180, 240, 300, 360):
        moment = f"2026-12-07T{8 + minutes // 60:02}:{minutes % 60:02}:00+00:00"
        assert stage.run(DRAIN, STAGE_MOMENT=moment, **NOBODY)["mails"] == 0
    attempts = [number for number, _error, _uncertain in stage.run(SCENE, "tries")]
    assert 1 <= max(attempts) <= 9
    stage.run(SCENE, "half_is_gone")

    stage.run(DRAIN, STAGE_MOMENT="2026-12-08T08:00:00+00:00")

    assert len(stage.sink.mails) == len(set(stage.sink.recipients)) == 9
    assert stage.run(SCENE, "states") == {"dropped": 10, "sent": 9}
    assert stage.run(SCENE, "uncertain") == []


def test_server_that_drips_holds_nobody_for_long(stage):
    stage.run(SCENE, "crowd", "1")
    with Tarpit() as tarpit:
        started = time.monotonic()
        tally = stage.run(DRAIN, SINK_PORT=str(tarpit.port), EMAIL_TIMEOUT="1.5", **MOMENT)
        assert time.monotonic() - started < 9
        assert (tarpit.seen, tally["is_stopped"], tally["uncertain"]) == (2, True, 0)

    assert stage.run(DRAIN, **LATER)["mails"] == 4


def test_one_refused_person_fails_alone_and_is_left_alone_after_three_times(stage):
    stage.run(SCENE, "crowd", "1")
    stage.sink.refused["m01@school.example"] = "550 5.1.1 no such user"

    assert stage.run(DRAIN, **MOMENT)["sent"] == 3
    assert stage.run(SCENE, "states") == {"sent": 3, "failed": 1}
    for day in (8, 9, 10):
        stage.run(SCENE, "requeue")
        stage.run(DRAIN, STAGE_MOMENT=f"2026-12-{day:02}T08:00:00+00:00")

    assert stage.run(SCENE, "faults") == [["m01@school.example", 3, True]]
    assert stage.run(SCENE, "states") == {"sent": 3, "queued": 1}
    assert Counter(stage.sink.recipients) == {"m00@school.example": 4, "m02@school.example": 4, "m03@school.example": 4}


@pytest.mark.parametrize("answer", ["421 4.3.2 closing", "432 4.3.2 too many connections", "452 4.3.1 too busy"])
def test_server_that_is_busy_in_mid_run_gets_a_new_connection_and_the_mail_later(stage, answer):
    stage.run(SCENE, "crowd")
    stage.sink.answers = ["250 OK", "250 OK", answer, "250 OK"]

    first = stage.run(DRAIN, **MOMENT)
    second = stage.run(DRAIN, **LATER)

    assert (first["mails"], second["mails"]) == (19, 1)
    assert (stage.sink.copies, stage.sink.told_anew, stage.run(SCENE, "uncertain")) == ([], [], [])


def test_many_workers_ask_the_server_for_two_connections(stage):
    stage.run(SCENE, "crowd")
    stage.sink.is_held = True

    drains = [stage.fork(DRAIN, BATCH="2", EMAIL_TIMEOUT="60", **MOMENT) for _ in range(6)]
    stage.until(lambda: sum(drain.poll() is not None for drain in drains) == 4 and stage.sink.open == 2)
    stage.sink.is_held = False
    tallies = [drain.result() for drain in drains]

    assert stage.sink.most == 2
    assert sum(tally["mails"] for tally in tallies) == 20
    assert {tally["why_not"] for tally in tallies} <= {"", "busy"}


@pytest.mark.parametrize(("cut", "copies"), [(CUT_KEPT, [2]), (CUT_LOST, [])])
def test_line_that_is_cut_before_the_answer_makes_the_same_mail_again(stage, cut, copies):
    stage.run(SCENE, "crowd")
    stage.sink.answers = ["250 OK", cut]

    first = stage.run(DRAIN, **MOMENT)
    stage.run(DRAIN, **LATER)

    assert (first["mails"], first["uncertain"]) == (19, 1)
    assert (stage.sink.copies, stage.sink.told_anew) == (copies, [])
    assert len(set(stage.sink.recipients)) == 20
    assert len(stage.run(SCENE, "uncertain")) == 1


def test_line_that_is_cut_in_the_middle_of_a_mail_loses_nobody(stage):
    stage.run(SCENE, "crowd", "1")
    with Scissors(stage.sink.port, after=1500) as scissors:
        first = stage.run(DRAIN, SINK_PORT=str(scissors.port), **MOMENT)
        stage.run(DRAIN, SINK_PORT=str(scissors.port), **LATER)

    assert (first["mails"], first["uncertain"]) == (3, 1)
    assert (len(stage.sink.mails), stage.sink.told_anew) == (4, [])
    assert stage.run(SCENE, "states") == {"sent": 4}


def test_mail_says_that_no_human_wrote_it(stage):
    """So that no automatic answer comes back, and none to that."""
    stage.run(SCENE, "crowd", "1")
    stage.run(DRAIN, **MOMENT)

    (_who, message), *_others = stage.sink.mails
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"].endswith("@plc.example>")
    assert "notices.plc.example" in message["List-Id"]
