"""Roles and things of the permission file in plain words, and what mail servers say."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from notifications.refusals import kind_of
from schools.permissions import reach_of

ROLES = {
    "leader": _("School leader"),
    "coach": _("Process coach of a group"),
    "teacher": _("Member of a group"),
    "external": _("Member of a group, from another school"),
    "outsider": _("Colleague outside the group"),
    "former": _("Who has left the group"),
    "partner_leader": _("School leader of a partner school"),
    "board": _("Who reads for the board of a group of schools"),
}
OBJECTS = {
    "school": _("the school itself"),
    "staff": _("the names of those who work in the school"),
    "closure": _("school years and closing days"),
    "quiet_period": _("exam weeks and other days without meetings"),
    "community": _("the group: its name, kind, assignment and rhythm"),
    "membership": _("who takes part"),
    "invitation": _("an invitation and its answer: only your own"),
    "pause": _("pauses of the group"),
    "meeting": _("meetings: day, length, place and how many people were there"),
    "draft": _("meetings that are still a draft"),
    "agenda": _("the agenda"),
    "minutes": _("notes of a meeting"),
    "decision": _("decisions"),
    "subtask": _("subtasks"),
    "attendance": _("who was there and who was not"),
    "reply": _("who said to come to a meeting and who not"),
    "receipt": _("who saved the notes of a meeting, and when"),
    "cycle": _("research-lesson cycles of the group"),
    "cycle_step": _("the steps of a cycle and their days"),
    "cycle_text": _("the theme of a cycle and the class of a research lesson"),
    "activity": _("lines of activity of an online community; a leader sees how many and when"),
    "feed": _("private calendar addresses of others"),
    "notice": _("mails and notices of others"),
    "preference": _("which mails others want"),
    "workload_rule": _("what the school agreed on hours in communities"),
    "school_variant": _("the kinds of groups that the school knows"),
    "variant_version": _("what the school writes about a kind of group"),
    "variant_choice": _("why the group chose this kind"),
    "watch_words": _("whether you think the plan feasible, supported and to the purpose"),
    "charter": _("the charter while the group writes it"),
    "charter_version": _("the charter that was put before the members, without the working agreements"),
    "working_agreements": _("the working agreements of the group"),
    "charter_acceptance": _("who accepted the charter, and what they think of the task"),
    "member_statement": _("what members bring and would like to learn"),
    "guest_consent": _("whether a guest's own school agrees"),
    "composition_answer": _("whether the group finds that goal and people fit"),
    "experiment": _("an experiment: its question and its last day"),
    "stage_decision": _("the decision after an experiment"),
    "renewal": _("whether the members renew the group each year"),
    "renewal_voice": _("who wants to go on with the group and who does not"),
    "pupil_guests": _("how many pupils are guests of the group"),
    "feedback_card": _("feedback cards for pupils"),
    "feedback_answer": _("what pupils wrote on a card"),
    "chore": _("practical matters of a meeting, and who takes them"),
    "school_condition": _("the start conditions in the words of the school"),
    "condition_answer": _("start conditions: what leader and group say of them"),
    "start_confirmation": _("why a group starts although a condition is open"),
    "readiness_round": _("a round on how ready the school is, summed per statement"),
    "readiness_step": _("the steps of the school towards its first groups"),
    "other_scan": _("what another scan said of the school, in a line"),
    "purpose_note": _("what colleagues bring in on the purpose of learning communities in the school"),
    "purpose_draft": _("the joint answers to the purpose questions of the school"),
    "coach_mandate": _("which coach the group has, or is asked to have, and until when"),
    "mandate_voice": _("who said yes to a coach"),
    "help_request": _("that the group asked for help, and the answer"),
    "offer": _("what a coach offers the group"),
    "talk": _("that a coach talked with somebody"),
    "coach_note": _("a coach's own notes"),
    "signal_dismissal": _("what the group or its coach lets rest of how it goes, and why"),
    "group_script": _("how the group leads its meetings"),
    "role_turn": _("who takes which role at a meeting"),
    "run": _("a meeting while it runs"),
    "parked_item": _("what waits for a later meeting"),
    "proposal": _("proposals on which the group decides by consent"),
    "objection": _("objections to a proposal; they belong to no person"),
    "exit_check": _("whether a meeting brought the group closer to its goal"),
    "model_check": _("whether its way of working helps the group"),
    "process_review": _("how the group works together, until it shares a review"),
    "process_answer": _("what the group says of each process condition, until it shares a review"),
    "self_review": _("how the group looks at itself once a year"),
    "practice_line": _("the school's own table of who does and shows what"),
    "board": _("the board of the group's method"),
    "board_step": _("the steps of a board"),
    "board_move": _("how the group went through its method, and why back"),
    "evidence": _("what shows the steps of a method"),
    "case_pupil": _("case pupils of a research lesson, by a letter"),
    "prediction": _("what the group expects of a case pupil"),
    "observation": _("what was seen in a research lesson"),
    "lesson_talk": _("the discussion of a research lesson"),
    "try_out": _("what members try out in class"),
    "outcome": _("what the group made and keeps to itself"),
    "outcome_version": _("the versions and files of what the group made"),
    "outcome_use": _("where what the group made is used"),
    "shared_outcome": _("what a group made and shares with the school"),
    "topic": _("questions, cases and themes of the group"),
    "post": _("answers to a question, a case or a theme"),
    "stakeholder_update": _("where the group stands and what it asks of colleagues"),
    "stakeholder_ask": _("what colleagues answered to the group"),
    "pulse_round": _("a pulse round of the group"),
    "pulse_finding": _("what a pulse round of the group came to, in words"),
    "pulse_comment": _("lines that were left without a name in a pulse round"),
    "shared_round": _("a pulse round that all members agreed to share"),
    "conversation": _("that the group talked about one of the five conditions, and when"),
    "school_pulse": _("the pulse of the whole school, from enough groups and answers"),
    "room": _("the rooms in which groups can meet"),
    "meeting_hour": _("the hours of the week in which groups can meet"),
    "taught_hour": _("the hours in which somebody teaches"),
    "planning_wish": _("what a group wishes of the year plan"),
    "year_plan": _("the year plan before it is published"),
    "planned_date": _("the dates of a year plan before it is published"),
    "leader_request": _("what a group asks of the school leader, and the answer"),
    "saved_view": _("the views that a leader keeps of her page"),
    "year_report": _("the yearly report while it is written"),
    "shared_report": _("the yearly report once it is shared with the school"),
    "report_text": _("the texts of a yearly report that is not shared"),
    "school_gain": _("what the leader says the school gained, until the report is shared"),
    "look_back": _("how somebody looks back on her own year"),
    "people_gains": _("what people gained in a year, from enough of them, in words"),
    "attest": _("somebody's own attest of hours and activities, unless she shares its code"),
    "school_group": _("the name of the group of schools"),
    "board_reader": _("who reads for the board"),
    "group_place": _("which schools take part in the group of schools"),
    "release": _("what one school released to the board"),
    "roll_up": _("the released counts of at least three schools together"),
    "page_time": _("how much time the product takes in the school, of all together"),
    "retention_run": _("what was deleted by itself, in numbers"),
    "school_deletion": _("that the school will be deleted, and when"),
}
# What a role reads in a narrower sense than the thing is called.
NARROWER = {
    ("partner_leader", "membership"): _("who takes part, of your own school"),
    ("teacher", "feed"): _("your own private calendar addresses"),
    ("teacher", "notice"): _("the mails and notices that you got"),
    ("teacher", "preference"): _("which mails you want"),
    ("teacher", "renewal_voice"): _("whether you want to go on with the group"),
    ("leader", "guest_consent"): _("whether one of your people may be a guest elsewhere"),
    ("teacher", "mandate_voice"): _("whether you said yes to a coach"),
    ("outsider", "stakeholder_update"): _("where a group stands, when it asks you something"),
    ("outsider", "stakeholder_ask"): _("what you answered to a group"),
    ("coach", "talk"): _("the days of your own talks"),
    ("coach", "coach_note"): _("your own notes"),
    ("teacher", "taught_hour"): _("the hours in which you teach yourself"),
    ("teacher", "look_back"): _("how you look back on your own year"),
    ("teacher", "attest"): _("your own attests of hours and activities"),
    ("leader", "saved_view"): _("the views that you keep of your page"),
}
# What a role never sees, with the exception that there is.
UNLESS = {
    ("outsider", "community"): _(
        "the group, unless it is an idea or open: then name, kind, what for, who proposed it and how many are in"
    ),
}
CHANGES = {
    "reply": _("your own answer to an invitation for a meeting"),
    "membership": _("your own taking part: join, leave, another part"),
    "invitation": _("the answer to your own invitation"),
    "staff": _("who works in the school, and their roles"),
    "agenda": _("the agenda"),
    "activity": _("your own lines of activity"),
    "notice": _("whether you have read your own notices"),
    "preference": _("which mails you want"),
    "watch_words": _("what you think of the plan"),
    "charter_acceptance": _("your own yes to the charter"),
    "member_statement": _("what you bring and would like to learn"),
    "guest_consent": _("whether one of your people may be a guest elsewhere"),
    "renewal_voice": _("whether you want to go on with the group"),
    "purpose_note": _("what you brought in yourself on the purpose"),
    "mandate_voice": _("your yes to a coach"),
    "talk": _("the days of your own talks"),
    "coach_note": _("your own notes"),
    "observation": _("what you saw in a research lesson"),
    "try_out": _("what you try out in class"),
    "outcome_use": _("where you use what a group made"),
    "post": _("your own answers to a question, a case or a theme"),
    "stakeholder_ask": _("what you answer to a group"),
    "look_back": _("how you look back on your own year"),
    "attest": _("your own attests of hours and activities"),
    "group_place": _("whether your school takes part in a group of schools"),
    "saved_view": _("the views that you keep of your page"),
}
REFUSALS = {
    "unknown": _("The mail server of the school does not know this address. Perhaps there is a slip in it."),
    "domain": _("The part behind the @ does not exist. Perhaps there is a slip in it."),
    "malformed": _("This is no valid address for the mail server. Perhaps there is a slip in it."),
    "disabled": _("This mailbox has been switched off."),
    "full": _("This mailbox is full."),
    "policy": _("The mail server refuses our mail. Whoever keeps the mail of the school can let it through."),
    "unreachable": _("The mail server of this address could not be reached for days."),
    "other": _("The mail server refuses mail for this address."),
}


@dataclass(frozen=True, slots=True)
class ReachInWords:
    """One role with what it reads, changes and never sees."""

    label: str | Promise
    reads: list[str | Promise]
    changes: list[str | Promise]
    never: list[str | Promise]


def reach_in_words() -> list[ReachInWords]:
    """The page "who sees what", role by role."""
    return [
        ReachInWords(
            label=ROLES[reach.role],
            reads=[NARROWER.get((reach.role, name), OBJECTS[name]) for name in reach.reads],
            changes=[CHANGES.get(name, OBJECTS[name]) for name in reach.changes],
            never=[UNLESS.get((reach.role, name), OBJECTS[name]) for name in reach.never],
        )
        for reach in reach_of(ROLES)
    ]


def refusal_in_words(text: str) -> str | Promise:
    """What a mail server meant when it said this of an address."""
    return REFUSALS[kind_of(text)]
