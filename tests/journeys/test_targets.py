"""What a finger hits on a phone: 44 px where something is done, 24 px for a link in a line."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from meetings.rhythm import refresh_cadence
from tests.factories import AgendaBlockFactory, InvitationFactory, MeetingFactory, SubtaskFactory
from tests.journeys.conftest import small_targets

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = date(2026, 11, 23)
# A link inside a sentence may be as high as its line (WCAG 2.5.8); one that stands alone has to be hit.
LOW_LINKS = """all => all.filter((one) => one.offsetParent && one.getBoundingClientRect().height < 23.5)
    .filter((one) => !one.closest("p, li, td, dd, label"))
    .map((one) => one.outerHTML.slice(0, 120))"""


def low_links(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all("main a, .foot a", LOW_LINKS)
    return found


@pytest.fixture
def pages(personas, at) -> list[str]:
    """What a teacher opens on a phone, each with everything on it."""
    at(datetime(2026, 11, 23, 16, tzinfo=UTC))
    last = MeetingFactory(community=personas.group, day=date(2026, 10, 22), status="held", present_count=5)
    SubtaskFactory(meeting=last, text="Les 3 uitschrijven", owner=personas.teacher, due_on=TODAY)
    meeting = MeetingFactory(community=personas.group, day=TODAY, starts_at=datetime(2026, 11, 23, 13, tzinfo=UTC))
    AgendaBlockFactory(meeting=meeting)
    InvitationFactory(community=personas.group, user=personas.outsider)
    refresh_cadence(community_ids=[personas.group.pk], today=TODAY)
    group, school = [personas.group.pk], [personas.school.slug]
    return [
        reverse("meetings:log", args=[meeting.pk]),
        reverse("meetings:log-new", args=group),
        reverse("meetings:plan", args=group),
        reverse("meetings:plan-year", args=group),
        reverse("meetings:agenda", args=[meeting.pk]),
        reverse("meetings:meeting", args=[last.pk]),
        reverse("meetings:edit", args=[meeting.pk]),
        reverse("dashboard:mine"),
        reverse("dashboard:community", args=group),
        reverse("communities:members", args=group),
        reverse("communities:coach", args=group),
        reverse("schools:profile"),
        reverse("communities:start"),
        reverse("communities:adviser"),
        reverse("communities:forms", args=school),
        reverse("communities:ideas", args=school),
        reverse("communities:charter", args=group),
        reverse("communities:variant", args=group),
        reverse("communities:stage", args=group),
        reverse("communities:own-part", args=group),
        reverse("communities:finish", args=group),
        reverse("dashboard:conditions", args=group),
        reverse("conditions:readiness", args=school),
        reverse("conditions:purpose", args=school),
        reverse("meetings:time", args=group),
        reverse("meetings:pupils", args=group),
        reverse("meetings:card-new", args=group),
        reverse("dashboard:my-hours"),
    ]


def test_everything_that_is_tapped_is_large_enough(personas, pages, visit):
    page = visit(personas.teacher, "/")
    low: dict[str, list[str]] = {}

    for path in pages:
        page.goto(path)
        low[path] = [*small_targets(page), *low_links(page)]

    assert {path: found for path, found in low.items() if found} == {}
