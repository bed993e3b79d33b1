"""The real processes of a simulation: two workers, beats, a Redis of its own. Started and ended by process id."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings
from django.db import connection

NURSERY = [sys.executable, "-W", "ignore", "-m", "dashboard.simulation.nursery"]
WORKER = ["worker", "-P", "solo", "-l", "INFO", "--without-gossip", "--without-mingle", "--without-heartbeat"]
BEAT = ["beat", "-l", "WARNING", "--pidfile="]
READY = " ready."
BEGUN, ENDED = re.compile(r"Task \S+ received"), re.compile(r"Task \S+ (?:succeeded|raised)")
WORKERS = 2


class Stage:
    """`redis_port`: of the Redis that is ours."""

    def __init__(self, folder: Path, *, redis_port: int | None) -> None:
        self.folder, self.redis_port = folder, redis_port
        self.redis: subprocess.Popen[bytes] | None = None
        self.nursery: subprocess.Popen[str] | None = None
        self.workers: list[int] = []
        self.logs: dict[int, Path] = {}
        self.beats: list[int] = []
        self.started = 0

    # --- start and end -----------------------------------------------------------------------------------------------
    def open(self) -> None:
        self.start_redis()
        self.nursery = subprocess.Popen(  # noqa: S603 - our own program
            NURSERY, cwd=settings.BASE_DIR, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.wake_up()

    def wake_up(self) -> None:
        """Two workers and a beat; returns when the workers are ready."""
        self.start_beat()
        logs = [self.start_worker() for _number in range(WORKERS)]
        end = time.monotonic() + 60
        while not all(READY in log.read_text(errors="replace") for log in logs if log.exists()):
            if time.monotonic() > end:
                raise RuntimeError("\n".join(log.read_text(errors="replace")[-2000:] for log in logs))
            time.sleep(0.05)

    def rest(self) -> None:
        """Workers and beats stop as they are asked to, and stay away."""
        end_all([*self.beats, *self.workers], signal.SIGTERM)
        self.beats.clear()
        self.workers.clear()

    def close(self) -> None:
        """Nobody of ours runs any more."""
        end_all([*self.beats, *self.workers], signal.SIGKILL)
        for child in (self.nursery, self.redis):
            if child is not None:
                child.kill()
                child.wait()
                for stream in (child.stdin, child.stdout):
                    if stream:
                        stream.close()

    def start_worker(self) -> Path:
        pid, log = self.born([*WORKER, "-n", f"w{self.started}@simulation"])
        self.workers.append(pid)
        self.logs[pid] = log
        return log

    def is_quiet(self) -> bool:
        """Whether no worker is in the middle of a task, as its log says."""
        texts = [self.logs[pid].read_text(errors="replace") for pid in self.workers if self.logs[pid].exists()]
        return all(len(BEGUN.findall(text)) <= len(ENDED.findall(text)) for text in texts)

    def start_beat(self) -> None:
        pid, _log = self.born([*BEAT, "-s", str(self.folder / f"beat{self.started}")])
        self.beats.append(pid)

    def born(self, arguments: list[str]) -> tuple[int, Path]:
        if self.nursery is None or self.nursery.stdin is None or self.nursery.stdout is None:
            raise RuntimeError("the stage is not open")
        self.started += 1
        log = self.folder / f"{self.started}.log"
        self.nursery.stdin.write(f"{log} {' '.join(arguments)}\n")
        self.nursery.stdin.flush()
        return int(self.nursery.stdout.readline()), log

    def start_redis(self) -> None:
        if self.redis_port is None:
            return
        path = shutil.which("redis-server") or "redis-server"
        options = ["--port", str(self.redis_port), "--save", "", "--appendonly", "no", "--bind", "127.0.0.1"]
        self.redis = subprocess.Popen(  # noqa: S603 - our own Redis
            [path, *options, "--dir", str(self.folder)], stdout=subprocess.DEVNULL
        )
        wait_for_port(self.redis_port)

    # --- faults ------------------------------------------------------------------------------------------------------
    def kill_workers(self, pids: list[int]) -> int:
        """These die, and as many others begin. How many died."""
        mine = [pid for pid in self.workers if pid in pids]
        end_all(mine, signal.SIGKILL)
        for pid in mine:
            self.workers.remove(pid)
            self.start_worker()
        return len(mine)

    def kill_beats(self) -> int:
        """All beats die, and one begins. How many died."""
        killed = len(self.beats)
        end_all(self.beats, signal.SIGKILL)
        self.beats.clear()
        self.start_beat()
        return killed

    def freeze(self, seconds: float) -> None:
        """The workers stand still."""
        for number in (signal.SIGSTOP, signal.SIGCONT):
            for pid in self.workers:
                os.kill(pid, number)
            time.sleep(seconds if number == signal.SIGSTOP else 0)

    def empty_broker(self) -> None:
        """Everything that waits in the broker is gone."""
        if self.redis_port is not None:
            with socket.create_connection(("127.0.0.1", self.redis_port), timeout=5) as line:
                line.sendall(b"FLUSHALL\r\n")
                line.recv(64)
            return
        for path in (self.folder / "messages").glob("*.msg"):
            path.unlink(missing_ok=True)

    def restart_services(self) -> bool:
        """Redis falls and comes back empty; PostgreSQL drops every connection but ours. Whether there was any."""
        if self.redis is not None:
            self.redis.kill()
            self.redis.wait()
            self.start_redis()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
        return self.redis is not None or connection.vendor == "postgresql"


def end_all(pids: list[int], number: int) -> None:
    """End these, by force after ten seconds; returns when they are gone."""
    for sent, patience in ((number, 10.0), (signal.SIGKILL, 5.0)):
        for pid in pids:
            send(pid, sent)
        end = time.monotonic() + patience
        while any(send(pid, 0) for pid in pids) and time.monotonic() < end:
            time.sleep(0.005)


def send(pid: int, number: int) -> bool:
    """Whether it was there to be sent to."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return False
    return True


def wait_for_port(port: int) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"Nobody answers on port {port}.")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
        return port
