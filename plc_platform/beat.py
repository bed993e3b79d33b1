"""Celery beat that tells that it lives: at most once a minute it leaves its sign in the database."""

import logging
import time
from typing import Any

from celery.beat import Scheduler
from django.db import connection

from notifications import heartbeat
from plc_platform import clock

logger = logging.getLogger(__name__)
PAUSE = 60.0  # seconds


class WatchedScheduler(Scheduler):
    """Celery's scheduler in memory: the file of the usual one does not survive a kill, and beat would not start again.

    A database that is away never keeps it from its work.
    """

    next_note = 0.0  # on the monotonic clock

    def tick(self, *args: Any, **options: Any) -> float:
        pause: float = super().tick(*args, **options)
        if time.monotonic() >= self.next_note:
            self.next_note = time.monotonic() + PAUSE
            self.note()
        return min(pause, PAUSE)

    def note(self) -> None:
        try:
            heartbeat.note(heartbeat.Name.BEAT, now=clock.now())
        except Exception:
            logger.exception("beat could not leave its sign")
        finally:
            connection.close()  # a database that was started anew would refuse the old connection
