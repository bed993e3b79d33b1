"""What a log form starts from: people, open subtasks, what was noted before, days for the next meeting.

At most eight queries with session and user, however many people, subtasks or groups there are.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q

from communities.models import Community, Partnership, Pause
from communities.variants import VARIANTS
from meetings.known import known_from, runs_of
from meetings.localtime import local_day, local_time, wall_time
from meetings.models import AgendaBlock, Attendance, Decision, Meeting, Minutes, Subtask
from meetings.pacing import spent_minutes
from meetings.planning import Planner, Proposal, hours_elsewhere
from meetings.queries import Person, people_of, recent_meetings
from meetings.run_page import asks_model
from schools.school_time import load_school_time

MORNING, EVENING = time(7), time(18)  # nobody meets at night: who logs then, logs the day before
SUBTASK_DAYS = 20  # school days until a subtask is due where no next meeting is known
DOTS = {"h": Meeting.Status.HELD.value, "p": Meeting.Status.PLANNED.value}


@dataclass(frozen=True, slots=True)
class LogContext:
    """`earlier`: open subtasks of other meetings. `following`: the day of the next planned meeting.

    `waiting`: a planned meeting that passed and that nobody logged, shown to who starts to log an unplanned one.
    """

    community: Community
    meeting: Meeting | None
    starts_at: datetime
    minutes: int
    people: list[Person]
    earlier: list[Subtask]
    own: list[Subtask] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    noted: Minutes | None = None
    following: date | None = None
    proposals: list[Proposal] = field(default_factory=list)
    due_on: date | None = None
    waiting: Meeting | None = None
    blocks: list[AgendaBlock] = field(default_factory=list)  # of a meeting that was led from a screen
    coach: int | None = None  # who writes, where she coaches the group: she gives nobody a task (R70)

    @property
    def owners(self) -> list[Person]:
        """Who may stand behind a subtask: the group; for its coach only herself, and whom the group named."""
        named = {row.owner_id for row in self.own}
        return [one for one in self.people if self.coach is None or one.pk == self.coach or one.pk in named]

    @property
    def asks_model(self) -> bool:
        """Whether the question about the way of working belongs to this meeting."""
        return asks_model(self.meeting, self.community)

    @property
    def focuses(self) -> list[str]:
        """As noted, else what the blocks were for on which time was spent."""
        if self.noted:
            return sorted(self.noted.focuses)
        return sorted({block.focus for block in self.blocks if block.focus and block.spent_seconds})

    @property
    def version(self) -> int:
        return self.meeting.version if self.meeting else 0

    @property
    def draft_key(self) -> str:
        """Name under which the device keeps what is typed."""
        return f"log-{self.meeting.pk}" if self.meeting else f"log-new-{self.community.pk}"

    def state(self) -> dict[str, Any]:
        """What the form shows, as plain values (see `meetings.merge`)."""
        present = [person.pk for person in self.people if person.is_present]
        guests = max(0, (self.meeting.present_count or 0) - len(present)) if self.meeting else 0
        return {
            "day": local_day(self.starts_at).isoformat(),
            "at": f"{local_time(self.starts_at):%H:%M}",
            "minutes": self.minutes,
            "present": sorted(present),
            "guests": guests,
            "focuses": self.focuses,
            "note": self.noted.note if self.noted else "",
            "decisions": [{"pk": row.pk, "text": row.text} for row in self.decisions],
            "subtasks": [
                {"pk": row.pk, "text": row.text, "owner": row.owner_id, "due": row.due_on and row.due_on.isoformat()}
                for row in self.own
            ],
            "ended": {},
            "next": "",
            **closing_of(self.meeting),
        }


def context_for(meeting: Meeting, *, today: date) -> LogContext:
    """For a planned or logged meeting, fetched through `queries.for_writer`.

    One that was led from a screen costs two statements more: what was decided and on what time was spent.
    """
    subtasks = _subtasks(meeting.community, meeting)
    is_noted = meeting.status == Meeting.Status.HELD or meeting.has_receipts  # type: ignore[attr-defined]
    meeting.community.has_partners = meeting.has_partners  # type: ignore[attr-defined]
    meeting.community.has_pauses = meeting.has_pauses  # type: ignore[attr-defined]
    context = LogContext(
        community=meeting.community,
        meeting=meeting,
        starts_at=meeting.starts_at,
        minutes=meeting.minutes if is_noted else minutes_of(meeting),
        people=people_of(meeting.community, on=meeting.day, invited_to=None if is_noted else meeting),
        earlier=[row for row in subtasks if row.meeting_id != meeting.pk],
        own=[row for row in subtasks if row.meeting_id == meeting.pk],
        coach=getattr(meeting, "coaching", None),
    )
    if is_noted:
        context = _with_notes(context, meeting)
    elif getattr(meeting, "run", None):
        blocks = list(AgendaBlock.objects.filter(meeting=meeting))
        context = replace(context, blocks=blocks, decisions=decisions_of(meeting))
    return _with_next(context, today)


def minutes_of(meeting: Meeting) -> int:
    """How long a meeting took that was led from a screen and ended there, else as planned."""
    run = getattr(meeting, "run", None)
    return spent_minutes(run.started_at, run.ended_at) if run and run.ended_at else meeting.minutes


def decisions_of(meeting: Meeting) -> list[Decision]:
    return list(Decision.objects.filter(meeting=meeting).order_by("position", "pk"))


def closing_of(meeting: Meeting | None) -> dict[str, str]:
    """What the group said already at the end of it, as values of the form."""
    exit_check, model_check = getattr(meeting, "exit_check", None), getattr(meeting, "model_check", None)
    return {
        "exit": exit_check.answer if exit_check else "",
        "exit_line": exit_check.line if exit_check else "",
        "helps": model_check.answer if model_check else "",
        "helps_line": model_check.line if model_check else "",
    }


def context_for_new(community: Community, *, now: datetime) -> LogContext:
    """For a meeting that nobody planned; `community` comes from `queries.groups_of`."""
    recent = recent_meetings(community)
    starts_at, minutes = _unplanned_frame(community, recent[0] if recent else None, now)
    today = local_day(now)
    context = LogContext(
        community=community,
        meeting=None,
        starts_at=starts_at,
        minutes=minutes,
        people=people_of(community, on=local_day(starts_at)),
        earlier=_subtasks(community, None),
        coach=getattr(community, "coaching", None),
        waiting=next((row for row in recent if row.status == Meeting.Status.PLANNED and row.day <= today), None),
    )
    return _with_next(context, today)


def _unplanned_frame(community: Community, last: Meeting | None, now: datetime) -> tuple[datetime, int]:
    """Today at the usual hour when that has passed, else so that the meeting ends about now; at night, of yesterday."""
    if local_time(now) < MORNING:
        now = wall_time(local_day(now) - timedelta(days=1), EVENING)
    minutes = last.minutes if last else VARIANTS[community.variant].minutes
    usual = wall_time(local_day(now), local_time(last.starts_at)) if last else now
    if usual < now:
        return usual, minutes
    began = now - timedelta(minutes=minutes)
    quarter = began.replace(minute=began.minute // 15 * 15, second=0, microsecond=0)
    return max(quarter, wall_time(local_day(now), MORNING)), minutes


def _subtasks(community: Community, meeting: Meeting | None) -> list[Subtask]:
    """Open ones of the whole group, and those of this meeting, oldest first."""
    wanted = Q(done_on=None, dropped_on=None) | Q(meeting=meeting) if meeting else Q(done_on=None, dropped_on=None)
    rows = Subtask.objects.filter(wanted, meeting__community=community).select_related("owner", "meeting")
    return list(rows.order_by("meeting__day", "pk"))


def _with_notes(context: LogContext, meeting: Meeting) -> LogContext:
    attendance = {row.user_id: row for row in Attendance.objects.filter(meeting=meeting).select_related("user")}
    people = [
        replace(person, is_present=person.pk in attendance and attendance.pop(person.pk).is_present)
        for person in context.people
    ]
    gone = [Person(row.user_id, row.user.get_full_name(), is_present=row.is_present) for row in attendance.values()]
    return replace(
        context,
        people=people + gone,
        decisions=decisions_of(meeting),
        noted=Minutes.objects.filter(meeting=meeting).first(),
    )


def _with_next(context: LogContext, today: date) -> LogContext:
    """The next meeting: planned already, or proposed in the window that opens when this meeting has been held."""
    community, day = context.community, local_day(context.starts_at)
    cadence = getattr(community, "cadence", None)
    dots = [(date.fromisoformat(on), minutes, kind) for on, minutes, kind in (cadence.dots if cadence else [])]
    following = min((on for on, _minutes, kind in dots if kind == "p" and on > max(day, today)), default=None)
    if following:
        return replace(context, following=following, due_on=following)
    meetings = [(on, minutes, DOTS[kind]) for on, minutes, kind in dots if on != day]
    meetings.append((day, context.minutes, Meeting.Status.HELD.value))
    runs = runs_of([community], day, logging=context.meeting.pk if context.meeting else 0)
    known = known_from(community, day, *_school_time(community, day), meetings, cycle=runs.get(community.pk))
    if known.days is None:
        return context
    planner = Planner(
        known=known,
        today=max(day, today),
        own=tuple(on for on, _minutes, _status in meetings),
        drafted=(),
        elsewhere=hours_elsewhere([community.pk], max(day, today))[community.pk],
        weekday=day.weekday(),
        start=local_time(context.starts_at),
        minutes=context.minutes,
    )
    proposals = planner.next(3)
    due_on = proposals[0].day if proposals else known.days.after(max(day, today), SUBTASK_DAYS)
    return replace(context, proposals=proposals, due_on=due_on)


def _school_time(community: Community, day: date) -> tuple[Any, list[tuple[int]], list[tuple[date, date]]]:
    """School time, partner schools and pauses; the last two are read only where there are any."""
    partners: list[tuple[int]] = []
    pauses: list[tuple[date, date]] = []
    if community.has_partners:  # type: ignore[attr-defined]
        partners = list(Partnership.objects.filter(community=community).values_list("school_id"))
    if community.has_pauses:  # type: ignore[attr-defined]
        pauses = list(Pause.objects.filter(community=community).values_list("first_day", "last_day"))
    schools = {community.school_id, *(school_id for (school_id,) in partners)}
    return load_school_time(schools, day), partners, pauses
