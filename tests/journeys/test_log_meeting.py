"""A group logs its meeting on a phone, together."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from meetings.models import Attendance, Decision, Meeting, Subtask
from meetings.rhythm import refresh_cadence
from schools.models import User
from tests.factories import AgendaBlockFactory, MeetingFactory, MembershipFactory, SubtaskFactory
from tests.journeys.conftest import DESK, PHONE, axe_faults, sideways, small_targets

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = date(2026, 11, 23)
STARTS = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)


@pytest.fixture
def meeting(personas, at) -> Meeting:
    """A planned meeting of today, with two open subtasks of the last one; five people."""
    at(datetime(2026, 11, 23, 15, 0, tzinfo=UTC))
    for name in ("Els", "Wim", "Nele"):
        MembershipFactory(community=personas.group, user__first_name=name, user__last_name="Peeters")
    last = MeetingFactory(community=personas.group, day=date(2026, 10, 22), status="held", present_count=5)
    SubtaskFactory(meeting=last, text="Les 3 uitschrijven", owner=personas.coach, due_on=TODAY)
    SubtaskFactory(meeting=last, text="Startvragen verzamelen", owner=personas.teacher)
    planned = MeetingFactory(community=personas.group, day=TODAY, starts_at=STARTS, minutes=150, place="B12")
    refresh_cadence(community_ids=[personas.group.pk], today=TODAY)
    return planned


class Finger:
    """Counts interactions: a tap, a choice in a list, and the typing of one line."""

    def __init__(self) -> None:
        self.count = 0

    def tap(self, target: Locator) -> None:
        self.count += 1
        target.click()

    def write(self, target: Locator, words: str) -> None:
        self.tap(target)
        target.press_sequentially(words)

    def choose(self, target: Locator, label: str) -> None:
        self.count += 2
        target.select_option(label=label)


def log_path(meeting: Meeting) -> str:
    return reverse("meetings:log", args=[meeting.pk])


def save(page: Page) -> Locator:
    return page.locator(".save-bar button[name=save]")


def test_standard_meeting_takes_twelve_interactions_and_no_mandatory_character(meeting, personas, visit):
    page = visit(personas.teacher, log_path(meeting))
    finger = Finger()

    finger.tap(page.locator(".person-row", has_text="Wim"))
    finger.tap(page.locator(".chip--curriculum"))
    finger.tap(page.locator(".answers li", has_text="Les 3 uitschrijven").locator(".chip").nth(1))
    finger.write(page.locator("#id_decision-0-text"), "We testen les 3 in 2B")
    finger.write(page.locator("#id_subtask-0-text"), "Toets maken")
    finger.choose(page.locator("#id_subtask-0-owner"), personas.coach.get_full_name())
    finger.tap(page.locator("#div_id_next .chip").first)
    finger.tap(save(page))
    page.wait_for_url(f"**{reverse('meetings:meeting', args=[meeting.pk])}")

    assert finger.count <= 12
    assert Attendance.objects.get(meeting=meeting, is_present=False).user.first_name == "Wim"
    assert Decision.objects.get().text == "We testen les 3 in 2B"
    task = Subtask.objects.get(meeting=meeting)
    assert (task.owner, task.due_on) == (personas.coach, Meeting.objects.planned().get().day)
    assert Subtask.objects.get(text="Les 3 uitschrijven").done_on == TODAY
    assert Subtask.objects.get(text="Startvragen verzamelen").done_on is None


def test_meeting_without_anything_to_tell_takes_one_tap(meeting, personas, visit):
    page = visit(personas.teacher, log_path(meeting))

    save(page).click()
    page.wait_for_url(f"**{reverse('meetings:meeting', args=[meeting.pk])}")

    meeting.refresh_from_db()
    assert (meeting.status, meeting.present_count) == ("held", 5)


def test_it_did_not_take_place_is_one_tap_and_one_back(meeting, personas, visit):
    page = visit(personas.teacher, log_path(meeting))

    page.locator(".page-head form button").click()
    page.wait_for_url(f"**{reverse('meetings:meeting', args=[meeting.pk])}")
    meeting.refresh_from_db()
    assert meeting.status == "cancelled"
    page.locator(f"form[action='{reverse('meetings:reopen', args=[meeting.pk])}'] button").click()
    expect(page.locator(".page-head .btn--primary")).to_be_visible()

    meeting.refresh_from_db()
    assert meeting.status == "planned"


def test_saved_log_can_be_undone_and_keeps_its_words(meeting, personas, visit):
    page = visit(personas.teacher, log_path(meeting))
    page.locator("#id_decision-0-text").fill("Te vroeg bewaard")
    save(page).click()

    page.locator(".notice--success form button, form.notice--success button").click()
    page.goto(log_path(meeting))

    meeting.refresh_from_db()
    assert meeting.status == "planned"
    expect(page.locator("#id_decision-0-text")).to_have_value("Te vroeg bewaard")


def test_lost_connection_loses_no_word(meeting, personas, visit, complaints):
    page = visit(personas.teacher, log_path(meeting))
    page.locator("[data-add-row=decisions]").click()
    page.locator("#id_decision-0-text").fill("Eerste")
    page.locator("#id_decision-1-text").fill("Tweede")
    page.locator(".person-row", has_text="Wim").click()
    page.context.set_offline(True)

    save(page).click()
    expect(page.locator("[data-offline-note]")).to_be_visible()
    page.context.set_offline(False)
    page.goto(reverse("meetings:meeting", args=[meeting.pk]))  # she gives up and comes back later
    page.goto(log_path(meeting))

    expect(page.locator("[data-draft-note]")).to_be_visible()
    expect(page.locator("#id_decision-1-text")).to_have_value("Tweede")
    expect(page.locator(".person-row", has_text="Wim").locator("input")).not_to_be_checked()
    save(page).click()
    page.wait_for_url(f"**{reverse('meetings:meeting', args=[meeting.pk])}")
    assert list(Decision.objects.order_by("position").values_list("text", flat=True)) == ["Eerste", "Tweede"]
    page.goto(log_path(meeting))
    expect(page.locator("[data-draft-note]")).to_be_hidden()
    complaints[:] = [line for line in complaints if "ERR_INTERNET_DISCONNECTED" not in line]


def test_answer_that_got_lost_and_a_second_save_make_one_meeting(personas, meeting, visit, complaints):
    """The server saved, the phone never heard it: it saves again from the same page, with one word more."""
    Meeting.objects.filter(pk=meeting.pk).delete()
    page = visit(personas.teacher, reverse("meetings:log-new", args=[personas.group.pk]))
    page.locator("#id_decision-0-text").fill("Eerste")

    def swallow(route):
        route.fetch(max_redirects=0)
        route.abort()

    path = reverse("meetings:log-new", args=[personas.group.pk])
    page.route(f"**{path}", lambda route: swallow(route) if route.request.method == "POST" else route.continue_())
    save(page).click()
    page.wait_for_timeout(600)
    page.unroute_all()
    page.context.clear_cookies(name="draft_saved")  # it came with the answer
    page.goto(path)
    expect(page.locator("#id_decision-0-text")).to_have_value("Eerste")
    page.locator("[data-add-row=decisions]").click()
    page.locator("#id_decision-1-text").fill("Tweede")
    save(page).click()
    page.wait_for_url("**/meetings/*/")

    assert Meeting.objects.filter(day=TODAY).count() == 1
    assert list(Decision.objects.order_by("position").values_list("text", flat=True)) == ["Eerste", "Tweede"]
    complaints[:] = [line for line in complaints if "ERR_FAILED" not in line]


def test_second_tap_on_save_makes_one_meeting(personas, meeting, visit):
    Meeting.objects.filter(pk=meeting.pk).delete()
    page = visit(personas.teacher, reverse("meetings:log-new", args=[personas.group.pk]))
    page.locator("#id_decision-0-text").fill("Eens")

    save(page).dblclick()
    page.wait_for_url("**/meetings/*/")

    assert Meeting.objects.filter(day=TODAY).count() == 1
    assert Decision.objects.count() == 1


def test_two_phones_at_once_both_keep_their_words_and_are_told(meeting, personas, visit):
    tine, karim = (visit(person, log_path(meeting)) for person in (personas.teacher, personas.coach))
    tine.locator("#id_decision-0-text").fill("Van Tine")
    karim.locator("#id_decision-0-text").fill("Van Karim")
    save(tine).click()
    tine.wait_for_url(f"**{reverse('meetings:meeting', args=[meeting.pk])}")

    save(karim).click()
    expect(karim.locator(".other h2")).to_contain_text("Tine")
    expect(karim.locator(".other")).to_contain_text("Van Tine")
    expect(karim.locator("#id_decision-0-text")).to_have_value("Van Tine")
    expect(karim.locator("#id_decision-1-text")).to_have_value("Van Karim")
    assert axe_faults(karim) == []
    save(karim).click()
    karim.wait_for_url(f"**{reverse('meetings:meeting', args=[meeting.pk])}")
    tine.reload()

    expect(tine.locator(".notice", has_text="Karim")).to_be_visible()
    assert list(Decision.objects.order_by("position").values_list("text", flat=True)) == ["Van Tine", "Van Karim"]


def test_log_works_without_script(meeting, personas, visit):
    page = visit(personas.teacher, log_path(meeting), javascript=False)

    page.locator("#id_decision-0-text").fill("Eerste")
    page.locator("button[name=more]").first.click()
    page.locator("#id_decision-1-text").fill("Tweede")
    page.locator(".person-row", has_text="Wim").click()
    save(page).click()

    assert list(Decision.objects.order_by("position").values_list("text", flat=True)) == ["Eerste", "Tweede"]
    assert Attendance.objects.filter(meeting=meeting, is_present=True).count() == 4


def test_whole_log_works_by_keyboard(meeting, personas, visit):
    page = visit(personas.teacher, log_path(meeting), width=DESK)
    page.locator("#id_decision-0-text").focus()
    page.keyboard.type("Met het toetsenbord")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "save":
            break

    page.keyboard.press("Enter")
    page.wait_for_url(f"**{reverse('meetings:meeting', args=[meeting.pk])}")

    assert Decision.objects.get().text == "Met het toetsenbord"


def paths(personas, meeting) -> list[str]:
    group, one = [personas.group.pk], [meeting.pk]
    held = Meeting.objects.held().first()
    return [
        log_path(meeting),
        reverse("meetings:log-new", args=group),
        reverse("meetings:meeting", args=one),
        reverse("meetings:meeting", args=[held.pk]),
        reverse("meetings:edit", args=one),
        reverse("meetings:agenda", args=one),
        reverse("meetings:plan", args=group),
        reverse("meetings:plan-year", args=group),
    ]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_pages_are_accessible_and_fit(width, scheme, language, meeting, personas, visit):
    User.objects.update(language=language)
    AgendaBlockFactory(meeting=meeting, focus="school", leader=personas.coach)
    MeetingFactory(community=personas.group, day=date(2026, 12, 17), status="draft")
    page = visit(personas.teacher, log_path(meeting), width=width, scheme=scheme)
    faults = {}

    for path in paths(personas, meeting):
        page.goto(path)
        wrong = [*axe_faults(page), *small_targets(page), *([f"sideways {sideways(page)}"] if sideways(page) else [])]
        if wrong:
            faults[path] = wrong

    assert faults == {}
