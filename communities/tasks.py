"""What Celery wakes: by day for the decision about an experiment, by night for the mandates of coaches."""

from celery import shared_task

from communities import actions, stage_notices
from plc_platform import clock


@shared_task(name="communities.look_at_experiments", ignore_result=True)
def look_at_experiments() -> None:
    """Every hour and not every tick: it reads all open experiments that end in the next months. A lost message is made
    good an hour later, and who was told is not told again."""
    stage_notices.look(now=clock.now())


@shared_task(name="communities.look_at_mandates", ignore_result=True)
def look_at_mandates() -> None:
    """Asks for another year, ends what nobody renewed; a night that was missed is made good by the next."""
    actions.look_at_mandates(now=clock.now())
