"""A pupil answers a feedback card on a phone, from the code to thanks, within a minute; her teacher made it before."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from meetings.models import FeedbackAnswer, FeedbackCard, FeedbackTicket
from meetings.qr import qr_drawing
from tests.conftest import Personas
from tests.journeys.conftest import Visit, small_targets

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_ACTS, MOST_SECONDS = 8, 60
LETTERS_A_SECOND = 3  # of a child of twelve on a phone


@dataclass
class Pupil:
    """A phone, and what was done with it. `seconds` is what typing would have taken."""

    page: Page
    acts: int = 1  # opening the code
    seconds: float = 0

    def tap(self, text: str) -> None:
        self.acts += 1
        self.page.get_by_text(text, exact=True).last.tap()

    def write(self, label: str, text: str) -> None:
        self.acts += 1
        self.seconds += len(text) / LETTERS_A_SECOND
        self.page.get_by_label(label).fill(text)


@pytest.fixture
def papers(personas: Personas, at, visit: Visit) -> Page:
    """The teacher makes a card for a class and its papers: two pages, three fields."""
    at(datetime(2026, 11, 23, 9, tzinfo=UTC))
    page = visit(personas.teacher, reverse("dashboard:community", args=[personas.group.pk]))
    page.get_by_role("link", name="Leerlingen als partner").tap()
    page.get_by_role("link", name="Maak een feedbackkaart").tap()
    page.fill("[name=about]", "De les waarin je zelf een bewijs zocht")
    page.fill("[name=question]", "Wil je vaker zo werken?")
    page.fill("[name=number]", "24")
    assert small_targets(page) == []
    page.get_by_role("button", name="Maak de kaart").tap()
    page.get_by_role("button", name="Maak de briefjes").tap()
    expect(page.locator(".slip")).to_have_count(24)
    return page


def test_pupil_answers_within_a_minute(papers, visit):
    address = papers.locator(".slip .slip-address").first.inner_text()
    assert qr_drawing(address).count("<path") == papers.locator(".slip svg").first.locator("path").count()
    started = time.monotonic()

    pupil = Pupil(visit(None, address))
    assert small_targets(pupil.page) == []
    pupil.tap("Ja")
    pupil.write("Wat heeft je geholpen?", "Dat we eerst zelf mochten proberen")
    pupil.write("Wat was moeilijk?", "De laatste oefening")
    pupil.write("Wil je vaker zo werken?", "Ja, elke week")
    pupil.tap("Verstuur")
    expect(pupil.page.locator("h1")).to_have_text("Dank je wel!")

    assert pupil.acts <= MOST_ACTS
    assert pupil.seconds + time.monotonic() - started < MOST_SECONDS
    answer = FeedbackAnswer.objects.get()
    assert (answer.mood, answer.own) == (3, "Ja, elke week")
    assert pupil.page.context.cookies() == []


def test_class_answers_at_the_board_and_one_tap_is_enough(papers, visit):
    FeedbackTicket.objects.all().delete()
    FeedbackCard.objects.update(is_on_board=True)
    card = FeedbackCard.objects.get()
    teacher = papers
    teacher.goto(reverse("meetings:card-board", args=[card.pk]))
    address = teacher.locator(".slip-address").inner_text()

    for _number in range(3):
        pupil = Pupil(visit(None, address))
        pupil.tap("Een beetje")
        pupil.tap("Verstuur")
        expect(pupil.page.locator("h1")).to_have_text("Dank je wel!")
        assert pupil.acts == 3
    pupil.page.goto(address)
    expect(pupil.page.locator("h1")).to_have_text("Deze code is al gebruikt")

    teacher.goto(reverse("meetings:feedback-card", args=[card.pk]))
    expect(teacher.locator(".stat")).to_have_text(["0 Ja", "3 Een beetje", "0 Niet echt"])
