"""Pages of handing over: the state of everything for a successor, the whole export, and the end of a school."""

from playwright.sync_api import Page

from tests.journeys.stops import Stop, bare, full, school
from tests.journeys.town import Town


def wrong_name(page: Page, town: Town) -> None:
    page.locator("[name=name]").fill("Een andere school")
    page.locator("main form .btn--danger").click()
    page.locator(".field-error, .invalid-feedback, [aria-invalid=true]").first.wait_for()


HANDOVER = [
    Stop("dashboard:dossier", "hilde", school),
    Stop("dashboard:dossier", "fresh", bare, note="of a school with nothing"),
    Stop("dashboard:dossier", "busy", full, note="with long names"),
    Stop("upkeep:export", "hilde", school),
    Stop("upkeep:delete-school", "hilde", school),
    Stop("upkeep:delete-school", "hilde", school, wrong_name, note="with another name"),
    Stop("upkeep:delete-school", "fresh", bare, note="of a school with nothing"),
    Stop("upkeep:delete-school", "busy", full, note="with long names"),
]
FILES = {"upkeep:dossier-pdf", "upkeep:export-file", "upkeep:group-export"}
