"""A meeting on the projector, through all its steps with a decision by consent, and its log on a phone (R63, R67)."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from meetings.models import AgendaBlock, Decision, ExitCheck, Meeting, ParkedItem, Run
from meetings.rhythm import refresh_cadence
from tests.factories import AgendaBlockFactory, MeetingFactory, MembershipFactory
from tests.journeys.conftest import DESK, axe_faults, sideways, small_targets

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = date(2026, 11, 23)
STARTS = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)
STEPS = (("Ronde", 10, ""), ("Lessen ontwerpen", 60, "curriculum"), ("Wie doet wat", 20, ""))


@pytest.fixture
def meeting(personas, at) -> Meeting:
    """A meeting of ninety minutes that begins now, with an agenda; the next one is planned already."""
    at(STARTS)
    MembershipFactory(community=personas.group, user__first_name="Els", user__last_name="Peeters")
    row = MeetingFactory(community=personas.group, day=TODAY, starts_at=STARTS, minutes=90)
    for position, (title, minutes, focus) in enumerate(STEPS):
        AgendaBlockFactory(meeting=row, position=position, title=title, minutes=minutes, focus=focus)
    MeetingFactory(community=personas.group, day=date(2026, 12, 14), starts_at=STARTS + timedelta(days=21))
    refresh_cadence(community_ids=[personas.group.pk], today=TODAY)
    return row


def run_path(meeting: Meeting) -> str:
    return reverse("meetings:run", args=[meeting.pk])


def title(page: Page):
    return page.locator(".run-what h1")


def go_on(page: Page) -> None:
    page.locator(".run-go").click()
    page.wait_for_load_state()


def is_fit(page: Page) -> None:
    assert (sideways(page), small_targets(page), axe_faults(page)) == (0, [], [])


def decide_by_consent(page: Page, meeting: Meeting) -> None:
    """A proposal with one objection that is worked in, and a day to look back."""
    page.click(f"[href='{reverse('meetings:propose', args=[meeting.pk])}']")
    page.fill("[name=text]", "Elke les wordt eerst in één klas uitgeprobeerd.")
    page.locator("main form .btn--primary").click()
    for _ in range(3):
        page.locator("button[name=to].btn--primary").click()
    page.fill("[name=text]", "Dan zijn we niet klaar voor het rapport.")
    page.click("button[name=object][value=objection]")
    page.locator("button[name=to].btn--primary").click()
    is_fit(page)
    page.fill("[name=how]", "Alleen voor nieuwe lessen.")
    page.locator(".run-list .btn").first.click()
    page.click("button[name=agree]")
    expect(page.locator(".notice--success")).to_be_visible()
    page.click(".back")


def test_meeting_on_the_projector_is_logged_on_a_phone(meeting, personas, visit, at):
    page = visit(personas.teacher, reverse("meetings:meeting", args=[meeting.pk]), width=DESK)
    page.click(f".page-head [href='{run_path(meeting)}']")
    is_fit(page)
    page.click("button[value=start]")
    expect(title(page)).to_have_text("Ronde")
    expect(page.locator("[data-run-left]")).to_have_text("9:58", timeout=15_000)  # it counts
    is_fit(page)
    phone = visit(personas.coach, run_path(meeting))
    expect(title(phone)).to_have_text("Ronde")

    at(STARTS + timedelta(minutes=12))
    page.reload()
    expect(page.locator("[data-run-over]")).to_be_visible()
    is_fit(page)
    go_on(page)
    expect(title(page)).to_have_text("Lessen ontwerpen")
    expect(title(phone)).to_have_text("Lessen ontwerpen", timeout=15_000)  # the phone follows by itself
    phone.fill(".run-park input[name=text]", "Rekentoestel op de toets?")
    phone.click(".run-park .btn")
    expect(phone.locator(".run-now")).to_contain_text("Rekentoestel op de toets?")
    is_fit(phone)
    decide_by_consent(page, meeting)
    at(STARTS + timedelta(minutes=70))
    page.reload()
    go_on(page)
    at(STARTS + timedelta(minutes=94))
    page.reload()
    go_on(page)  # the end

    phone.goto(run_path(meeting))
    is_fit(phone)
    phone.click("button[name=take]")
    phone.locator("#div_id_exit .chip").first.click()
    phone.click("button[name=log]")
    expect(phone.locator("#id_decision-0-text")).to_have_value("Elke les wordt eerst in één klas uitgeprobeerd.")
    expect(phone.locator("#div_id_minutes .chip", has=phone.locator(":checked"))).to_contain_text("95")
    expect(phone.locator("#div_id_exit input").first).to_be_checked()
    phone.locator(".save-bar button[name=save]").click()
    phone.wait_for_url(f"**{reverse('meetings:meeting', args=[meeting.pk])}")

    meeting.refresh_from_db()
    assert (meeting.status, meeting.minutes, ExitCheck.objects.get().answer) == ("held", 95, "closer")
    decision = Decision.objects.get()
    assert decision.review_on is not None
    assert ParkedItem.objects.get().taken_to.day == date(2026, 12, 14)
    spent = AgendaBlock.objects.filter(meeting=meeting).order_by("position").values_list("spent_seconds", flat=True)
    assert [round(seconds / 60) for seconds in spent] == [12, 58, 24]


def test_meeting_runs_without_script(meeting, personas, visit):
    page = visit(personas.teacher, run_path(meeting), javascript=False)
    page.click("button[value=start]")
    expect(page.locator(".run-time")).to_contain_text("13:40")  # until when, on the wall
    page.fill(".run-park input[name=text]", "Later")
    page.click(".run-park .btn")
    for name in ("Lessen ontwerpen", "Wie doet wat"):
        page.locator(".run-go").click()
        expect(title(page)).to_have_text(name)
    page.locator(".run-go").click()
    page.click("button[name=drop]")
    page.click("button[name=log]")

    assert Run.objects.get().ended_at is not None
    assert ParkedItem.objects.get().dropped_on == TODAY
    expect(page.locator(".save-bar")).to_be_visible()
