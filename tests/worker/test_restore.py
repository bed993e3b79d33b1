"""Last night's back-up is put back, or a copy wakes up somewhere else. Nobody hears an old thing again."""

import sqlite3
import subprocess
from contextlib import closing

import psycopg2
import pytest

from tests.environment import postgres_program

pytestmark = pytest.mark.worker
DRAIN = "tests.worker.drain"
SCENE = "tests.worker.scene"
MORNING = {"STAGE_MOMENT": "2026-12-07T08:00:00+00:00"}
NEXT_DAY = {"STAGE_MOMENT": "2026-12-08T08:00:00+00:00"}


def backup(stage):
    """As docs/operations.md says."""
    if stage.database_url.startswith("sqlite"):
        live, copy = (sqlite3.connect(stage.folder / f"{name}.sqlite3") for name in ("stage", "backup"))
        with closing(live), closing(copy):
            live.backup(copy)
        return
    command = [
        postgres_program("pg_dump"),
        "--format=custom",
        "--file",
        str(stage.folder / "backup"),
        stage.database_url,
    ]
    subprocess.run(command, check=True)


def restore(stage):
    if stage.database_url.startswith("sqlite"):
        for path in stage.folder.glob("stage.sqlite3-*"):
            path.unlink()
        (stage.folder / "stage.sqlite3").write_bytes((stage.folder / "backup.sqlite3").read_bytes())
        return
    server, _slash, name = stage.database_url.rpartition("/")
    with closing(psycopg2.connect(f"{server}/postgres")) as connection:
        connection.autocommit = True
        connection.cursor().execute(f"DROP DATABASE {name} WITH (FORCE)")
        connection.cursor().execute(f"CREATE DATABASE {name}")
    command = [postgres_program("pg_restore"), "--dbname", stage.database_url, str(stage.folder / "backup")]
    subprocess.run(command, check=True)


def put_back_last_night(stage):
    """Some were told on Monday; then a back-up was made; the others were told on Tuesday, and that is forgotten."""
    stage.run(SCENE, "crowd", "2")
    stage.sink.refused = {f"m1{n}@school.example": "451 later" for n in range(4)}
    assert stage.run(DRAIN, **MORNING)["mails"] == 4
    backup(stage)
    stage.sink.refused = {}
    assert stage.run(DRAIN, **NEXT_DAY)["mails"] == 4
    restore(stage)
    assert stage.run(SCENE, "states") == {"sent": 4, "queued": 4}
    stage.sink.mails.clear()


def test_last_nights_back_up_tells_nothing_until_somebody_has_looked(stage):
    put_back_last_night(stage)
    assert stage.run(DRAIN, **NEXT_DAY)["why_not"] == "went_back"

    found = stage.run(SCENE, "after_restore")
    assert (found["marked"], found["added"], found["unknown"]) == (4, 0, 0)
    stage.run(SCENE, "add_group")
    tally = stage.run(DRAIN, **NEXT_DAY)

    assert tally["mails"] == 4
    assert stage.sink.recipients == [f"new{n}@school.example" for n in range(4)]


def test_last_nights_back_up_without_that_counter_tells_it_all_again(stage):
    put_back_last_night(stage)

    assert stage.run(DRAIN, SABOTAGE="epoch", **NEXT_DAY)["mails"] == 4


def test_copy_at_another_address_mails_nobody(stage):
    stage.run(SCENE, "crowd", "1")
    stage.sink.refused["m03@school.example"] = "451 later"
    stage.run(DRAIN, **MORNING)
    stage.sink.clear()
    elsewhere = {"SITE_URL": "https://test.example", "MACHINE": "elsewhere"}

    assert stage.run(DRAIN, **elsewhere, **NEXT_DAY)["why_not"] == "other_address"
    assert stage.sink.mails == []

    assert stage.run(SCENE, "after_restore", **elsewhere)["why_not"] == "other_address"
    assert stage.run(DRAIN, **elsewhere, **NEXT_DAY)["mails"] == 1
