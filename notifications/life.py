"""Proof of life of a worker: a lock that its machine or database gives back the moment it dies, however long it works.

A time lease would call a slow worker dead and send its mail a second time. On PostgreSQL the lock is a session advisory
lock (so no pooling per transaction between the worker and the database), on SQLite a locked file: there everything runs
on one machine.
"""

import os
import socket
import sys
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import connection, transaction

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@contextmanager
def alive() -> Iterator[str]:
    """A name for this run of a worker, proved to be alive until the block ends or the process dies."""
    token = f"{socket.gethostname()[:20]}:{os.getpid()}:{uuid.uuid4().hex[:12]}"
    with _session_lock(token) if connection.vendor == "postgresql" else _locked_file(token):
        yield token


def is_dead(token: str) -> bool:
    """Whether nobody holds the lock of that name any more. Not to be asked of one's own name."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_key(token)])
            return bool(cursor.fetchone()[0])
    path = _path(token)
    if not path.exists():
        return True
    with path.open("r+b") as file:
        if not _try_lock(file):
            return False
    path.unlink(missing_ok=True)
    return True


@contextmanager
def one_of(name: str, number: int) -> Iterator[bool]:
    """Whether this process got one of `number` places of that name, which it then holds until the block ends."""
    with ExitStack() as stack:
        yield any(stack.enter_context(_place(f"{name}:{place}")) for place in range(number))


@contextmanager
def _place(token: str) -> Iterator[bool]:
    if connection.vendor != "postgresql":
        path = _path(token)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as file:
            yield _try_lock(file)
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_key(token)])
        is_held = bool(cursor.fetchone()[0])
    try:
        yield is_held
    finally:
        if is_held:
            _unlock(token)


@contextmanager
def unhurried(is_safe: bool) -> Iterator[None]:
    """On PostgreSQL, commits in this block need not wait for the disk when what they say is on a disk already."""
    if not is_safe or connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        yield
        cursor.execute("SET synchronous_commit = DEFAULT")


@contextmanager
def _session_lock(token: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_key(token)])
    try:
        yield
    finally:
        _unlock(token)


def _unlock(token: str) -> None:
    """Not on a connection that broke: with it the lock went."""
    if connection.connection is not None and not connection.connection.closed:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_key(token)])


@contextmanager
def _locked_file(token: str) -> Iterator[None]:
    path = _path(token)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w+b") as file:
        if not _try_lock(file):
            raise RuntimeError(f"{path} is locked already")
        yield
    path.unlink(missing_ok=True)


def _try_lock(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _path(token: str) -> Path:
    return Path(settings.VAR_DIR) / "alive" / f"{sha256(token.encode()).hexdigest()[:24]}.lock"


def _key(token: str) -> int:
    """A signed 64-bit number, as PostgreSQL wants it."""
    return int.from_bytes(sha256(token.encode()).digest()[:8], "big", signed=True)
