"""Pages of how a school begins, and of what the product costs."""

from playwright.sync_api import Page

from plc_platform import clock
from tests.factories_leading import SampleSchoolFactory
from tests.journeys.stops import Stop, bare, full, school
from tests.journeys.town import Town
from upkeep.models import SampleSchool


def sample_on_its_way(page: Page, town: Town) -> None:
    SampleSchoolFactory(beside=town.bare, made_at=clock.now(), is_ready=False, told=120, total=700)
    page.reload()
    assert page.get_by_role("progressbar").is_visible()
    SampleSchool.objects.all().delete()


def sample_that_is_ready(page: Page, town: Town) -> None:
    SampleSchoolFactory(beside=town.full, made_at=clock.now())
    page.reload()


def inside_the_sample(page: Page, town: Town) -> None:
    page.get_by_role("main").get_by_role("button").first.click()
    assert page.locator(".ribbon").count() > 0


BEGINNING: list[Stop] = [
    Stop("upkeep:cost", "hilde", school),
    Stop("upkeep:cost", "tine", school, note="a teacher"),
    Stop("upkeep:cost", "fresh", bare, note="nothing yet"),
    Stop("upkeep:own-cost", "koen"),
    Stop("upkeep:own-cost", "guest", note="works nowhere"),
    Stop("upkeep:first-hour", "fresh", bare),
    Stop("upkeep:first-hour", "hilde", school, note="done"),
    Stop("upkeep:first-hour", "busy", full, note="with a long name"),
    Stop("upkeep:sample", "fresh", bare),
    Stop("upkeep:sample", "fresh", bare, sample_on_its_way, note="on its way"),
    Stop("upkeep:sample", "busy", full, sample_that_is_ready, note="ready, with a long name"),
    Stop("upkeep:sample", "busy", full, inside_the_sample, note="inside"),
]
