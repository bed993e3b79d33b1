"""A group on trial decides to become a part of the school and is asked again the year after; chores on a phone."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from communities.models import Community, Renewal, Stage, StageDecision
from meetings.models import Chore, Meeting
from tests.conftest import Personas
from tests.factories import MeetingFactory, MembershipFactory, SchoolYearFactory
from tests.journeys.conftest import DESK, axe_faults, sideways, small_targets

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BEGIN, DECIDED, YEAR_AFTER = (
    datetime(2026, 9, 8, 14, tzinfo=UTC),
    date(2027, 5, 18),
    datetime(2027, 9, 14, 14, tzinfo=UTC),
)


@pytest.fixture
def group(personas: Personas, at) -> Community:
    """A running group of three members, in a school that knows its next year too."""
    at(BEGIN)
    next_year = {"label": "2027-28", "first_day": date(2027, 9, 1), "last_day": date(2028, 6, 30)}
    SchoolYearFactory(school=personas.school, **next_year)
    for name in ("Jef", "Lotte"):
        MembershipFactory(community=personas.group, user__first_name=name)
    return personas.group


def stage_of(group: Community) -> str:
    return reverse("communities:stage", args=[group.pk])


def send(page: Page, group: Community) -> None:
    page.locator(".form-actions .btn--primary, .save-bar .btn--primary").click()
    page.wait_for_url(f"**{stage_of(group)}")


def test_from_experiment_over_its_decision_meeting_to_a_renewal(personas, group, visit, at):
    page = visit(personas.teacher, reverse("dashboard:community", args=[group.pk]))
    page.click(f"aside [href='{stage_of(group)}']")
    page.click(f"[href='{reverse('communities:experiment', args=[group.pk])}']")
    page.fill("[name=question]", "Redeneren leerlingen meer?")
    page.fill("[name=ends_on]", "2027-05-28")
    send(page, group)
    assert (sideways(page), small_targets(page)) == (0, [])
    assert axe_faults(page) == []

    page.click(f"[href='{reverse('meetings:plan', args=[group.pk])}']")  # the decision meeting
    page.locator(".tile input").first.check(force=True)
    with page.expect_navigation():
        page.locator(".save-bar .btn--primary").click()
    assert Meeting.objects.planned().filter(community=group).count() == 1

    at(datetime.combine(DECIDED, BEGIN.timetz()))
    page.goto(reverse("communities:decide", args=[group.pk]))
    page.check("[name=kind][value=embed]", force=True)
    page.fill("[name=answer]", "Ja, in drie klassen.")
    send(page, group)
    assert StageDecision.objects.get().decided_on == DECIDED
    group.refresh_from_db()
    assert group.stage == Stage.EMBEDDED

    at(YEAR_AFTER)
    page.goto(reverse("dashboard:community", args=[group.pk]))
    page.click(f".page-head [href='{stage_of(group)}']")  # a new school year leads to the question
    page.click(".call .btn--primary")
    page.click("button[name=goes_on][value=yes]")
    expect(page.locator("[aria-pressed=true]")).to_be_visible()
    page.click("main summary")
    page.check("details [name=goes_on][value=yes]", force=True)
    page.locator("details[open] .btn").click()
    page.wait_for_url(f"**{stage_of(group)}")
    renewal = Renewal.objects.get()
    assert (renewal.goes_on, renewal.closed_on, renewal.voices.count()) == (True, YEAR_AFTER.date(), 0)

    page = visit(personas.leader, reverse("dashboard:experiments", args=[personas.school.slug]), width=DESK)
    expect(page.locator("main")).to_contain_text(group.name)
    expect(page.locator("main")).to_contain_text("14 september 2027")


def test_member_takes_something_practical_on_a_phone(personas, group, visit):
    meeting = MeetingFactory(community=group, day=date(2026, 9, 17))
    page = visit(personas.teacher, reverse("dashboard:community", args=[group.pk]))
    page.click(f"aside [href='{reverse('meetings:time', args=[group.pk])}']")
    page.click(f"#chores-{meeting.pk} summary")
    page.locator(f"#chores-{meeting.pk} .chip", has=page.locator("[value=room]")).click()
    page.fill(f"#chore-{meeting.pk}", "B204 vrijhouden")
    page.click(f"#chores-{meeting.pk} details .btn")
    page.locator(f"#chores-{meeting.pk} .subtask .btn").first.click()

    page.wait_for_load_state()
    assert (sideways(page), small_targets(page)) == (0, [])
    chore = Chore.objects.get()
    assert (chore.text, chore.claimed_by) == ("B204 vrijhouden", personas.teacher)
    leader = visit(personas.leader, reverse("meetings:time", args=[group.pk]), width=DESK)
    expect(leader.locator("main")).not_to_contain_text("B204 vrijhouden")
