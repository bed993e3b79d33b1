"""What the pages put into their blanks, and what their templates ask."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from communities.models import Regime, Stage
from communities.stage_words import stage_words
from dashboard.learning_words import states_of
from dashboard.printing import print_part, print_rows
from dashboard.queries.background import Background
from dashboard.queries.coach import CoachPage
from dashboard.queries.group import GroupPage
from dashboard.queries.group_parts import NextStep, Task
from dashboard.queries.mine import MyPage
from dashboard.queries.rows import Row
from dashboard.queries.told import Told

SCHOOL_LINKS = {
    "staff_url": "schools:staff",
    "years_url": "schools:years",
    "workbook_url": "exchange:workbook",
    "experiments_url": "dashboard:experiments",
    "starting_url": "dashboard:starting",
    "conditions_url": "dashboard:start-conditions",
    "ideas_url": "communities:ideas",
    "hours_url": "dashboard:hours",
    "reports_url": "evidence:reports",
    "forms_url": "communities:forms",
    "plan_now_url": "planning:plan-now",
    "dossier_url": "dashboard:dossier",
    "export_url": "upkeep:export",
    "cost_url": "upkeep:cost",
    "first_hour_url": "upkeep:first-hour",
    "asked_url": "leading:asked",
    "kept_url": "upkeep:retention",
    "board_url": "evidence:school-board",
}
GROUP_LINKS = {
    "plan_url": "meetings:plan",
    "year_url": "meetings:plan-year",
    "wish_url": "planning:wish",
    "new_url": "meetings:log-new",
    "edit_url": "communities:edit",
    "members_url": "communities:members",
    "pause_url": "communities:pause",
    "cycle_url": "meetings:cycle",
    "activity_url": "meetings:activity",
    "what_if_url": "dashboard:what-if",
    "stage_url": "communities:stage",
    "kept_url": "dashboard:kept",
    "conditions_url": "dashboard:conditions",
    "charter_url": "communities:charter",
    "time_url": "meetings:time",
    "variant_url": "communities:variant",
    "pupils_url": "meetings:pupils",
    "requests_url": "leading:requests",
    "board_url": "learning:board",
    "try_outs_url": "learning:try-outs",
    "topics_url": "learning:topics",
    "outcomes_url": "learning:outcomes",
    "updates_url": "learning:updates",
    "pulse_url": "pulse:pulse",
    "health_url": "coaching:health",
    "mirror_url": "meetings:mirror",
    "process_url": "conditions:process",
    "help_url": "coaching:help",
    "coach_url": "communities:coach",
    "roles_url": "meetings:roles",
    "scripts_url": "meetings:scripts",
}
Slots = dict[str, object]
Flags = dict[str, Hashable]


@dataclass(frozen=True, slots=True)
class Hidden:
    """A hidden field."""

    name: str
    value: str


def part(name: str, rows: Sequence[Hashable]) -> SafeString:
    """These rows through templates/dashboard/_name.html."""
    return print_rows(f"dashboard/_{name}.html", rows)


def drawn(background: Background | None) -> dict[str, str]:
    """The holidays behind the strips and the months over them."""
    if background is None:
        return {"background": "", "months": ""}
    language = get_language() or ""
    return {
        "background": print_part("dashboard/_background.html", "background", background, language),
        "months": print_part("dashboard/_months.html", "background", background, language),
    }


def group_list(rows: Sequence[Row], backgrounds: Sequence[Background]) -> Slots:
    """Groups of any number of schools; the months are those of the first."""
    every = [drawn(one) for one in backgrounds]
    return {
        "rows": part("row", rows),
        "backgrounds": mark_safe("".join(one["background"] for one in every)),  # noqa: S308 - our own parts
        "months": every[0]["months"] if every else "",
    }


def coach_slots(page: CoachPage) -> tuple[Slots, Flags]:
    slots = {"headline": page.headline, "desk": part("desk", page.desk), **group_list(page.rows, page.backgrounds)}
    return slots, {"has_rows": bool(page.rows), "has_desk": bool(page.desk)}


def promise(one: Task | NextStep) -> SafeString:
    return part("task" if isinstance(one, Task) else "next_step", [one])


def my_slots(page: MyPage) -> tuple[Slots, Flags]:
    slots: Slots = {
        "to_log": part("to_log", page.to_log),
        "invitations": part("invitation", page.invitations),
        "asking": part("asking", page.asking),
        "coming": part("coming", page.coming),
        "promises": mark_safe("".join(promise(one) for one in page.promises)),  # noqa: S308 - our own parts
        **group_list(page.rows, page.backgrounds),
    }
    flags: Flags = {
        "has_rows": bool(page.rows),
        "has_asking": bool(page.asking),
        "has_coming": bool(page.coming),
        "has_promises": bool(page.promises),
    }
    return slots, flags


def group_slots(page: GroupPage, *, today: date) -> tuple[Slots, Flags]:
    group, row = page.group, page.row
    people = people_words(page)
    slots: Slots = {
        "name": group.name,
        "school": group.school_name,
        "schools": " · ".join([group.school_name, *page.partners]),
        "school_url": reverse("dashboard:school", args=[group.school_slug]),
        "state": row.state,
        "state_word": row.state_word,
        "about": " · ".join(text for text in (row.variant_word, row.counted) if text),
        "note": row.note,
        "reachable": row.reachable,
        "stage_words": stage_words(group.stage, group.decide_on, today=today),
        "year_state": row.year_state,
        "strip": part("strip", [row]),
        "purpose": group.purpose,
        "contribution": group.contribution,
        "task": group.task,
        "good_start": good_start_part(page),
        "started_anyway": part("started_anyway", group.started_anyway),
        "charter": group.charter.in_words(is_inside=group.is_inside),
        "people_words": people,
        "people": part("person", page.people),
        "contacts": part("contact", page.contacts),
        "meetings": part("meeting", page.meetings),
        "tasks": part("task", page.tasks),
        "pauses": part("pause", page.pauses),
        **_next_step(page),
        **_notices(page.told),
        **drawn(page.background),
        **links(tuple(GROUP_LINKS.items()), group.pk),
        **_learning(page, today),
    }
    return slots, _group_flags(page)


def people_words(page: GroupPage) -> str:
    """How many take part; to a partner's leader how many of her own."""
    number = {"n": len(page.people)}
    if page.group.may_edit:
        return ngettext("%(n)s person takes part", "%(n)s people take part", number["n"]) % number
    own = ngettext("%(n)s person of your school takes part", "%(n)s people of your school take part", number["n"])
    return own % number


def _learning(page: GroupPage, today: date) -> Slots:
    """What asks something now, beside the ways that lead there."""
    states = states_of(page.group.learning, today=today)
    return {f"{field.name}_state": getattr(states, field.name) for field in fields(states)}


def good_start_part(page: GroupPage) -> str:
    """The checklist of a young group."""
    steps = page.first_steps
    return print_part("dashboard/_good_start.html", "steps", steps, get_language() or "") if steps else ""


def _notices(told: Told | None) -> Slots:
    """What was told about the rhythm and what comes; nothing for who is not of the group."""
    told = told or Told()
    return {
        "notices_sent": part("told", told.sent),
        "notices_coming": part("coming_notice", told.coming),
        "notices_rest": told.rest_words,
        "notices_softer": told.softer,
    }


def _next_step(page: GroupPage) -> Slots:
    to_log, coming = page.to_log, page.next_meeting
    return {
        "log_url": reverse("meetings:log", args=[to_log.pk]) if to_log else "",
        "log_words": _("Log %(day)s") % {"day": to_log.day} if to_log else "",
        "agenda_url": reverse("meetings:agenda", args=[coming.pk]) if coming else "",
    }


def _group_flags(page: GroupPage) -> Flags:
    group = page.group
    return {
        "is_inside": group.is_inside,
        "leads": group.leads,
        "is_idea": group.is_inside and group.stage == Stage.PROPOSAL,
        "asks_fit": group.is_inside and group.asks_fit and not page.is_finished,
        "asks_renewal": group.yearly.awaits_me,
        "is_renewal_due": page.is_renewal_due,
        "only_leads": group.leads and not group.is_inside,
        "may_edit": group.may_edit,
        "is_cyclic": page.regime == Regime.CYCLE,
        "is_online": page.regime == Regime.NONE,
        "is_complete": page.is_complete,
        "is_finished": page.is_finished,
        "is_staged": group.stage in (Stage.PROPOSAL, Stage.EMBEDDED) or group.decide_on is not None,
        "is_to_log": page.to_log is not None,
        "is_planned": page.next_meeting is not None,
        "has_year": page.background is not None,
        "has_meetings": bool(page.meetings),
        "has_tasks": bool(page.tasks),
        "has_pauses": bool(page.pauses),
        "has_contacts": bool(page.contacts),
        "has_purpose": bool(group.purpose),
        "has_contribution": bool(group.contribution),
        "has_task": bool(group.task),
        "learns": group.is_inside and group.stage != Stage.PROPOSAL,
        "has_pulse": group.learning.reads_pulse,
        "has_good_start": bool(page.first_steps),
        "has_started_anyway": bool(group.started_anyway),
        "waits_for_leader": group.waits_for_leader and not page.is_finished,
        "has_sent": bool(page.told and page.told.sent),
        "has_coming": bool(page.told and page.told.coming),
        "has_no_notices": bool(page.told and page.told.rest_words),
        "is_softer": bool(page.told and page.told.softer),
    }


@lru_cache(maxsize=1024)
def links(names: tuple[tuple[str, str], ...], key: str | int) -> Slots:
    """Addresses by slot."""
    return {slot: reverse(name, args=[key]) for slot, name in names}
