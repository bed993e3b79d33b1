"""A leader's first week: the team is asked, a gap shows, a step and a purpose follow, a first idea finds people, both
sides look at the conditions, the year is planned; and the road says by itself how far the school is."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from communities.models import Community, Invitation
from conditions.actions.readiness import answer_readiness
from conditions.models import PurposeAgreement, ReadinessAnswer, ReadinessRound, ReadinessStep
from conditions.readiness_statements import codes
from tests.conftest import Personas, staff_member
from tests.journeys.conftest import DESK, Visit, axe_faults, sideways, small_targets

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MONDAY = datetime(2026, 11, 23, 8, tzinfo=UTC)
AFTER = datetime(2026, 12, 8, 8, tzinfo=UTC)  # the day after the last day of the round


def sound(page: Page) -> None:
    """Nothing that axe finds, nothing that sticks out, nothing too small to tap."""
    assert (axe_faults(page), sideways(page), small_targets(page)) == ([], 0, [])


def states(page: Page) -> list[str]:
    """The states of the road, as their classes say."""
    steps = page.locator(".path-step")
    return [str(steps.nth(number).get_attribute("class")).rpartition("--")[2] for number in range(steps.count())]


def answer_on_a_phone(page: Page) -> None:
    """Five statements are judged, seven are left out."""
    sound(page)
    for code in codes()[:5]:
        page.check(f"[name=now_{code}][value='1']", force=True)
        page.check(f"[name=wanted_{code}][value='4']", force=True)
    page.locator(".save-bar .btn--primary").click()
    page.wait_for_url("**/readiness/")
    expect(page.locator("#open")).to_have_text("Bedankt, je hebt geantwoord")


@pytest.fixture
def school(personas: Personas, at):
    """The school before its first group."""
    at(MONDAY)
    Community.objects.all().delete()
    return personas.school


def ask(personas: Personas, visit: Visit) -> None:
    """From the road to a round that is open."""
    page = visit(personas.leader, reverse("dashboard:starting", args=[personas.school.slug]), width=DESK)
    assert states(page) == ["not_yet"] * 6
    sound(page)
    page.locator(".path-step").first.locator("a").click()
    page.locator(".empty .btn--primary").click()
    sound(page)
    page.locator("main .btn--primary").click()
    page.wait_for_url("**/readiness/")
    expect(page.locator(".messages")).to_be_visible()


def test_week_from_question_to_a_group_with_people(personas, school, visit, at):
    ask(personas, visit)
    path = reverse("conditions:answer-readiness", args=[school.slug])
    for person in (personas.teacher, personas.outsider):
        answer_on_a_phone(visit(person, path))
    assert ReadinessAnswer.objects.count() == 10
    others = [personas.coach, staff_member(school, first_name="Sam")]
    running = ReadinessRound.objects.get()
    for person in others:
        answer_readiness(readiness_round=running, answers={"time": (2, 4)}, by=person, now=MONDAY)
    answer_readiness(readiness_round=running, answers={"time": (4, 4)}, by=personas.leader, now=MONDAY)

    at(AFTER)
    plan_what_shows(personas, school, visit)
    write_together(personas, school, visit)
    group = propose(personas, visit)
    invite(personas, visit, group)
    settle(personas, visit, group)
    plan_the_year(personas, visit, group)

    page = visit(personas.leader, reverse("dashboard:starting", args=[school.slug]))
    assert states(page) == ["done", "going_on", "done", "done", "done", "done"]
    sound(page)


def plan_what_shows(personas: Personas, school, visit: Visit) -> None:
    """The gap stands on top; a step follows, and its owner ticks it."""
    page = visit(personas.leader, reverse("conditions:readiness", args=[school.slug]), width=DESK)
    expect(page.locator("#openers")).to_have_text("Praat hier eerst over")
    expect(page.locator(".view").first.locator("h3")).to_have_text("Tijd")
    sound(page)
    page.locator(".view").first.locator("a").click()
    expect(page.locator("[name=code]")).to_have_value("time")
    page.fill("[name=text]", "Woensdagmiddag vrijhouden")
    page.select_option("[name=owner]", str(personas.teacher.pk))
    page.locator("main .btn--primary").click()
    page.wait_for_url("**/readiness/")

    page = visit(personas.teacher, reverse("conditions:readiness", args=[school.slug]))
    sound(page)
    with page.expect_navigation():
        page.locator(".row-action button").click()
    assert ReadinessStep.objects.get().done_on is not None


def write_together(personas: Personas, school, visit: Visit) -> None:
    """A colleague brings something in, the leader writes it down, the colleague recognises herself."""
    address = reverse("conditions:purpose", args=[school.slug])
    page = visit(personas.teacher, address)
    page.locator("details summary").first.click()
    sound(page)
    page.locator("[name=text]").first.fill("Dat leerlingen durven vragen.")
    page.locator(".question form.form .btn").first.click()
    expect(page.locator(".question .row-title").first).to_have_text("Dat leerlingen durven vragen.")

    page = visit(personas.leader, address, width=DESK)
    page.locator(".question .section-head a").first.click()
    page.fill("[name=text]", "Elke leerling durft vragen te stellen.")
    sound(page)
    page.locator("main .btn--primary").click()
    page.wait_for_url(re.compile(r"/purpose/$"))

    page = visit(personas.teacher, address)
    with page.expect_navigation():
        page.locator(".question .sheet form .btn").click()
    assert PurposeAgreement.objects.get().user == personas.teacher
    sound(page)


def propose(personas: Personas, visit: Visit) -> Community:
    """A teacher proposes; the road leads her school leader to the idea."""
    page = visit(personas.teacher, reverse("communities:start"))
    page.check("[name=variant][value=TDT]", force=True)
    page.fill("[name=name]", "Ontwerpteam breuken")
    page.check("[name=is_idea]", force=True)
    page.click(".save-bar .btn--primary")
    page.wait_for_url(re.compile(r"/communities/\d+/"))

    page = visit(personas.leader, reverse("dashboard:starting", args=[personas.school.slug]), width=DESK)
    assert states(page)[2] == "done"
    page.locator(".path-step").nth(2).locator("a").click()
    expect(page.locator(".idea h3")).to_have_text("Ontwerpteam breuken")
    return Community.objects.get()


def invite(personas: Personas, visit: Visit, group: Community) -> None:
    """The leader asks two people; each says yes herself, and the group begins."""
    page = visit(personas.leader, reverse("communities:members", args=[group.pk]), width=DESK)
    for person in (personas.outsider, personas.coach):
        page.locator(f"[name=people][value='{person.pk}']").check(force=True)
    page.click("#ask .btn--primary")
    expect(page.locator(".messages")).to_be_visible()
    for invitation in Invitation.objects.all():
        page = visit(invitation.user, reverse("communities:invitation", args=[invitation.pk]))
        page.locator(".save-bar .btn--primary").click()
        page.wait_for_url(re.compile(r"/communities/\d+/"))
    page = visit(personas.teacher, reverse("communities:members", args=[group.pk]))
    with page.expect_navigation():
        page.locator(f"form[action='{reverse('communities:begin', args=[group.pk])}'] .btn").click()


def tap(page: Page, **answers: str) -> None:
    for code, status in answers.items():
        page.locator(f"#{code}-{status}").click()
        expect(page.locator(f"#{code}-{status}")).to_have_attribute("aria-pressed", "true")


def settle(personas: Personas, visit: Visit, group: Community) -> None:
    """The group looks first; her page tells the leader, who answers and says why they start all the same."""
    conditions = reverse("dashboard:conditions", args=[group.pk])
    tap(visit(personas.teacher, conditions), goal="yes", voluntary="yes", time="partly")

    page = visit(personas.leader, reverse("dashboard:school", args=[personas.school.slug]), width=DESK)
    expect(page.locator("main nav.around")).to_contain_text("een groep wacht op een woordje van jou")
    page = visit(personas.leader, conditions)
    tap(page, goal="yes", voluntary="yes", time="yes")
    page.locator("#reason-time").fill("Vanaf januari valt de vakvergadering weg.")
    page.locator("#talk form button").click()
    expect(page.locator("#confirmed")).to_be_visible()
    sound(page)


def plan_the_year(personas: Personas, visit: Visit, group: Community) -> None:
    page = visit(personas.teacher, reverse("meetings:plan-year", args=[group.pk]), width=DESK)
    page.locator(".save-bar .btn--primary").click()
    page.locator("section form .btn--primary").click()
    expect(page.locator(".timeline .is-planned").first).to_be_visible()
