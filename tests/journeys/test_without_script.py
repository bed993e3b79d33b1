"""The main acts without JavaScript: only comfort is lost."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from meetings.models import Attendance, Decision, Meeting
from meetings.rhythm import refresh_cadence
from schools.models import Staff
from tests.conftest import Personas
from tests.factories import CommunityFactory, MeetingFactory
from tests.journeys.conftest import DESK

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = date(2026, 11, 23)


@pytest.fixture
def group(personas: Personas, at) -> Personas:
    """A group that met a month ago."""
    at(datetime(2026, 11, 23, 16, tzinfo=UTC))
    MeetingFactory(community=personas.group, day=date(2026, 10, 22), status="held", present_count=3)
    refresh_cadence(community_ids=[personas.group.pk], today=TODAY)
    return personas


def test_meeting_is_planned(group, visit):
    page = visit(group.teacher, reverse("meetings:plan", args=[group.group.pk]), javascript=False)

    page.locator(".tile input").first.check()
    page.locator(".save-bar .btn--primary").click()
    page.wait_for_load_state()

    assert Meeting.objects.planned().get().day > TODAY


def test_meeting_is_logged_with_more_lines_than_the_form_had(group, visit):
    meeting = MeetingFactory(community=group.group, day=TODAY, starts_at=datetime(2026, 11, 23, 13, tzinfo=UTC))
    page = visit(group.teacher, reverse("meetings:log", args=[meeting.pk]), javascript=False)

    page.locator(".person-row input").first.uncheck()
    page.locator("#id_decision-0-text").fill("Eerste afspraak")
    page.locator("fieldset:has(#decisions) button[name=more]").click()
    page.locator("#decisions input:not([type=hidden])").last.fill("Tweede afspraak")
    page.locator(".save-bar .btn--primary").click()
    page.wait_for_url(f"**{reverse('meetings:meeting', args=[meeting.pk])}")

    meeting.refresh_from_db()
    assert meeting.status == "held"
    assert Attendance.objects.filter(meeting=meeting, is_present=False).count() == 1
    assert list(Decision.objects.order_by("pk").values_list("text", flat=True)) == [
        "Eerste afspraak",
        "Tweede afspraak",
    ]


def test_meeting_that_did_not_take_place_is_one_tap(group, visit):
    meeting = MeetingFactory(community=group.group, day=TODAY, starts_at=datetime(2026, 11, 23, 13, tzinfo=UTC))
    page = visit(group.teacher, reverse("meetings:log", args=[meeting.pk]), javascript=False)

    page.locator(f"form[action$='{reverse('meetings:cancel', args=[meeting.pk])}'] button").click()
    page.wait_for_load_state()

    meeting.refresh_from_db()
    assert meeting.status == "cancelled"


def test_groups_are_filtered(group, visit):
    other = CommunityFactory(school=group.school, name="Datateam doorstroom", variant="DT")
    refresh_cadence(community_ids=[other.pk], today=TODAY)
    page = visit(group.leader, reverse("dashboard:school", args=["atheneum"]), width=DESK, javascript=False)
    expect(page.locator(".row-title")).to_have_count(2)

    page.select_option("#variant", "DT")
    page.locator(".filters .btn").click()
    page.wait_for_load_state()

    expect(page.locator(".row-title")).to_have_text("Datateam doorstroom")


def test_staff_list_is_imported(group, visit, settings, tmp_path: Path):
    settings.UPLOAD_DIR = tmp_path / "uploads"
    file = tmp_path / "personeel.csv"
    file.write_bytes("voornaam;naam;e-mailadres;functie\r\nZoë;Maes;zoe@school.example;leraar\r\n".encode("cp1252"))
    path = reverse("exchange:staff-import", args=["atheneum"])
    page = visit(group.leader, path, width=DESK, javascript=False)

    page.set_input_files("input[type=file]", file)
    for _step in ("columns", "difference", "take it over"):
        page.click("form .btn--primary")
        page.wait_for_load_state()

    assert Staff.objects.current().filter(school=group.school, user__first_name="Zoë").exists()
