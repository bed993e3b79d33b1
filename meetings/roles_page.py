"""The grid of roles for the coming meetings: who has which, what is free, and who might like to be next."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from communities import rotation
from communities.models import CoachRole, Community, Membership
from meetings.models import Meeting, RoleTurn
from schools.models import User

AHEAD = 5  # meetings
LOOKS_BACK = timedelta(days=400)  # a school year and its summer


@dataclass(frozen=True, slots=True)
class Cell:
    """One role at one meeting. `usual`: who has it for a longer time, where nobody took it for this meeting."""

    kind: str
    label: str
    by: tuple[User, ...]
    usual: tuple[User, ...]
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Line:
    meeting: Meeting
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RolesPage:
    """`next_up`: of each role, by its label, who did it least and longest ago."""

    lines: tuple[Line, ...]
    next_up: tuple[tuple[str, User], ...]


def roles_page(community: Community, viewer: User, *, today: date) -> RolesPage:
    """Four statements; of the group's own people."""
    rows = Meeting.objects.editable_by(viewer).planned().filter(community=community, day__gte=today)
    coming = list(rows.order_by("starts_at")[:AHEAD])
    people = Membership.objects.visible_to(viewer).current().filter(community=community).select_related("user")
    users = {row.user_id: row.user for row in people.order_by("user__first_name", "user_id")}
    turns = RoleTurn.objects.visible_to(viewer).filter(
        meeting__community=community, meeting__day__gte=today - LOOKS_BACK
    )
    taken = list(turns.exclude(meeting__status=Meeting.Status.CANCELLED).select_related("user", "meeting"))
    periods = CoachRole.objects.current().filter(membership__community=community).select_related("membership__user")
    usual: defaultdict[str, list[User]] = defaultdict(list)
    past = defaultdict(list)
    for role in periods:
        usual[role.kind].append(role.membership.user)
        past[role.kind].append(rotation.Turn(role.membership.user_id, role.started_on))
    for turn in taken:
        past[turn.kind].append(rotation.Turn(turn.user_id, turn.meeting.day))
    lines = tuple(Line(meeting, cells_of(meeting, taken, usual, viewer)) for meeting in coming)
    found = [(str(kind.label), rotation.suggestion(list(users), past[kind])) for kind in CoachRole.Kind]
    return RolesPage(lines, tuple((label, users[person]) for label, person in found if person))


def cells_of(
    meeting: Meeting, taken: list[RoleTurn], usual: Mapping[str, list[User]], viewer: User
) -> tuple[Cell, ...]:
    cells = []
    for kind in CoachRole.Kind:
        by = tuple(turn.user for turn in taken if turn.meeting_id == meeting.pk and turn.kind == kind)
        stands = () if by else tuple(usual.get(kind, ()))
        cells.append(Cell(kind.value, str(kind.label), by, stands, viewer in by))
    return tuple(cells)
