"""The grid of roles for the coming meetings: who has which, what is free, and who might like to be next."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from communities import role_grid, rotation
from communities.models import CoachRole, Community, Membership
from meetings.models import Meeting, RoleTurn
from schools.models import User

AHEAD = 5  # meetings
LOOKS_BACK = timedelta(days=400)  # a school year and its summer


@dataclass(frozen=True, slots=True)
class Line:
    meeting: Meeting
    grid: role_grid.Grid


@dataclass(frozen=True, slots=True)
class RolesPage:
    """`next_up`: of each role, by its label, who did it least and longest ago."""

    lines: tuple[Line, ...]
    next_up: tuple[tuple[str, User], ...]


def roles_page(community: Community, viewer: User, *, today: date) -> RolesPage:
    """Four statements; of the group's own people."""
    rows = Meeting.objects.editable_by(viewer).filter(community=community)
    coming = list(rows.coming(today)[:AHEAD])
    people = Membership.objects.visible_to(viewer).current().filter(community=community).select_related("user")
    users = {row.user_id: row.user for row in people.order_by("user__first_name", "user_id")}
    turns = RoleTurn.objects.visible_to(viewer).filter(
        meeting__community=community, meeting__day__gte=today - LOOKS_BACK
    )
    taken = list(turns.exclude(meeting__status=Meeting.Status.CANCELLED).select_related("user", "meeting"))
    periods = CoachRole.objects.current().filter(membership__community=community).select_related("membership__user")
    past = defaultdict(list)
    for role in periods:
        past[role.kind].append(rotation.Turn(role.membership.user_id, role.started_on))
    for turn in taken:
        past[turn.kind].append(rotation.Turn(turn.user_id, turn.meeting.day))
    usual = {(role.kind, role.membership.user_id): _("as usual") for role in periods}
    lines = tuple(line_of(meeting, list(users.values()), viewer, taken, usual) for meeting in coming)
    found = rotation.suggestions(list(users), {kind.value: past[kind] for kind in CoachRole.Kind})
    return RolesPage(lines, tuple((str(CoachRole.Kind(kind).label), users[person]) for kind, person in found.items()))


def line_of(meeting: Meeting, people: list[User], viewer: User, taken: list[RoleTurn], usual: role_grid.Held) -> Line:
    """What somebody took for this meeting goes before who has it for longer."""
    here = {(turn.kind, turn.user_id): "" for turn in taken if turn.meeting_id == meeting.pk}
    return Line(meeting, role_grid.grid_of(people, viewer, taken=here, usual=usual))
