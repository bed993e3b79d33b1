"""What the screen of a running meeting shows, and what waits for the next one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from communities.models import CoachRole, Community
from meetings.models import AgendaBlock, Decision, Meeting, ParkedItem, Proposal, RoleTurn, Run
from meetings.pacing import Pace, Slot, pace, planned
from meetings.planning import planner_for
from schools.models import User

REVIEW = 40  # school days until the group looks back: eight school weeks
REVIEW_ELSE = timedelta(weeks=8)  # where no calendar is known
THIRD = 3  # every so many held meetings the way of working is asked about


@dataclass(frozen=True, slots=True)
class Line:
    """A block with the moment at which it is over: measured, expected, or planned."""

    block: AgendaBlock
    until: datetime
    is_current: bool = False
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class RunPage:
    """Everything on the screen; `pace` is None unless the meeting runs."""

    lines: list[Line]
    run: Run | None
    pace: Pace | None
    parked: list[ParkedItem]
    proposals: list[Proposal]

    @property
    def current(self) -> AgendaBlock | None:
        return self.lines[self.pace.at].block if self.pace else None

    @property
    def coming(self) -> AgendaBlock | None:
        at = self.pace.at + 1 if self.pace else 0
        return self.lines[at].block if at < len(self.lines) else None

    @property
    def before(self) -> AgendaBlock | None:
        return self.lines[self.pace.at - 1].block if self.pace and self.pace.at else None

    @property
    def giver(self) -> AgendaBlock | None:
        """The later block from which time can be taken."""
        give = self.pace.give if self.pace else None
        return next((line.block for line in self.lines if line.block.pk == give), None)

    @property
    def total(self) -> int:
        """Seconds that are planned for the current block."""
        return self.current.minutes * 60 if self.current else 0

    @property
    def stamp(self) -> str:
        """Changes when another device changed something that shows."""
        version = self.run.version if self.run else 0
        minutes = sum(line.block.minutes for line in self.lines)
        rounds = "".join(f"{one.pk}{one.round}" for one in self.proposals)
        return f"{version}-{len(self.lines)}-{minutes}-{len(self.parked)}-{rounds}"


def for_runner(user: User) -> QuerySet[Meeting]:
    """Meetings that this person may lead, with all that stands one to one beside them."""
    beside = ("community__charter", "community__cadence", "run", "exit_check", "model_check")
    return Meeting.objects.editable_by(user).select_related(*beside)


def run_page(meeting: Meeting, user: User, *, now: datetime) -> RunPage:
    """Three statements; the meeting comes from `for_runner`."""
    blocks = agenda_of(meeting, user)
    run = getattr(meeting, "run", None)
    slots = [Slot(block.pk, block.minutes, block.spent_seconds or 0) for block in blocks]
    found = None
    if run and not run.ended_at and blocks:
        began_at = run.block_began_at or now
        found = pace(slots, current=run.block_id, began_at=began_at, started_at=run.started_at, now=now)
    until: Sequence[datetime] = found.until if found else planned(slots, meeting.starts_at)
    at = found.at if found else -1
    return RunPage(
        lines=[
            Line(block, moment, place == at, place < at)
            for place, (block, moment) in enumerate(zip(blocks, until, strict=True))
        ],
        run=run,
        pace=found,
        parked=list(ParkedItem.objects.visible_to(user).filter(meeting=meeting).order_by("pk")),
        proposals=proposals_of(meeting, user),
    )


def agenda_of(meeting: Meeting, user: User) -> list[AgendaBlock]:
    rows = AgendaBlock.objects.visible_to(user).filter(meeting=meeting).select_related("leader")
    return list(rows.order_by("position", "pk"))


def proposals_of(meeting: Meeting, user: User) -> list[Proposal]:
    """Open and agreed ones; what was set aside is not shown."""
    rows = Proposal.objects.visible_to(user).filter(meeting=meeting).exclude(round=Proposal.Round.DROPPED)
    return list(rows.order_by("pk"))


def roles_at(meeting: Meeting, user: User) -> list[tuple[str, list[str]]]:
    """Who has which role of coaching at this meeting: for this time, else for the period. Two statements."""
    turns = RoleTurn.objects.visible_to(user).filter(meeting=meeting).select_related("user")
    usual = CoachRole.objects.current().filter(membership__community=meeting.community_id)
    now = grouped((row.kind, row.user) for row in turns)
    period = grouped((row.kind, row.membership.user) for row in usual.select_related("membership__user"))
    found = [(kind, now.get(kind.value) or period.get(kind.value) or []) for kind in CoachRole.Kind]
    return [(str(kind.label), names) for kind, names in found if names]


def grouped(rows: Iterable[tuple[str, User]]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for kind, user in rows:
        names.setdefault(kind, []).append(user.get_full_name())
    return {kind: sorted(found) for kind, found in names.items()}


@dataclass(frozen=True, slots=True)
class Waiting:
    """What earlier meetings left for this one: parked lines, and decisions whose day has come."""

    parked: list[ParkedItem]
    decisions: list[Decision]

    def __bool__(self) -> bool:
        return bool(self.parked or self.decisions)


def waiting_for(meeting: Meeting, user: User) -> Waiting:
    """Two statements."""
    before = {"meeting__community": meeting.community_id, "meeting__starts_at__lt": meeting.starts_at}
    parked = ParkedItem.objects.waiting().visible_to(user).filter(**before)
    due = Decision.objects.in_force().visible_to(user).filter(**before, review_on__lte=meeting.day)
    return Waiting(
        parked=list(parked.select_related("meeting").order_by("meeting__day", "pk")),
        decisions=list(due.select_related("meeting").order_by("review_on", "pk")),
    )


def run_state(meeting: Meeting, today: date) -> str:
    """ "today" on the day of a planned meeting, "going_on" while it is led from a screen, else "" (nothing to lead)."""
    run = getattr(meeting, "run", None)
    if meeting.status != Meeting.Status.PLANNED or meeting.day > today or (run and run.ended_at):
        return ""
    if run:
        return "going_on"
    return "today" if meeting.day == today else ""


def next_meeting(community_id: int, *, after: Meeting, user: User) -> Meeting | None:
    """The planned meeting that comes after this one."""
    rows = Meeting.objects.planned().editable_by(user).filter(community=community_id)
    return rows.filter(starts_at__gt=after.starts_at).exclude(pk=after.pk).order_by("starts_at", "pk").first()


def review_day(community: Community, *, today: date) -> date:
    """Eight school weeks on, at the latest the last school day of the year."""
    days = planner_for(community, today=today).known.days
    if days is None or not days.days:
        return today + REVIEW_ELSE
    return days.after(today, REVIEW) or max(days.days[-1], today + timedelta(days=1))


def asks_model(meeting: Meeting | None, community: Community) -> bool:
    """Whether this is every third meeting that the group held this school year, or it was asked here already."""
    if meeting and getattr(meeting, "model_check", None):
        return True
    cadence = getattr(community, "cadence", None)
    held = cadence.held if cadence else 0
    is_held = bool(meeting and meeting.status == Meeting.Status.HELD)
    return (held + (0 if is_held else 1)) % THIRD == 0
