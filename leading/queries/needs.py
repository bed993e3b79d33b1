"""What groups need of a leader, and what her page tells beside it: rows of one union, for the page and for the week.

A row: source, id, words, code, since, before, name and id of the group. Of what `ANSWERED` tells the last is a number
of school days. Of a group's own words it holds only those that are said to her.
"""

from datetime import date
from typing import Any

from django.db.models import CharField, DateField, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast, TruncDate

from communities.models import Experiment, GuestConsent
from conditions.models import ConditionAnswer, ReadinessStep
from conditions.queries.open import OPEN, in_running_groups, latest, open_steps, waiting_for_leader
from leading.models import LeaderRequest
from learning.models import StakeholderAsk
from schools.models import User

REQUEST, CONDITION, EXPERIMENT, QUESTION, GUEST = "request", "condition", "experiment", "question", "guest"
STEP, SCHOOL_STEP, OPEN_CONDITION, ANSWERED = "step", "school-step", "open", "answered"
Rows = QuerySet[Any, Any]
NO_TEXT = Value("", CharField())
NO_DAY = Cast(Value(None), DateField())
OF_GROUP = {"whose": F("community__name"), "group": F("community_id")}


def columns(
    rows: Rows,
    source: str,
    *,
    what: Any,
    whose: Any,
    group: Any,
    code: Any = NO_TEXT,
    since: Any = NO_DAY,
    by: Any = NO_DAY,
) -> Rows:
    """These rows with the columns that all have, each an expression."""
    named = rows.order_by().annotate(
        source_=Value(source, CharField()), said_=what, code_=code, since_=since, by_=by, whose_=whose, group_=group
    )
    found: Rows = named.values_list("source_", "pk", "said_", "code_", "since_", "by_", "whose_", "group_")
    return found


def requests(school: int) -> Rows:
    rows = LeaderRequest.objects.open().filter(school=school, answered_at=None)
    asked = TruncDate("asked_at")
    return columns(rows, REQUEST, what=F("line"), code=F("kind"), since=asked, by=F("needed_on"), **OF_GROUP)


def conditions(school: int, today: date) -> Rows:
    """A row for each answer that waits; one group may have several."""
    rows = in_running_groups(waiting_for_leader(), today).filter(community__school=school)
    return columns(rows, CONDITION, what=NO_TEXT, since=TruncDate("at"), **OF_GROUP)


def open_conditions(school: int, today: date) -> Rows:
    """What is open as the leaders see it."""
    said = latest().filter(side=ConditionAnswer.Side.LEADER, status__in=OPEN, community__school=school)
    return columns(in_running_groups(said, today), OPEN_CONDITION, what=NO_TEXT, **OF_GROUP)


def experiments(school: int) -> Rows:
    """All that run; near their day they ask for a decision."""
    rows = Experiment.objects.open().filter(community__school=school, community__ended_on=None)
    return columns(rows, EXPERIMENT, what=NO_TEXT, by=F("ends_on"), **OF_GROUP)


def questions(user: User, school: int, today: date) -> Rows:
    """What groups of the school ask of her as of any colleague."""
    of_school = Q(told__community__school=school) | Q(told__community__partnerships__school=school)
    asks: Rows = StakeholderAsk.objects.editable_by(user).filter(
        of_school, answered_at=None, told__closes_on__gte=today
    )
    group = {"whose": F("told__community__name"), "group": F("told__community_id")}
    return columns(asks, QUESTION, what=F("told__question"), by=F("told__closes_on"), **group)


def guests(school: int, today: date) -> Rows:
    running = Q(community__ended_on=None) | Q(community__ended_on__gt=today)
    rows = GuestConsent.objects.filter(running, school=school, answered_at=None)
    return columns(rows, GUEST, what=NO_TEXT, since=TruncDate("asked_at"), **OF_GROUP)


def steps(user: User, school: int, today: date, until: date) -> Rows:
    """Next steps on open start conditions that she took on and that are due."""
    taken = open_steps().filter(owner=user, community__school=school, due_on__lte=until)
    return columns(in_running_groups(taken, today), STEP, what=F("next_step"), by=F("due_on"), **OF_GROUP)


def school_steps(user: User, school: int, until: date) -> Rows:
    """Steps of the school's own plan that she took on and that are due."""
    rows: Rows = ReadinessStep.objects.filter(school=school, owner=user, done_on=None, due_on__lte=until)
    none = {"whose": F("school__name"), "group": Value(0, IntegerField())}
    return columns(rows, SCHOOL_STEP, what=F("text"), by=F("due_on"), **none)


def answered(school: int, year_ago: date) -> Rows:
    """In how many school days the answers of the last year came; nothing else of them."""
    rows = LeaderRequest.objects.filter(school=school, answer_days__isnull=False).annotate(on=TruncDate("answered_at"))
    days = Cast("answer_days", IntegerField())
    return columns(rows.filter(on__gt=year_ago), ANSWERED, what=NO_TEXT, whose=NO_TEXT, group=days)


def needs_rows(user: User, school: int, *, today: date, until: date, year_ago: date) -> Rows:
    """Everything in one statement. `until`: a step is told when its day comes by then."""
    return requests(school).union(
        conditions(school, today),
        open_conditions(school, today),
        experiments(school),
        questions(user, school, today),
        guests(school, today),
        steps(user, school, today, until),
        school_steps(user, school, until),
        answered(school, year_ago),
    )
