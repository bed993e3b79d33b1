"""Measure: mails a second through Redis with two prefork processes to a local mail server, beside a bare Celery task.

    .venv/bin/python -m tests.measure.mail_rate [--groups 250] [--database-url …] [--profile]

The outbox tells `--groups` groups of four that they are overdue, with everything it does: claim, compose from how
things stand, announce, send, journal, mark. The bare task sends as many ready-made mails, fifty a message over one
connection, and does nothing else. Counted from the first mail to the last. `--profile` runs one delivery without Celery
under cProfile and says where its time goes. Prints JSON.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.measure.kills import stage_on
from tests.worker.stage import CELERY, PYTHON, ROOT, Stage

SCENE, DRAIN, MOMENT = "tests.worker.scene", "tests.worker.drain", "2026-12-07T08:00:00+00:00"
REDIS = "redis://127.0.0.1:6379/0"
OPTIONS = ["-c", "2", "-l", "INFO", "--without-gossip", "--without-mingle"]


@contextmanager
def quick_sink(log: Path) -> Iterator[str]:
    """The port of a mail server that writes the moment of each mail to `log`."""
    command = [*PYTHON, "-m", "tests.measure.quick_sink", str(log)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout
            yield server.stdout.readline().strip()
        finally:
            server.terminate()


def measured(log: Path, number: int, seconds: float = 300) -> float:
    """Mails a second, when all have come."""
    end = time.monotonic() + seconds
    while len(moments := log.read_text().split()) < number and time.monotonic() < end:
        time.sleep(0.2)
    assert len(moments) == number, f"{len(moments)} of {number} mails"
    return round((number - 1) / (float(moments[-1]) - float(moments[0])), 1)


def outbox_rate(stage: Stage, port: str, log: Path, number: int) -> float:
    from tests.measure.bare_mail import app

    worker = stage.start(*CELERY, "worker", *OPTIONS, STAGE_MOMENT=MOMENT, SINK_PORT=port)
    stage.until(lambda: " ready." in worker.log.read_text(), worker)  # type: ignore[attr-defined]
    with app.connection_for_write(REDIS, transport_options={"global_keyprefix": f"{stage.folder.name}:"}) as broker:
        app.send_task("meetings.tick", connection=broker)
    rate = measured(log, number)
    stage.end(worker)
    return rate


def bare_rate(stage: Stage, port: str, log: Path, number: int) -> float:
    from tests.measure.bare_mail import app

    bare = [*PYTHON, "-m", "celery", "-A", "tests.measure.bare_mail"]
    worker = stage.start(*bare, "worker", *OPTIONS, SINK_PORT=port)
    stage.until(lambda: " ready." in worker.log.read_text(), worker)  # type: ignore[attr-defined]
    with app.connection_for_write(REDIS, transport_options={"global_keyprefix": f"bare-{port}:"}) as broker:
        for start in range(0, number, 50):
            names = [f"m{n}@school.example" for n in range(start, min(start + 50, number))]
            app.send_task("bare.send", args=[names], connection=broker)
    rate = measured(log, number)
    stage.end(worker)
    return rate


def profile(stage: Stage, port: str) -> None:
    """Where one delivery in one process spends its time."""
    child = stage.fork("cProfile", "-s", "cumtime", "-m", DRAIN, STAGE_MOMENT=MOMENT, SINK_PORT=port)
    child.wait(300)
    print("\n".join(child.out.read_text().splitlines()[:70]), file=sys.stderr)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--groups", type=int, default=250)
    parser.add_argument("--database-url", help="a database that is made anew; default: SQLite in a temporary folder")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    number, result = options.groups * 4, dict[str, Any]()
    with stage_on(options.database_url) as stage:
        stage.broker = REDIS
        for name, rate in (("bare", bare_rate), ("outbox", outbox_rate)):
            if name == "outbox":
                stage.run(SCENE, "crowd", str(options.groups))
            log = stage.folder / f"{name}.moments"
            with quick_sink(log) as port:
                result[f"{name}, mails a second"] = rate(stage, port, log, number)
        if options.profile:
            stage.run(SCENE, "requeue")
            with quick_sink(stage.folder / "profile.moments") as port:
                profile(stage, port)
    print(json.dumps({"mails": number, **result}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
