"""kombu's filesystem transport, made safe for two processes: a message appears whole or not at all.

kombu 5.7 creates the file of a message, then writes it; a worker that looks in between takes an empty message and dies
of it (celery/kombu#1551). Its tables of queues have the same gap when a worker and a beat start together.
"""

import os
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from kombu.transport import filesystem
from kombu.utils.json import dumps

Result = TypeVar("Result")
TRIES, PAUSE = 50, 0.02  # a second in all


def patiently(read: Callable[..., Result], *args: Any, **options: Any) -> Result:
    """Read again what another process was just writing."""
    for _number in range(TRIES - 1):
        try:
            return read(*args, **options)
        except ValueError:  # no JSON, or not yet
            time.sleep(PAUSE)
    return read(*args, **options)


class Channel(filesystem.Channel):
    """Writes messages beside the queue and moves them in."""

    def _put(self, queue: str, message: Any, **kwargs: Any) -> None:  # type: ignore[override]
        folder = Path(self.data_folder_out)
        # Messages are taken in the order of their names, and a name must end in the queue.
        name = f"{time.monotonic_ns() // 1_000_000}_{uuid.uuid4()}.{queue}.msg"
        draft = folder / f"{name}.part"
        draft.write_text(dumps(message), encoding="utf-8")
        os.replace(draft, folder / name)

    def get_table(self, exchange: str) -> Any:
        return patiently(super().get_table, exchange)

    def _queue_bind(self, exchange: str, routing_key: str | None, pattern: str | None, queue: str | None) -> None:
        patiently(super()._queue_bind, exchange, routing_key, pattern, queue)


class Transport(filesystem.Transport):
    Channel = Channel
