"""On a phone: a try-out in a few taps, then something the group made, shared with the school and found by a colleague;
what the group keeps to itself does not exist for her."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from learning.models import Outcome, OutcomeUse, TryOut
from tests.factories import MeetingFactory, SubtaskFactory
from tests.factories_learning import OutcomeFactory, OutcomeVersionFactory, TryOutFactory
from tests.journeys.conftest import DESK, axe_faults, sideways, small_targets
from tests.learning.corpus import HTML, PDF

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _clock(at):
    at(NOW)


def test_two_taps_and_a_line_note_a_try_out(personas, visit):
    TryOutFactory(community=personas.group, by=personas.teacher, class_name="3B", tried_on=date(2026, 11, 12))
    page = visit(personas.teacher, reverse("learning:try-outs", args=[personas.group.pk]))
    assert (sideways(page), small_targets(page)) == (0, [])
    assert axe_faults(page) == []

    page.fill("[name=what]", "Denktijd van een minuut")
    page.locator(".chip", has=page.locator("[name=effect][value=partly]")).click()
    page.locator(".form-actions .btn--primary").click()

    expect(page.locator(".rows").first).to_contain_text("Denktijd van een minuut")
    row = TryOut.objects.latest("pk")
    assert (row.class_name, row.effect, row.tried_on, row.by) == ("3B", "partly", NOW.date(), personas.teacher)


def test_what_was_taken_on_is_planned_done_and_talked_about(personas, visit):
    held = MeetingFactory(community=personas.group, status="held", day=date(2026, 11, 12))
    coming = MeetingFactory(
        community=personas.group, day=date(2026, 12, 3), starts_at=datetime(2026, 12, 3, 12, tzinfo=UTC)
    )
    SubtaskFactory(meeting=held, owner=personas.teacher, text="Exitkaartje proberen")
    page = visit(personas.teacher, reverse("learning:try-outs", args=[personas.group.pk]))

    page.click(".ways a")
    expect(page.locator("[name=what]")).to_have_value("Exitkaartje proberen")
    page.locator(".chip", has=page.locator("[name=effect][value=plan]")).click()
    page.locator(".form-actions .btn--primary").click()
    page.click(".row-action [name=effect][value=worked]")
    page.locator(".section-head form button").click()

    page.wait_for_url(f"**{reverse('meetings:agenda', args=[coming.pk])}")
    assert "Exitkaartje proberen" in coming.agenda.get().title


def test_something_made_is_shared_and_found_by_a_colleague(personas, visit, tmp_path: Path):
    paper, pretends = tmp_path / "Lés één.pdf", tmp_path / "web.pdf"
    paper.write_bytes(PDF)
    pretends.write_bytes(HTML)
    kept = OutcomeVersionFactory(outcome=OutcomeFactory(community=personas.group, title="Van ons alleen")).outcome
    page = visit(personas.teacher, reverse("learning:outcomes", args=[personas.group.pk]))
    page.click(".page-head .btn--primary")
    page.set_input_files("[name=file]", pretends)
    page.locator(".chip", has=page.locator("[name=kind][value=material]")).click()
    page.fill("[name=title]", "Redeneerstarters")
    page.click(".form-actions .btn--primary")
    expect(page.locator(".error-summary")).to_be_visible()
    page.set_input_files("[name=file]", paper)
    page.click(".form-actions .btn--primary")
    page.wait_for_url("**/outcomes/*/")
    assert (sideways(page), small_targets(page)) == (0, [])
    page.locator(".tile", has=page.locator("[value=school]")).click()
    page.locator("section[aria-labelledby=reach] .btn").click()
    expect(page.locator("[name=reach][value=school]")).to_be_checked()

    page = visit(personas.outsider, reverse("dashboard:mine"), width=DESK)
    page.click(f".places [href='{reverse('learning:library')}']")
    page.fill("[name=q]", "redeneer")
    page.click(".filters .btn")
    expect(page.locator("main")).not_to_contain_text("Van ons alleen")
    page.click(".outcome a")
    with page.expect_download() as download:
        page.click(".btn--primary")
    assert (download.value.suggested_filename, download.value.path().read_bytes()) == ("Lés één.pdf", PDF)
    page.fill("[name=where]", "wiskunde, 4A")
    page.locator("section[aria-labelledby=uses] .form .btn").click()
    expect(page.locator("section[aria-labelledby=uses]")).to_contain_text("wiskunde, 4A")
    assert axe_faults(page) == []
    assert (Outcome.objects.get(title="Redeneerstarters").uses.get().by, OutcomeUse.objects.count()) == (
        personas.outsider,
        1,
    )
    hidden = page.request.get(reverse("learning:outcome", args=[kept.pk]))
    assert hidden.status == 404
