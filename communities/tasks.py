"""What Celery wakes by day: people are told that the decision about an experiment comes near."""

from celery import shared_task

from communities import stage_notices
from plc_platform import clock


@shared_task(name="communities.look_at_experiments", ignore_result=True)
def look_at_experiments() -> None:
    """Every hour and not every tick: it reads all open experiments that end in the next months. A lost message is made
    good an hour later, and who was told is not told again."""
    stage_notices.look(now=clock.now())
