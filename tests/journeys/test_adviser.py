"""A teacher who does not know which kind suits answers six questions, and starts with what they point to."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from communities.models import Community
from communities.variant_queries import choice_of
from tests.conftest import Personas
from tests.journeys.conftest import Visit, sideways, small_targets

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ANSWERS = {"outcome": "dated", "schools": "one_same", "scale": "small", "membership": "fixed"}


@pytest.fixture(autouse=True)
def morning(at) -> None:
    at(datetime(2026, 11, 23, 9, tzinfo=UTC))


def answer(page: Page, answers: dict[str, str]) -> None:
    for name, value in answers.items():
        page.check(f"[name={name}][value={value}]", force=True)
    page.click(".save-bar .btn--primary")
    page.wait_for_url("**/communities/choose/?*")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_from_six_questions_to_a_group_with_its_record(personas: Personas, visit: Visit, javascript: bool) -> None:
    page = visit(personas.teacher, reverse("communities:start"), javascript=javascript)
    page.click(f"main .notice a[href='{reverse('communities:adviser')}']")
    answer(page, ANSWERS)
    expect(page.locator("#advice .kind").first).to_be_visible()
    assert not (javascript and sideways(page))
    page.locator("#advice .kind .btn").first.click()

    expect(page.locator("[name=variant][value=TDT]")).to_be_checked()
    page.fill("[name=reason]", "We willen tegen juni een lessenreeks.")
    page.fill("[name=name]", "Ontwerpteam breuken")
    page.click(".save-bar .btn--primary")
    page.wait_for_url("**/members/")
    choice = choice_of(Community.objects.get(name="Ontwerpteam breuken"))
    assert choice is not None
    assert (choice.variant, choice.advised, choice.reason) == ("TDT", ["TDT"], "We willen tegen juni een lessenreeks.")
    assert choice.answers == choice.answers | ANSWERS


def test_what_was_typed_before_the_questions_is_still_there(personas: Personas, visit: Visit) -> None:
    page = visit(personas.teacher, reverse("communities:start"))
    page.fill("[name=purpose]", "Elke leerling kan breuken vergelijken.")
    page.check("[name=variant][value=OLC]", force=True)
    page.wait_for_function("() => Object.keys(localStorage).some((key) => key.startsWith('plc-draft:'))")
    page.goto(reverse("communities:adviser"))
    answer(page, ANSWERS)
    page.locator("#advice .kind .btn").first.click()

    expect(page.locator("[name=purpose]")).to_have_value("Elke leerling kan breuken vergelijken.")
    expect(page.locator("[name=variant][value=TDT]")).to_be_checked()


def test_none_yet_says_what_to_do_first(personas: Personas, visit: Visit) -> None:
    page = visit(personas.teacher, reverse("communities:adviser"))
    answer(page, {"outcome": "answer", "research": "none"})

    expect(page.locator("#none")).to_be_visible()
    expect(page.locator("#advice .btn")).to_have_count(0)
    assert small_targets(page) == []
