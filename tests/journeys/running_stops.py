"""Pages around a meeting that runs: scripts, the screen, consent."""

from datetime import timedelta

from django.db.models import F
from playwright.sync_api import Page

from meetings.models import GroupScript, Proposal, Run
from tests.journeys.stops import Args, Stop, crowd, group, meeting, open_everything, type_nonsense
from tests.journeys.town import Town
from upkeep.demo.running import AGREED, OPEN


def own_script(town: Town) -> list[object]:
    return [GroupScript.objects.filter(community=town.group("wiskunde")).latest("pk").pk]


def proposal(text: str) -> Args:
    return lambda town: [Proposal.objects.get(text=text).pk]


def start_run(page: Page, town: Town) -> None:
    if page.locator("button[value=start]").count():
        page.locator("button[value=start]").click()
    page.wait_for_selector("[data-run]")


def run_over(page: Page, town: Town) -> None:
    """The first step began an hour ago."""
    start_run(page, town)
    Run.objects.update(block_began_at=F("block_began_at") - timedelta(hours=1))
    page.reload()


RUNNING: list[Stop] = [
    Stop("meetings:scripts", "tine", group("wiskunde"), open_everything),
    Stop("meetings:scripts", "fatima", group("frans"), note="nothing said yet"),
    Stop("meetings:scripts", "busy", crowd, note="empty"),
    Stop("meetings:script", "tine", own_script),
    Stop("meetings:script", "tine", own_script, type_nonsense, note="with errors"),
    Stop("meetings:run", "tine", meeting("wiskunde", "planned"), note="not yet"),
    Stop("meetings:run", "tine", meeting("lezen", "unlogged"), note="before"),
    Stop("meetings:run", "tine", meeting("lezen", "unlogged"), start_run),
    Stop("meetings:run", "tine", meeting("lezen", "unlogged"), run_over, note="over time"),
    Stop("meetings:run", "tine", meeting("wiskunde", "held"), note="logged"),
    Stop("meetings:propose", "tine", meeting("wiskunde", "planned")),
    Stop("meetings:propose", "tine", meeting("wiskunde", "planned"), type_nonsense, note="with errors"),
    Stop("meetings:proposal", "tine", proposal(OPEN), open_everything, note="objections"),
    Stop("meetings:proposal", "tine", proposal(AGREED), note="agreed"),
]
