"""The words of a yearly report: titles of its sections with a Flemish and a Dutch label where they differ, its figures,
columns and codes (domain 7.4)."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from communities.models import Stage, StageDecision, Variant
from conditions.models import ConditionAnswer
from leading.models import LeaderRequest
from learning.models import Outcome
from meetings.models import Focus

Words = Mapping[Any, "str | Promise"]
TITLES: Words = {
    "context": _("School and year"),
    "vision": _("What we want, and the link with our plan"),
    "needs": _("What we need, and how we know"),
    "groups": _("The groups"),
    "products": _("What groups made"),
    "effects": _("What it brings"),
    "conditions": _("Conditions, and what leaders did"),
    "health": _("How groups do, below the surface"),
    "transfer": _("Who was told, and what stays"),
    "beginners": _("Colleagues who begin"),
    "means": _("Time and means"),
    "evaluation": _("Looking back and ahead"),
    "approval": _("Approval"),
}
FLEMISH: Words = {
    "vision": _("Vision, priorities and the professional development plan"),
    "beginners": _("Colleagues who begin: initial guidance"),
    "approval": _("Approval by the local committee"),
}
DUTCH: Words = {
    "vision": _("Vision, priorities and the school plan"),
    "beginners": _("Colleagues who begin: induction"),
    "approval": _("Agreement of the MR or PMR"),
}
HINTS: Words = {
    "context": _("Which teams, which period, what was special this year?"),
    "vision": _("Which priorities did you choose, and to which goal of your plan do they belong?"),
    "needs": _("Where did the needs come from, and how was the team involved?"),
    "groups": _("What would you like to add about a group? No names are needed."),
    "products": _("In which classes and subjects is it used?"),
    "effects": _("What changed in lessons and for pupils? That it was not measured may be said."),
    "conditions": _("What did you arrange: time, room, a decision, an expert?"),
    "health": _("What did groups choose to share about how they do?"),
    "transfer": _("Whom did you tell, and what became a part of the school?"),
    "beginners": _("How do beginning colleagues take part? The product does not know who begins."),
    "means": _("Which hours were freed, and which budget was there?"),
    "evaluation": _("What went well, what did you learn, what do you choose for next year?"),
    "approval": _("What was said about it?"),
}
FIGURES: Words = {
    "groups": _("Groups of our school"),
    "joined": _("Groups of other schools in which we take part"),
    "staff": _("Colleagues on the staff list"),
    "taking_part": _("Colleagues who take part in a group"),
    "goals": _("Groups that name a goal of the plan in their charter"),
    "rounds": _("Rounds in which the team said how ready the school is"),
    "scans": _("Other scans"),
    "notes": _("Contributions of colleagues on the purpose"),
    "held": _("Meetings held"),
    "ahead": _("Meetings planned"),
    "time": _("Hours of meetings"),
    "members": _("People who took part in our groups"),
    "coached": _("Groups with a process coach"),
    "outcomes": _("Things that groups made and shared"),
    "used": _("of which a school said that it uses them"),
    "looked": _("Start conditions that were looked at"),
    "leader_begin": _("Stood at the begin, says the leader"),
    "leader_end": _("Stand now, says the leader"),
    "group_begin": _("Stood at the begin, say the groups"),
    "group_end": _("Stand now, say the groups"),
    "asked": _("Questions of groups to the leader"),
    "answered": _("of which were answered"),
    "answer_days": _("School days until an answer, usually"),
    "steps": _("Steps of the school that were done"),
    "measured": _("Times that groups measured"),
    "discussed": _("Times that groups talked about it"),
    "words": _("Times that the whole school got five words"),
    "told_school": _("Shared with the school"),
    "told_all": _("Shared with all schools here"),
    "decided": _("Decisions about groups"),
    "embedded": _("Groups that became a part of the school"),
    "inside": _("Hours of meetings in lesson time"),
    "outside": _("Hours of meetings outside lesson time"),
    "unsaid": _("Hours of which nobody said when"),
    "together": _("Hours of everybody together"),
    "relieved": _("Groups that say what falls away instead"),
    "trial": _("Experiments that run"),
    "renewed": _("Groups whose members go on"),
    "stopped": _("Groups that stopped"),
}
WHY_NONE: Words = {
    "measured": _("not told"),
    "discussed": _("not told"),
    "staff": _("not kept"),
    "answer_days": _("too few"),
}
NOT_MEASURED = _("not measured")
# What a number does not say by itself.
NOTES: Words = {
    "joined": _("Their meetings and hours stand in the report of the school that is their host."),
    "taking_part": _("Who is in two groups counts once."),
    "members": _("Who is in two groups counts once; colleagues of partner schools are counted too."),
    "staff": _("The list keeps no day on which somebody came, so it is told of the newest year alone."),
    "measured": _("Told once the year is over and at least three groups measured; never of one group."),
    "discussed": _("Told once the year is over and at least three groups talked; never of one group."),
    "leader_begin": _("At the begin: the answer that held on the first day of the year, else the first one after it."),
    "group_end": _("What a group said is shown beside an answer of its leader, never alone."),
    "together": _("The length of each meeting times the number of people who were there, where that was noted."),
    "answer_days": _("Half of the answers came within this many school days; told from three answers on."),
    "ahead": _("From today to the end of the year."),
    "used": _("Schools are counted, not people."),
}
COLUMNS: Words = {
    "group": _("Group"),
    "kind": _("Kind of group"),
    "stage": _("Phase"),
    "started": _("Began"),
    "ended": _("Ended"),
    "members": _("Members"),
    "schools": _("Schools"),
    "coached": _("Process coach"),
    "held": _("Met"),
    "planned": _("Planned"),
    "minutes": _("Hours"),
    "task": _("Task"),
    "focus": _("Focus"),
    "goal": _("Goal of the plan"),
    "relieved": _("What falls away"),
    "host": _("Host school"),
    "own": _("Colleagues of ours"),
    "day": _("Day"),
    "present": _("People there"),
    "in_lessons": _("In lesson time?"),
    "what": _("What"),
    "n": _("Number"),
    "text": _("In words"),
    "title": _("Title"),
    "outcome": _("What is it"),
    "subject": _("Subject and year"),
    "reach": _("Shared with"),
    "users": _("Schools that use it"),
    "condition": _("Condition"),
    "leader_begin": _("Leader, at the begin"),
    "leader_end": _("Leader, now"),
    "group_begin": _("Group, at the begin"),
    "group_end": _("Group, now"),
    "request": _("Asked for"),
    "outcome_word": _("Answer"),
    "days": _("School days until the answer"),
    "decision": _("Decision"),
    "until": _("Decide by"),
    "goes_on": _("Goes on"),
}
TABLE_NAMES: Words = {
    "groups": _("Groups"),
    "joined": _("Groups elsewhere"),
    "meetings": _("Meetings held"),
    "planned": _("Meetings planned"),
    "people": _("People, counted"),
    "needs": _("Needs"),
    "outcomes": _("Made by groups"),
    "conditions": _("Start conditions"),
    "requests": _("Questions to the leader"),
    "steps": _("Steps of the school"),
    "health": _("Below the surface"),
    "decisions": _("Decisions about groups"),
    "experiments": _("Experiments"),
    "renewals": _("Groups that go on"),
}
WHAT: Words = {
    "members": FIGURES["members"],
    "own": FIGURES["taking_part"],
    "staff": FIGURES["staff"],
    "round": _("Round of readiness"),
    "scan": _("Another scan"),
    "note": _("A colleague's contribution"),
    "measured": FIGURES["measured"],
    "discussed": FIGURES["discussed"],
    "words": FIGURES["words"],
}
STATUS: Words = dict(ConditionAnswer.Status.choices)
CODES: Mapping[str, Words] = {
    "kind": dict(Variant.choices),
    "stage": dict(Stage.choices),
    "focus": dict(Focus.choices),
    "what": WHAT,
    "outcome": dict(Outcome.Kind.choices),
    "reach": dict(Outcome.Reach.choices),
    "leader_begin": STATUS,
    "leader_end": STATUS,
    "group_begin": STATUS,
    "group_end": STATUS,
    "request": dict(LeaderRequest.Kind.choices),
    "outcome_word": dict(LeaderRequest.Outcome.choices),
    "decision": dict(StageDecision.Kind.choices),
}
PEOPLE_WORDS: Words = {
    "most": _("For most of those who looked back"),
    "half": _("For about half of them"),
    "few": _("For a few of them"),
}


def title_of(section: str, calendar: str) -> str:
    """As a school with this calendar says it."""
    own = DUTCH if calendar.startswith("NL") else FLEMISH if calendar == "BE-VLG" else {}
    return str(own.get(section, TITLES[section]))


def name_of_report(calendar: str) -> str:
    return str(_("Report for the school plan") if calendar.startswith("NL") else _("Professional development report"))


def why(figure: str) -> str:
    """Why there is no number."""
    return str(WHY_NONE.get(figure, NOT_MEASURED))


def word_for(column: str, code: str) -> str:
    """The words for a code of a column; the text itself where it is none (the school's own word for a kind)."""
    return str(CODES.get(column, {}).get(code, code))
