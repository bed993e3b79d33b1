"""What Celery wakes: a look and a delivery. A message carries no facts and may be lost, late or doubled."""

import logging
from datetime import datetime

from celery import shared_task
from django.conf import settings
from django.db import close_old_connections, connection

from communities.actions import close_expired_memberships
from meetings import digests, reminders
from meetings.actions import forget_cards
from notifications import heartbeat, outbox
from plc_platform import clock
from plc_platform.waking import wake

logger = logging.getLogger(__name__)

SECONDS = 20  # of delivering in one message: a worker that is asked to stop is done by then, give or take a batch


@shared_task(name="meetings.tick", ignore_result=True)
def tick(at: str | None = None) -> None:
    """Tell what is due now. `at` (an ISO moment) moves the clock, only where the settings allow it: in tests."""
    forget_broken_connections()
    now = moment(at)
    looked, wanted, error = 0, 0, ""
    try:
        close_expired_memberships(now=now)
        looked, wanted = reminders.look(now=now)
        wanted += digests.look(now=now)
    except Exception as failure:  # one community that cannot be reckoned must not keep the mail of all others
        logger.exception("the look failed")
        error = type(failure).__name__
    if outbox.is_more_than_a_batch(now):
        wake_others(at, settings.MAIL_CONNECTIONS - 1)
    tally = outbox.deliver_due(now=now, seconds=SECONDS)
    heartbeat.note_run(tally, now=now, look_error=error)
    logger.info(
        "tick: looked at %s, wanted %s; mails %s, notices sent %s, dropped %s, later %s, failed %s, released %s",
        *(looked, wanted, tally.mails, tally.sent, tally.dropped, tally.later, tally.failed, tally.released),
    )
    if tally.is_unfinished:
        wake_others(at)


@shared_task(name="meetings.deliver", ignore_result=True)
def deliver(at: str | None = None) -> None:
    """Help to deliver when much waits; again until nothing does."""
    forget_broken_connections()
    tally = outbox.deliver_due(now=moment(at), seconds=SECONDS)
    logger.info("deliver: mails %s, notices sent %s, later %s", tally.mails, tally.sent, tally.later)
    if tally.is_unfinished:
        wake_others(at)


@shared_task(name="meetings.forget_cards", ignore_result=True)
def forget() -> None:
    """Delete what pupils said, on the day that they were promised. A lost message is made good the next day."""
    logger.info("deleted %s feedback cards with %s answers", *forget_cards(now=clock.now()))


def moment(at: str | None) -> datetime:
    return datetime.fromisoformat(at) if at and settings.ALLOW_MOVED_CLOCK else clock.now()


def wake_others(at: str | None, number: int = 1) -> None:
    """Ask other workers for help. Without a broker they are not asked: the next tick goes on."""
    told = {"at": at} if at else {}
    for _ in range(number):
        if not wake(deliver, expires=280, **told):
            return


def forget_broken_connections() -> None:
    """Celery keeps a connection for many tasks, also one that broke."""
    if not connection.in_atomic_block:
        close_old_connections()
