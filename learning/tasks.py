"""What Celery wakes: answers find a later agenda, a week is told, and notes about case pupils go after their cycle."""

from celery import shared_task

from learning.actions.digest import tell_weeks
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


@shared_task(name="learning.tell_topics", ignore_result=True)
def tell_topics() -> None:
    """Every morning, again and again without harm: a week is told once."""
    tell_weeks(now=clock.now())
