"""What Celery wakes: answers of colleagues find a later agenda, and notes about case pupils go after their cycle."""

from celery import shared_task

from learning.actions.lessons import forget_observations
from learning.actions.updates import bring_answers
from plc_platform import clock


@shared_task(name="learning.bring_answers", ignore_result=True)
def bring() -> None:
    """Again and again without harm."""
    bring_answers(now=clock.now())


@shared_task(name="learning.forget_observations", ignore_result=True)
def forget() -> None:
    """Six months after their cycle; again and again without harm."""
    forget_observations(today=clock.today(), now=clock.now())
