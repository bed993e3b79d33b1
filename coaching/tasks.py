"""What Celery wakes by night: a coach's notes whose time has come are deleted."""

from celery import shared_task

from coaching.actions import notes
from plc_platform import clock


@shared_task(name="coaching.forget_notes", ignore_result=True)
def forget_notes() -> None:
    """A night that was missed is made good by the next."""
    notes.forget_notes(now=clock.now())
