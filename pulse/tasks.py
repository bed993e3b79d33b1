"""What Celery wakes at night: rounds whose last day has passed, reminders, the words of schools, what is forgotten."""

from celery import shared_task

from plc_platform import clock
from pulse.actions import keeping
from pulse.actions.closing import close_due_rounds


@shared_task(name="pulse.nightly", ignore_result=True)
def nightly() -> None:
    """Again and again without harm. A round closes at the first look too, also when nobody woke this."""
    now = clock.now()
    close_due_rounds(now=now)
    keeping.remind(now=now)
    keeping.release_school_words(now=now)
    keeping.forget(now=now)
