"""What Celery beat wakes once a day. A lost or doubled message changes nothing: the next day does the same."""

import logging

from celery import shared_task

from notifications.retention import forget_old
from plc_platform import clock

logger = logging.getLogger(__name__)


@shared_task(name="notifications.forget_old", ignore_result=True)
def forget() -> None:
    """Forget notices that are older than we promise to keep them."""
    logger.info("forgot %s old notices", forget_old(now=clock.now()))
