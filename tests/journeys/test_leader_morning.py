"""A leader's morning: one sentence, then who needs something, one tap to ask; and the page fits on one A4."""

import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from meetings.models import Meeting
from meetings.rhythm import refresh_cadence
from tests.dashboard.groups import groups_in
from tests.factories import CommunityFactory, MeetingFactory
from tests.journeys.conftest import DESK, PHONE, axe_faults, sideways, small_targets

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = date(2026, 11, 23)


@pytest.fixture
def school(personas, at):
    """Ten groups: the one of the personas is overdue, one has stalled, one forgot to log, the rest are on track."""
    at(datetime(2026, 11, 23, 7, 30, tzinfo=UTC))
    stalled = CommunityFactory(
        school=personas.school, name="Datateam taal", variant="DT", target_weeks=3, limit_weeks=4
    )
    groups = groups_in(personas.school, 8, today=TODAY)
    MeetingFactory(community=groups[0], day=date(2026, 11, 19))
    refresh_cadence(community_ids=[stalled.pk, personas.group.pk, groups[0].pk], today=TODAY)
    return personas.school


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_leader_finds_who_needs_something_and_asks(personas, school, visit, width, scheme):
    page = visit(personas.leader, "/", width=width, scheme=scheme)

    expect(page).to_have_url(re.compile(r"/schools/atheneum/$"))
    expect(page.locator("h1")).to_have_text("7 groepen op schema, 3 vragen aandacht")
    assert page.locator(".rows .status").all_inner_texts()[:3] == ["Stilgevallen", "Over tijd", "Op schema"]
    assert (axe_faults(page), sideways(page), small_targets(page)) == ([], 0, [])

    page.locator(".rows > li").first.locator(".row-action a").click()
    expect(page.locator("h1")).to_have_text("Datateam taal")
    expect(page.locator("#help")).to_be_in_viewport()
    assert axe_faults(page) == []


def test_filter_leaves_the_groups_of_one_state(personas, school, visit):
    page = visit(personas.leader, reverse("dashboard:school", args=[school.slug]), width=DESK)

    page.locator("#state-stalled").click()
    expect(page.locator(".rows > li")).to_have_count(1)
    expect(page.locator("#state-stalled")).to_have_attribute("aria-current", "page")
    page.select_option("#variant", "DT")
    expect(page).to_have_url(re.compile(r"state=stalled&variant=DT"))
    expect(page.locator(".rows > li")).to_have_count(1)


@pytest.mark.parametrize(("name", "sheets"), [("school", 2), ("group", 1)])
def test_page_prints_on_few_sheets_of_a4(personas, school, visit, name, sheets):
    """Of ten groups: what waits and their rhythm on the first sheet of a leader, what comes beside it on the second."""
    held = [
        MeetingFactory(community=personas.group, status=Meeting.Status.HELD, day=date(2026, 9, 7 + n)) for n in range(6)
    ]
    refresh_cadence(community_ids=[held[0].community_id], today=TODAY)
    address = {
        "school": reverse("dashboard:school", args=[school.slug]),
        "group": reverse("dashboard:community", args=[personas.group.pk]),
    }
    page = visit(personas.leader, address[name], width=DESK)

    printed = page.pdf(format="A4", prefer_css_page_size=True)

    assert len(re.findall(rb"/Type\s*/Page[^s]", printed)) == sheets
    assert page.locator(".rows > li").count() == (10 if name == "school" else 0)
