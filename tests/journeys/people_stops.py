"""Pages of looking back and of attests."""

from playwright.sync_api import Page

from evidence.models import Attest
from tests.journeys.stops import Args, Stop, open_everything, send
from tests.journeys.town import Town


def year_of(slug: str, label: str) -> Args:
    """The school year of a school."""
    return lambda town: [slug, label]


def own_attest(town: Town) -> list[object]:
    return [Attest.objects.filter(user=town.people["tine"]).latest("pk").pk]


def attest_code(town: Town) -> list[object]:
    return [Attest.objects.filter(user=town.people["tine"]).latest("pk").code]


def check_nothing(page: Page, town: Town) -> None:
    send(page, town)
    page.locator(".field-error").first.wait_for()


PEOPLE: list[Stop] = [
    Stop("evidence:look-backs", "tine", act=open_everything),
    Stop("evidence:look-backs", "alone", note="takes part in nothing"),
    Stop("evidence:look-backs", "busy", note="long names"),
    Stop("evidence:look-back", "tine", year_of("ter-linde", "2026-2027")),
    Stop("evidence:look-back", "tine", year_of("ter-linde", "2025-2026"), note="closed"),
    Stop("evidence:look-back", "busy", year_of("vol", "2026-2027"), note="long names"),
    Stop("evidence:attests", "tine"),
    Stop("evidence:attests", "alone", note="none yet"),
    Stop("evidence:attest-new", "tine", act=open_everything),
    Stop("evidence:attest-new", "alone", note="no hours"),
    Stop("evidence:attest-new", "tine", query="?first=2027-01-01&last=2026-01-01", status=400, note="with errors"),
    Stop("evidence:attest-new", "busy", note="long names"),
    Stop("evidence:attest", "tine", own_attest),
    Stop("evidence:verify"),
    Stop("evidence:verify", act=check_nothing, note="with errors"),
    Stop("evidence:verify-code", args=attest_code),
    Stop("evidence:verify-code", args=lambda town: ["9" * 20], status=404, note="unknown"),
]
NO_PAPER = {"evidence:look-back-file", "evidence:attest-file"}
