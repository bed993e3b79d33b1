"""A PostgreSQL and a Redis of the test's own, on spare ports of loopback, to be crashed. Ended by process id."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Self

from tests.environment import own_redis, postgres_program


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


class Postgres:
    """A cluster in a folder of its own; as root it runs as the user postgres, which PostgreSQL demands."""

    def __init__(self) -> None:
        self.port = free_port()
        self.user = "postgres" if hasattr(os, "geteuid") and os.geteuid() == 0 else None
        self.folder = Path(tempfile.mkdtemp(prefix="plc-postgres-"))
        if self.user:
            shutil.chown(self.folder, self.user)
        self.data = self.folder / "data"

    def __enter__(self) -> Self:
        self.call("initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync")
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def url(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def call(self, program: str, *words: str | Path) -> None:
        command = [str(postgres_program(program)), *map(str, words)]
        subprocess.run(command, check=True, user=self.user, cwd=self.folder, stdout=subprocess.DEVNULL)

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c max_connections=40"
        self.call("pg_ctl", "-D", self.data, "-l", self.folder / "log", "-o", options, "-w", "start")

    def stop(self) -> None:
        self.call("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")

    def crash(self) -> None:
        """Every session dies at once; what was committed is found again in the log of writes."""
        self.stop()
        self.start()


class Redis:
    """A Redis that keeps nothing."""

    def __init__(self) -> None:
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.kill()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", "/tmp"]
        self.process = subprocess.Popen([str(own_redis()), *options], stdout=subprocess.DEVNULL)
        end = time.monotonic() + 10
        while not self.answers():
            assert time.monotonic() < end
            time.sleep(0.02)

    def say(self, words: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=3) as connection:
            connection.sendall(words + b"\r\n")
            return connection.recv(64)

    def answers(self) -> bool:
        try:
            return self.say(b"PING").startswith(b"+PONG")
        except OSError:
            return False

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None
