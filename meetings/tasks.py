"""What Celery wakes: one look and one delivery. A tick carries no facts and may be lost, late or doubled."""

import logging
from datetime import datetime

from celery import shared_task
from django.conf import settings

from meetings import reminders
from notifications import heartbeat, outbox
from plc_platform import clock

logger = logging.getLogger(__name__)


@shared_task(name="meetings.tick", ignore_result=True)
def tick(at: str | None = None) -> None:
    """Tell what is due now. `at` (an ISO moment) moves the clock, only where the settings allow it: in tests."""
    now = datetime.fromisoformat(at) if at and settings.ALLOW_MOVED_CLOCK else clock.now()
    looked, wanted, error = 0, 0, ""
    try:
        looked, wanted = reminders.look(now=now)
    except Exception as failure:  # one community that cannot be reckoned must not keep the mail of all others
        logger.exception("the look failed")
        error = type(failure).__name__
    tally = outbox.deliver_due(now=now)
    heartbeat.note_run(tally, now=now, look_error=error)
    logger.info(
        "tick: looked at %s, wanted %s; mails %s, notices sent %s, dropped %s, later %s, failed %s, released %s",
        *(looked, wanted, tally.mails, tally.sent, tally.dropped, tally.later, tally.failed, tally.released),
    )
