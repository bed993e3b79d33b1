"""Every page: no fault that axe can find, no error in the console, no report of the content policy, nothing that
sticks out on a phone; in both languages, light and dark, on a desk and on a phone."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import axe_playwright_python
import pytest
from django.conf import settings
from django.urls import get_resolver
from playwright.sync_api import BrowserContext, Error, Page

from plc_platform import clock
from schools.models import User
from tests.architecture.test_permissions import names
from tests.architecture.url_table import TABLE
from tests.journeys.conftest import DESK, PHONE, RULES, WATCH_POLICY, sideways, watch
from tests.journeys.leading_stops import NO_PAGE, STOPS, WALKS
from tests.journeys.town import NOW, Town, told

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
LOOK = """async (rules) => {
  const found = await axe.run(document, { runOnly: rules, resultTypes: ["violations"] });
  return found.violations.flatMap((fault) => fault.nodes.map(
    (node) => `${fault.id}: ${node.target.join(" ")} ${node.failureSummary.split("\\n").slice(1).join(";")}`));
}"""
TALL = 5000  # so that no bar at the bottom lies over what scrolling would free
# What does not depend on colour is the same in the dark.
SCHEMES: dict[Literal["light", "dark"], list[str]] = {"light": RULES, "dark": ["color-contrast", "link-in-text-block"]}
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  return [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > width + 1)
    .slice(-3).map((one) => `${one.tagName}.${one.className} ends at ${one.getBoundingClientRect().right}`);
}"""


@pytest.fixture
def town(live_server: Any, settings: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Town:
    """Everything at one address, as in the demo, on a day on which every state can be seen."""
    settings.DEMO = True
    settings.DEMO_DIR = Path(str(settings.DATABASES["default"]["NAME"])).parent
    settings.MAIL_DIR, settings.UPLOAD_DIR = tmp_path / "mail", tmp_path / "uploads"
    settings.EMAIL_BACKEND = "dashboard.mailbox.KeptMailBackend"
    settings.ROOT_URLCONF = "tests.journeys.addresses"
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return told(live_server.url, tmp_path)


@pytest.fixture
def page(context: BrowserContext) -> Page:
    page = context.new_page()
    page.set_default_timeout(20_000)  # on a busy machine too
    page.emulate_media(reduced_motion="reduce")
    page.add_init_script(WATCH_POLICY)
    return page


def test_every_address_stands_in_the_page_table() -> None:
    changes_only = {name for name, row in TABLE.items() if row.get is None}
    addresses = set(names(get_resolver("tests.journeys.addresses").url_patterns)) - changes_only

    assert addresses == {stop.name for stop in STOPS} | NO_PAGE


@pytest.mark.browser
@pytest.mark.parametrize("walk", WALKS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_is_sound(town: Town, context: BrowserContext, page: Page, language: str, walk: str) -> None:
    User.objects.update(language=language)
    wrong: list[str] = []
    heard = watch(page)

    for stop in WALKS[walk]:
        become(context, town, stop.who, language)
        try:
            answer = page.goto(town.url + stop.path(town))
            if stop.act:
                stop.act(page, town)
            elif answer is None or answer.status != stop.status:
                heard.append(f"answered {answer and answer.status}")
            heard += faults(page, language)
        except Error as error:
            heard.append(f"cannot be walked: {error.message}")
        wrong += [f"{stop}: {fault}" for fault in heard]
        heard.clear()

    assert not wrong, "\n".join(wrong)


def become(context: BrowserContext, town: Town, who: str | None, language: str) -> None:
    context.clear_cookies()
    context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": town.url}])
    if who:
        context.add_cookies([town.session(who)])


def faults(page: Page, language: str) -> Iterator[str]:
    """What is wrong with the page that is open, in both widths and appearances."""
    if page.locator(f"[lang={language}]").count() == 0:  # the page of a broken server speaks both
        yield f"speaks {page.locator('html').get_attribute('lang')}"
    page.evaluate(AXE)
    for width in (DESK, PHONE):
        page.set_viewport_size({"width": width, "height": TALL})
        for scheme, rules in SCHEMES.items():
            page.emulate_media(color_scheme=scheme)
            yield from (f"{width} {scheme} {fault}" for fault in page.evaluate(LOOK, rules))
    if sideways(page):
        yield f"too wide: {page.evaluate(TOO_WIDE)}"
