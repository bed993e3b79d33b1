"""Less mail in a few taps: from the mail itself, on the page of preferences, and what was told can be read back."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from notifications.links import stop_token
from notifications.models import Choice, Notice, Preference
from tests.conftest import Personas
from tests.factories import NoticeFactory
from tests.journeys.conftest import axe_faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = {
    "heading": "Kies samen een datum",
    "lines": ["De groep kwam het laatst samen op 22 oktober."],
    "button": "Kies een datum",
    "path": "/notices/settings/",
    "group": "Ontwerpteam wiskunde",
    "group_path": "/",
    "why": "Je doet mee.",
}


@pytest.fixture
def people(personas: Personas, at) -> Personas:
    at(datetime(2026, 11, 23, 16, tzinfo=UTC))
    return personas


def wishes_for(person):
    return dict(Choice.objects.filter(preference__person=person).values_list("kind", "mail"))


@pytest.mark.parametrize("javascript", [True, False])
def test_mails_are_stopped_from_the_mail_and_taken_back(people, visit, javascript):
    link = reverse("notifications:stop", args=[stop_token(people.teacher.pk, ["overdue"])])
    page = visit(None, link, javascript=javascript)
    assert wishes_for(people.teacher) == {}

    page.locator("main form button").click()
    expect(page.locator("form[action$='/undo/']")).to_be_visible()
    assert wishes_for(people.teacher) == {"overdue": "none"}

    page.locator("form[action$='/undo/'] button").click()
    expect(page.locator("[name=List-Unsubscribe]")).to_have_count(1)
    assert wishes_for(people.teacher) == {"overdue": "once"}


def test_choice_is_kept_as_it_is_made(people, visit):
    page = visit(people.teacher, reverse("notifications:settings"))

    page.locator(".chip:has([name=mail-overdue][value=weekly])").click()
    expect(page.locator("#saved")).not_to_be_empty()
    assert wishes_for(people.teacher) == {"overdue": "weekly"}
    assert page.evaluate("document.activeElement.name") == "mail-overdue"

    page.locator("label[for=is_weekly]").click()
    expect(page.locator("[name=mail-plan_next]")).to_have_count(2)
    assert Preference.objects.get().is_weekly
    assert axe_faults(page) == []

    page.reload()
    expect(page.locator("[name=mail-overdue][value=weekly]")).to_be_checked()


def test_choice_is_kept_without_script(people, visit):
    page = visit(people.teacher, reverse("notifications:settings"), javascript=False)

    page.locator("[name=mail-overdue][value=none]").check()
    page.locator("[name=inbox-upcoming]").uncheck()
    page.locator("#choices .btn--primary").click()
    page.wait_for_load_state()

    assert wishes_for(people.teacher) == {"overdue": "none", "upcoming": "once"}
    assert not Choice.objects.get(kind="upcoming").has_inbox


def test_quiet_period_is_set_and_taken_back(people, visit):
    page = visit(people.teacher, reverse("notifications:settings"))

    page.fill("[name=first_day]", "2026-11-30")
    page.fill("[name=last_day]", "2026-12-11")
    page.locator("main section form.sheet .btn").click()
    expect(page.locator(".call")).to_contain_text("11 december 2026")

    page.locator(".call button").click()
    expect(page.locator(".call")).to_have_count(0)
    assert Preference.objects.get().quiet_until is None


def test_notice_is_read_and_the_bell_counts_down(people, visit):
    moment = datetime(2026, 11, 20, 8, tzinfo=UTC)
    facts = {"state": "sent", "sent_at": moment, "sent_on": moment.date(), "told_at": moment, "words": WORDS}
    for _ in range(2):
        NoticeFactory(recipient=people.teacher, **facts)
    page = visit(people.teacher, reverse("dashboard:mine"))

    page.locator(".bell").click()
    expect(page.locator(".notice-row.is-unread")).to_have_count(2)
    page.locator(".notice-row h2 a").first.click()
    expect(page.locator("h1")).to_have_text("Kies samen een datum")
    page.locator(".back").click()
    expect(page.locator(".bell b > [aria-hidden]")).to_have_text("1")
    page.locator("form[action$='/read/'] button").click()
    expect(page.locator(".bell b")).to_have_count(0)
    assert not Notice.objects.unread().exists()
