"""The visibility contract in words: things by theme, what others see of a person, and who sees what in one table.

Everything is reckoned from `permissions.csv`: nothing on the page is typed twice (SL12, T3, SL2).
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from schools.permissions import Reach, reach
from schools.wording import CHANGES, NARROWER, OBJECTS, ROLES, UNLESS

Words = str | Promise
SHORT = {
    "leader": _("Leader"),
    "coach": _("Coach"),
    "teacher": _("Member"),
    "external": _("Guest"),
    "outsider": _("Colleague"),
    "former": _("Has left"),
    "partner_leader": _("Other leader"),
    "board": _("Board"),
}
# What a role reads in a narrower sense is her own row; but these words speak of other people.
OF_OTHERS = {("partner_leader", "membership"), ("leader", "guest_consent"), ("outsider", "stakeholder_update")}
OWN = {*NARROWER, ("outsider", "invitation"), ("teacher", "watch_words")} - OF_OTHERS


def things(*lines: str) -> list[str]:
    """Names of objects of the permission file."""
    return " ".join(lines).split()


THEMES: dict[str, tuple[Words, list[str]]] = {
    "group": (
        _("The group: what for, and who"),
        things(
            "community membership invitation pause variant_choice charter charter_version working_agreements ",
            "charter_acceptance member_statement guest_consent composition_answer watch_words experiment ",
            "stage_decision renewal renewal_voice condition_answer start_confirmation planning_wish leader_request",
        ),
    ),
    "meetings": (
        _("Meetings"),
        things(
            "meeting attendance reply agenda minutes decision subtask draft receipt chore role_turn run parked_item ",
            "proposal objection exit_check model_check group_script pupil_guests feedback_card feedback_answer",
        ),
    ),
    "learning": (
        _("What the group learns and makes"),
        things(
            "try_out topic post board board_step board_move evidence cycle cycle_step cycle_text case_pupil ",
            "prediction observation lesson_talk activity outcome outcome_version outcome_use shared_outcome ",
            "stakeholder_update stakeholder_ask",
        ),
    ),
    "wellbeing": (
        _("How people work together"),
        things(
            "pulse_round pulse_finding pulse_comment shared_round conversation school_pulse process_review ",
            "process_answer self_review",
        ),
    ),
    "coach": (
        _("The coach"),
        things("coach_mandate mandate_voice help_request offer talk coach_note signal_dismissal"),
    ),
    "own": (_("What is yours alone"), things("feed notice preference look_back attest")),
    "school": (
        _("The school"),
        things(
            "school staff closure quiet_period room meeting_hour taught_hour workload_rule school_variant ",
            "variant_version ",
            "school_condition practice_line readiness_round readiness_step other_scan purpose_note purpose_draft ",
            "saved_view year_plan planned_date page_time retention_run school_deletion",
        ),
    ),
    "evidence": (
        _("The yearly report and the board"),
        things(
            "year_report report_text school_gain shared_report people_gains school_group board_reader group_place ",
            "release roll_up",
        ),
    ),
}
# Things that speak of one person, in the words of that person.
ABOUT_YOU: dict[str, Words] = {
    "staff": _("your name, subjects and whether you work here"),
    "membership": _("in which groups you take part"),
    "invitation": _("that you were asked for a group, and what you answered"),
    "attendance": _("whether you were at a meeting"),
    "reply": _("whether you said to come"),
    "subtask": _("what you took on to do"),
    "member_statement": _("what you bring and would like to learn"),
    "watch_words": _("what you think of the plan of your group"),
    "renewal_voice": _("whether you want to go on"),
    "try_out": _("what you try out in class"),
    "observation": _("what you saw in a research lesson"),
    "post": _("what you answer to a question or a case"),
    "help_request": _("that your group asked for help"),
    "coach_note": _("what a coach notes for herself"),
    "pulse_finding": _("what a pulse of your group came to: words of all together, nothing of you alone"),
    "taught_hour": _("the hours in which you teach"),
    "look_back": _("how you look back on your year"),
    "attest": _("your attest of hours and activities"),
    "notice": _("your mails and notices"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One theme of what a role sees or never sees."""

    label: Words
    things: list[Words]


@dataclass(frozen=True, slots=True)
class RoleParts:
    role: str
    label: Words
    sees: list[Part]
    changes: list[Part]
    never: list[Part]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing, and for each role in the order of ROLES: yes, own or no."""

    label: Words
    cells: list[str]


def cell(role: str, name: str) -> str:
    """Whether a role sees a thing: yes, own (only what is hers), no."""
    if name not in reach(role).reads:
        return "no"
    return "own" if (role, name) in OWN else "yes"


def matrix() -> list[tuple[Words, list[Line]]]:
    """The whole file as a table: theme, then a line a thing, a cell a role."""
    return [
        (label, [Line(OBJECTS[name], [cell(role, name) for role in ROLES]) for name in names])
        for label, names in THEMES.values()
    ]


def at_a_glance() -> list[tuple[Words, int, list[tuple[int, int]]]]:
    """Theme by theme of how many things: for each role how many it sees, and how many of these only as her own."""
    return [
        (label, len(names), [_counted([cell(role, name) for name in names]) for role in ROLES])
        for label, names in THEMES.values()
    ]


def _counted(cells: list[str]) -> tuple[int, int]:
    return sum(one != "no" for one in cells), sum(one == "own" for one in cells)


def roles_by_theme() -> list[RoleParts]:
    """Role by role, theme by theme; a theme in which there is nothing to say is left out."""
    return [parts_of(role) for role in ROLES]


def parts_of(role: str) -> RoleParts:
    own: Reach = reach(role)
    return RoleParts(
        role,
        ROLES[role],
        sees=_parts({name: NARROWER.get((role, name), OBJECTS[name]) for name in own.reads}),
        changes=_parts({name: CHANGES.get(name, OBJECTS[name]) for name in own.changes}),
        never=_parts({name: UNLESS.get((role, name), OBJECTS[name]) for name in own.never}),
    )


def _parts(words: dict[str, Words]) -> list[Part]:
    found = [Part(label, [words[name] for name in names if name in words]) for label, names in THEMES.values()]
    return [part for part in found if part.things]


@dataclass(frozen=True, slots=True)
class AboutYou:
    """Something of a person, and who else sees it; nobody: it is hers alone."""

    label: Words
    seen_by: list[Words]


def about_you() -> list[AboutYou]:
    """What others see of somebody: who may read it beyond her own row (T3)."""
    return [
        AboutYou(words, [SHORT[role] for role in ROLES if cell(role, name) == "yes" and role != "former"])
        for name, words in ABOUT_YOU.items()
    ]
