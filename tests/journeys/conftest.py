"""A browser that watches: a console error, a script error or a breach of the content policy fails the test."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

from schools.models import User
from tests.environment import chromium_path

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps an event loop in this thread

PHONE, DESK = 390, 1280
HEIGHTS = {PHONE: 844, DESK: 900}
BACKEND = settings.AUTHENTICATION_BACKENDS[0]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WATCH_POLICY = """document.addEventListener("securitypolicyviolation",
    (event) => console.error(`content policy: ${event.violatedDirective} ${event.blockedURI}`));"""
Visit = Callable[..., Page]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    options = ["--no-sandbox", "--disable-gpu"]
    return {**browser_type_launch_args, "executable_path": chromium_path(), "args": options}


@pytest.fixture
def at(settings: Any) -> Callable[[datetime], None]:
    """A function that moves the product's clock; sessions and cookies keep the real one."""

    def move(moment: datetime) -> None:
        settings.CLOCK_SHIFT = moment - datetime.now(UTC)

    return move


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browsers of this test complained about; nothing, at the end."""
    heard: list[str] = []
    yield heard
    assert heard == []


@pytest.fixture
def visit(browser: Browser, live_server: Any, complaints: list[str]) -> Iterator[Visit]:
    """A function that opens a path as somebody: `visit(user, path, width=PHONE, scheme="light", javascript=True)`."""
    contexts: list[BrowserContext] = []

    def open_page(
        user: User | None, path: str, *, width: int = PHONE, scheme: str = "light", javascript: bool = True
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": HEIGHTS[width]},
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=javascript,
            locale="nl-BE",
            has_touch=width == PHONE,
        )
        contexts.append(context)
        if user:
            context.add_cookies([session_of(user, live_server.url)])
        page = context.new_page()
        page.add_init_script(WATCH_POLICY)
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def session_of(user: User, url: str) -> Any:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return {
        "name": settings.SESSION_COOKIE_NAME,
        "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
        "url": url,
    }


def axe_faults(page: Page) -> list[str]:
    """Rules of WCAG 2.2 AA and good practice that the page breaks, with the first element of each."""
    results = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in results]


def sideways(page: Page) -> int:
    """Pixels by which the page is wider than the screen."""
    width: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return width


def small_targets(page: Page, within: str = "main") -> list[str]:
    """Buttons, fields and labels that are lower than 44 px."""
    found: list[str] = page.eval_on_selector_all(
        f"{within} :is(button, .btn, .chip, .person-row, .tile, select, summary, input:not([type=hidden]))",
        """all => all.filter(one => one.offsetParent && one.getBoundingClientRect().height < 43.5)
            .filter(one => one.matches(".chip, .person-row, .tile")
                || !one.closest(".link-button, .chip, .person-row, .tile, .choice"))
            .map(one => one.outerHTML.slice(0, 120))""",
    )
    return found


def is_broken(request: Request) -> bool:
    # Before it sends, a form asks with HEAD whether the school's network is there; going on ends that question.
    return request.method != "HEAD"


def watch(page: Page) -> list[str]:
    """What goes wrong on a page from now on: errors of script and policy, and requests that failed."""
    wrong: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        # That a page itself was answered with 4xx is what the test looks at; its parts are watched below.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            wrong.append(f"console: {message.text}")

    def answered(response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            wrong.append(f"{response.status}: {response.url}")

    page.on("console", heard)
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on("requestfailed", lambda request: wrong.append(f"failed: {request.url}") if is_broken(request) else None)
    page.on("response", answered)
    return wrong
