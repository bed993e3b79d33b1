"""The leader brings in the staff list of her school system: file, columns, difference, done."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from schools.models import Staff
from tests.conftest import Personas
from tests.journeys.conftest import DESK, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEADINGS = "voornaam;tussenvoegsel;familienaam;e-mailadres;functie;stamnummer;vak"
KNOWN = [
    "Lieve;;Voornaam;leader@school.example;directeur;1;",
    "Karim;;El Amrani;coach@school.example;zorgcoördinator;2;",
    "Tine;;Claes;teacher@school.example;leerkracht;3;wiskunde",
    "Olga;;Peeters;outsider@school.example;leerkracht;4;Frans",
]
NEW = [
    "Zoë;van den;Bossche;zoe@school.example;leerkracht;5;Latijn",
    "Noël;;Deprêtre;noel@school.example;secretariaat;6;",
]


@pytest.fixture
def bring(personas: Personas, at: Any, visit: Visit, tmp_path: Path, settings: Any) -> Any:
    """A function that takes rows of a list through the first two steps and returns the page with the third."""
    at(datetime(2026, 11, 23, 9, tzinfo=UTC))
    settings.UPLOAD_DIR = tmp_path / "uploads"

    def take(*rows: str) -> Page:
        file = tmp_path / "personeel.csv"
        file.write_bytes("\r\n".join([HEADINGS, *rows, ""]).encode("cp1252"))
        page = visit(personas.leader, reverse("exchange:staff-import", args=["atheneum"]), width=DESK)
        page.set_input_files("input[type=file]", file)
        page.click("form .btn--primary")
        expect(page.locator("tbody select").first).to_have_value("first_name")
        if page.locator("[name=confirm_leaders]").count():
            page.check("[name=confirm_leaders]")
        page.click("form .btn--primary")
        page.wait_for_load_state()
        return page

    return take


def people() -> set[tuple[str, str, str]]:
    return set(Staff.objects.current().values_list("user__email", "user__last_name", "subjects"))


def test_list_is_mapped_compared_and_taken_over(bring, personas, mailoutbox):
    page = bring(*KNOWN, *NEW)

    expect(page.locator("tr.is-new th")).to_have_text(["Zoë van den Bossche", "Noël Deprêtre"])
    expect(page.locator("tr.is-changed")).to_have_count(4)
    assert not Staff.objects.filter(user__email="zoe@school.example").exists()
    page.click("form .btn--primary")
    page.wait_for_url(f"**{reverse('schools:staff', args=['atheneum'])}")
    assert ("zoe@school.example", "Bossche", "Latijn") in people()
    assert Staff.objects.get(user__email="noel@school.example").roles.get().role == "support"
    assert mailoutbox == []


def test_same_list_again_is_no_difference(bring, personas):
    page = bring(*KNOWN, *NEW)
    page.click("form .btn--primary")
    page.wait_for_url(f"**{reverse('schools:staff', args=['atheneum'])}")

    page = bring(*KNOWN, *NEW)

    expect(page.locator("main table tr")).to_have_count(0)
    expect(page.locator("form .btn--primary")).to_have_count(0)
    expect(page.locator(".lede")).to_contain_text("6")


def test_who_is_no_longer_in_the_list_leaves_only_when_ticked(bring, personas):
    page = bring(*KNOWN[:3], *NEW)
    expect(page.locator("[name=left]")).not_to_be_checked()
    page.check("[name=left]")
    page.click("form .btn--primary")
    page.wait_for_url(f"**{reverse('schools:staff', args=['atheneum'])}")

    assert Staff.objects.get(user=personas.outsider).left_on is not None


def test_fault_is_told_with_row_and_column_and_nothing_changes(bring, personas):
    before = people()

    page = bring(*KNOWN, NEW[0], "Piet;;Mast;piet at school;leerkracht;7;")

    rows = page.locator("tbody tr")
    expect(rows).to_have_count(1)
    expect(rows.locator("td").first).to_contain_text("7")
    expect(rows.locator("td").first).to_contain_text("e-mailadres")
    expect(rows).to_contain_text("piet at school")
    expect(page.locator("form .btn--primary")).to_have_count(0)
    assert people() == before
