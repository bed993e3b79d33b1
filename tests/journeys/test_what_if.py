"""Trying out a date: drag over the year, press an arrow, or type; without script a button."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from meetings.models import Meeting
from meetings.rhythm import refresh_cadence
from tests.factories import MeetingFactory
from tests.journeys.conftest import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIRST = date(2026, 9, 1)


@pytest.fixture
def path(personas, at) -> str:
    """The page of a group that met on 30 October, opened on Thursday 14 January."""
    at(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    MeetingFactory(community=personas.group, day=date(2026, 10, 30), status="held")
    refresh_cadence(community_ids=[personas.group.pk], today=date(2026, 11, 23))
    return reverse("dashboard:what-if", args=[personas.group.pk]) + "?on=2027-01-14"


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_day_is_dragged_stepped_and_typed(path, personas, visit, width):
    page = visit(personas.teacher, path, width=width)
    slider, field, answer = page.locator("[data-slide]"), page.locator("#id_on"), page.locator("#answer")
    expect(answer.locator("h2")).to_contain_text("14 januari 2027")
    was = page.locator("#picture").inner_html()

    box = slider.bounding_box()
    assert box
    days, middle = 303, box["y"] + box["height"] / 2
    left, wide = box["x"] + 14, box["width"] - 28  # the thumb is 28 px wide
    page.mouse.move(left + wide * (date(2027, 1, 14) - FIRST).days / (days - 1), middle)
    page.mouse.down()
    page.mouse.move(left + wide * (date(2027, 3, 15) - FIRST).days / (days - 1), middle, steps=8)
    page.mouse.up()
    dragged = date.fromisoformat(field.input_value())
    assert abs((dragged - date(2027, 3, 15)).days) <= 2
    expect(page).to_have_url(f"{page.url.partition('?')[0]}?on={dragged}")
    assert page.locator("#picture").inner_html() != was

    field.fill("2026-12-18")
    expect(answer.locator("h2")).to_contain_text("18 december 2026")
    slider.press("ArrowRight")
    expect(answer.locator(".notice")).to_have_count(1)
    expect(answer.locator("h2")).to_contain_text("19 december 2026")
    assert (field.input_value(), slider.get_attribute("aria-valuetext")) == ("2026-12-19", "zaterdag 19 december 2026")
    assert not Meeting.objects.planned().exists()


def test_tried_date_is_planned(path, personas, visit):
    page = visit(personas.teacher, path)

    page.locator("#answer .btn--primary").click()
    page.locator(".save-bar .btn--primary").click()
    page.wait_for_url("**/meetings/*/")

    assert Meeting.objects.planned().get().day == date(2027, 1, 14)


def test_without_script_a_button_answers(path, personas, visit):
    page = visit(personas.leader, path, javascript=False)

    expect(page.locator("[data-slide]")).to_be_hidden()
    page.locator("#id_on").fill("2026-12-25")
    page.locator("main form .btn").click()

    expect(page.locator("#answer .notice")).to_have_count(1)
    expect(page.locator("#answer .btn--primary")).to_have_count(0)
