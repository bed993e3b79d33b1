"""A stage for real processes: a database, a broker and a mail server of their own, all on loopback, all taken down by
process id."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from tests.worker.sink import Sink

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON = [sys.executable, "-W", "ignore"]
CELERY = [*PYTHON, "-m", "celery", "-A", "plc_platform"]


class Child:
    """A process that the nursery bore; see there for its files."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.log, self.out = base.with_suffix(".log"), base.with_suffix(".out")
        self.pid = 0

    def born(self) -> None:
        while not self.base.with_suffix(".pid").exists():
            time.sleep(0.002)
        self.pid = int(self.base.with_suffix(".pid").read_text())

    def poll(self) -> int | None:
        path = self.base.with_suffix(".code")
        return int(path.read_text()) if path.exists() else None

    def wait(self, timeout: float = 60) -> int:
        end = time.monotonic() + timeout
        while (code := self.poll()) is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired(str(self.base), timeout)
            time.sleep(0.005)
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            with suppress(ProcessLookupError):  # it ended a moment ago; its code comes
                os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def result(self) -> Any:
        """What it printed, when it has ended well."""
        assert self.wait() == 0, self.log.read_text()
        text = self.out.read_text()
        return json.loads(text) if text.strip() else None


Process = subprocess.Popen[str] | Child


class Stage:
    """Processes that see one database. `broker` is a Celery URL; `moment` moves their clock."""

    def __init__(self, folder: Path, sink: Sink, database_url: str) -> None:
        self.folder, self.sink, self.database_url = folder, sink, database_url
        self.broker = "filesystem://"
        self.children: list[subprocess.Popen[str]] = []
        self.forks: list[Child] = []
        self.forked = 0
        self.nursery: subprocess.Popen[str] | None = None

    def env(self, **more: str) -> dict[str, str]:
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.worker.settings",
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": self.database_url,
            "CELERY_BROKER_URL": self.broker,
            "STAGE_DIR": str(self.folder),
            "SINK_PORT": str(self.sink.port),
            **more,
        }

    def start(self, *command: str, **more: str) -> "subprocess.Popen[str]":
        """Start a process; it ends with the stage at the latest."""
        number = len(self.children)
        log = (self.folder / f"{number}.log").open("w")
        child = subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.env(**more),
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
        )
        child.log = self.folder / f"{number}.log"  # type: ignore[attr-defined]
        log.close()
        self.children.append(child)
        return child

    def fork(self, module: str, *words: str, **more: str) -> "Child":
        """Start `python -m module words` as a fork of the nursery: it works at once."""
        if self.nursery is None:
            self.nursery = subprocess.Popen(
                [*PYTHON, "-m", "tests.worker.nursery"],
                cwd=ROOT,
                env=self.env(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            assert self.nursery.stdout
            assert self.nursery.stdout.readline() == "ready\n"
        self.forked += 1
        child = Child(self.folder / f"fork-{self.forked}")
        order = {"module": module, "words": words, "env": more, "base": str(child.base)}
        assert self.nursery.stdin
        self.nursery.stdin.write(json.dumps(order) + "\n")
        self.nursery.stdin.flush()
        child.born()
        self.forks.append(child)
        return child

    def run(self, module: str, *words: str, **more: str) -> Any:
        """Run `python -m …` to its end; what it printed, read as JSON."""
        return self.fork(module, *words, **more).result()

    def start_worker(self, *, moment: str, tick_seconds: int = 1) -> "subprocess.Popen[str]":
        """A Celery worker with its beat, as the README runs it; returns when it is ready."""
        options = ["-P", "solo", "-l", "INFO", "--without-gossip", "--without-mingle", "-B"]
        child = self.start(*CELERY, "worker", *options, STAGE_MOMENT=moment, TICK_SECONDS=str(tick_seconds))
        self.until(lambda: " ready." in child.log.read_text(), child)  # type: ignore[attr-defined]
        return child

    def start_beat(self, *, moment: str, tick_seconds: int) -> "subprocess.Popen[str]":
        """One more beat."""
        pidfile = str(self.folder / f"{len(self.children)}.pid")
        return self.start(*CELERY, "beat", "--pidfile", pidfile, STAGE_MOMENT=moment, TICK_SECONDS=str(tick_seconds))

    def until(self, condition: Callable[[], object], child: "Process | None" = None, seconds: float = 40) -> None:
        """Wait for something that a child brings about; shows its log when it does not."""
        end = time.monotonic() + seconds
        while not condition():
            assert child is None or child.poll() is None, child.log.read_text()  # type: ignore[union-attr]
            assert time.monotonic() < end, child and child.log.read_text()  # type: ignore[union-attr]
            time.sleep(0.05)

    def end(self, child: "Process", number: int = signal.SIGTERM) -> None:
        """End one child, with its own children (the beat inside the worker)."""
        if child.poll() is None:
            child.send_signal(number)
            try:
                child.wait(20)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        if isinstance(child, subprocess.Popen) and child.stdout:
            child.stdout.close()
            try:
                os.killpg(child.pid, signal.SIGKILL)  # the beat inside a worker outlives a kill
            except ProcessLookupError:
                pass

    def clear(self) -> None:
        """Nobody runs, nothing waits in the broker, no mail is kept."""
        for child in [*self.children, *self.forks]:
            self.end(child, signal.SIGKILL)
        self.children.clear()
        self.forks.clear()
        for name in ("messages", "control", "alive", "barrier", "journal", "second", "elsewhere"):
            path = self.folder / name
            shutil.rmtree(path, ignore_errors=True)
            path.unlink(missing_ok=True)
        self.sink.clear()

    def close(self) -> None:
        """The end of the stage."""
        self.clear()
        if self.nursery is not None and self.nursery.stdin and self.nursery.stdout:
            self.nursery.stdin.close()
            self.nursery.wait(10)
            self.nursery.stdout.close()
            self.nursery = None
