"""A lesson study in short: letters, predictions, two people who watch on phones, and a talk that begins with pupils."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from communities.models import Community
from learning.models import LessonTalk, Observation
from meetings.models import CycleStep
from tests.conftest import Personas
from tests.factories import CycleFactory, CycleStepFactory, CycleTextFactory, MeetingFactory, MembershipFactory
from tests.journeys.conftest import DESK, axe_faults, sideways, small_targets

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY = datetime(2026, 12, 3, 9, tzinfo=UTC)


@pytest.fixture
def lesson(personas: Personas, at) -> CycleStep:
    """The day of the lesson, in a cycle with a second one after it."""
    at(DAY)
    Community.objects.filter(pk=personas.group.pk).update(variant="LS", regime="cycle")
    cycle = CycleFactory(community=personas.group, started_on=date(2026, 11, 9))
    CycleTextFactory(cycle=cycle, text="De hoofdgedachte vinden")
    meeting = MeetingFactory(community=personas.group, day=DAY.date(), minutes=90)
    step = CycleStepFactory(cycle=cycle, position=1, kind="lesson", meeting=meeting)
    CycleStepFactory(cycle=cycle, position=2, kind="reteach")
    return step


def note(page: Page, who: str, text: str) -> None:
    """Two taps and a line."""
    page.locator(f".observe [name=who][value='{who}']").check(force=True)
    page.fill("[name=text]", text)
    with page.expect_navigation():
        page.click(".observe .btn--primary")
    expect(page.locator(".shown li").first).to_contain_text(text)


def test_whole_cycle_in_short(personas, lesson, visit):
    colleague = MembershipFactory(community=personas.group, user__first_name="Jef").user
    page = visit(personas.teacher, reverse("meetings:cycle", args=[personas.group.pk]))
    page.locator(f"[href='{reverse('learning:lesson', args=[lesson.pk])}']").click()
    page.click(".page-head .btn--primary")
    for code, label in (("A", "leest vlot"), ("B", "zoekt woorden op"), ("C", "haakt af")):
        page.fill(f"[name={code}]", label)
    page.click(".form-actions .btn--primary")
    page.wait_for_url(f"**{reverse('meetings:cycle', args=[personas.group.pk])}")

    page.goto(reverse("learning:lesson", args=[lesson.pk]))
    page.click(".page-head .btn--primary")
    page.fill("[name=A]", "Is als eerste klaar.")
    page.fill("[name=B]", "Blijft in de eerste alinea.")
    page.click(".form-actions .btn--primary")
    page.wait_for_url(f"**{reverse('learning:lesson', args=[lesson.pk])}")

    page.click(".page-head .btn--primary")
    note(page, "A", "Begint bij de eerste zin.")
    note(page, "A", "Schrapt drie lijnen.")
    note(page, "", "Vier duo’s wachten.")
    assert (sideways(page), small_targets(page)) == (0, [])
    assert axe_faults(page) == []
    other = visit(colleague, reverse("learning:observe", args=[lesson.pk]))
    note(other, "B", "Leest gewoon door.")
    expect(other.locator(".shown")).not_to_contain_text("Schrapt")  # who watches sees her own notes
    assert Observation.objects.count() == 4

    page.goto(reverse("learning:lesson", args=[lesson.pk]))
    expect(page.locator(".case-pupil").nth(1)).to_contain_text("Jef")
    expect(page.locator("[name=decision]")).to_have_count(0)
    assert (sideways(page), small_targets(page)) == (0, [])
    for number in range(3):
        with page.expect_navigation():
            page.locator(".case-pupil").nth(number).locator("button").click()
    assert LessonTalk.objects.get().discussed == ["A", "B", "C"]
    page.fill("[name=teaching]", "De vraag kwam te vroeg.")
    page.fill("[name=decision]", "Eerst per twee, dan de vraag.")
    with page.expect_navigation():
        page.click("form:has([name=decision]) .btn--primary")

    again = CycleStep.objects.get(kind="reteach")
    desk = visit(colleague, reverse("learning:lesson", args=[again.pk]), width=DESK)
    expect(desk.locator(".notice")).to_contain_text("Eerst per twee, dan de vraag.")
    assert (sideways(desk), axe_faults(desk)) == (0, [])


def test_note_that_did_not_get_through_is_back_and_saved_once(personas, lesson, visit):
    page = visit(personas.teacher, reverse("learning:observe", args=[lesson.pk]))
    page.fill("[name=text]", "Kijkt eerst naar de foto.")
    page.wait_for_timeout(500)
    page.context.set_offline(True)
    page.click(".observe .btn--primary")
    expect(page.locator("[data-offline-note]")).to_be_visible()
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("[name=text]")).to_have_value("Kijkt eerst naar de foto.")
    with page.expect_navigation():
        page.click(".observe .btn--primary")
    assert Observation.objects.get().text == "Kijkt eerst naar de foto."
    expect(page.locator("[name=text]")).to_have_value("")
