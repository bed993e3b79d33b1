"""Measure: workers that are killed with kill -9 at random moments, and what became of everybody's mail.

    .venv/bin/python -m tests.measure.kills [--kills 200] [--delay 0.01] [--database-url …] [--seed 1]
    .venv/bin/python -m tests.measure.kills --broker redis|filesystem [--kills 200]

Without a broker two deliveries run side by side (on SQLite they take turns at the database) and one of them is killed a
moment after the mail server saw another mail. With a broker a real Celery worker with its beat delivers, and the whole
of it is killed and started again. `--delay`: seconds that the mail server needs for a mail. Prints counts as JSON;
the exit code is 1 when somebody got no mail, or one twice that was not the same.
"""

import argparse
import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg2

from tests.worker.siege import MOMENT, Found, begin_again, besiege, count
from tests.worker.sink import Sink
from tests.worker.stage import CELERY, Stage

SCENE = "tests.worker.scene"
BROKERS = {"filesystem": "filesystem://", "redis": "redis://127.0.0.1:6379/0"}
GROUPS = 60  # of four


@contextmanager
def stage_on(database_url: str | None) -> Iterator[Stage]:
    """A stage on SQLite, or on an empty database of the server of that address."""
    with TemporaryDirectory(prefix="kills-") as folder, Sink() as sink:
        if database_url is None:
            stage = Stage(Path(folder), sink, f"sqlite:///{folder}/kills.sqlite3")
        else:
            server, _slash, name = database_url.rpartition("/")
            with closing(psycopg2.connect(f"{server}/postgres")) as connection:
                connection.autocommit = True
                connection.cursor().execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
                connection.cursor().execute(f"CREATE DATABASE {name}")
            stage = Stage(Path(folder), sink, database_url)
        try:
            stage.run(SCENE, "migrate")
            yield stage
        finally:
            stage.close()


def besiege_celery(stage: Stage, *, kills: int, delay: float, seed: int) -> Found:
    """Kill a Celery worker with all its processes, a moment after the server saw another mail."""
    chance, found = random.Random(seed), Found()
    stage.run(SCENE, "crowd", str(GROUPS))
    stage.sink.delay = delay
    people = GROUPS * 4
    while found.kills < kills:
        while found.kills < kills and len(set(stage.sink.recipients)) < people:
            started, begun = time.monotonic(), stage.sink.begun
            worker = start(stage)
            stage.until(lambda begun=begun: stage.sink.begun > begun or is_idle(stage, people), worker)
            if found.kills:
                found.seconds.append(time.monotonic() - started)
            time.sleep(chance.uniform(0, 0.1 + 2 * delay))
            stage.end(worker, signal.SIGKILL)
            found.kills += 1
        worker = start(stage)
        seen = ticks(worker)
        stage.until(lambda worker=worker, seen=seen: ticks(worker) > seen + 2, worker)
        stage.end(worker)
        count(stage, found, people)
        if found.kills < kills:
            begin_again(stage)
    return found


def start(stage: Stage) -> "subprocess.Popen[str]":
    # A prefork pool on Redis; the broker of files has one reader.
    pool = ["-P", "solo"] if stage.broker.startswith("filesystem") else ["-c", "2"]
    options = [*pool, "-l", "INFO", "--without-gossip", "--without-mingle", "-B"]
    return stage.start(*CELERY, "worker", *options, TICK_SECONDS="1", **MOMENT)


def ticks(worker: "subprocess.Popen[str]") -> int:
    text: str = worker.log.read_text()  # type: ignore[attr-defined]
    return text.count("tick: looked")


def is_idle(stage: Stage, people: int) -> bool:
    return len(set(stage.sink.recipients)) >= people


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--delay", type=float, default=0.01)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--broker", choices=BROKERS)
    parser.add_argument("--database-url", help="a database that is made anew; default: SQLite in a temporary folder")
    options = parser.parse_args()
    started = time.monotonic()
    with stage_on(options.database_url) as stage:
        if options.broker:
            stage.broker = BROKERS[options.broker]
            found = besiege_celery(stage, kills=options.kills, delay=options.delay, seed=options.seed)
        else:
            found = besiege(stage, kills=options.kills, delay=options.delay, seed=options.seed, groups=GROUPS)
    result = {
        "kills": found.kills,
        "people": found.people,
        "lost": found.lost,
        "doubled with the same id": found.copies,
        "doubled with a new id": found.told_anew,
        "uncertain": found.uncertain,
        "seconds to the next mail, p95": round(found.p95, 2),
        "seconds": round(time.monotonic() - started),
    }
    print(json.dumps(result))
    return 1 if found.lost or found.told_anew else 0


if __name__ == "__main__":
    sys.exit(main())
