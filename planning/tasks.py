"""What Celery wakes: proposals that somebody waits for. A message carries no facts and may be lost, late or doubled."""

import logging

from celery import shared_task

from planning import actions
from planning.making import make_proposal
from plc_platform import clock

logger = logging.getLogger(__name__)
AT_ONCE = 20  # plans in one message


@shared_task(name="planning.propose_waiting", ignore_result=True)
def propose_waiting() -> None:
    """Makes every proposal that waits, the oldest question first."""
    for _ in range(AT_ONCE):
        plan = actions.take_plan(now=clock.now())
        if plan is None:
            return
        make_proposal(plan, now=clock.now())
        logger.info("made the proposal of year plan %s", plan.pk)
