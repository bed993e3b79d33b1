"""A browser in front of the product: signing in, watching what goes wrong, and a fixed morning."""

from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from plc_platform import clock
from schools.models import User

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


def session_of(user: User) -> str:
    """The cookie of somebody who has just signed in."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def watch(page: Page) -> list[str]:
    """What goes wrong on a page from now on: errors of script and policy, and requests that failed."""
    wrong: list[str] = []

    def heard(message: ConsoleMessage) -> None:
        # That a page itself was answered with 4xx is what the test looks at; its parts are watched below.
        if message.type in ("error", "warning") and not message.text.startswith("Failed to load resource"):
            wrong.append(f"console: {message.text}")

    page.on("console", heard)
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on("requestfailed", lambda request: wrong.append(f"failed: {request.url} {request.failure}"))
    page.on(
        "response",
        lambda response: (
            wrong.append(f"{response.status}: {response.url}")
            if response.status >= 400 and not response.request.is_navigation_request()
            else None
        ),
    )
    return wrong


@pytest.fixture
def monday_morning(monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Monday 23 November 2026, ten o'clock in Brussels, for the whole product."""
    moment = datetime(2026, 11, 23, 9, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: moment)
    return moment


@pytest.fixture
def enter(live_server, context: BrowserContext, monday_morning: datetime):
    """A function that opens a path in the browser as somebody (None: not signed in), on a phone; returns the page.

    The test fails at its end when a page had an error, a broken request or a report of the content policy.
    """
    watched: list[str] = []
    page = context.new_page()
    page.set_viewport_size(PHONE)
    watched = watch(page)

    def open_as(user: User | None, path: str = "/") -> Page:
        context.clear_cookies()
        if user is not None:
            cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "url": live_server.url}
            context.add_cookies([cookie])
        page.goto(live_server.url + path)
        return page

    yield open_as
    assert not watched, "\n".join(watched)
