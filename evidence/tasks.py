"""What Celery wakes by night: look backs whose closing day has passed come to words, counts of schools are added up."""

from celery import shared_task

from evidence.actions import look_backs
from evidence.actions.roll_ups import make_due_roll_ups
from plc_platform import clock


@shared_task(name="evidence.reckon_gains", ignore_result=True)
def reckon_gains() -> None:
    """A night that was missed is made good by the next."""
    look_backs.reckon_gains(now=clock.now())


@shared_task(name="evidence.add_up", ignore_result=True)
def add_up() -> None:
    """Counts of schools whose last day has passed; again and again without harm."""
    make_due_roll_ups(now=clock.now())
