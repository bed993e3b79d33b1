"""What Celery wakes at night: readiness rounds whose last day has passed are settled."""

from celery import shared_task

from conditions.actions.readiness import close_due_rounds
from plc_platform import clock


@shared_task(name="conditions.close_due_rounds", ignore_result=True)
def close_due() -> None:
    """Again and again without harm. A round shows its result by its date, also when nobody woke this."""
    close_due_rounds(now=clock.now())
