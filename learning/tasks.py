"""What Celery wakes: answers of colleagues find the agenda of a meeting that was planned after they came."""

from celery import shared_task

from learning.actions.updates import bring_answers
from plc_platform import clock


@shared_task(name="learning.bring_answers", ignore_result=True)
def bring() -> None:
    """Again and again without harm."""
    bring_answers(now=clock.now())
