"""What the mail server took, written down at once beside the database: a line a mail, on the disk before the next step.

The database learns of a mail a moment after the server took it. A worker that dies in that moment, or a database that
went back to last night's copy, is told by these lines what was said already. Lines hold keys of notices and ids of
people, no address and no words. One file a day, the newest KEEP days, in a folder of this database's own.
"""

import json
import logging
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from django.conf import settings
from django.utils import timezone

from notifications.models import Notice, Sender

logger = logging.getLogger(__name__)

KEEP = 60  # files, so days with mail: longer than a back-up is of use

Key = tuple[str, str, str, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One mail that the server took: when, under which Message-ID, and the notices in it with their visible dates."""

    at: datetime
    message_id: str
    keys: Sequence[Key]
    dates: Sequence[date | None]

    def text(self) -> str:
        keys = [[*key, day and day.isoformat()] for key, day in zip(self.keys, self.dates, strict=True)]
        return json.dumps({"at": self.at.isoformat(), "id": self.message_id, "notices": keys}, ensure_ascii=False)


def folder() -> Path:
    """Where this database's journal lives."""
    return Path(settings.JOURNAL_DIR) / Sender.here().installation.hex


class Journal:
    """Appends lines; each is on the disk when `note` returns. Asks the database at the beginning and never again: it
    may be away just when a line matters."""

    def __init__(self) -> None:
        self.folder = folder()
        self.descriptor: int | None = None
        self.day: date | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        if self.descriptor is not None:
            os.close(self.descriptor)
            self.descriptor = None

    def note(self, notices: Sequence[Notice], *, message_id: str, now: datetime) -> bool:
        """Write down that these were told. False when the disk refuses: the database must then remember alone."""
        keys = [(n.kind, n.subject, n.occasion, n.recipient_id) for n in notices]
        line = Line(now, message_id, keys, [n.occasion_on for n in notices])
        # The line break in front ends whatever a full disk or a cut of the power left half written.
        record = f"\n{line.text()}\n".encode()
        try:
            descriptor = self.opened(now.astimezone(timezone.get_default_timezone()).date())
            if os.write(descriptor, record) != len(record):
                raise OSError("the line was not written whole")
            os.fsync(descriptor)
        except OSError:
            logger.exception("the journal of sent mail cannot be written")
            self.close()
            return False
        return True

    def opened(self, day: date) -> int:
        if self.descriptor is None or self.day != day:
            self.close()
            self.folder.mkdir(parents=True, exist_ok=True)
            path = self.folder / f"{day.isoformat()}.jsonl"
            is_new = not path.exists()
            self.descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            self.day = day
            if is_new:
                sync_folder(self.folder)
                forget_old(self.folder)
        return self.descriptor


def sync_folder(where: Path) -> None:
    """Make the names in a folder as durable as what the files hold; Windows does that by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(where, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def forget_old(where: Path) -> None:
    for path in sorted(where.glob("*.jsonl"))[:-KEEP]:
        path.unlink(missing_ok=True)


def lines(since: date | None = None) -> Iterator[Line]:
    """What was told on that day and later, oldest first; everything without a day. Half lines are passed over."""
    for path in sorted(folder().glob("*.jsonl")):
        if since is None or path.stem >= since.isoformat():
            for text in path.read_text(encoding="utf-8", errors="replace").splitlines():
                line = read(text)
                if line:
                    yield line


def read(text: str) -> Line | None:
    try:
        found = json.loads(text)
        keys = [
            (str(kind), str(subject), str(occasion), int(pk)) for kind, subject, occasion, pk, _ in found["notices"]
        ]
        dates = [date.fromisoformat(day) if day else None for *_, day in found["notices"]]
        return Line(datetime.fromisoformat(found["at"]), str(found["id"]), keys, dates)
    except (ValueError, TypeError, KeyError):
        return None


def told_since(day: date) -> dict[Key, Line]:
    """The line of each notice that was told on that day or later."""
    return {key: line for line in lines(day) for key in line.keys}
