"""A leader has the year proposed, moves a date with the keyboard alone, and publishes it."""

import re
from datetime import UTC, datetime, time

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from meetings.models import Meeting
from planning.models import PlannedDate
from planning.tasks import propose_waiting
from tests.factories_leading import MeetingHourFactory, RoomFactory
from tests.journeys.conftest import DESK, axe_faults, sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ready(personas, at, settings):
    at(datetime(2026, 11, 23, 9, 30, tzinfo=UTC))
    settings.CELERY_TASK_ALWAYS_EAGER = False
    for weekday in (1, 3):
        MeetingHourFactory(school=personas.school, weekday=weekday, starts=time(13, 30), ends=time(16, 0))
    RoomFactory(school=personas.school, name="Bibliotheek", seats=20)
    return personas


@pytest.mark.parametrize("javascript", [True, False])
def test_propose_move_by_keyboard_publish(ready, visit, javascript, monkeypatch):
    monkeypatch.setattr("planning.waking.propose_waiting.apply_async", lambda **message: None)
    page = visit(
        ready.leader, reverse("planning:plan-now", args=[ready.school.slug]), width=DESK, javascript=javascript
    )
    page.get_by_role("button", name="Stel data voor alle groepen voor").click()
    expect(page.locator("#plan [role=status]")).to_contain_text("Het voorstel wordt gemaakt")

    propose_waiting()
    if not javascript:
        page.get_by_role("link", name="Kijk opnieuw").click()
    first = page.locator(".plan-grid a.plan-date").first
    expect(first).to_be_visible(timeout=15_000)
    number = page.locator(".plan-grid a.plan-date").count()
    if javascript:
        assert (axe_faults(page), sideways(page)) == ([], 0)

    page.locator(".plan-grid a.plan-date").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/plan-dates/"))
    current = page.locator("input[name=choice]:checked")
    was = current.input_value()
    current.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/plan/2026-2027/$"))
    moved = PlannedDate.objects.get(is_moved=True)
    assert f"{moved.day:%Y-%m-%d}" != was[:10]
    expect(page.locator(".plan-grid .plan-date--moved")).to_have_count(1)

    page.get_by_role("link", name="Publiceren").click()
    page.get_by_role("button", name="Publiceren").click()
    expect(page.locator(".plan-grid a.plan-date")).to_have_count(0)
    assert Meeting.objects.filter(status="planned", place="Bibliotheek").count() == number
