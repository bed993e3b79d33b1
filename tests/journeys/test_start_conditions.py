"""Fourteen conditions in fourteen taps: each saved at once, with the focus where it was; and without script."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from conditions.catalogue import CODES
from conditions.models import ConditionAnswer
from tests.factories import ConditionAnswerFactory
from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def path(personas, at) -> str:
    at(datetime(2026, 11, 23, 9, tzinfo=UTC))
    return reverse("dashboard:conditions", args=[personas.group.pk])


def test_one_tap_a_condition_is_enough(path, personas, visit):
    ConditionAnswerFactory(community=personas.group, code="time", side="leader", status="no")
    page = visit(personas.teacher, path, width=PHONE)

    for code in CODES:
        page.locator(f"#{code}-yes").tap()
        expect(page.locator(f"#{code}-yes")).to_have_attribute("aria-pressed", "true")

    assert ConditionAnswer.objects.filter(side="group", status="yes").count() == len(CODES)
    for part in ("asked", "different"):  # the leader is asked for a reason, and both see it differently
        expect(page.locator(f"#talk [aria-labelledby={part}] li")).to_have_count(1)
    expect(page.locator("#variant-yes")).to_be_focused()


def test_leader_is_asked_why_and_says_so(path, personas, visit):
    page = visit(personas.leader, path, width=PHONE)

    page.locator("#voluntary-no").tap()
    page.locator("#reason-voluntary").fill("Twee mensen twijfelen nog, en mogen er altijd uit.")
    page.locator("#talk form button").click()

    expect(page.locator("#talk")).to_contain_text("Twee mensen twijfelen nog")
    expect(page.locator("#talk form")).to_have_count(0)


def test_tap_without_script(path, personas, visit):
    page = visit(personas.teacher, path, width=PHONE, javascript=False)

    page.locator("#goal-partly").click()

    expect(page.locator("#goal-partly")).to_have_attribute("aria-pressed", "true")
    assert page.url.endswith("#c-goal")
