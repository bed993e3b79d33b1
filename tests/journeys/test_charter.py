"""A teacher from an idea to a charter that she and four colleagues have accepted; nobody is enrolled on the way."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from communities.models import Charter, CharterVersion, Community, Invitation, Membership
from schools.models import User
from tests.conftest import Personas, staff_member
from tests.journeys.conftest import DESK, Visit, axe_faults, sideways, small_targets

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def colleagues(personas: Personas, at) -> list[User]:
    at(datetime(2026, 11, 23, 9, tzinfo=UTC))
    names = ("Sam", "Noor", "Wout", "Fien")
    return [staff_member(personas.school, email=f"{name.lower()}@school.example", first_name=name) for name in names]


def start(personas: Personas, visit: Visit) -> Community:
    page = visit(personas.teacher, reverse("communities:start"))
    page.check("[name=variant][value=TDT]", force=True)
    page.fill("[name=name]", "Ontwerpteam breuken")
    page.fill("[name=task]", "Zes lessen over breuken.")
    page.click(".save-bar .btn--primary")
    page.wait_for_url(re.compile(r"/communities/\d+/"))
    return Community.objects.get(name="Ontwerpteam breuken")


def ask(personas: Personas, visit: Visit, community: Community, people: list[User]) -> None:
    page = visit(personas.teacher, reverse("communities:members", args=[community.pk]))
    for user in people:
        page.locator(f"[name=people][value='{user.pk}']").check(force=True)
    page.click("#ask .btn--primary")
    expect(page.locator(".messages")).to_be_visible()


def join(visit: Visit, user: User) -> None:
    page = visit(user, reverse("communities:invitation", args=[Invitation.objects.get(user=user).pk]))
    page.locator(".save-bar .btn--primary").click()
    page.wait_for_url(re.compile(r"/communities/\d+/"))


def write(page: Page, name: str, text: str) -> None:
    """A field saves itself when one goes on to the next."""
    with page.expect_response("**/charter/save/"):
        page.fill(f"[name={name}]", text)
        page.locator(f"[name={name}]").blur()
    expect(page.locator(f"#state-{name} .charter-saved")).to_be_visible()


def accept(visit: Visit, user: User, community: Community) -> None:
    page = visit(user, reverse("communities:charter-version", args=[community.pk, 1]))
    page.check("[value=is_relevant]")
    page.check("[value=is_feasible]")
    page.click("form.call .btn--primary")
    expect(page.locator(".messages")).to_be_visible()


def test_from_idea_to_a_charter_of_five(personas, colleagues, visit):
    community = start(personas, visit)
    ask(personas, visit, community, colleagues)
    for user in colleagues:
        join(visit, user)
    assert Membership.objects.current().filter(community=community).count() == 5

    page = visit(personas.teacher, reverse("dashboard:community", args=[community.pk]))
    page.click(f"a[href='{reverse('communities:charter', args=[community.pk])}']")
    page.wait_for_url("**/charter/")
    write(page, "need", "Leerlingen rekenen met breuken zonder te begrijpen wat ze doen.")
    write(page, "pupils", "Het vijfde leerjaar legt uit waarom drie vierde meer is dan twee derde.")
    write(page, "agreements", "We beginnen op tijd.")
    page.check("[name=working_model][value=grrow]", force=True)
    expect(page.locator("#state-working_model .charter-saved")).to_be_visible()
    page.fill("[name=task]", "Zes lessen over breuken, klaar in mei.")  # sent along by the button itself
    page.click(".form-actions .btn--primary")
    page.wait_for_url("**/charter/1/")

    for user in (personas.teacher, *colleagues):
        accept(visit, user, community)

    version = CharterVersion.objects.get()
    assert version.accepted_at
    assert version.content["task"] == "Zes lessen over breuken, klaar in mei."
    assert version.content["working_model"] == "grrow"
    leader = visit(personas.leader, reverse("communities:charter", args=[community.pk]))
    expect(leader.locator("main")).to_contain_text("zonder te begrijpen")
    expect(leader.locator("main")).not_to_contain_text("We beginnen op tijd")


@pytest.fixture
def page(personas, visit, at) -> Page:
    """The charter of the group, on a desk."""
    at(datetime(2026, 11, 23, 9, tzinfo=UTC))
    return visit(personas.teacher, reverse("communities:charter", args=[personas.group.pk]), width=DESK)


def test_two_people_in_one_field_lose_nothing(personas, page, visit):
    other = visit(personas.coach, reverse("communities:charter", args=[personas.group.pk]))
    write(other, "need", "Van Karim")

    page.fill("[name=need]", "Van Tine")
    page.locator("[name=need]").blur()
    expect(page.locator("#state-need .notice")).to_contain_text("Van Karim")
    assert axe_faults(page) == []
    page.locator("#state-need button").last.click()
    expect(page.locator("#state-need .notice")).to_have_count(0)

    expect(page.locator("[name=need]")).to_have_value("Van Karim\nVan Tine")
    assert Charter.objects.get().need == "Van Karim\nVan Tine"


def test_what_could_not_be_saved_is_still_there_later(personas, page, complaints):
    page.route("**/charter/save/", lambda route: route.abort())
    page.fill("[name=need]", "Zonder verbinding geschreven")
    page.locator("[name=need]").blur()
    expect(page.locator("[data-offline-note]")).to_be_visible()
    page.reload()
    expect(page.locator("[name=need]")).to_have_value("Zonder verbinding geschreven")
    page.unroute("**/charter/save/")
    complaints.clear()  # that there was no connection

    with page.expect_response("**/charter/save/"):
        page.locator("[name=need]").press("End")
        page.locator("[name=need]").press("!")
    expect(page.locator("#state-need .charter-saved")).to_be_visible()
    page.reload()
    expect(page.locator("[data-draft-note]")).to_be_hidden()
    expect(page.locator("[name=need]")).to_have_value("Zonder verbinding geschreven!")


def test_connection_that_comes_back_saves_what_waited(page, complaints):
    page.context.set_offline(True)
    page.fill("[name=need]", "Zonder verbinding geschreven")
    page.locator("[name=need]").blur()
    expect(page.locator("[data-offline-note]")).to_be_visible()
    page.context.set_offline(False)

    expect(page.locator("#state-need .charter-saved")).to_be_visible()
    expect(page.locator("[data-offline-note]")).to_be_hidden()
    assert Charter.objects.get().need == "Zonder verbinding geschreven"
    complaints.clear()  # that there was no connection


def test_enter_in_a_field_saves_and_puts_nothing(personas, page):
    page.fill("[name=contact]", "Hilde")
    page.locator("[name=contact]").press("Enter")
    expect(page.locator(".messages")).to_be_visible()

    assert Charter.objects.get().contact == "Hilde"
    assert not CharterVersion.objects.exists()


@pytest.mark.parametrize("javascript", [True, False])
def test_phone_has_room_and_without_script_it_works(personas, visit, at, javascript):
    at(datetime(2026, 11, 23, 9, tzinfo=UTC))
    page = visit(personas.teacher, reverse("communities:charter", args=[personas.group.pk]), javascript=javascript)
    assert sideways(page) == 0
    assert small_targets(page) == []
    if javascript:
        return

    page.fill("[name=need]", "Zonder script")
    page.fill("[name=school_weight]", "4")
    page.locator(".form-actions .no-js-only").click()
    expect(page.locator(".messages")).to_be_visible()

    charter = Charter.objects.get()
    assert (charter.need, charter.school_weight) == ("Zonder script", 4)
