"""How the nine signals are said: a sentence, what it rests on, and a question to talk about; advice, never blame."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy

from coaching.signals_of_health import Fact, Signal
from conditions.process import process_conditions
from meetings.mirror_page import say_day
from meetings.models import Focus

TITLES: dict[str, Promise] = {
    "rhythm": gettext_lazy("Rhythm"),
    "length": gettext_lazy("Length of meetings"),
    "between": gettext_lazy("Between meetings"),
    "continuity": gettext_lazy("The same people"),
    "balance": gettext_lazy("Time and goal"),
    "pulse": gettext_lazy("Pulse talked about"),
    "conditions": gettext_lazy("Conditions on the way"),
    "sharing": gettext_lazy("Sharing with the team"),
    "coach": gettext_lazy("Contact with the coach"),
}

SAID: dict[str, dict[str, Promise]] = {
    "rhythm": {
        "no_calendar": gettext_lazy("The school calendar of this time is not known."),
        "rests": gettext_lazy("The clock stands still now."),
        "overdue": gettext_lazy("The next meeting is past its latest day, and no date stands."),
        "stalled": gettext_lazy("It has been quiet for a long time."),
        "never_met": gettext_lazy("The group has not met yet."),
        "plan_now": gettext_lazy("It is time for a next date; nothing is late."),
        "on_track": gettext_lazy("The rhythm is as the group chose it."),
    },
    "length": {
        "free": gettext_lazy("This kind of group has no usual length."),
        "few": gettext_lazy("With fewer than two meetings there is nothing to compare."),
        "usual": gettext_lazy("Meetings are about as long as usual: mostly {0} minutes."),
        "short": gettext_lazy("Lately meetings last {0} minutes; usual for this kind of group is {1} to {2}."),
        "long": gettext_lazy("Lately meetings last {0} minutes; usual for this kind of group is {1} to {2}."),
    },
    "between": {
        "young": gettext_lazy("Too few meetings yet this year to say."),
        "open": gettext_lazy("Of {1} subtasks whose day has come, {0} are done or dropped."),
        "free": gettext_lazy("This kind of group does not work with subtasks."),
        "nothing": gettext_lazy("{0} meetings this year, and nothing noted in between: no subtask, nothing tried out."),
        "used": gettext_lazy("The time in between is used. Subtasks closed: {0} of {1}. Tried out in class: {2}."),
        "tried": gettext_lazy("The time in between is used. Tried out in class: {2}."),
        "no_try_outs": gettext_lazy("Subtasks closed: {0} of {1}. Nothing was noted yet of trying out in class."),
        "ahead": gettext_lazy("Subtasks are agreed, and their day is still to come."),
    },
    "continuity": {
        "open": gettext_lazy("In this kind of group people come and go, as is meant."),
        "young": gettext_lazy("The group is too young to say."),
        "same": gettext_lazy("The same people as at the start of the year."),
        "few": gettext_lazy("Nearly the same people as at the start of the year."),
        "changed": gettext_lazy("Changes since the start of the year: {0}. Members then: {1}."),
    },
    "balance": {
        "not_asked": gettext_lazy("Designing is not what the group is mainly for."),
        "little": gettext_lazy("Too little is known of the focus of the latest meetings."),
        "drift": gettext_lazy("Over three meetings {0} of {1} minutes went to designing; {2} percent was wanted."),
        "designs": gettext_lazy("There is time to design, as far as we can see."),
    },
    "pulse": {
        "none": gettext_lazy("The group has not asked itself yet."),
        "few": gettext_lazy("The last round had too few answers to show. A conversation works too."),
        "talked": gettext_lazy("The group talked about it."),
        "not_talked": gettext_lazy("There is a result that was not talked about yet."),
        "soon": gettext_lazy("There is a result; the next meeting is a good moment."),
    },
    "conditions": {
        "none": gettext_lazy("The group has not looked at its way of working yet."),
        "open": gettext_lazy("Open for more than sixty school days: {0}."),
        "young": gettext_lazy("Open, and not for long: {0}."),
        "fine": gettext_lazy("Nothing is open."),
    },
    "sharing": {
        "shared": gettext_lazy("The team heard of the group in the last half year."),
        "young": gettext_lazy("Too few meetings yet to have something to share."),
        "nothing": gettext_lazy("{0} meetings in half a year, and nothing was shared with colleagues."),
    },
    "coach": {
        "waits": gettext_lazy("A question for help waits for more than a school week."),
        "none": gettext_lazy("The group has no process coach, and may well do without."),
        "far": gettext_lazy("{0} meetings without a word from the coach."),
        "young": gettext_lazy("Nothing to say yet: the coach is there when you ask."),
        "near": gettext_lazy("Coach and group find each other."),
    },
}

QUESTIONS: dict[str, Promise] = {
    "rhythm": gettext_lazy("What makes it hard to meet, and which date would work all the same?"),
    "length": gettext_lazy("Does this length suit what you want to do, or does the real work fall off the end?"),
    "between": gettext_lazy("What would be small enough to do or try out before the next meeting?"),
    "continuity": gettext_lazy("What does somebody who joins need to know, and what goes when somebody leaves?"),
    "balance": gettext_lazy("What would make room for designing next time, and what can wait?"),
    "pulse": gettext_lazy("Which one condition do you want to talk about at the next meeting?"),
    "conditions": gettext_lazy("Which of these can you change yourselves, and for which do you need somebody?"),
    "sharing": gettext_lazy("What would colleagues like to know, and what would you like to ask them?"),
    "coach": gettext_lazy("What could the coach do for you now, in one line?"),
}

EVIDENCE: dict[str, Promise] = {
    "last": gettext_lazy("last meeting"),
    "due": gettext_lazy("latest day for the next one"),
    "next": gettext_lazy("next meeting planned"),
    "took": gettext_lazy("{0} minutes"),
    "done": gettext_lazy("subtasks done: {0}"),
    "dropped": gettext_lazy("subtasks dropped: {0}"),
    "late": gettext_lazy("subtasks past their day: {0}"),
    "ahead": gettext_lazy("subtasks still to come: {0}"),
    "tried": gettext_lazy("tried out in class: {0}, lately on"),
    "then": gettext_lazy("members: {0}, on"),
    "joined": gettext_lazy("joined since: {0}"),
    "left": gettext_lazy("left since: {0}"),
    "from": gettext_lazy("first of the three meetings"),
    "upto": gettext_lazy("up to the meeting of"),
    "closed": gettext_lazy("round closed"),
    "talked": gettext_lazy("talked about it"),
    "reviewed": gettext_lazy("last looked at"),
    "open": gettext_lazy("{1}: open since"),
    "updated": gettext_lazy("update to colleagues"),
    "published": gettext_lazy("outcome shared"),
    "asked": gettext_lazy("help asked"),
    "helped": gettext_lazy("help answered"),
    "offered": gettext_lazy("offer made"),
    "present": gettext_lazy("coach at a meeting"),
}

TRENDS: dict[str, Promise] = {
    "length": gettext_lazy("Length of meetings, in minutes"),
    "focus": gettext_lazy("Minutes per focus"),
    "subtasks": gettext_lazy("Subtasks, by the meeting where they were agreed"),
    "try_outs": gettext_lazy("Tried out in class, by month"),
}
SERIES: dict[str, Promise | str] = {
    "expertise": Focus.EXPERTISE.label,
    "professional": Focus.PROFESSIONAL.label,
    "school": Focus.SCHOOL.label,
    "curriculum": Focus.CURRICULUM.label,
    "apart": gettext_lazy("without a focus"),
    "length": gettext_lazy("minutes"),
    "done": gettext_lazy("done"),
    "open": gettext_lazy("open"),
    "tried": gettext_lazy("times"),
}

# Where one finds what a signal is about.
PLACES: dict[str, tuple[str, Promise]] = {
    "rhythm": ("meetings:plan", gettext_lazy("Plan a meeting")),
    "length": ("communities:variant", gettext_lazy("How this kind of group goes")),
    "between": ("learning:try-outs", gettext_lazy("Tried out in class")),
    "continuity": ("communities:members", gettext_lazy("People")),
    "balance": ("meetings:mirror", gettext_lazy("What our time goes to")),
    "pulse": ("pulse:pulse", gettext_lazy("Pulse of the group")),
    "conditions": ("conditions:process", gettext_lazy("How we work together")),
    "sharing": ("learning:updates", gettext_lazy("What colleagues think")),
    "coach": ("coaching:help", gettext_lazy("Help from the coach")),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A signal in words; `facts` are (words, day, address)."""

    code: str
    state: str
    title: str
    sentence: str
    question: str
    facts: tuple[tuple[str, str, str], ...]
    url: str
    place: str
    evidence: str


def told(signal: Signal, group_id: int, *, today: date) -> Told:
    """This signal of this group, in words."""
    name, place = PLACES[signal.code]
    return Told(
        code=signal.code,
        state=signal.state,
        title=str(TITLES[signal.code]),
        sentence=sentence_of(signal),
        question=str(QUESTIONS[signal.code]),
        facts=tuple(fact_words(fact, today) for fact in signal.facts),
        url=reverse(name, args=[group_id]),
        place=str(place),
        evidence=signal.evidence,
    )


def sentence_of(signal: Signal) -> str:
    return str(SAID[signal.code][signal.said]).format(*signal.numbers)


def fact_words(fact: Fact, today: date) -> tuple[str, str, str]:
    """What, its day, and the address of its meeting."""
    names = {condition.code: condition.name for condition in process_conditions(get_language() or "")}
    words = str(EVIDENCE[fact.what]).format(fact.number, names.get(fact.code, fact.code))
    url = reverse("meetings:meeting", args=[fact.meeting]) if fact.meeting else ""
    return words, say_day(fact.day, today) if fact.day else "", url
