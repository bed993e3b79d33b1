"""The group page: its frame for everybody who may see it, its own words for its own people. Eight statements."""

from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import gettext as _

from communities.models import Community, Experiment, Membership, Regime
from communities.people_queries import asks_fit
from communities.variants import Waits
from dashboard import words
from dashboard.queries.background import Background, background
from dashboard.queries.charter import COLUMNS, CharterState, with_charter
from dashboard.queries.good_start import STARTED, Done, FirstStep, good_start, with_start
from dashboard.queries.group_parts import MeetingLine, Person, Task, meeting_lines, open_tasks, people_of
from dashboard.queries.learning_well import LEARNING, Learning, learning, with_learning
from dashboard.queries.prepared import Prepared
from dashboard.queries.renewal import RENEWAL, Yearly, with_renewal, yearly
from dashboard.queries.rows import Facts, Row, facts_of, printer, stored_status
from dashboard.queries.school_time import read_school_time, spans
from dashboard.queries.started_anyway import ASKED, REASONS, StartedAnyway, started_anyway, with_reasons
from dashboard.queries.told import Setting, Told, told_of
from schools.models import School, User

MORE = (
    *REASONS,
    *ASKED,
    *STARTED,
    *RENEWAL,
    *LEARNING,
    *("name", "school__name", "school__slug", "school__has_reminders", "purpose", "contribution", "task"),
    *("my_role", "leads", "stage", "decide_on", "asks_fit", "overdue_wait", "help_wait", "leader_wait", "wait_reason"),
    *COLUMNS,
)


def seen_group(user: int, pk: int) -> "QuerySet[Community]":
    """The group, if this person may see it, with what she is in it as `my_role` and `leads`; `decide_on`: the last day
    of its experiment."""
    viewer = User(pk=user)
    mine = Membership.objects.current().filter(user=user, community=OuterRef("pk")).values("role")[:1]
    led = School.objects.editable_by(viewer).filter(pk=OuterRef("school_id"))
    on_trial = Experiment.objects.open().filter(community=OuterRef("pk")).values("ends_on")[:1]
    return (
        Community.objects.visible_to(viewer)
        .filter(pk=pk)
        .annotate(my_role=Coalesce(Subquery(mine), Value(""), output_field=CharField()), leads=Exists(led))
        .annotate(decide_on=Subquery(on_trial), asks_fit=asks_fit())
    )


def with_everything(groups: "QuerySet[Community]", user: int) -> "QuerySet[Community]":
    """With what other modules read along: `REASONS`, `STARTED`, `RENEWAL`, `LEARNING`, the columns of its charter."""
    return with_start(with_charter(with_reasons(with_renewal(with_learning(groups, user), user))))


def schools_of(group: int) -> "QuerySet[School, int]":
    """Ids of the schools that host the group or take part in it."""
    host = School.objects.filter(communities=group).values_list("pk", flat=True)
    return host.union(School.objects.filter(partnerships__community=group).values_list("pk", flat=True))


GROUP = Prepared(lambda user, pk: facts_of(with_everything(seen_group(user, pk), user), *MORE))
SPANS = Prepared(
    lambda group, since, until: spans(
        schools=schools_of(group), communities=[group], since=since, until=until, group=group
    )
)


@dataclass(frozen=True, slots=True)
class Group:
    """A group as its page needs it, and what the reader is in it."""

    pk: int
    name: str
    school_name: str
    school_slug: str
    has_reminders: bool
    purpose: str
    contribution: str
    task: str
    my_role: str
    stage: str
    decide_on: date | None
    leads: bool
    asks_fit: bool  # whether the question about goal and people waits for an answer
    charter: CharterState
    waits: Waits
    wait_reason: str
    yearly: Yearly
    learning: Learning  # empty for who is not of the group
    started_anyway: tuple[StartedAnyway, ...] = ()
    asked: tuple[object, ...] = ()  # ASKED
    started: tuple[object, ...] = ()  # what `good_start` is read from

    @property
    def is_inside(self) -> bool:
        """Whether the reader shares the group's own words."""
        return bool(self.my_role)

    @property
    def waits_for_leader(self) -> bool:
        """Whether the leader's view or reason is asked of a start condition, as far as the reader may know."""
        for_leader, for_others = self.asked
        return bool(for_leader if self.leads else for_others)

    @property
    def may_edit(self) -> bool:
        """The group's own people and the leader of the host may change its frame."""
        return self.is_inside or self.leads


@dataclass(frozen=True, slots=True)
class PauseLine:
    """A pause in words, and its reason as the group wrote it."""

    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class GroupPage:
    """Everything a group page prints. `row` is the group as a list shows it."""

    group: Group
    regime: str
    row: Row
    partners: tuple[str, ...]
    background: Background | None
    is_complete: bool
    is_finished: bool
    pauses: tuple[PauseLine, ...]
    next_meeting: MeetingLine | None
    to_log: MeetingLine | None
    meetings: tuple[MeetingLine, ...]
    people: tuple[Person, ...]
    tasks: tuple[Task, ...]
    told: Told | None
    is_renewal_due: bool = False

    @property
    def first_steps(self) -> tuple[FirstStep, ...]:
        """What a young group still has before it; for its own people."""
        if not self.group.is_inside or self.is_finished:
            return ()
        has_date = self.next_meeting is not None or self.regime == Regime.NONE
        is_accepted = self.group.charter.accepted_at is not None
        done = Done(people=len(self.people) > 1, charter=is_accepted, dates=has_date)
        return good_start(self.group.pk, self.group.started, done)

    @property
    def contacts(self) -> tuple[Person, ...]:
        """Whom a leader asks what is needed: who facilitates, else the coach, else everybody."""
        facilitating = tuple(one for one in self.people if one.is_facilitating)
        coaches = tuple(one for one in self.people if one.is_coach)
        return facilitating or coaches or self.people


def find_group(user: User, pk: int) -> tuple[tuple[object, ...], Group]:
    """The columns of the group's row, and the group; 404 for who may not see it."""
    found = GROUP.rows(user=user.pk, pk=pk)
    if not found:
        raise Http404
    values = found[0]
    of_row, more = values[: len(Facts._fields)], values[len(Facts._fields) :]
    reasons, more = more[: len(REASONS)], more[len(REASONS) :]
    asked, more = tuple(more[: len(ASKED)]), more[len(ASKED) :]
    started, more = tuple(more[: len(STARTED)]), more[len(STARTED) :]
    renewal, more = yearly(more[: len(RENEWAL)]), more[len(RENEWAL) :]
    learns, more = learning(more[: len(LEARNING)]), more[len(LEARNING) :]
    name, school, slug, has_reminders, purpose, contribution, task, *rest = more
    my_role, leads, stage, decide_on, asks, *waits, why = rest[: -len(COLUMNS)]
    words_of_it = purpose, contribution, task, my_role, stage, decide_on
    first = pk, name, school, slug, bool(has_reminders)
    second = bool(leads), bool(asks), CharterState(*rest[-len(COLUMNS) :])
    softer, learns = Waits(*waits), learns if my_role else Learning()
    last = started_anyway(reasons), asked, started
    return of_row, Group(*first, *words_of_it, *second, softer, why, renewal, learns, *last)


def group_page(user: User, pk: int, *, today: date, is_complete: bool = False) -> GroupPage:
    """`is_complete`: with the meetings of earlier school years. Raises Http404."""
    values, group = find_group(user, pk)
    facts = Facts._make(values)
    host_id = facts.school_id
    time = read_school_time(SPANS, today=today, group=pk)
    school_ids = [host_id, *(school_id for _name, school_id in time.partners if school_id != host_id)]
    year = time.year_of(host_id)
    pauses = time.pauses.get(pk, ())
    since = date.min if is_complete or year.scale is None else year.scale.first
    lines = meeting_lines(pk, since=since, today=today, is_inside=group.is_inside)
    people = people_of(pk, own_of=None if group.may_edit else user.pk)
    setting = Setting(
        group_id=pk,
        school_ids=tuple(school_ids),
        status=stored_status(facts, label=year.label, today=today, pauses=pauses),
        label=year.label,
        today=today,
        waits=group.waits,
        wait_reason=group.wait_reason,
        has_reminders=group.has_reminders,
        ended_on=facts.ended_on,
    )
    return GroupPage(
        group=group,
        regime=facts.regime,
        row=printer(year, today=today, year_id=host_id, is_member=group.is_inside).row(values, pauses),
        partners=tuple(name for name, _school_id in time.partners),
        background=background(time, school_ids, year.scale) if year.scale else None,
        is_complete=is_complete,
        is_finished=facts.ended_on is not None and facts.ended_on < today,
        pauses=tuple(pause_line(first, last, time.pause_reasons[pk, first]) for first, last in sorted(pauses)),
        next_meeting=next((line for line in reversed(lines) if line.is_coming), None),
        to_log=next((line for line in lines if line.is_unlogged), None),
        meetings=lines,
        people=people,
        tasks=open_tasks(pk, today=today) if group.is_inside else (),
        told=told_of(setting, time, lines, people) if group.is_inside else None,
        is_renewal_due=group.is_inside
        and facts.ended_on is None
        and group.yearly.is_due(stage=group.stage, year_begins=year.scale.first if year.scale and year.label else None),
    )


def pause_line(first: date, last: date, reason: str) -> PauseLine:
    """2 November up to and including 1 December."""
    days = {"first": words.say_day(first), "last": words.say_day(last)}
    return PauseLine(_("%(first)s up to and including %(last)s") % days, reason)
