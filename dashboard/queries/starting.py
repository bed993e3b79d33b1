"""The path of a leader towards the first groups of a school: six steps, each read from facts. One statement.

Facts only: that a round closed, that people brought something in, that groups and dates exist. Never who.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.models import Community, Invitation, Membership
from conditions.models import ConditionAnswer, PurposeDraft, PurposeNote, Question, ReadinessRound
from conditions.queries.open import in_running_groups, waiting_for_leader
from dashboard.starting_words import WORDS
from meetings.models import Meeting
from schools.models import School, User

IN_A_GROUP = ("invitations", "conditions", "year")
SEVERAL = 3  # people who brought something in; members of a group that is more than an idea


class State(StrEnum):
    """How far a step is."""

    DONE = "done"
    GOING_ON = "going_on"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the path is read from."""

    has_round: bool
    has_open_round: bool
    writers: int
    drafts: int
    groups: int
    has_invitations: bool
    members: int  # accepted, over all groups
    largest: int  # members of the group with most
    sides: int  # of the group whose conditions were looked at from most sides: leader, group
    with_dates: int  # groups with a date ahead
    waits_for_leader: bool  # a group asks for her view, or her reason, about a start condition
    group_id: int  # the youngest group, to go on with; 0: none


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step of the path: its state with the fact that says so, why it matters, what to do, where."""

    code: str
    state: State
    title: str | Promise
    why: str | Promise
    todo: str | Promise
    fact: str
    action: str | Promise
    url: str


@dataclass(frozen=True, slots=True)
class Path:
    """The page. `current` is the first step that is not done: where a leader goes on."""

    school: School
    steps: tuple[PathStep, ...]

    @property
    def current(self) -> str:
        return next((step.code for step in self.steps if step.state != State.DONE), "")


def number_of(rows: "QuerySet[Any, Any]", what: Any) -> Coalesce:
    """How many rows belong to the school of the outer query, as a column; `rows` are tied to it already."""
    counted = rows.order_by().annotate(of_all=Value(1)).values("of_all").annotate(n=what).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def most(rows: "QuerySet[Any, Any]", what: Any) -> Coalesce:
    """The highest number any one community of the school has."""
    counted = rows.order_by().values("community").annotate(n=what).order_by("-n").values("n")[:1]
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def facts_query(user: User, slug: str, today: date) -> "QuerySet[School]":
    """The school, if this person leads it, with every column of `Facts`."""
    own = {"school": OuterRef("pk")}
    hosted = {"community__school": OuterRef("pk"), "community__ended_on": None}
    rounds = ReadinessRound.objects.filter(**own)
    running = Q(closed_on=None, closes_on__gte=today)
    groups = Community.objects.filter(**own, ended_on=None)
    members = Membership.objects.current().filter(**hosted)
    waiting = in_running_groups(waiting_for_leader(), today).filter(community__school=OuterRef("pk"))
    ahead = Meeting.objects.planned().filter(**hosted, day__gte=today)
    return (
        School.objects.editable_by(user)
        .filter(slug=slug)
        .annotate(
            has_round=Exists(rounds.exclude(running)),
            has_open_round=Exists(rounds.filter(running)),
            writers=number_of(PurposeNote.objects.filter(**own), Count("by", distinct=True)),
            drafts=number_of(PurposeDraft.objects.filter(**own), Count("question", distinct=True)),
            groups=number_of(groups, Count("pk")),
            has_invitations=Exists(Invitation.objects.filter(**hosted)),
            members=number_of(members, Count("user", distinct=True)),
            largest=most(members, Count("pk")),
            sides=most(ConditionAnswer.objects.filter(**hosted), Count("side", distinct=True)),
            waits_for_leader=Exists(waiting),
            with_dates=number_of(ahead, Count("community", distinct=True)),
            group_id=Coalesce(Subquery(groups.order_by("-created_at", "-pk").values("pk")[:1]), 0),
        )
    )


def path_of(user: User, slug: str, *, today: date) -> Path:
    """The path of a school that this person leads. Raises Http404."""
    school = facts_query(user, slug, today).first()
    if school is None:
        raise Http404
    facts = Facts(**{name: getattr(school, name) for name in Facts.__slots__})
    said = {code: (state, fact) for code, state, fact in told(facts)}
    ideas = next(one.action for one in WORDS if one.code == "proposals")
    steps = tuple(
        PathStep(
            code=one.code,
            state=said[one.code][0],
            title=one.title,
            why=one.why,
            todo=one.todo,
            fact=said[one.code][1],
            action=ideas if one.code in IN_A_GROUP and not facts.group_id else one.action,
            url=address(one.code, school, facts),
        )
        for one in WORDS
    )
    return Path(school, steps)


def state(is_done: bool, is_begun: bool) -> State:
    if is_done:
        return State.DONE
    return State.GOING_ON if is_begun else State.NOT_YET


def told(facts: Facts) -> list[tuple[str, State, str]]:
    """Each step with its state and the fact in words; empty where there is nothing to tell."""
    written = facts.drafts == len(Question) and facts.writers >= SEVERAL
    begun = bool(facts.writers or facts.drafts)
    has_group = facts.groups > 0
    round_words = _("A round is open.") if facts.has_open_round else ""
    round_words = round_words or (_("The result stands there for everybody.") if facts.has_round else "")
    return [
        ("readiness", state(facts.has_round and not facts.has_open_round, facts.has_open_round), round_words),
        ("purpose", state(written, begun), say_writers(facts.writers) if begun else ""),
        ("proposals", state(has_group, False), say_groups(facts.groups) if has_group else ""),
        ("invitations", state(facts.largest >= SEVERAL, facts.has_invitations), say_members(facts)),
        ("conditions", conditions_state(facts), say_sides(facts) if has_group else ""),
        ("year", state(has_group and facts.with_dates == facts.groups, facts.with_dates > 0), say_dates(facts)),
    ]


def conditions_state(facts: Facts) -> State:
    """Done once both sides looked and no group waits for the leader."""
    return state(facts.sides > 1 and not facts.waits_for_leader, facts.sides > 0)


def say_sides(facts: Facts) -> str:
    if facts.waits_for_leader:
        return _("A group waits for a word from you.")
    sides = (_("Nobody has looked at them yet."), _("One side has answered."), _("Leader and group have answered."))
    return sides[min(facts.sides, 2)]


def say_writers(number: int) -> str:
    return ngettext("%(n)s person brought something in.", "%(n)s people brought something in.", number) % {"n": number}


def say_groups(number: int) -> str:
    return ngettext("There is %(n)s group or idea.", "There are %(n)s groups or ideas.", number) % {"n": number}


def say_members(facts: Facts) -> str:
    """Only who said yes is counted; a no looks like no answer (R47)."""
    if not facts.groups:
        return ""
    said = ngettext("%(n)s person takes part.", "%(n)s people take part.", facts.members)
    return said % {"n": facts.members}


def say_dates(facts: Facts) -> str:
    if not facts.groups:
        return ""
    said = ngettext("%(n)s of %(all)s group has a date.", "%(n)s of %(all)s groups have a date.", facts.groups)
    return said % {"n": facts.with_dates, "all": facts.groups}


def address(code: str, school: School, facts: Facts) -> str:
    """Where a step is done; what is done in a group leads to the youngest one, or to starting one."""
    if code in ("readiness", "purpose"):
        return reverse(f"conditions:{code}", args=[school.slug])
    if code == "proposals" or not facts.group_id:
        return reverse("communities:ideas", args=[school.slug])
    if code == "conditions" and facts.waits_for_leader:
        return reverse("dashboard:start-conditions", args=[school.slug])
    name = {"invitations": "communities:members", "conditions": "dashboard:conditions"}
    return reverse(name.get(code, "dashboard:community"), args=[facts.group_id])
