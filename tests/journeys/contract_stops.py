"""Pages about who sees what, and what is kept how long."""

from datetime import timedelta

from playwright.sync_api import Page

from plc_platform import clock
from tests.journeys.stops import Stop, school
from tests.journeys.town import Town
from upkeep.models import Night, PageTime, RetentionRun


def went(page: Page, town: Town) -> None:
    """Rows went by two rules, and some go within a month."""
    host, today = town.story.host, clock.today()
    for rule in ("attendance", "minutes"):
        RetentionRun.objects.get_or_create(school=host, rule=rule, day=today, defaults={"rows": 412})
    PageTime.objects.get_or_create(school=host, month=(today - timedelta(days=755)).replace(day=1), kind="old")
    Night.objects.update_or_create(task="upkeep.keep", defaults={"ended_at": clock.now()})
    page.reload()


CONTRACT: list[Stop] = [
    Stop("upkeep:contract"),
    Stop("upkeep:contract", "hilde", note="signed in"),
    Stop("upkeep:inventory"),
    Stop("upkeep:retention", "tine", school),
    Stop("upkeep:retention", "hilde", school, went, note="rows went and go"),
]
