"""Each group of a school in a few lines, for who leads the school next."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from communities.models import (
    CharterVersion,
    CoachRole,
    Community,
    Experiment,
    Membership,
    StageDecision,
    VariantChoice,
)
from communities.stage_words import stage_words
from conditions.models import StartConfirmation
from dashboard.queries.prepared import Prepared
from dashboard.queries.rows import Row, facts_of, hosted_or_joined, printer
from dashboard.queries.school_time import read_school_time, spans
from dashboard.queries.start_conditions import GroupLine
from leading.models import LeaderRequest
from schools.models import School, Staff, User

T = TypeVar("T")
SPANS = Prepared(
    lambda school, since, until: spans(schools=[school], communities=hosted_or_joined(school), since=since, until=until)
)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision about a group with its reason."""

    day: date
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class GroupState:
    """One group as its next leader needs it. `row` says its rhythm; `mandate` is a list of words beside words."""

    group: Community
    row: Row
    stage: str
    contacts: list[str]
    members: int
    mandate: list[tuple[str, str]]
    plan_goal: str
    charter: int  # number of the latest version; 0: none was put before the members yet
    decisions: list[Decided]
    experiment: Experiment | None
    requests: list[LeaderRequest]
    conditions: GroupLine | None

    @property
    def pk(self) -> int:
        return self.group.pk


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the groups, by id of the group."""

    people: Mapping[int, list[Membership]]
    charters: Mapping[int, CharterVersion]
    experiments: Mapping[int, Experiment]
    decisions: Mapping[int, list[Decided]]
    requests: Mapping[int, list[LeaderRequest]]
    conditions: Mapping[int, GroupLine]


def groups_of(
    user: User,
    school: School,
    running: "QuerySet[Community]",
    conditions: Sequence[GroupLine],
    *,
    since: date,
    today: date,
) -> list[GroupState]:
    """The running groups by name; ten statements."""
    groups = list(running.select_related("form", "school").order_by("name", "pk"))
    ids = [one.pk for one in groups]
    time = read_school_time(SPANS, today=today, school=school.pk)
    make = printer(time.year_of(school.pk), today=today, year_id=school.pk)
    facts = facts_of(Community.objects.filter(pk__in=ids))
    rows = {values[0]: make.row(values, time.pauses.get(values[0], ())) for values in facts}
    beside = Beside(
        people=people_of(school, ids),
        charters={one.community_id: one for one in versions_of(user, ids)},
        experiments={
            one.community_id: one for one in Experiment.objects.visible_to(user).open().filter(community__in=ids)
        },
        decisions=decisions_of(user, ids),
        requests=requests_of(user, school, ids, since=since),
        conditions={line.pk: line for line in conditions},
    )
    return [state_of(one, rows[one.pk], beside, today=today) for one in groups]


def state_of(group: Community, row: Row, beside: Beside, *, today: date) -> GroupState:
    charter, experiment = beside.charters.get(group.pk), beside.experiments.get(group.pk)
    content = charter.content if charter else {}
    people = beside.people.get(group.pk, [])
    return GroupState(
        group=group,
        row=row,
        stage=stage_words(group.stage, experiment.ends_on if experiment else None, today=today),
        contacts=contacts_of(people, content.get("contact", "")),
        members=sum(one.role == Membership.Role.MEMBER for one in people),
        mandate=[(label, content[name]) for name, label in mandate_labels() if content.get(name)],
        plan_goal=content.get("plan_goal", ""),
        charter=charter.number if charter else 0,
        decisions=beside.decisions.get(group.pk, []),
        experiment=experiment,
        requests=beside.requests.get(group.pk, []),
        conditions=beside.conditions.get(group.pk),
    )


def mandate_labels() -> Iterable[tuple[str, str]]:
    return (
        ("mandate_own", _("They decide themselves")),
        ("mandate_asked", _("Asked of them")),
        ("mandate_seen", _("What the school leader sees")),
    )


def by_group(rows: Iterable[T]) -> dict[int, list[T]]:
    found: dict[int, list[T]] = defaultdict(list)
    for row in rows:
        found[row.community_id].append(row)  # type: ignore[attr-defined]
    return found


def people_of(school: School, ids: Sequence[int]) -> dict[int, list[Membership]]:
    """Who takes part: everybody where this school is the host, its own people elsewhere (as the doors have it)."""
    own = Staff.objects.current().filter(school=school).values("user")
    rows = Membership.objects.current().filter(Q(community__school=school) | Q(user__in=own), community__in=ids)
    rows = rows.select_related("user").prefetch_related("coach_roles").order_by("user__first_name", "pk")
    return by_group(rows)


def contacts_of(people: Sequence[Membership], named: str) -> list[str]:
    """Whom one asks: who facilitates, else the coach, else everybody of a small group; and the name in the charter."""
    facilitating = [one for one in people if any(is_facilitating(role) for role in one.coach_roles.all())]
    coaches = [one for one in people if one.role == Membership.Role.COACH]
    chosen = facilitating or coaches or people
    names = [one.user.get_full_name() for one in chosen[:4]]
    return [*names, named] if named and named not in names else names


def is_facilitating(role: CoachRole) -> bool:
    return role.kind == CoachRole.Kind.FACILITATING and role.ended_on is None


def versions_of(user: User, ids: Sequence[int]) -> "QuerySet[CharterVersion]":
    """Charters as they were put, the latest last."""
    return CharterVersion.objects.visible_to(user).filter(community__in=ids).order_by("number")


def decisions_of(user: User, ids: Sequence[int]) -> dict[int, list[Decided]]:
    """What was decided about the groups, and why; the latest first. Three statements."""
    own: dict[str, Any] = {"community__in": ids}
    found: dict[int, list[Decided]] = defaultdict(list)
    for stage in StageDecision.objects.visible_to(user).filter(**own):
        why = " ".join(part for part in (stage.reason, stage.answer) if part)
        found[stage.community_id].append(Decided(stage.decided_on, stage.get_kind_display(), why))
    for choice in VariantChoice.objects.visible_to(user).filter(**own).order_by(F("decided_on"), "pk"):
        name = choice.name or choice.get_variant_display()
        what = _("Chosen kind of group: %(name)s") % {"name": name}
        found[choice.community_id].append(Decided(choice.decided_on, what, choice.reason))
    for start in StartConfirmation.objects.visible_to(user).filter(**own):
        what = _("Started although a condition was open")
        found[start.community_id].append(Decided(start.at.date(), what, start.reason))
    return {pk: sorted(rows, key=lambda row: row.day, reverse=True) for pk, rows in found.items()}


def requests_of(user: User, school: School, ids: Sequence[int], *, since: date) -> dict[int, list[LeaderRequest]]:
    """What this school's leader was asked: what is open, and what was answered this school year."""
    rows = LeaderRequest.objects.visible_to(user).filter(school=school, community__in=ids)
    rows = rows.filter(Q(closed_on=None) | Q(asked_at__date__gte=since)).exclude(
        closed_on__isnull=False, answered_at=None
    )
    return by_group(rows.order_by("-asked_at", "-pk"))
