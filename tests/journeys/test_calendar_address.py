"""Somebody makes a private calendar address, gives it to a calendar program, renews it, and ends it; all by hand."""

import re
import urllib.error
import urllib.request
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.conftest import Personas
from tests.factories import MeetingFactory
from tests.journeys.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def address_on(page: Page) -> str:
    found = re.search(r"http\S+/calendar/[\w-]+\.ics", page.content())
    assert found
    return found[0]


def status_of(address: str) -> int:
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def test_address_is_made_renewed_and_ended(personas: Personas, visit: Visit, at) -> None:
    at(datetime(2026, 11, 23, 9, tzinfo=UTC))
    MeetingFactory(community=personas.group, day=datetime(2026, 12, 3).date())
    page = visit(personas.teacher, reverse("meetings:calendar"))

    renew = f"form[action='{reverse('meetings:feed-renew')}'] button"
    page.locator(renew).first.click()
    first = address_on(page)
    assert status_of(first) == 200

    page.locator(renew).first.click()  # from the page that shows a secret, a second form must work as well
    expect(page.locator("h1")).to_be_visible()
    second = address_on(page)
    assert (status_of(first), status_of(second)) == (404, 200)

    page.goto(reverse("meetings:calendar"))
    page.locator("form[action*='revoke'] button").first.click()
    page.wait_for_load_state()
    assert status_of(second) == 404
