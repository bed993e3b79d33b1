"""What a plan says when it is published, and what moving one of its dates costs."""

from datetime import UTC, datetime, time

import pytest
from django.urls import reverse

from meetings.models import Meeting
from planning import actions
from planning.models import YearPlan
from planning.tasks import propose_waiting
from plc_platform import clock
from tests.conftest import Personas
from tests.factories import CommunityFactory, MeetingFactory, MembershipFactory
from tests.factories_leading import MeetingHourFactory, RoomFactory

NOW = datetime(2026, 8, 31, 9, tzinfo=UTC)
YEAR = "2026-2027"


@pytest.fixture
def plan(personas: Personas, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> YearPlan:
    """Of one group, or of as many as the test asks for."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    for number in range(getattr(request, "param", 1) - 1):
        MembershipFactory(community=CommunityFactory(school=personas.school, code=f"g{number}"))
    MeetingHourFactory(school=personas.school, weekday=1, starts=time(13, 30), ends=time(16, 0))
    RoomFactory(school=personas.school, name="Bib", seats=12)
    actions.ask_for_plan(school=personas.school, year=YEAR, by=personas.leader, now=NOW)
    propose_waiting()
    return YearPlan.objects.get(school=personas.school)


@pytest.mark.parametrize("plan", [1, 3], indirect=True)
def test_moving_a_date_costs_the_same_for_any_number(
    plan: YearPlan, personas: Personas, signed_in, django_assert_num_queries
) -> None:
    planned = plan.dates.order_by("pk")[0]
    client = signed_in(personas.leader)

    with django_assert_num_queries(20):
        client.get(reverse("planning:move", args=[planned.pk]))


def test_a_day_that_the_group_took_itself_is_left_out_and_said(plan: YearPlan, personas: Personas, signed_in) -> None:
    taken = plan.dates.order_by("day")[0]
    MeetingFactory(community=taken.community, day=taken.day)

    address = reverse("planning:publish", args=[personas.school.slug, YEAR])
    page = signed_in(personas.leader).post(address, {"version": plan.version}, follow=True)

    assert taken.community.name in [str(one) for one in page.context["messages"]][1]
    assert Meeting.objects.filter(community=taken.community, day=taken.day).count() == 1
