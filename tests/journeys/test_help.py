"""A group asks for help on a phone, its coach answers at her desk, the group reads the answer and how long it took."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from coaching.models import HelpRequest
from communities.models import CoachMandate, Membership
from tests.conftest import Personas
from tests.factories import MembershipFactory
from tests.journeys.conftest import DESK, axe_faults, sideways, small_targets

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
THURSDAY, MONDAY = datetime(2026, 11, 19, 15, tzinfo=UTC), datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_help_asked_on_a_phone_is_answered_and_the_group_reads_how_long_it_took(personas: Personas, visit, at):
    at(THURSDAY)
    group = personas.group
    path = reverse("coaching:help", args=[group.pk])
    page = visit(personas.teacher, path)
    assert (sideways(page), small_targets(page), axe_faults(page)) == (0, [], [])
    page.click("[name=kind][value=facilitating]")  # one tap
    page.wait_for_url(f"**{path}")
    assert HelpRequest.objects.get().asked_by == personas.teacher

    at(MONDAY)
    desk = visit(personas.coach, reverse("dashboard:coach"), width=DESK)
    desk.click(f"main .btn[href='{reverse('coaching:queue')}']")
    assert (sideways(desk), axe_faults(desk)) == (0, [])
    desk.fill("[name=answer]", "Ik leid donderdag graag het eerste halfuur.")
    desk.click("main form .btn--primary")
    expect(desk.locator(".told-answer")).to_be_visible()

    page.goto(page.url)
    expect(page.locator(".told-answer")).to_contain_text("Ik leid donderdag")
    expect(page.locator(".help-line .row-note")).to_contain_text("2")  # school days
    assert (sideways(page), small_targets(page), axe_faults(page)) == (0, [], [])

    leader = visit(personas.leader, reverse("dashboard:mine"))
    answer = leader.request.get(leader.url.replace(reverse("dashboard:mine"), path))
    assert answer.status == 404


def test_a_coach_is_proposed_on_a_phone_and_accepted_by_the_group(personas: Personas, visit, at):
    at(MONDAY)
    group, path = personas.group, reverse("communities:coach", args=[personas.group.pk])
    colleague = MembershipFactory(community=group, user__first_name="Jef").user
    page = visit(personas.teacher, path)
    page.locator("details:has(select[name=person]) summary").click()
    page.select_option("select[name=person]", str(personas.outsider.pk))
    page.fill("[name=why]", "We praten veel en maken weinig.")
    page.click(".form-actions .btn")
    page.wait_for_url(f"**{path}")
    mandate = CoachMandate.objects.get(user=personas.outsider)
    assert (sideways(page), small_targets(page), axe_faults(page)) == (0, [], [])

    invitation = personas.group.invitations.get()
    asked = visit(personas.outsider, reverse("communities:invitation", args=[invitation.pk]))
    asked.click("main .btn--primary")
    asked.wait_for_load_state()
    assert not Membership.objects.filter(user=personas.outsider).exists()

    other = visit(colleague, path, javascript=False)
    other.click("[name=what][value=yes]")
    other.wait_for_load_state()
    mandate.refresh_from_db()
    assert mandate.accepted_on == MONDAY.date()
    assert Membership.objects.current().get(user=personas.outsider).role == "coach"
