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
from pathlib import Path
from typing import Any

from tests.worker.sink import Sink

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON = [sys.executable, "-W", "ignore"]
CELERY = [*PYTHON, "-m", "celery", "-A", "plc_platform"]


class Stage:
    """Processes that see one database. `broker` is a Celery URL; `moment` moves their clock."""

    def __init__(self, folder: Path, sink: Sink, database_url: str) -> None:
        self.folder, self.sink, self.database_url = folder, sink, database_url
        self.broker = "filesystem://"
        self.children: list[subprocess.Popen[str]] = []

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
        child = subprocess.Popen(command, cwd=ROOT, env=self.env(**more), stdout=subprocess.PIPE, stderr=log, text=True)
        child.log = self.folder / f"{number}.log"  # type: ignore[attr-defined]
        log.close()
        self.children.append(child)
        return child

    def run(self, *command: str, **more: str) -> Any:
        """Run `python -m …` to its end; what it printed, read as JSON."""
        child = self.start(*PYTHON, "-m", *command, **more)
        out, _nothing = child.communicate(timeout=120)
        assert child.returncode == 0, child.log.read_text()  # type: ignore[attr-defined]
        return json.loads(out) if out.strip() else None

    def start_worker(self, *, moment: str, tick_seconds: int = 1) -> "subprocess.Popen[str]":
        """A Celery worker with its beat, as the README runs it; returns when it is ready."""
        options = ["-P", "solo", "-l", "INFO", "--without-gossip", "--without-mingle", "-B"]
        child = self.start(*CELERY, "worker", *options, STAGE_MOMENT=moment, TICK_SECONDS=str(tick_seconds))
        self.until(lambda: " ready." in child.log.read_text(), child)  # type: ignore[attr-defined]
        return child

    def until(self, condition: Callable[[], object], child: "subprocess.Popen[str]", seconds: float = 40) -> None:
        """Wait for something that a child brings about; shows its log when it does not."""
        end = time.monotonic() + seconds
        while not condition():
            assert child.poll() is None, child.log.read_text()  # type: ignore[attr-defined]
            assert time.monotonic() < end, child.log.read_text()  # type: ignore[attr-defined]
            time.sleep(0.05)

    def end(self, child: "subprocess.Popen[str]", number: int = signal.SIGTERM) -> None:
        """End one child, with its own children (the beat inside the worker)."""
        if child.poll() is None:
            child.send_signal(number)
            try:
                child.wait(20)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
        if child.stdout:
            child.stdout.close()

    def clear(self) -> None:
        """Nobody runs, nothing waits in the broker, no mail is kept."""
        for child in self.children:
            self.end(child, signal.SIGKILL)
        self.children.clear()
        for name in ("messages", "control", "alive", "beat", "barrier"):
            path = self.folder / name
            shutil.rmtree(path, ignore_errors=True)
            path.unlink(missing_ok=True)
        for path in self.folder.glob("beat*"):
            path.unlink()
        self.sink.clear()
