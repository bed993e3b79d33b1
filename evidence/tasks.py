"""What Celery wakes by night: look backs whose closing day has passed come to words."""

from celery import shared_task

from evidence.actions import look_backs
from plc_platform import clock


@shared_task(name="evidence.reckon_gains", ignore_result=True)
def reckon_gains() -> None:
    """A night that was missed is made good by the next."""
    look_backs.reckon_gains(now=clock.now())
