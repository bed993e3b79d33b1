"""A group plans its year in one screen, and one meeting in a few taps."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from meetings.models import AgendaBlock, Meeting
from meetings.rhythm import refresh_cadence
from tests.factories import AgendaBlockFactory, MeetingFactory
from tests.journeys.conftest import DESK

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = date(2026, 11, 23)


@pytest.fixture
def year(personas, at) -> str:
    """The address of the year plan of a group that met on Thursday 29 October."""
    at(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    MeetingFactory(community=personas.group, day=date(2026, 10, 29), status="held", minutes=150)
    refresh_cadence(community_ids=[personas.group.pk], today=TODAY)
    return reverse("meetings:plan-year", args=[personas.group.pk])


def test_year_is_proposed_checked_drafted_and_sent(year, personas, visit):
    page = visit(personas.teacher, year, width=DESK)
    lines = page.locator(".year-line")
    number = lines.count()
    assert number >= 4

    lines.nth(0).locator("input[type=date]").fill("2026-12-25")
    lines.nth(0).locator("input[type=date]").blur()
    expect(lines.nth(0).locator(".remark")).to_be_visible()
    lines.nth(0).locator("input[type=date]").fill("2026-12-17")
    lines.nth(0).locator("input[type=date]").blur()
    expect(lines.nth(0).locator(".remark")).to_have_count(0)
    lines.nth(1).locator(".choice").click()
    page.locator("[data-add-row=rows]").click()
    page.locator(".year-line").last.locator("input[type=date]").fill("2027-06-03")
    page.locator("#id_place").fill("Lokaal B12")
    page.locator(".save-bar .btn--primary").click()

    drafts = page.locator(".timeline .is-draft")
    expect(drafts).to_have_count(number)
    assert not Meeting.objects.planned().exists()
    page.locator("section form .btn--primary").click()
    expect(page.locator(".timeline .is-planned")).to_have_count(number)
    days = set(Meeting.objects.planned().values_list("day", flat=True))
    assert {date(2026, 12, 17), date(2027, 6, 3)} <= days
    assert set(Meeting.objects.planned().values_list("place", flat=True)) == {"Lokaal B12"}


def test_year_works_without_script(year, personas, visit):
    page = visit(personas.teacher, year, javascript=False)
    line = page.locator(".year-line").nth(0)

    line.locator("input[type=date]").fill("2026-12-25")
    page.locator("button[name=check]").click()
    expect(page.locator(".year-line").nth(0).locator(".remark")).to_be_visible()
    page.locator(".save-bar .btn--primary").click()

    assert Meeting.objects.filter(day=date(2026, 12, 25), status="draft").exists()


def test_one_meeting_is_planned_with_one_tap(year, personas, visit):
    page = visit(personas.teacher, reverse("meetings:plan", args=[personas.group.pk]))

    page.locator(".save-bar .btn--primary").click()
    page.wait_for_url("**/meetings/*/")

    made = Meeting.objects.planned().get()
    assert made.day.weekday() == 3
    assert made.minutes == 150


@pytest.mark.parametrize("javascript", [True, False])
def test_advice_comes_before_saving_and_does_not_forbid(javascript, year, personas, visit):
    page = visit(personas.teacher, reverse("meetings:plan", args=[personas.group.pk]), javascript=javascript)

    page.locator(".tile", has=page.locator("[value=own]")).click()
    page.locator("#id_day").fill("2026-12-25")
    if javascript:
        page.locator("#id_day").blur()
    else:
        page.locator(".save-bar .btn--primary").click()
    expect(page.locator("#advice .notice--warning")).to_be_visible()
    page.locator(".save-bar .btn--primary").click()
    page.wait_for_url("**/meetings/*/")

    assert Meeting.objects.planned().get().day == date(2026, 12, 25)


@pytest.mark.parametrize("javascript", [True, False])
def test_agenda_is_written_ordered_and_added_up(javascript, year, personas, visit):
    meeting = MeetingFactory(community=personas.group, day=date(2026, 12, 10), minutes=60)
    for number, title in enumerate(("Eerst", "Dan", "Laatst")):
        AgendaBlockFactory(meeting=meeting, title=title, position=number, minutes=15)
    page = visit(personas.teacher, reverse("meetings:agenda", args=[meeting.pk]), javascript=javascript)

    page.locator("button[name=up]").nth(2).click()
    expect(page.locator("#id_block-1-title")).to_have_value("Laatst")
    page.locator("#id_block-1-minutes").fill("60")
    if javascript:
        expect(page.locator("[data-sum]")).to_have_text("90")
        expect(page.locator("[data-sum-over]")).to_be_visible()
    page.locator("button[name=remove]").nth(0).click()
    page.locator(".save-bar .btn--primary").click()
    page.wait_for_url(f"**{reverse('meetings:meeting', args=[meeting.pk])}")

    rows = AgendaBlock.objects.order_by("position").values_list("title", "minutes")
    assert list(rows) == [("Laatst", 60), ("Dan", 15)]


def test_agenda_starts_from_a_script(year, personas, visit):
    meeting = MeetingFactory(community=personas.group, day=date(2026, 12, 10), minutes=150)
    page = visit(personas.teacher, reverse("meetings:agenda", args=[meeting.pk]))

    page.locator("button[name=script][value=grrow]").click()
    expect(page.locator("[data-sum]")).to_have_text("150")
    page.locator(".save-bar .btn--primary").click()
    page.wait_for_url(f"**{reverse('meetings:meeting', args=[meeting.pk])}")

    assert sum(AgendaBlock.objects.values_list("minutes", flat=True)) == 150
