"""Which notices a community wants on a day. Pure; the rules are the ladder of notices (R57-R59, R71).

The ladder looks at how things stand, not at what happened since the last look: after an outage of any length everything
that is still true is wanted, and nothing else. A key names each occasion, so that it is told once however often it is
wanted; keys survive an edit of the calendar.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from communities.variants import USUAL, Waits
from meetings.cadence import Rhythm, Status
from schools.calendar import WEEK, SchoolDays, Span

PLAN_NEXT = "plan_next"
OVERDUE = "overdue"
HELP_OFFER = "help_offer"
ASK_LEADER = "ask_leader"
UPCOMING = "upcoming"
LOG_MEETING = "log_meeting"
YEAR_TIGHT = "year_tight"
SUBTASK_DUE = "subtask_due"
PAUSE_ENDS = "pause_ends"
WEEKLY_DIGEST = "weekly_digest"  # of a school or a person, not of a community: see `meetings.digests`
KINDS = (
    PLAN_NEXT, OVERDUE, HELP_OFFER, ASK_LEADER, UPCOMING, LOG_MEETING, YEAR_TIGHT, SUBTASK_DUE, PAUSE_ENDS
)  # fmt: skip
HELP_AFTER = 5  # school days after the due date
AGAIN_AFTER = 3  # school days after a planned date: the second time that its log is asked for
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Planned:
    """A meeting that is planned and neither logged nor cancelled; `has_begun` at the moment of looking."""

    id: int
    day: date
    has_begun: bool = False


@dataclass(frozen=True, slots=True)
class Promise:
    """An open subtask that somebody owns and that has a date."""

    id: int
    due_on: date


@dataclass(frozen=True, slots=True)
class Rest:
    """The pauses of a community and its end; `open_days` are its school days, pauses not taken out."""

    open_days: SchoolDays
    pauses: Sequence[Span] = ()
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Want:
    """Something to tell. `occasion` is its stable key, `occasion_on` the date that people see.

    `is_again`: the second time, to who helps the group.
    """

    kind: str
    occasion: str
    occasion_on: date
    meeting_id: int | None = None
    subtask_id: int | None = None
    is_again: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A notice about the rhythm and the first day on which it is told, as long as nothing changes."""

    kind: str
    on: date
    occasion_on: date


@dataclass(frozen=True, slots=True)
class Coming:
    """Something that will be told on the school day `on` if nothing happens before."""

    on: date
    want: Want


def wanted(
    *,
    status: Status,
    label: str,
    days: SchoolDays | None,
    planned: Iterable[Planned],
    day: date,
    waits: Waits = USUAL,
    promises: Iterable[Promise] = (),
    rest: Rest | None = None,
) -> tuple[Want, ...]:
    """What should have been told by `day`, in the order of a mail.

    `days` are the community's school days, pauses taken out, of the school year `label` that contains `day`; None
    outside a known year: then nothing is wanted. A finished or not yet started community wants nothing, a paused one
    only the end of its pause.
    """
    if days is None or status.state == "inactive":
        return ()
    if status.state == "paused":
        return tuple(_of_pause(rest, day)) if rest else ()
    return (
        *_of_meetings(planned, days, day),
        *_of_rhythm(status, label, days, day, waits),
        *_of_promises(promises, days, day),
    )


def upcoming_from(days: SchoolDays, day: date) -> date:
    """The fifth school day before a day of this school year; the first day of the year where there are fewer."""
    return days.before(day, WEEK) or days.begin


def steps(rhythm: Rhythm, days: SchoolDays, waits: Waits = USUAL) -> tuple[Step, ...]:
    """The steps of the ladder for the next meeting, if nobody plans it, in the order of a mail.

    A softer ladder reaches nobody earlier, and the leader not before the coach.
    """
    due, stalled = rhythm.due_on, rhythm.stalled_on
    if due is None:
        return ()
    opens = rhythm.opens_on or days.begin
    offered = days.after(due, HELP_AFTER + waits.help_offer)
    asked = days.after(stalled, 1 + waits.ask_leader) if stalled else None
    if waits.ask_leader and asked:
        asked = max(asked, offered) if offered else None
    found = (
        (PLAN_NEXT, opens, opens),
        (OVERDUE, days.after(due, 1 + waits.overdue), due),
        (HELP_OFFER, offered, due),
        (ASK_LEADER, asked, stalled),
    )
    return tuple(Step(kind, on, occasion_on) for kind, on, occasion_on in found if on and occasion_on)


def coming(
    *,
    status: Status,
    label: str,
    days: SchoolDays | None,
    planned: Iterable[Planned],
    day: date,
    waits: Waits = USUAL,
    rest: Rest | None = None,
) -> tuple[Coming, ...]:
    """What will be told on `day` or later if nobody plans, meets or notes anything, in order; as `wanted`.

    What should have been told before `day` comes on the next school day. Promises of single people are not in it.
    """
    soonest = days.at(days.index_from(day)) if days else None
    if days is None or status.state == "inactive":
        return ()
    found: list[tuple[date | None, date, Want]] = []  # from, until, what
    if status.state == "paused":
        found += _pause_to_come(rest, day)
        soonest = rest.open_days.at(rest.open_days.index_from(day)) if rest else None
    else:
        found += [*_meetings_to_come(planned, days), *_steps_to_come(status, label, days, waits)]
    if soonest is None:
        return ()
    told = ((max(since, soonest), until, want) for since, until, want in found if since)
    return tuple(sorted((Coming(on, want) for on, until, want in told if on <= until), key=lambda one: one.on))


def _steps_to_come(
    status: Status, label: str, days: SchoolDays, waits: Waits
) -> Iterator[tuple[date | None, date, Want]]:
    key = occasion_of(status, label)
    if status.planned_next_on is None and status.due_on:
        for step in steps(status, days, waits):
            until = status.due_on if step.kind == PLAN_NEXT else days.end
            yield step.on, until, Want(step.kind, key, step.occasion_on)
    if status.tight_on and status.last_reachable_on and status.remaining:
        yield status.tight_on, status.last_reachable_on, Want(YEAR_TIGHT, key, status.tight_on)


def _meetings_to_come(planned: Iterable[Planned], days: SchoolDays) -> Iterator[tuple[date | None, date, Want]]:
    for meeting in planned:
        if days.begin <= meeting.day <= days.end:
            key, on = f"meeting:{meeting.id}@{meeting.day.isoformat()}", meeting.day
            yield upcoming_from(days, on), on, Want(UPCOMING, key, on, meeting.id)
            yield days.after(on, 1), days.end, Want(LOG_MEETING, key, on, meeting.id)
            again = Want(LOG_MEETING, f"{key}+again", on, meeting.id, is_again=True)
            yield days.after(on, AGAIN_AFTER), days.end, again


def _pause_to_come(rest: Rest | None, day: date) -> Iterator[tuple[date | None, date, Want]]:
    for span in rest.pauses if rest else ():
        if span[0] <= day <= span[1] and rest and (told := pause_told_from(span, rest)):
            yield told[0], span[1], Want(PAUSE_ENDS, f"pause@{told[1].isoformat()}", told[1])


def pause_told_from(span: Span, rest: Rest) -> tuple[date, date] | None:
    """From which day the end of this pause is told, and that end; None where the clock does not run again this year.

    Pauses with no school day between them are one: nothing is said of an end at which the next begins.
    """
    first, last = span
    while True:
        resumes = rest.open_days.after(last, 1)
        if resumes is None or (rest.ended_on is not None and rest.ended_on <= resumes):
            return None
        following = [stop for start, stop in rest.pauses if start <= resumes <= stop]
        if not following:
            return max(first, upcoming_from(rest.open_days, last + ONE_DAY)), last
        last = max(following)


def occasion_of(status: Status, label: str) -> str:
    """The key of the next meeting: its number in the school year, and the steps of a cycle that were skipped before."""
    return f"{label}#{status.held + 1}" + (f"+{status.skipped}" if status.skipped else "")


def _of_rhythm(status: Status, label: str, days: SchoolDays, day: date, waits: Waits) -> Iterator[Want]:
    """A date that is planned, in time or late, silences all but the tight year."""
    key = occasion_of(status, label)
    if status.planned_next_on is None:
        for step in steps(status, days, waits):
            is_window = step.kind == PLAN_NEXT
            if is_window == (status.state == "plan_now") and status.state != "on_track" and step.on <= day:
                yield Want(step.kind, key, step.occasion_on)
    if status.year == "tight" and status.tight_on:
        yield Want(YEAR_TIGHT, key, status.tight_on)


def _of_meetings(planned: Iterable[Planned], days: SchoolDays, day: date) -> Iterator[Want]:
    for meeting in sorted(planned, key=lambda meeting: (meeting.day, meeting.id)):
        if not days.begin <= meeting.day <= days.end:
            continue
        key = f"meeting:{meeting.id}@{meeting.day.isoformat()}"
        if upcoming_from(days, meeting.day) <= day <= meeting.day and not meeting.has_begun:
            yield Want(UPCOMING, key, meeting.day, meeting.id)
        if _has_followed(meeting.day, days, day):
            yield Want(LOG_MEETING, key, meeting.day, meeting.id)
        if _has_followed(meeting.day, days, day, AGAIN_AFTER):
            yield Want(LOG_MEETING, f"{key}+again", meeting.day, meeting.id, is_again=True)


def _of_promises(promises: Iterable[Promise], days: SchoolDays, day: date) -> Iterator[Want]:
    for promise in sorted(promises, key=lambda promise: (promise.due_on, promise.id)):
        due = promise.due_on
        if days.begin <= due <= days.end and upcoming_from(days, due) <= day <= due:
            yield Want(SUBTASK_DUE, f"subtask:{promise.id}@{due.isoformat()}", due, subtask_id=promise.id)


def _of_pause(rest: Rest, day: date) -> Iterator[Want]:
    for span in rest.pauses:
        if span[0] <= day <= span[1] and (told := pause_told_from(span, rest)):
            begins, last = told
            if begins <= day:
                yield Want(PAUSE_ENDS, f"pause@{last.isoformat()}", last)


def _has_followed(passed: date, days: SchoolDays, day: date, number: int = 1) -> bool:
    """Whether the n-th school day after `passed` has come."""
    after = days.after(passed, number)
    return after is not None and after <= day
