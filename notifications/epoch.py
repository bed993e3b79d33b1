"""May this installation send? Not when its database went back in time, nor when it is a copy at another address.

Each delivery with something to send raises a counter in the database, then in a file beside the journal. A database
that counts less than its file was put back from a back-up: it would tell again what was told since. Then, and at
another address than that of the first mail, nothing is sent until somebody has run `manage.py after_restore`.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from notifications import journal
from notifications.models import Sender

logger = logging.getLogger(__name__)


class Refusal(StrEnum):
    """Why nothing is sent."""

    WENT_BACK = "went_back"
    OTHER_ADDRESS = "other_address"


def refusal() -> Refusal | None:
    """Why nothing may be sent from here; None when all is well. Reads only."""
    if not Sender.objects.exists():
        return None
    # The file first: another worker raises the database before its file.
    counted = in_file()
    sender = Sender.objects.get()
    if sender.epoch < counted:
        return Refusal.WENT_BACK
    return Refusal.OTHER_ADDRESS if sender.site_url != settings.SITE_URL else None


def advance() -> None:
    """Count one more delivery: the database first, so that a crash in between looks like no restore."""
    Sender.here()
    with durable():
        Sender.objects.update(epoch=F("epoch") + 1)
    try:
        write(Sender.objects.get().epoch)
    except OSError:  # a full disk hides a restore, which may never come; it must not keep people from being told
        logger.exception("the count of deliveries cannot be written")


def acknowledge() -> int:
    """Let this database send from here once this transaction is committed; gives the new count."""
    Sender.here()
    epoch = max(in_file(), Sender.objects.get().epoch) + 1
    Sender.objects.update(epoch=epoch, site_url=settings.SITE_URL)
    transaction.on_commit(lambda: write(epoch))
    return epoch


def path() -> Path:
    return journal.folder() / "epoch"


def in_file() -> int:
    """The highest count this machine has seen; 0 on a machine that never sent."""
    try:
        return int(path().read_text())
    except (OSError, ValueError):
        return 0


def write(epoch: int) -> None:
    """Never lower, never half."""
    if epoch <= in_file():
        return
    path().parent.mkdir(parents=True, exist_ok=True)
    draft = path().with_name(f"epoch.{os.getpid()}")
    with draft.open("w") as file:
        file.write(str(epoch))
        file.flush()
        os.fsync(file.fileno())
    os.replace(draft, path())


@contextmanager
def durable() -> Iterator[None]:
    """SQLite in WAL mode may forget its last commits when the power is cut. Not this one: the file would be ahead."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        before = int(cursor.fetchone()[0])
        cursor.execute("PRAGMA synchronous = FULL")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA synchronous = {before}")
