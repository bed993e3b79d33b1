"""A new school within ten minutes: from the link in the mail to staff, a group and its dates; a sample beside it."""

import re
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page, expect

from meetings.models import Meeting
from schools.models import School, Staff, User
from tests.conftest import Personas
from tests.factories import MembershipFactory
from tests.journeys.conftest import DESK, PHONE, Visit, axe_faults, sideways
from upkeep.models import PageTime, SampleSchool
from upkeep.tasks import tell_samples

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)
LIST = "voornaam;tussenvoegsel;familienaam;e-mailadres;functie;vak\r\n" + "\r\n".join(
    f"Collega{number};;Peeters;collega{number}@debrug.example;leerkracht;wiskunde" for number in range(40)
)
# What a person needs besides the machine: reading a page, filling a field, a tap (seconds; generous).
READ, FILL, TAP = 15, 8, 2


class Stopwatch:
    """Counts what the leader does, and what the machine takes."""

    def __init__(self) -> None:
        self.begun, self.pages, self.fields, self.taps = time.monotonic(), 0, 0, 0

    def page(self) -> None:
        self.pages += 1

    def fill(self, page: Page, field: str, text: str) -> None:
        page.fill(f"[name={field}]", text)
        self.fields += 1

    def tap(self, page: Page, place: str) -> None:
        page.locator(place).first.click()
        page.wait_for_load_state()
        self.taps += 1
        self.pages += 1

    @property
    def minutes(self) -> float:
        return (time.monotonic() - self.begun + self.pages * READ + self.fields * FILL + self.taps * TAP) / 60


@pytest.fixture
def link(at: Any, settings: Any, tmp_path: Path, mailoutbox: list[Any]) -> str:
    """The way in, from the mail that the command sends."""
    at(MORNING)
    settings.UPLOAD_DIR = tmp_path / "uploads"
    call_command("create_school", name="Atheneum De Brug", calendar="BE-VLG", leader="lieve@debrug.example")
    found = re.search(r"/welcome/\S+", mailoutbox[0].body)
    assert found
    return found[0]


def test_school_is_ready_within_ten_minutes(link: str, visit: Visit, tmp_path: Path) -> None:
    watch, page = Stopwatch(), visit(None, link, width=DESK)
    watch.page()
    watch.fill(page, "first_name", "Lieve")
    watch.fill(page, "last_name", "Maes")
    watch.tap(page, "main .btn--primary")
    page.goto("/")
    watch.tap(page, "a[href$='/first-hour/']")
    assert (axe_faults(page), sideways(page)) == ([], 0)
    bring_staff(watch, page, tmp_path)
    start_and_plan(watch, page)

    page.goto(reverse("upkeep:first-hour", args=["atheneum-de-brug"]))
    assert page.locator(".path-step--done").count() >= 4
    assert Staff.objects.count() == 41
    assert Meeting.objects.planned().count() >= 4
    assert watch.minutes < 10, f"{watch.minutes:.1f} minutes, {watch.pages} pages, {watch.fields} fields"


def bring_staff(watch: Stopwatch, page: Page, tmp_path: Path) -> None:
    """The list: file, columns, difference, done."""
    file = tmp_path / "personeel.csv"
    file.write_text(LIST)
    watch.tap(page, ".path-step a")
    page.set_input_files("input[type=file]", file)
    for _step in range(3):
        watch.tap(page, "form .btn--primary")
    page.wait_for_url("**/staff/")


def start_and_plan(watch: Stopwatch, page: Page) -> None:
    """A group, and its year in one screen."""
    page.goto(reverse("communities:start"))
    page.check("[name=variant][value=TDT]", force=True)
    watch.fill(page, "name", "Ontwerpteam breuken")
    watch.fill(page, "purpose", "Wat we leren van leerlingen die rekenen moeilijk vinden.")
    watch.tap(page, ".save-bar .btn--primary")
    expect(page.locator(".messages")).to_be_visible()
    pk = re.findall(r"\d+", page.url)[-1]
    page.goto(reverse("meetings:plan-year", args=[pk]))
    watch.tap(page, ".save-bar .btn--primary")
    watch.tap(page, "section form .btn--primary")


def test_sample_school_is_looked_at_and_removed(personas: Personas, visit: Visit, at: Any) -> None:
    at(datetime(2027, 2, 3, 9, tzinfo=UTC))
    path = reverse("upkeep:sample", args=[personas.school.slug])
    page = visit(personas.leader, path, width=PHONE)
    page.locator("main .btn--primary").click()
    expect(page.locator("progress")).to_be_visible()

    tell_samples()

    page.locator("main .btn--primary").click()  # the page found out by itself that it is ready
    expect(page.locator(".ribbon")).to_contain_text("Voorbeeldschool")
    expect(page.locator("main .rows > li")).not_to_have_count(0)
    assert (axe_faults(page), sideways(page)) == ([], 0)
    page.locator("main .row-title a").first.click()
    expect(page.locator(".ribbon")).to_be_visible()
    page.locator(".ribbon button").click()
    expect(page.locator(".ribbon")).to_have_count(0)
    page.goto(path)
    page.locator("main .btn--quiet").click()
    expect(page.locator(".messages")).to_be_visible()
    assert not SampleSchool.objects.exists()
    assert not School.objects.filter(slug__startswith="voorbeeld-").exists()
    assert not User.objects.filter(email__endswith=".invalid").exists()


def test_page_tells_how_long_it_was_looked_at(personas: Personas, visit: Visit, at: Any) -> None:
    at(MORNING)
    MembershipFactory(community=personas.group, user=personas.leader)
    page = visit(personas.leader, reverse("schools:profile"))
    page.wait_for_timeout(2_300)
    page.goto(reverse("dashboard:mine"))  # what is sent when a page is left is not seen by Playwright
    for _try in range(50):
        row = PageTime.objects.filter(kind="settings").first()
        if row:
            break
        page.wait_for_timeout(100)
    assert row
    assert (row.school, row.views) == (personas.school, 1)
    assert 1 <= row.seconds <= 10
