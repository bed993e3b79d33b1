"""A teacher starts a group and asks colleagues; one joins with one tap, another does not, and nobody hears of that."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from communities.models import Community, Invitation, Membership
from schools.models import User
from tests.conftest import Personas, staff_member
from tests.journeys.conftest import Visit, small_targets

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def shy(personas: Personas, at) -> User:
    """A colleague who would rather not."""
    at(datetime(2026, 11, 23, 9, tzinfo=UTC))
    return staff_member(personas.school, email="shy@school.example", first_name="Sam", last_name="Segers")


def start(personas: Personas, visit: Visit) -> Community:
    """The teacher's group, through the form."""
    page = visit(personas.teacher, reverse("communities:start"))
    page.check("[name=variant][value=LS]", force=True)
    page.fill("[name=name]", "Lesson study breuken")
    page.fill("[name=purpose]", "Elke leerling kan breuken vergelijken.")
    page.click(".save-bar .btn--primary")
    page.wait_for_url(re.compile(r"/communities/\d+/"))
    return Community.objects.get(name="Lesson study breuken")


def ask(personas: Personas, visit: Visit, community: Community, *people: User) -> None:
    page = visit(personas.teacher, reverse("communities:members", args=[community.pk]))
    for user in people:
        page.locator(f"[name=people][value='{user.pk}']").check(force=True)
    page.click("#ask .btn--primary")
    expect(page.locator(".messages")).to_be_visible()


def test_colleague_joins_with_one_tap(personas, shy, visit):
    community = start(personas, visit)
    ask(personas, visit, community, personas.outsider)
    assert not Membership.objects.filter(community=community, user=personas.outsider).exists()

    page = visit(personas.outsider, reverse("dashboard:mine"))
    page.locator(".call .btn--primary").click()
    page.wait_for_url(f"**{reverse('communities:own-part', args=[community.pk])}")
    page.locator("main .btn--quiet").click()
    page.wait_for_url(f"**{reverse('dashboard:community', args=[community.pk])}")

    assert Membership.objects.current().filter(community=community, user=personas.outsider).exists()
    page = visit(personas.teacher, reverse("dashboard:community", args=[community.pk]))
    expect(page.locator(".names li")).to_have_count(2)


def test_who_declines_is_not_told_of(personas, shy, visit):
    community = start(personas, visit)
    members = reverse("communities:members", args=[community.pk])
    ask(personas, visit, community, personas.outsider, shy)
    before = visit(personas.teacher, members).locator("main").inner_text()
    group_before = visit(personas.teacher, reverse("dashboard:community", args=[community.pk])).locator("main")
    shown_before = group_before.inner_text()

    page = visit(shy, reverse("communities:invitation", args=[Invitation.objects.get(user=shy).pk]))
    assert small_targets(page) == []
    page.locator(".save-bar form").last.locator("button").click()
    page.wait_for_url(f"**{reverse('dashboard:mine')}")

    assert Invitation.objects.get(user=shy).answered_at
    expect(visit(shy, reverse("dashboard:mine")).locator(".call")).to_have_count(0)
    assert visit(personas.teacher, members).locator("main").inner_text() == before
    group_page = visit(personas.teacher, reverse("dashboard:community", args=[community.pk])).locator("main")
    assert group_page.inner_text() == shown_before
    assert "Segers" not in shown_before


def test_link_in_the_mail_opens_the_question_and_changes_nothing_by_itself(personas, shy, visit):
    community = start(personas, visit)
    ask(personas, visit, community, shy)

    page = visit(shy, reverse("communities:invitation", args=[Invitation.objects.get(user=shy).pk]))

    expect(page.locator("h1")).to_have_text("Lesson study breuken")
    expect(page.locator("main")).to_contain_text("Elke leerling kan breuken vergelijken.")
    assert Invitation.objects.get(user=shy).answered_at is None
    assert not Membership.objects.filter(community=community, user=shy).exists()


def test_an_idea_finds_its_people_by_their_own_act(personas, shy, visit):
    page = visit(personas.teacher, reverse("communities:start"))
    page.check("[name=variant][value=COP]", force=True)
    page.fill("[name=name]", "Bewijzen zonder tranen")
    page.check("[name=is_idea]")
    page.click(".save-bar .btn--primary")
    page.wait_for_url(re.compile(r"/communities/\d+/"))
    idea = Community.objects.get(name="Bewijzen zonder tranen")

    page = visit(shy, reverse("communities:ideas", args=[personas.school.slug]))
    assert small_targets(page) == []
    page.locator(f"#group-{idea.pk} summary").click()
    page.fill(f"#group-{idea.pk} [name=brings]", "Geduld")
    page.locator(f"#group-{idea.pk} form .btn").click()
    page.wait_for_url(f"**{reverse('dashboard:community', args=[idea.pk])}")

    page = visit(personas.teacher, reverse("communities:members", args=[idea.pk]))
    expect(page.locator("main")).to_contain_text("Geduld")
    page.locator(".notice .btn").click()
    page.wait_for_url(f"**{reverse('dashboard:community', args=[idea.pk])}")
    assert Community.objects.get(pk=idea.pk).stage == "running"
