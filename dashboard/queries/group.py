"""The group page: its frame for everybody who may see it, its own words for its own people. Eight statements."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from communities.models import Community, Membership, Partnership
from dashboard import words
from dashboard.queries.background import Background, background
from dashboard.queries.group_parts import MeetingLine, Person, Task, meeting_lines, open_tasks, people_of
from dashboard.queries.rows import OWN_COLUMNS, Facts, Printer, Row, status_of
from dashboard.queries.school_time import fetch_school_time
from meetings.cadence import Status
from schools.models import School, User

INSIDE = (Membership.Role.MEMBER, Membership.Role.COACH, Membership.Role.EXPERT)


@dataclass(frozen=True, slots=True)
class GroupPage:
    """Everything a group page prints. `row` is the group as a list shows it."""

    group: Community
    row: Row
    status: Status
    is_inside: bool
    is_student: bool
    leads: bool
    partners: tuple[str, ...]
    background: Background | None
    reachable: str
    is_complete: bool
    pauses: tuple[tuple[str, str], ...]
    next_meeting: MeetingLine | None
    to_log: MeetingLine | None
    meetings: tuple[MeetingLine, ...]
    people: tuple[Person, ...]
    tasks: tuple[Task, ...]

    @property
    def may_edit(self) -> bool:
        """The group's own people and the leader of the host may change its frame."""
        return self.is_inside or self.leads

    @property
    def contacts(self) -> tuple[Person, ...]:
        """Whom a leader asks what is needed: who facilitates, else the coach, else everybody."""
        facilitating = tuple(one for one in self.people if one.is_facilitating)
        coaches = tuple(one for one in self.people if one.is_coach)
        return facilitating or coaches or self.people


def find_group(user: User, pk: int) -> Any:  # a Community with two more columns
    """The group, with what this person is in it as `my_role` and `leads`; 404 for who may not see it."""
    mine = Membership.objects.current().filter(user=user, community=OuterRef("pk")).values("role")[:1]
    led = School.objects.editable_by(user).filter(pk=OuterRef("school_id"))
    seen = (
        Community.objects.visible_to(user)
        .select_related("school", "cadence")
        .annotate(my_role=Coalesce(Subquery(mine), Value(""), output_field=CharField()), leads=Exists(led))
    )
    return get_object_or_404(seen, pk=pk)


def group_page(user: User, pk: int, *, today: date, is_complete: bool = False) -> GroupPage:
    """`is_complete`: with the meetings of earlier school years."""
    group = find_group(user, pk)
    is_inside = group.my_role in INSIDE
    partnerships = Partnership.objects.filter(community=group).select_related("school").order_by("school__name")
    partners = [one.school for one in partnerships]
    school_ids = [group.school_id, *(school.pk for school in partners)]
    time = fetch_school_time(schools=school_ids, communities=[group.pk], today=today)
    year = time.year_of(group.school_id)
    pauses = time.pauses.get(group.pk, ())
    facts = facts_of(group)
    status = status_of(facts, label=year.label, today=today, pauses=pauses)
    since = None if is_complete or year.scale is None else year.scale.first
    lines = meeting_lines(user, group.pk, since=since, today=today, takes_part=bool(group.my_role))
    return GroupPage(
        group=group,
        row=Printer.of(year, today=today, year_id=group.school_id, is_member=is_inside).row(facts, pauses),
        status=status,
        is_inside=is_inside,
        is_student=group.my_role == Membership.Role.STUDENT,
        leads=group.leads,
        partners=tuple(school.name for school in partners),
        background=background(time, school_ids, year.scale) if year.scale else None,
        reachable=words.reachable(status),
        is_complete=is_complete,
        pauses=tuple((words.say_day(first), words.say_day(last)) for first, last in sorted(pauses)),
        next_meeting=next((line for line in reversed(lines) if line.is_coming), None),
        to_log=next((line for line in lines if line.is_unlogged), None),
        meetings=lines,
        people=people_of(group.pk, is_student=group.my_role == Membership.Role.STUDENT),
        tasks=open_tasks(user, group.pk, today=today) if is_inside else (),
    )


def facts_of(group: Community) -> Facts:
    """The columns of a list row, from a fetched group; a group that was never reckoned has no rhythm."""
    cadence = getattr(group, "cadence", None)
    own = [getattr(group, name) for name in Facts._fields[:OWN_COLUMNS]]
    return Facts._make([*own, *(getattr(cadence, name, None) for name in Facts._fields[OWN_COLUMNS:])])
