"""A round of the pulse on a phone: opened, answered by four, closed, read, talked about, and at last shown to all."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from communities.models import Community
from pulse.models import Ballot, Conversation, Round, Ticket
from schools.models import User
from tests.conftest import Personas
from tests.factories import MembershipFactory, staff_member
from tests.journeys.conftest import DESK, axe_faults, sideways, small_targets

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OPENED, AFTER = datetime(2026, 11, 23, 9, tzinfo=UTC), datetime(2026, 12, 8, 9, tzinfo=UTC)


@pytest.fixture
def people(personas: Personas, at) -> list[User]:
    """The four members of the group."""
    at(OPENED)
    others = [staff_member(personas.school, first_name=name) for name in ("Jef", "Lotte", "Wouter")]
    for person in others:
        MembershipFactory(community=personas.group, user=person)
    return [personas.teacher, *others]


def pulse_of(group: Community) -> str:
    return reverse("pulse:pulse", args=[group.pk])


def answer(page: Page, values: str) -> None:
    """One value a condition, chosen for its three statements; then into the box."""
    groups = page.locator(".scale fieldset")
    for number in range(groups.count()):
        groups.nth(number).locator(f"[value='{values[number // 3]}']").check(force=True)
    page.locator(".save-bar .btn--primary").click()
    page.wait_for_url("**/thanks/")


def status(page: Page, address: str) -> int:
    """As the browser would ask for it, with the cookies of whoever is signed in."""
    return page.request.get(address).status


def test_round_from_opening_to_conversation(personas, people, visit, at):
    group = personas.group
    page = visit(personas.teacher, pulse_of(group))
    assert axe_faults(page) == []
    page.locator("form[action$='/pulse/open/'] .btn").click()
    page.wait_for_url(f"**{pulse_of(group)}")
    one = Round.objects.get()

    page.locator(".call .btn--primary").click()
    expect(page.locator("#promise")).to_be_visible()
    assert (sideways(page), small_targets(page), axe_faults(page)) == (0, [], [])
    answer(page, "54245")
    page.locator(f"[href='{reverse('pulse:answer', args=[one.pk])}']").click()  # and anew
    answer(page, "44244")
    for person, values in zip(people[1:], ("53144", "45255", "55154"), strict=True):
        without_script = visit(person, reverse("pulse:answer", args=[one.pk]), javascript=False)
        answer(without_script, values)
    assert (Ballot.objects.count(), Ticket.objects.count()) == (4, 4)

    leader = visit(personas.leader, "/", width=DESK)
    round_page = reverse("pulse:round", args=[one.pk])
    addresses = [pulse_of(group), round_page, reverse("pulse:answer", args=[one.pk])]
    assert [status(leader, address) for address in addresses] == [404, 404, 404]

    at(AFTER)
    page.goto(pulse_of(group))
    assert (Ballot.objects.count(), Ticket.objects.count()) == (0, 0)
    page.goto(round_page)
    expect(page.locator(".pulse").nth(2)).to_contain_text("bespreken")
    assert (sideways(page), small_targets(page), axe_faults(page)) == (0, [], [])
    page.locator(".call .btn--primary").click()
    page.wait_for_url("**/talk/safety/")
    assert (sideways(page), small_targets(page), axe_faults(page)) == (0, [], [])
    page.locator("aside .btn--primary").click()
    expect(page.locator("aside .ways").first).to_contain_text("8 december 2026")
    assert Conversation.objects.get().condition == "safety"
    assert status(leader, round_page) == 404

    for person in people:
        member = visit(person, round_page)
        member.locator("button[name=wants][value=yes]").click()
        member.wait_for_load_state()
    leader.goto(round_page)
    expect(leader.locator("main")).to_contain_text("stemden ermee in")
    assert status(leader, pulse_of(group)) == 404
