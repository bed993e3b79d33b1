"""What the machine offers to the tests, and the wall around them. A pytest plugin; `python -m tests.environment`
prints what was found as JSON."""

import ipaddress
import json
import os
import shutil
import socket
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
REDIS = ("127.0.0.1", 6379)
ROOT = Path(__file__).resolve().parent.parent


def postgres_url() -> str | None:
    """A database of its own for this checkout on the local PostgreSQL, or None when nobody lets us in."""
    import psycopg2

    # Two checkouts may run their tests at the same time on one server.
    name = f"plc_{sha256(str(ROOT).encode()).hexdigest()[:8]}"
    server = "postgres://postgres@127.0.0.1:5432"
    try:
        psycopg2.connect(f"{server}/postgres", connect_timeout=3).close()
    except psycopg2.OperationalError:
        return None
    return f"{server}/{name}"


def redis_url() -> str | None:
    """The local Redis, or None when none answers."""
    try:
        with socket.create_connection(REDIS, timeout=3) as connection:
            connection.sendall(b"PING\r\n")
            return "redis://127.0.0.1:6379" if connection.recv(16).startswith(b"+PONG") else None
    except OSError:
        return None


def postgres_program(name: str) -> str | None:
    """A program of PostgreSQL, newest version first: Debian keeps those of the server off the path."""
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[4]))
    return str(versions[-1]) if versions else shutil.which(name)


def own_postgres() -> str | None:
    """Where a PostgreSQL can be made that a test may crash."""
    return postgres_program("initdb")


def own_redis() -> str | None:
    """The program of a Redis that a test may kill."""
    return shutil.which("redis-server")


def chromium_path() -> str | None:
    """The system's Chromium; the environment variable CHROMIUM may name another one."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)


def found() -> dict[str, str | None]:
    return {
        "postgres": postgres_url(),
        "redis": redis_url(),
        "chromium": chromium_path(),
        "own_postgres": own_postgres(),
        "own_redis": own_redis(),
    }


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what this machine cannot run; bootstrap.py says so in one line and fails under CI."""
    asks = {"browser": chromium_path, "redis": redis_url, "own_postgres": own_postgres, "own_redis": own_redis}
    for marker, ask in asks.items():
        wanting = [item for item in items if item.get_closest_marker(marker)]
        if wanting and not ask():
            for item in wanting:
                item.add_marker(pytest.mark.skip(reason=f"no {marker} on this machine"))


class NetworkBlocked(RuntimeError):
    """A test tried to leave this machine."""


def is_local(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # a Unix socket
    try:
        return address[0] == "localhost" or ipaddress.ip_address(address[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Loopback only, for every test."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
        yield


def guarded(original: Any) -> Any:
    def connect(self: socket.socket, address: Any) -> Any:
        if not is_local(address):
            raise NetworkBlocked(f"tests may not connect to {address}")
        return original(self, address)

    return connect


if __name__ == "__main__":
    print(json.dumps(found()))
