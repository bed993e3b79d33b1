"""The page table: every page with the person who sees it. A new address needs a line here, or the walk fails."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.urls import reverse
from playwright.sync_api import Page

from communities.actions import Wording, save_charter
from communities.charter_queries import draft_of
from communities.charter_text import digest
from communities.models import Community
from conditions.models import ReadinessStep
from exchange.collecting import collect
from exchange.writing import write_workbook
from meetings import actions
from meetings.cards import board_token
from meetings.models import CycleStep, PupilGuests
from meetings.replies import Link
from notifications.links import stop_token
from notifications.models import Notice
from schools.links import welcome_token
from schools.models import Staff
from tests.architecture.world import undo_token
from tests.journeys.town import LONG_WORD, NOW, PAPERS, Town

Args = Callable[[Town], list[object]]
Act = Callable[[Page, Town], None]
STAFF_LIST = (
    "voornaam;tussenvoegsel;naam;e-mailadres;functie;stamnummer;vak\r\n"
    "Els;van den;Berg;els@terlinde.example;leraar;1;Latijn\r\n"
    f"Noor;;{LONG_WORD};noor.{LONG_WORD[:30].lower()}@terlinde.example;directeur;2;aardrijkskunde\r\n"
    "Hilde;;Verstraeten;hilde@terlinde.example;directeur;3;\r\n"
    "Karim;;El Amrani;karim@terlinde.example;toverfee;4;begeleiding\r\n"
)


@dataclass(frozen=True)
class Stop:
    """A page: the name of its address, who opens it, with which arguments, and what is done there before we look."""

    name: str
    who: str | None = None
    args: Args = lambda town: []
    act: Act | None = None
    query: str = ""
    status: int = 200
    note: str = ""

    def path(self, town: Town) -> str:
        return reverse(self.name, args=self.args(town)) + self.query

    def __str__(self) -> str:
        return f"{self.name} {self.note}".strip()


# --- arguments -------------------------------------------------------------------------------------------------------
def school(town: Town) -> list[object]:
    return [town.story.host.slug]


def bare(town: Town) -> list[object]:
    return [town.bare.slug]


def full(town: Town) -> list[object]:
    return [town.full.slug]


def partner(town: Town) -> list[object]:
    return [town.story.schools["sint-pieter"].slug]


def plan_step(town: Town) -> list[object]:
    return [town.story.host.slug, ReadinessStep.objects.filter(school=town.story.host).latest("pk").pk]


def crowd(town: Town) -> list[object]:
    return [town.crowd.pk]


def year(town: Town) -> list[object]:
    return [town.story.host.slug, "2026-2027"]


def next_year(town: Town) -> list[object]:
    return [town.story.host.slug, "2027-2028"]


def ready_year(town: Town) -> list[object]:
    town.story.host.years.filter(label="2027-2028").update(taken_over_at=NOW)
    return next_year(town)


def quiet(town: Town) -> list[object]:
    return [town.story.host.slug, town.story.host.quiet_periods.earliest("first_day").pk]


def group(key: str) -> Args:
    return lambda town: [town.group(key).pk]


def kind(code: str) -> Args:
    return lambda town: [town.story.host.slug, code]


def meeting(key: str, status: str) -> Args:
    return lambda town: [town.meeting(key, status).pk]


def step(status: str) -> Args:
    """The first step of the demo's cycle whose meeting is so."""
    return lambda town: [CycleStep.objects.filter(cycle__community=town.group("lezen"), meeting__status=status)[0].pk]


def idea(town: Town) -> list[object]:
    return [Community.objects.filter(stage="proposal", memberships__user=town.people["samira"])[0].pk]


def guest(town: Town) -> list[object]:
    """A school that is asked whether a colleague may be a guest elsewhere."""
    return [town.consent.pk]


def charter_version(key: str, number: int) -> Args:
    return lambda town: [town.group(key).pk, number]


def invitation(town: Town) -> list[object]:
    return [town.invitation.pk]


def newest_mail(town: Town) -> list[object]:
    return [sorted((town.uploads / "mail").glob("*.eml"))[-1].stem]


def colleague(town: Town) -> list[object]:
    return [town.story.host.slug, Staff.objects.get(user=town.people["els"]).pk]


def token(town: Town) -> list[object]:
    return [welcome_token(Staff.objects.get(user=town.people["invited"]))]


def link(status: str) -> Args:
    return lambda town: [Link(town.meeting("wiskunde", status).pk, town.people["tine"].pk, "yes").token]


def undo(town: Town) -> list[object]:
    return [undo_token(town.people["tine"].memberships.filter(community=town.group("wiskunde")).get())]


def feedback(key: str) -> Args:
    """The card of the demo's group."""
    return lambda town: [town.card(key).pk]


def on_board(town: Town) -> list[object]:
    return [board_token(town.card("lezen"))]


def paper(state: str) -> Args:
    """The code of a paper: open, used or closed."""
    return lambda town: [PAPERS[state]]


def guests(town: Town) -> list[object]:
    return [PupilGuests.objects.get(community=town.group("wiskunde"), meeting=None).pk]


def notice(town: Town) -> list[object]:
    return [Notice.objects.visible_to(town.people["tine"]).in_inbox().latest("told_at").pk]


def stop(key: str) -> Args:
    return lambda town: [stop_token(town.people[key].pk, ["overdue", "plan_next"])]


# --- acts ------------------------------------------------------------------------------------------------------------
def send(page: Page, town: Town) -> None:
    """Sends the page's main form as it is."""
    with page.expect_navigation():
        page.locator("main form .btn--primary:visible").last.click()


def keep(page: Page, name: str, text: str) -> None:
    """A field of the charter saves itself when one goes on."""
    with page.expect_response("**/charter/save/"):
        page.fill(f"[name={name}]", text)
        page.locator(f"[name={name}]").blur()


def weigh_too_much(page: Page, town: Town) -> None:
    keep(page, "school_weight", "77")
    page.wait_for_selector("#state-weights .field-error")


def colleague_writes_first(page: Page, town: Town) -> None:
    """Somebody else changes the same field while this page is open."""
    stored = draft_of(town.group("wiskunde")).method
    theirs = {"method": Wording(f"Eerst samen. {LONG_WORD}", digest(stored))}
    save_charter(community=town.group("wiskunde"), wordings=theirs, by=town.people["jef"], now=NOW)
    keep(page, "method", "Eerst alleen proberen.")
    page.wait_for_selector("#state-method .notice")


def name_a_pupil(page: Page, town: Town) -> None:
    page.fill("[name=about]", "De les waarin leerling Jonas vastliep")
    page.fill("[name=number]", "24")
    send(page, town)


def to_papers(page: Page, town: Town) -> None:
    with page.expect_navigation():
        page.locator("form[action$='/papers/'] .btn").click()


def send_card(page: Page, town: Town) -> None:
    """A pupil presses the button without a choice."""
    with page.expect_navigation():
        page.locator(".card-form .btn--primary").click()


def choose_weekly(page: Page, town: Town) -> None:
    with page.expect_response("**/notices/settings/"):
        page.check("[name=is_weekly]")
    page.wait_for_selector("#saved:not(:empty)", state="attached")


def be_quiet(page: Page, town: Town) -> None:
    page.fill("[name=first_day]", "2027-02-08")
    page.fill("[name=last_day]", "2027-02-19")
    quiet_without_days(page, town)


def quiet_without_days(page: Page, town: Town) -> None:
    with page.expect_navigation():
        page.locator("main section form.sheet .btn").click()


def bring(page: Page, town: Town, content: bytes, name: str) -> None:
    path = town.uploads / name
    path.write_bytes(content)
    page.set_input_files("input[type=file]", path)
    send(page, town)


def bring_list(page: Page, town: Town) -> None:
    bring(page, town, STAFF_LIST.encode("cp1252"), "staff.csv")


def to_preview(page: Page, town: Town) -> None:
    bring_list(page, town)
    page.check("[name=confirm_leaders]")
    send(page, town)


def bring_faulty_list(page: Page, town: Town) -> None:
    bring(page, town, (STAFF_LIST + f"{LONG_WORD};;;no address;leraar;5;\r\n").encode("cp1252"), "faulty.csv")
    page.check("[name=confirm_leaders]")
    send(page, town)


def bring_no_list(page: Page, town: Town) -> None:
    bring(page, town, b"alone", "alone.csv")


def bring_workbook(page: Page, town: Town) -> None:
    content = write_workbook(collect(town.story.host, reader=town.people["hilde"]))
    bring(page, town, content, "school.xlsx")


def bring_no_workbook(page: Page, town: Town) -> None:
    bring(page, town, b"this is no workbook", "wrong.xlsx")


def colleague_saves_first(page: Page, town: Town) -> None:
    """Somebody else logs the same meeting while this form is open."""
    shown = town.meeting("lezen", "held")
    entry = actions.LogEntry(
        key=uuid4(),
        version=shown.version,
        starts_at=shown.starts_at,
        minutes=shown.minutes,
        present={town.people["sofie"].pk: True},
        note=f"Sofie schreef dit. {LONG_WORD}",
        decisions=[actions.NoteLine("We lezen elke dag voor.")],
    )
    actions.log_meeting(meeting=shown, entry=entry, by=town.people["sofie"], now=NOW - timedelta(minutes=1))
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
    page.fill("[name=note]", "En ik schreef dit.")
    send(page, town)


def ask_for_a_code(page: Page, town: Town) -> None:
    page.fill("[name=email]", "tine@terlinde.example")
    send(page, town)


def sign_in_wrongly(page: Page, town: Town) -> None:
    page.locator("main summary").last.click()
    send(page, town)


def forged_form(page: Page, town: Town) -> None:
    page.locator("[name=csrfmiddlewaretoken]").first.evaluate("field => field.value = 'forged'")
    page.fill("[name=email]", "tine@terlinde.example")
    send(page, town)


def open_menu(page: Page, town: Town) -> None:
    page.locator("details summary").first.click()


def half_an_answer(page: Page, town: Town) -> None:
    page.check("[name=now_time][value='2']", force=True)
    send(page, town)


def nothing_brought_in(page: Page, town: Town) -> None:
    open_everything(page, town)
    with page.expect_navigation():
        page.locator(".question form.form .btn").first.click()


def answer_yes(page: Page, town: Town) -> None:
    page.wait_for_function("document.activeElement !== document.body")  # the focus comes after the page
    with page.expect_navigation():
        page.keyboard.press("Enter")


def make_address(page: Page, town: Town) -> None:
    open_everything(page, town)
    with page.expect_navigation():
        page.locator("main form .btn").first.click()
    page.locator("#feed-address").wait_for()


def open_everything(page: Page, town: Town) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
    for button in page.locator("[data-add-row]").all():
        button.click()


def type_nonsense(page: Page, town: Town) -> None:
    page.evaluate("document.querySelectorAll('main [type=number]').forEach((one) => { one.value = -4; })")
    page.evaluate(
        "document.querySelectorAll('main [type=date], main [type=time]').forEach((one) => { one.value = ''; })"
    )
    send(page, town)


def type_nonsense_and_agree(page: Page, town: Town) -> None:
    """A day that has passed, for the school's yes."""
    page.fill("[name=until]", "2020-01-01")
    send(page, town)


# --- the table -------------------------------------------------------------------------------------------------------
STOPS = [
    # signed out
    Stop("account_login"),
    Stop("account_login", act=sign_in_wrongly, note="with errors"),
    Stop("account_signup"),
    Stop("account_inactive"),
    Stop("account_request_login_code"),
    Stop("account_request_login_code", act=send, note="with errors"),
    Stop("account_request_login_code", act=ask_for_a_code, note="and the code"),
    Stop("account_reset_password"),
    Stop("account_reset_password_done"),
    Stop("account_reset_password_from_key_done"),
    Stop("account_reset_password_from_key", args=lambda town: ["1", "no-such-key"], note="no longer valid"),
    Stop("account_confirm_email", args=lambda town: ["no-such-key"], note="no longer valid"),
    Stop("account_email_verification_sent"),
    Stop("schools:welcome", args=token),
    Stop("schools:welcome", args=lambda town: ["forged"], status=404, note="no longer valid"),
    Stop("notifications:stop", args=stop("tine")),
    Stop("notifications:stop", args=stop("sofie"), act=send, note="stopped"),
    Stop("notifications:stop", args=lambda town: ["forged"], status=404, note="no longer valid"),
    Stop("meetings:answer", args=link("planned")),
    Stop("meetings:answer", args=link("planned"), act=answer_yes, note="answered"),
    Stop("meetings:answer", args=link("held"), note="over"),
    Stop("meetings:answer", args=link("cancelled"), note="cancelled"),
    Stop("meetings:answer", args=lambda town: ["forged"], status=404, note="forged"),
    Stop("dashboard:style"),
    Stop("dashboard:mailbox"),
    Stop("dashboard:mailbox", act=open_menu, note="with the menu of the demo"),
    Stop("dashboard:mailbox-message", args=newest_mail),
    Stop("wrong", args=lambda town: [400], status=400),
    Stop("wrong", args=lambda town: [403], status=403),
    Stop("wrong", args=lambda town: [500], status=500),
    Stop("account_request_login_code", act=forged_form, status=403, note="forged"),
    # django-allauth's, signed in
    Stop("account_logout", "tine"),
    Stop("account_email", "tine"),
    Stop("account_set_password", "tine"),
    Stop("account_change_password", "secret"),
    Stop("account_change_password", "secret", act=send, note="with errors"),
    Stop("account_reauthenticate", "secret"),
    # a person
    Stop("dashboard:home", "fresh"),
    Stop("dashboard:home", "alone", query="nowhere/", status=404, note="not found"),
    Stop("dashboard:mine", "tine"),
    Stop("dashboard:mine", "alone", note="asked to join"),
    Stop("dashboard:mine", "invited", note="nothing yet"),
    Stop("dashboard:mine", "busy", note="too much"),
    Stop("dashboard:coach", "karim"),
    Stop("dashboard:coach", "alone", note="nothing yet"),
    Stop("dashboard:coach", "busy", note="too much"),
    Stop("schools:profile", "tine"),
    Stop("schools:profile", "hilde", note="leader"),
    Stop("schools:who-sees-what", "tine"),
    Stop("meetings:calendar", "tine"),
    Stop("meetings:calendar", "tine", act=make_address, note="with a new address"),
    Stop("meetings:calendar", "busy", note="too much"),
    Stop("notifications:inbox", "tine"),
    Stop("notifications:inbox", "alone", note="nothing yet"),
    Stop("notifications:notice", "tine", notice),
    Stop("notifications:settings", "tine"),
    Stop("notifications:settings", "hilde", act=choose_weekly, note="leader, one mail a week"),
    Stop("notifications:settings", "karim", act=be_quiet, note="coach, quiet"),
    Stop("notifications:settings", "tine", act=quiet_without_days, note="with errors"),
    # a school
    Stop("dashboard:health", "hilde"),
    Stop("dashboard:school", "hilde", school),
    Stop("dashboard:school", "hilde", school, query="?state=stalled&variant=TDT", note="nothing chosen"),
    Stop("dashboard:school", "fresh", bare, note="nothing yet"),
    Stop("dashboard:school", "busy", full, note="too much"),
    Stop("dashboard:starting", "hilde", school),
    Stop("dashboard:starting", "fresh", bare, note="nothing yet"),
    Stop("dashboard:starting", "busy", full, note="too much"),
    Stop("conditions:readiness", "hilde", school),
    Stop("conditions:readiness", "tine", school, note="teacher"),
    Stop("conditions:readiness", "geert", partner, note="open"),
    Stop("conditions:readiness", "fresh", bare, note="nothing yet"),
    Stop("conditions:readiness", "alone", bare, note="nothing yet, teacher"),
    Stop("conditions:readiness", "busy", full, note="too few, long names"),
    Stop("conditions:open-readiness", "hilde", school, open_everything),
    Stop("conditions:open-readiness", "hilde", school, type_nonsense, note="with errors"),
    Stop("conditions:answer-readiness", "geert", partner),
    Stop("conditions:answer-readiness", "marleen", partner, note="leader"),
    Stop("conditions:answer-readiness", "geert", partner, half_an_answer, note="with errors"),
    Stop("conditions:add-step", "hilde", school, query="?for=time"),
    Stop("conditions:add-step", "hilde", school, send, note="with errors"),
    Stop("conditions:step", "hilde", plan_step),
    Stop("conditions:add-scan", "hilde", school),
    Stop("conditions:add-scan", "hilde", school, send, note="with errors"),
    Stop("conditions:purpose", "hilde", school, open_everything),
    Stop("conditions:purpose", "tine", school, nothing_brought_in, note="with errors"),
    Stop("conditions:purpose", "alone", bare, note="nothing yet"),
    Stop("conditions:purpose", "busy", full, open_everything, note="too much"),
    Stop("conditions:purpose-draft", "hilde", lambda town: [town.story.host.slug, "want"]),
    Stop("conditions:purpose-draft", "fresh", lambda town: [town.bare.slug, "task"], send, note="with errors"),
    Stop("schools:staff", "hilde", school),
    Stop("schools:staff", "fresh", bare, note="nobody yet"),
    Stop("schools:staff", "busy", full, note="too much"),
    Stop("schools:person", "hilde", colleague),
    Stop("schools:years", "hilde", school),
    Stop("schools:years", "tine", school, note="teacher"),
    Stop("schools:years", "fresh", bare, note="none yet"),
    Stop("schools:year", "hilde", year),
    Stop("schools:year", "tine", year, note="teacher"),
    Stop("schools:year", "hilde", year, send, note="with errors"),
    Stop("schools:quiet-edit", "hilde", quiet),
    Stop("schools:quiet-edit", "hilde", quiet, type_nonsense, note="with errors"),
    Stop("communities:roll-over", "hilde", next_year),
    Stop("communities:roll-over", "hilde", next_year, type_nonsense, note="with errors"),
    Stop("communities:roll-over", "busy", lambda town: [town.full.slug, "2027-2028"], note="too much"),
    Stop("communities:rolled-over", "hilde", ready_year),
    Stop("exchange:staff-import", "hilde", school),
    Stop("exchange:staff-import", "hilde", school, send, note="with errors"),
    Stop("exchange:staff-import", "hilde", school, bring_no_list, note="faulty"),
    Stop("exchange:staff-import-map", "hilde", school, note="nothing brought"),
    Stop("exchange:staff-import", "hilde", school, bring_list, note="columns"),
    Stop("exchange:staff-import", "hilde", school, to_preview, note="difference"),
    Stop("exchange:staff-import-preview", "hilde", school, note="difference"),
    Stop("exchange:staff-import", "hilde", school, bring_faulty_list, note="faults"),
    Stop("exchange:workbook", "hilde", school),
    Stop("exchange:workbook", "hilde", school, send, note="with errors"),
    Stop("exchange:workbook", "hilde", school, bring_no_workbook, note="faults"),
    Stop("exchange:workbook", "hilde", school, bring_workbook, note="preview"),
    Stop("exchange:workbook-preview", "hilde", school),
    # a group
    Stop("communities:start", "tine"),
    Stop("communities:start", "tine", act=send, note="with errors"),
    Stop("communities:start", "tine", query="?variant=TDT&outcome=dated&scale=small", note="after the adviser"),
    Stop("communities:adviser", "tine"),
    Stop("communities:adviser", "tine", query="?outcome=growth&schools=several_same&scale=pair", note="advised"),
    Stop("communities:adviser", "tine", query="?outcome=answer&research=none", note="none yet"),
    Stop("communities:adviser", "busy", query="?outcome=exchange&scale=large&membership=open", note="long names"),
    Stop("communities:forms", "tine", school),
    Stop("communities:forms", "hilde", school, note="leader"),
    Stop("communities:forms", "busy", full, note="long names"),
    Stop("communities:form", "tine", kind("TDT")),
    Stop("communities:form", "hilde", kind("vakgroep"), note="leader, own kind"),
    Stop("communities:form", "hilde", kind("vakgroep"), query="?version=1", note="earlier"),
    Stop("communities:compare-forms", "tine", school),
    Stop("communities:new-form", "hilde", school),
    Stop("communities:new-form", "hilde", school, send, note="with errors"),
    Stop("communities:edit-form", "hilde", kind("DT"), open_everything),
    Stop("communities:edit-form", "hilde", kind("vakgroep"), type_nonsense, note="with errors"),
    Stop("communities:form-history", "hilde", kind("vakgroep")),
    Stop("communities:form-history", "hilde", kind("LS"), note="nothing yet"),
    Stop("communities:variant", "tine", group("wiskunde"), open_everything),
    Stop("communities:variant", "tine", group("wiskunde"), note="closed"),
    Stop("communities:variant", "sofie", group("taalbeleid"), send, note="with errors"),
    Stop("communities:variant", "hilde", group("taalbeleid"), note="leader"),
    Stop("communities:variant", "busy", crowd, note="no record, long names"),
    Stop("communities:edit", "tine", group("wiskunde")),
    Stop("communities:edit", "hilde", group("geschiedenis"), note="leader"),
    Stop("communities:pause", "tine", group("wiskunde")),
    Stop("communities:pause", "stijn", group("stem"), note="paused"),
    Stop("communities:pause", "tine", group("wiskunde"), type_nonsense, note="with errors"),
    Stop("meetings:time", "tine", group("wiskunde"), open_everything),
    Stop("meetings:time", "hilde", group("frans"), note="leader"),
    Stop("meetings:time", "griet", group("taalbeleid"), note="nothing said yet"),
    Stop("dashboard:my-hours", "tine"),
    Stop("dashboard:my-hours", "invited", note="nothing yet"),
    Stop("dashboard:hours", "hilde", school),
    Stop("dashboard:hours", "fresh", bare, note="nothing yet"),
    Stop("dashboard:hours", "busy", full, note="too much"),
    Stop("schools:workload-rule", "hilde", school, note="leader"),
    Stop("schools:workload-rule", "fresh", bare, note="leader, nothing yet"),
    Stop("schools:workload-rule", "tine", school, note="not published"),
    Stop("schools:workload-edit", "hilde", school),
    Stop("schools:workload-edit", "fresh", bare, send, note="with errors"),
    Stop("communities:stage", "fatima", group("frans"), note="experiment"),
    Stop("communities:stage", "hilde", group("geschiedenis"), note="embedded, leader"),
    Stop("communities:stage", "tine", group("wiskunde"), open_everything, note="asking its members"),
    Stop("communities:stage", "griet", group("taalbeleid"), note="running"),
    Stop("communities:experiment", "griet", group("taalbeleid")),
    Stop("communities:experiment", "griet", group("taalbeleid"), send, note="with errors"),
    Stop("communities:decide", "fatima", group("frans")),
    Stop("communities:decide", "fatima", group("frans"), send, note="with errors"),
    Stop("communities:charter", "tine", group("wiskunde")),
    Stop("communities:charter", "tine", group("wiskunde"), weigh_too_much, note="with errors"),
    Stop("communities:charter", "tine", group("wiskunde"), colleague_writes_first, note="two texts"),
    Stop("communities:charter", "leen", group("zorg"), note="being written"),
    Stop("communities:charter", "busy", crowd, note="nothing yet"),
    Stop("communities:charter", "hilde", group("lezen"), note="leader"),
    Stop("communities:charter", "hilde", group("stem"), note="leader, nothing yet"),
    Stop("communities:charter-sheet", "leen", group("zorg")),
    Stop("communities:charter-sheet", "busy", crowd, note="nothing yet"),
    Stop("communities:charter-version", "tine", charter_version("wiskunde", 2), note="to accept"),
    Stop("communities:charter-version", "jef", charter_version("wiskunde", 2), note="accepted"),
    Stop("communities:charter-version", "hilde", charter_version("wiskunde", 2), note="leader"),
    Stop("communities:finish", "tine", group("wiskunde")),
    Stop("communities:finish", "griet", group("taalbeleid"), send, note="finished"),
    Stop("dashboard:kept", "tine", group("wiskunde")),
    Stop("dashboard:kept", "hilde", group("lezen"), note="leader"),
    Stop("dashboard:experiments", "hilde", school),
    Stop("dashboard:experiments", "fresh", bare, note="nothing yet"),
    Stop("communities:members", "tine", group("wiskunde")),
    Stop("communities:members", "tine", group("wiskunde"), query="?q=zzz", note="nobody found"),
    Stop("communities:members", "busy", crowd, note="too much"),
    Stop("communities:members", "brought", group("wiskunde"), note="came along with a list"),
    Stop("communities:members", "tine", group("wiskunde"), open_everything, note="all of it open"),
    Stop("communities:members", "hilde", group("wiskunde"), note="leader"),
    Stop("communities:members", "leen", group("zorg"), note="somebody waits for her school"),
    Stop("communities:members", "bram", group("doorstroming"), open_everything, note="for a limited time"),
    Stop("communities:members", "samira", idea, note="an idea"),
    Stop("communities:conversation", "tine", group("wiskunde")),
    Stop("communities:own-part", "tine", group("wiskunde")),
    Stop("communities:ideas", "tine", school, open_everything),
    Stop("communities:ideas", "fresh", bare, note="nothing yet"),
    Stop("communities:ideas", "marleen", lambda town: ["sint-pieter"], note="with guests elsewhere"),
    Stop("communities:guest-consent", "hilde", guest),
    Stop("communities:guest-consent", "hilde", guest, type_nonsense_and_agree, note="with errors"),
    Stop("communities:guest-consent", "els", guest, note="the guest herself"),
    Stop("communities:invitation", "alone", invitation),
    Stop("communities:left", "tine", undo),
    Stop("dashboard:community", "tine", group("wiskunde")),
    Stop("dashboard:community", "hilde", group("wiskunde"), note="leader"),
    Stop("dashboard:community", "leen", group("zorg"), note="never met"),
    Stop("dashboard:community", "sofie", group("taalbeleid"), note="stalled"),
    Stop("dashboard:community", "stijn", group("stem"), note="paused"),
    Stop("dashboard:community", "tom", group("digitaal"), note="finished"),
    Stop("dashboard:community", "busy", crowd, note="too much"),
    Stop("dashboard:what-if", "tine", group("wiskunde")),
    Stop("dashboard:what-if", "hilde", group("taalbeleid"), query="?on=2027-02-10", note="leader, closed day"),
    Stop("dashboard:what-if", "stijn", group("stem"), query="?on=2040-01-01", note="another year"),
    Stop("dashboard:what-if", "tom", group("digitaal"), query="?on=nonsense", note="no day"),
    Stop("dashboard:what-if", "busy", crowd, note="too much"),
    # meetings
    Stop("meetings:plan", "tine", group("wiskunde")),
    Stop("meetings:plan", "tine", group("wiskunde"), type_nonsense, note="with errors"),
    Stop("meetings:plan", "busy", crowd, note="too much"),
    Stop("meetings:plan-year", "tine", group("wiskunde"), note="with drafts"),
    Stop("meetings:plan-year", "busy", crowd, open_everything, note="too much"),
    Stop("meetings:meeting", "tine", meeting("wiskunde", "planned")),
    Stop("meetings:meeting", "tine", meeting("wiskunde", "held"), note="held"),
    Stop("meetings:meeting", "hilde", meeting("wiskunde", "held"), note="held, leader"),
    Stop("meetings:meeting", "tine", meeting("wiskunde", "cancelled"), note="did not take place"),
    Stop("meetings:meeting", "tine", meeting("wiskunde", "draft"), note="draft"),
    Stop("meetings:meeting", "tine", meeting("lezen", "unlogged"), note="not logged"),
    Stop("meetings:edit", "tine", meeting("wiskunde", "planned")),
    Stop("meetings:edit", "tine", meeting("wiskunde", "planned"), type_nonsense, note="with errors"),
    Stop("meetings:agenda", "tine", meeting("wiskunde", "planned"), open_everything),
    Stop("meetings:log", "tine", meeting("lezen", "unlogged"), open_everything),
    Stop("meetings:log", "tine", meeting("wiskunde", "held"), note="again"),
    Stop("meetings:log", "tine", meeting("lezen", "unlogged"), type_nonsense, note="with errors"),
    Stop("meetings:log", "tine", meeting("lezen", "held"), colleague_saves_first, note="two at once"),
    Stop("meetings:cycle", "sofie", group("lezen")),
    Stop("meetings:cycle", "hilde", group("lezen"), note="leader"),
    Stop("meetings:cycle", "tine", group("breuken"), note="none yet"),
    Stop("meetings:cycle", "tine", group("wiskunde"), note="another rhythm"),
    Stop("meetings:plan-cycle", "tine", group("breuken")),
    Stop("meetings:plan-cycle", "tine", group("breuken"), type_nonsense, note="with errors"),
    Stop("meetings:step", "sofie", step("planned")),
    Stop("meetings:step", "sofie", step("planned"), type_nonsense, note="with errors"),
    Stop("dashboard:conditions", "tine", group("wiskunde"), open_everything),
    Stop("dashboard:conditions", "hilde", group("taalbeleid"), open_everything, note="leader, a reason is asked"),
    Stop("dashboard:conditions", "stijn", group("stem"), note="nothing said yet"),
    Stop("dashboard:conditions", "busy", crowd, open_everything, note="too much"),
    Stop("dashboard:start-conditions", "hilde", school),
    Stop("dashboard:start-conditions", "fresh", bare, note="nothing yet"),
    Stop("dashboard:start-conditions", "busy", full, note="too much"),
    Stop("conditions:catalogue", "hilde", school),
    Stop("conditions:catalogue", "tine", school, note="teacher"),
    Stop("conditions:add", "hilde", school),
    Stop("conditions:add", "hilde", school, send, note="with errors"),
    Stop("conditions:write", "hilde", lambda town: [town.story.host.slug, "size"]),
    Stop("conditions:answer", "tine", lambda town: [town.group("wiskunde").pk, "time"]),
    Stop("conditions:answer", "busy", lambda town: [town.crowd.pk, "time"], send, note="with errors"),
    Stop("conditions:confirm", "hilde", lambda town: [town.group("taalbeleid").pk, "time"]),
    Stop("conditions:confirm", "hilde", lambda town: [town.group("taalbeleid").pk, "time"], send, note="with errors"),
    Stop("meetings:activity", "tom", group("digitaal")),
    Stop("meetings:activity", "hilde", group("digitaal"), note="leader"),
    Stop("meetings:activity", "tine", group("wiskunde"), note="nothing yet"),
    Stop("meetings:pupils", "tine", group("wiskunde")),
    Stop("meetings:pupils", "leen", group("zorg"), note="nothing yet"),
    Stop("meetings:pupil-guests-new", "tine", group("wiskunde")),
    Stop("meetings:pupil-guests-new", "tine", group("wiskunde"), type_nonsense, note="with errors"),
    Stop("meetings:pupil-guests", "tine", guests),
    Stop("meetings:card-new", "tine", group("wiskunde")),
    Stop("meetings:card-new", "tine", group("wiskunde"), type_nonsense, note="with errors"),
    Stop("meetings:card-new", "tine", group("wiskunde"), name_a_pupil, note="a name is asked about"),
    Stop("meetings:feedback-card", "tine", feedback("wiskunde")),
    Stop("meetings:feedback-card", "sofie", feedback("lezen"), note="open on the board"),
    Stop("meetings:feedback-card", "tine", feedback("breuken"), to_papers, note="its papers"),
    Stop("meetings:card-board", "sofie", feedback("lezen")),
    Stop("meetings:card", None, paper("open")),
    Stop("meetings:card", None, paper("open"), send_card, note="with errors"),
    Stop("meetings:card", None, on_board, note="on the board"),
    Stop("meetings:card", None, paper("used"), note="used"),
    Stop("meetings:card", None, paper("used"), query="?done", note="thanks"),
    Stop("meetings:card", None, paper("closed"), status=410, note="closed"),
    Stop("meetings:card", None, lambda town: ["zomaar"], status=404, note="unknown"),
    Stop("meetings:log-new", "tine", group("lezen"), note="one is waiting"),
    Stop("meetings:log-new", "busy", crowd, open_everything, note="too much"),
]
# Addresses that answer a GET without a page of ours.
NO_PAGE = {
    "dashboard:school-file",
    "communities:my-ideas",  # leads on to the ideas of the school
    "dashboard:healthz",
    "set_language",
    "dashboard:persona",
    "dashboard:mailbox-html",  # the mail itself, in a sandbox
    "exchange:staff-template",
    "exchange:workbook-export",
    "dashboard:pause-effect",  # a part of the page about pauses
    "meetings:calendar-file",
    "dashboard:my-hours-file",
    "meetings:feed",
    "meetings:answer-file",
    "notifications:stop-undo",  # a way back, by POST, from the page of the stop
    "account_confirm_login_code",  # comes after account_request_login_code
}
