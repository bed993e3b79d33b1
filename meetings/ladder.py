"""Which notices a community wants on a day. Pure; the rules are the ladder of notices (R57-R59, R71).

The ladder looks at how things stand, not at what happened since the last look: after an outage of any length everything
that is still true is wanted, and nothing else. A key names each occasion, so that it is told once however often it is
wanted; keys survive an edit of the calendar.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from meetings.cadence import Status
from schools.calendar import WEEK, SchoolDays

PLAN_NEXT = "plan_next"
OVERDUE = "overdue"
ASK_LEADER = "ask_leader"
UPCOMING = "upcoming"
LOG_MEETING = "log_meeting"
KINDS = (PLAN_NEXT, OVERDUE, ASK_LEADER, UPCOMING, LOG_MEETING)


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting that is planned and neither logged nor cancelled; `has_begun` at the moment of looking."""

    id: int
    day: date
    has_begun: bool = False


@dataclass(frozen=True, slots=True)
class Want:
    """Something to tell. `occasion` is its stable key, `occasion_on` the date that people see."""

    kind: str
    occasion: str
    occasion_on: date
    meeting_id: int | None = None


def wanted(
    *, status: Status, label: str, days: SchoolDays | None, planned: Iterable[Planned], day: date
) -> tuple[Want, ...]:
    """What should have been told by `day`, in the order of a mail.

    `days` are the community's school days, pauses taken out, of the school year `label` that contains `day`; None
    outside a known year: then nothing is wanted. A paused, finished or not yet started community wants nothing.
    """
    if days is None or status.state in ("inactive", "paused"):
        return ()
    return (*_of_meetings(planned, days, day), *_of_rhythm(status, label, days, day))


def upcoming_from(days: SchoolDays, day: date) -> date:
    """The fifth school day before a meeting of this school year; the first day of the year where there are fewer."""
    return days.before(day, WEEK) or days.begin


def _of_rhythm(status: Status, label: str, days: SchoolDays, day: date) -> Iterator[Want]:
    """A date that is planned, in time or late, silences all three."""
    if status.planned_next_on is not None or status.due_on is None:
        return
    key = f"{label}#{status.held + 1}"
    if status.state == "plan_now":
        yield Want(PLAN_NEXT, key, status.opens_on or days.begin)
    if status.state in ("overdue", "stalled") and _has_followed(status.due_on, days, day):
        yield Want(OVERDUE, key, status.due_on)
    if status.state == "stalled" and status.stalled_on and _has_followed(status.stalled_on, days, day):
        yield Want(ASK_LEADER, key, status.stalled_on)


def _of_meetings(planned: Iterable[Planned], days: SchoolDays, day: date) -> Iterator[Want]:
    for meeting in sorted(planned, key=lambda meeting: (meeting.day, meeting.id)):
        if not days.begin <= meeting.day <= days.end:
            continue
        key = f"meeting:{meeting.id}@{meeting.day.isoformat()}"
        if upcoming_from(days, meeting.day) <= day <= meeting.day and not meeting.has_begun:
            yield Want(UPCOMING, key, meeting.day, meeting.id)
        if _has_followed(meeting.day, days, day):
            yield Want(LOG_MEETING, key, meeting.day, meeting.id)


def _has_followed(passed: date, days: SchoolDays, day: date) -> bool:
    """Whether the first school day after `passed` has come."""
    after = days.after(passed, 1)
    return after is not None and after <= day
