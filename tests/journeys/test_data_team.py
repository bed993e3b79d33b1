"""A data team on a phone: a problem, causes, data that turn out to have gaps, a loop back, and measures in the end."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from communities.models import Community
from learning.models import Board, BoardMove, Evidence
from tests.conftest import Personas
from tests.journeys.conftest import DESK, axe_faults, sideways, small_targets

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BEGIN = datetime(2026, 10, 6, 14, tzinfo=UTC)


@pytest.fixture
def team(personas: Personas, at) -> Community:
    at(BEGIN)
    Community.objects.filter(pk=personas.group.pk).update(variant="DT")
    personas.group.refresh_from_db()
    return personas.group


def note(page: Page, text: str) -> None:
    """A line that shows the current step."""
    step = page.locator(".board-now")
    if not step.locator("[name=text]").is_visible():
        step.locator("details:has([name=text]) > summary").click()
    step.locator("[name=text]").fill(text)
    with page.expect_navigation():
        step.locator("form:has([name=text]) .btn").click()
    expect(page.locator(".board-now .shown")).to_contain_text(text)


def go_on(page: Page) -> None:
    with page.expect_navigation():
        page.locator(".board-moves .btn--primary").click()


def go_back(page: Page, *, target: str, reason: str) -> None:
    if not page.locator("#loop [name=reason]").is_visible():
        page.locator("#loop > summary").click()
    page.locator(f"#loop [value={target}]").check(force=True)
    page.locator("#loop .chip", has_text=reason).locator("input").check(force=True)
    with page.expect_navigation():
        page.locator("#loop .btn").click()


def test_from_a_problem_over_two_loops_to_measures(personas, team, visit):
    path = reverse("learning:board", args=[team.pk])
    page = visit(personas.teacher, path)
    page.fill("[name=about]", "Zittenblijven in het derde jaar")
    page.click(".form-actions .btn--primary")
    page.wait_for_url(f"**{path}")
    expect(page.locator("#now")).to_contain_text("1. Probleem omschrijven")
    note(page, "Waarom verliest een op de tien een jaar?")
    go_on(page)
    note(page, "Ze hebben te weinig gestudeerd.")
    go_on(page)
    note(page, "Puntenlijsten van drie jaar, zonder namen.")
    go_on(page)
    note(page, "Van een jaar ontbreekt de helft.")
    assert (sideways(page), small_targets(page)) == (0, [])

    go_back(page, target="collection", reason="Er zitten fouten of gaten in.")
    expect(page.locator("#now")).to_contain_text("3. Gegevens verzamelen")
    expect(page.locator(".walk-back")).to_contain_text("Er zitten fouten of gaten in.")
    expect(page.locator(".board-now .shown")).to_contain_text("Puntenlijsten")  # what was noted stays
    for _ in range(3):
        go_on(page)
    expect(page.locator("#now")).to_contain_text("6. Besluiten trekken")

    page.locator("details:has-text('2. Mogelijke oorzaken') > summary").first.click()
    with page.expect_navigation():
        page.locator("[name=verdict][value=rejected]").click()
    expect(page.locator(".notice", has_text="Geen van jullie vermoedens")).to_be_visible()
    assert axe_faults(page) == []
    go_back(page, target="hypotheses", reason="De oorzaak is verworpen: we zoeken een andere.")
    note(page, "De toetsen van juni vragen iets anders dan de lessen.")
    for _ in range(5):
        go_on(page)
    expect(page.locator("#now")).to_contain_text("7. Maatregel kiezen")
    note(page, "Elke toets krijgt een proefversie: vakgroepen, vanaf januari.")
    assert BoardMove.objects.filter(kind="back").count() == 2
    assert Evidence.objects.count() == 6

    desk = visit(personas.coach, path, width=DESK)
    expect(desk.locator(".walk-back")).to_have_count(2)
    assert (sideways(desk), axe_faults(desk)) == (0, [])


def test_two_people_and_a_browser_without_script(personas, team, visit):
    path = reverse("learning:board", args=[team.pk])
    page = visit(personas.teacher, path, javascript=False)
    page.click(".form-actions .btn--primary")
    other = visit(personas.coach, path)
    go_on(page)
    go_on(other)  # her page still showed the first step
    expect(other.locator("#now")).to_contain_text("2. Mogelijke oorzaken")
    assert BoardMove.objects.count() == 1
    page.locator("details:has([name=target]) > summary").last.click()
    page.select_option("#skip-what", "measures")
    page.fill("#reason-skip", "Dat doet de werkgroep al.")
    page.locator("form:has(#skip-what) .btn").click()
    page.locator("details:has-text('De ronde hier afronden') > summary").last.click()
    page.locator("details:has-text('De ronde hier afronden') .btn").last.click()
    expect(page.locator(".sheet .btn--primary")).to_be_visible()
    assert Board.objects.get().ended_on == BEGIN.date()
