"""What Celery wakes: the nightly retention, with a note of when each task that deletes something came to its end; and
sample schools that are waited for. A message carries no facts."""

import logging
from typing import Any

from celery import shared_task
from celery.signals import task_success

from plc_platform import clock
from upkeep.actions import erasing
from upkeep.actions import keep as actions
from upkeep.actions.sample import end_visits, remove_old_samples, take_sample
from upkeep.keeping import KEEP, TASKS
from upkeep.telling import tell_sample

logger = logging.getLogger(__name__)
AT_ONCE = 5  # samples in one message: each takes some ten seconds


@shared_task(name=KEEP, ignore_result=True)
def keep() -> None:
    """Again and again without harm: what one night leaves goes in the next."""
    now = clock.now()
    gone = actions.keep(today=clock.today(), now=now)
    logger.info("kept long enough and gone: %s", dict(gone))


@task_success.connect(dispatch_uid="nights of retention")
def note_night(sender: Any, **told: Any) -> None:
    """Other apps delete what is theirs and know nothing of this page; that they ended is heard from Celery itself."""
    if sender.name in TASKS - {KEEP}:
        actions.note_night(task=sender.name, now=clock.now())


@shared_task(name="upkeep.end_schools", ignore_result=True)
def end_schools() -> None:
    """Tells whom a deletion concerns, and carries out what is due. A night that was missed is made good by the next."""
    erasing.tell_before(now=clock.now())
    erasing.delete_due(now=clock.now())


@shared_task(name="upkeep.tell_samples", ignore_result=True)
def tell_samples() -> None:
    """Fills every sample school that somebody asked for, the oldest question first."""
    for _ in range(AT_ONCE):
        sample = take_sample(now=clock.now())
        if sample is None:
            return
        tell_sample(sample, today=clock.today())


@shared_task(name="upkeep.forget_samples", ignore_result=True)
def forget_samples() -> None:
    """Removes what is thirty days old, or was never told to its end, and ends every visit of the day."""
    visits, removed = end_visits(now=clock.now()), remove_old_samples(now=clock.now())
    logger.info("sample schools: ended %s visits, removed %s", visits, removed)
