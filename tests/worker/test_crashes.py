"""A worker is killed after each step of its work, with kill -9. Nobody misses a mail; who gets two gets one twice."""

import random
import shutil
import signal
import time

import pytest

from tests.worker.siege import besiege

pytestmark = pytest.mark.worker
DRAIN = "tests.worker.drain"
SCENE = "tests.worker.scene"
MOMENT = {"STAGE_MOMENT": "2026-12-07T08:00:00+00:00"}


def die_after(stage, step):
    """Twenty people have a mail to come; the worker dies after that step of the first one."""
    stage.run(SCENE, "crowd")
    assert stage.fork(DRAIN, DIE=step, **MOMENT).wait() == -signal.SIGKILL


@pytest.mark.parametrize(
    ("step", "mails", "uncertain"), [("claim", 20, 0), ("announce", 20, 1), ("taken", 21, 1), ("journal", 20, 0)]
)
def test_death_after_a_step_loses_nobody_and_doubles_only_what_cannot_be_known(stage, step, mails, uncertain):
    die_after(stage, step)

    tally = stage.run(DRAIN, **MOMENT)

    assert (len(stage.sink.mails), tally["uncertain"]) == (mails, uncertain)
    assert len(set(stage.sink.recipients)) == 20
    assert stage.sink.told_anew == []
    assert len(stage.run(SCENE, "uncertain")) == uncertain
    assert stage.run(SCENE, "states") == {"sent": 20}


def test_death_before_the_database_knows_makes_a_copy_when_nobody_reads_the_journal(stage):
    die_after(stage, "journal")

    tally = stage.run(DRAIN, SABOTAGE="journal", **MOMENT)

    assert (tally["uncertain"], stage.sink.copies) == (1, [2])


def test_lost_journal_makes_the_same_mail_once_more_and_says_so(stage):
    die_after(stage, "journal")
    shutil.rmtree(stage.folder / "journal")

    stage.run(DRAIN, **MOMENT)

    assert (stage.sink.copies, stage.sink.told_anew) == ([2], [])
    assert stage.run(SCENE, "uncertain") == [stage.sink.mails[0][0]]


def test_second_machine_without_that_journal_says_it_does_not_know(stage):
    die_after(stage, "journal")

    stage.run(DRAIN, MACHINE="second", **MOMENT)

    assert (stage.sink.copies, stage.sink.told_anew) == ([2], [])
    assert stage.run(SCENE, "uncertain") == [stage.sink.mails[0][0]]


def test_disk_that_refuses_the_journal_keeps_nobody_from_being_told(stage):
    stage.run(SCENE, "crowd")
    (stage.folder / "journal").write_text("no folder")

    assert stage.run(DRAIN, **MOMENT)["mails"] == 20

    (stage.folder / "journal").unlink()
    assert stage.run(DRAIN, **MOMENT)["mails"] == 0


@pytest.mark.parametrize("delay", [0, 0.02])
def test_kills_at_random_moments(stage, delay):
    found = besiege(stage, kills=12, delay=delay, seed=1, groups=15)

    assert (found.lost, found.told_anew) == (0, 0)
    assert found.copies <= found.uncertain
    assert found.kills == 12


def test_killed_look_leaves_all_or_nothing(stage):
    """Every notice that a look finds is there once, however often it was killed on the way."""
    stage.run(SCENE, "slipping", "12")
    number = stage.run(DRAIN, LOOK="only", **MOMENT)
    expected = stage.run(SCENE, "keys")
    stage.run(SCENE, "slipping", "12")
    chance = random.Random(3)
    for _ in range(8):
        look = stage.fork(DRAIN, LOOK="only", **MOMENT)
        time.sleep(chance.uniform(0, 0.25))
        stage.end(look, signal.SIGKILL)
        assert len(stage.run(SCENE, "keys")) in (0, number)

    assert stage.run(DRAIN, LOOK="only", **MOMENT) == number == 12
    assert [key[0::3] for key in stage.run(SCENE, "keys")] == [key[0::3] for key in expected]


def test_poison_is_parked_and_its_neighbours_are_told(stage):
    stage.run(SCENE, "crowd")
    stage.run(SCENE, "poison", "1")

    for moment in ("2026-12-07T08:00", "2026-12-07T09:30", "2026-12-08T10:00"):
        stage.run(DRAIN, STAGE_MOMENT=f"{moment}:00+00:00")

    assert stage.run(SCENE, "states") == {"sent": 19, "failed": 1}
    assert len(stage.sink.mails) == len(set(stage.sink.recipients)) == 19
