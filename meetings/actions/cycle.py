"""Research-lesson cycles: planned in one go, moved step by step, ended. The steps are ordinary meetings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.db import transaction

from communities.models import Community
from meetings.actions.errors import CycleRunning, StepIsHeld
from meetings.actions.frame import cancel_meeting, edit_meeting, plan_meeting, reopen_meeting
from meetings.localtime import local_day
from meetings.models import Cycle, CycleStep, CycleText, Meeting
from meetings.rhythm import refresh_cadence
from meetings.steps import open_steps
from schools import audit
from schools.models import User


@dataclass(frozen=True, slots=True)
class StepPlan:
    """One step as the group wants it. `starts_at` in UTC, None to choose later; `lesson`: class and place."""

    kind: str
    starts_at: datetime | None = None
    minutes: int = 0
    lesson: str = ""


@transaction.atomic
def plan_cycle(
    *,
    community: Community,
    theme: str,
    steps: Sequence[StepPlan],
    place: str = "",
    key: UUID,
    by: User | None,
    now: datetime,
) -> Cycle:
    """Open a cycle and plan the meetings of its steps. The same `key` again returns the first.

    Raises CycleRunning while another cycle is open, OutsideCommunity.
    """
    Community.objects.select_for_update().get(pk=community.pk)  # two phones at once: one after the other
    if made := Cycle.objects.filter(community=community, form_key=key).first():
        return made
    if Cycle.objects.open().filter(community=community).exists():
        raise CycleRunning
    today = local_day(now)
    # Without steps yet, so that no meeting is taken for the step before it.
    cycle = Cycle.objects.create(community=community, started_on=today, form_key=key, created_by=by)
    rows = []
    for position, plan in enumerate(steps, start=1):
        meeting = _agreed(community, plan, place, uuid5(key, str(position)), by=by, now=now)
        rows.append(CycleStep(cycle=cycle, position=position, kind=plan.kind, meeting=meeting))
    CycleStep.objects.bulk_create(rows)
    _write(cycle, None, theme)
    for row, plan in zip(rows, steps, strict=True):
        if row.has_lesson:
            _write(cycle, row, plan.lesson)
    audit.record(by=by, verb="plan_cycle", target=f"cycle:{cycle.pk}", at=now, steps=len(rows))
    refresh_cadence(community_ids=[community.pk], today=today)
    return cycle


@transaction.atomic
def move_step(
    *,
    step: CycleStep,
    starts_at: datetime,
    minutes: int,
    place: str,
    lesson: str = "",
    lesson_on: date | None = None,
    version: int | None,
    by: User,
    now: datetime,
) -> CycleStep:
    """Give a step a day, or another one; later steps keep theirs. The lesson is on that day unless `lesson_on` says so.

    `version` is that of its meeting as it was read, None without one. Raises StepIsHeld, StaleMeeting,
    OutsideCommunity.
    """
    community, meeting = step.cycle.community, step.meeting
    if meeting and meeting.status == Meeting.Status.HELD:
        raise StepIsHeld
    if meeting and meeting.status == Meeting.Status.PLANNED:
        _edit(meeting, starts_at, minutes, place, version=version or 0, by=by, now=now)
    else:
        plan = StepPlan(step.kind, starts_at, minutes)
        step.meeting = _agreed(community, plan, place, None, by=by, now=now)
        # It may have been taken for the next step that had no day.
        CycleStep.objects.filter(meeting=step.meeting).exclude(pk=step.pk).update(meeting=None)
    step.lesson_on = lesson_on if step.has_lesson and lesson_on != local_day(starts_at) else None
    step.skipped_on = None
    step.save(update_fields=["meeting", "lesson_on", "skipped_on"])
    if step.has_lesson:
        _write(step.cycle, step, lesson)
    _finish(step, "move_step", by=by, now=now)
    return step


@transaction.atomic
def skip_step(*, step: CycleStep, by: User, now: datetime) -> None:
    """The group leaves a step out; its planned meeting does not take place. A second time changes nothing."""
    if step.meeting and step.meeting.status == Meeting.Status.HELD:
        raise StepIsHeld
    if not CycleStep.objects.filter(pk=step.pk, skipped_on=None).update(skipped_on=local_day(now)):
        return
    if step.meeting and step.meeting.status == Meeting.Status.PLANNED:
        cancel_meeting(meeting=step.meeting, by=by, now=now)
    _finish(step, "skip_step", by=by, now=now)


@transaction.atomic
def take_step_back(*, step: CycleStep, by: User, now: datetime) -> None:
    """A skipped step counts again, with its meeting when that is still to come."""
    if not CycleStep.objects.filter(pk=step.pk).exclude(skipped_on=None).update(skipped_on=None):
        return
    if step.meeting and step.meeting.day >= local_day(now):
        reopen_meeting(meeting=step.meeting, by=by, now=now)
    _finish(step, "take_step_back", by=by, now=now)


@transaction.atomic
def end_cycle(*, cycle: Cycle, by: User, now: datetime) -> None:
    """From today on nothing is asked any more; meetings of its steps that are still to come are called off."""
    today = local_day(now)
    for step in open_steps(cycle.community_id):
        meeting = step.meeting
        if meeting and meeting.status == Meeting.Status.PLANNED and meeting.day > today:
            cancel_meeting(meeting=meeting, by=by, now=now)
    if Cycle.objects.open().filter(pk=cycle.pk).update(ended_on=today):
        audit.record(by=by, verb="end_cycle", target=f"cycle:{cycle.pk}", at=now)
        refresh_cadence(community_ids=[cycle.community_id], today=today)


def _agreed(
    community: Community, plan: StepPlan, place: str, key: UUID | None, *, by: User | None, now: datetime
) -> Meeting | None:
    """The meeting of a step: one that the group had already planned on that day, else a new one; None without a day."""
    if plan.starts_at is None:
        return None
    day = local_day(plan.starts_at)
    there = Meeting.objects.planned().filter(community=community, day=day, step=None).order_by("pk").first()
    if there is None:
        return plan_meeting(
            community=community,
            starts_at=plan.starts_at,
            minutes=plan.minutes,
            place=place,
            key=key,
            by=by,
            now=now,
        )
    _edit(there, plan.starts_at, plan.minutes, place or there.place, version=there.version, by=by, now=now)
    return there


def _edit(
    meeting: Meeting, starts_at: datetime, minutes: int, place: str, *, version: int, by: User | None, now: datetime
) -> None:
    """Changes the frame of a meeting where it is another one."""
    if (starts_at, minutes, place) == (meeting.starts_at, meeting.minutes, meeting.place):
        return
    edit_meeting(
        meeting=meeting,
        version=version,
        starts_at=starts_at,
        minutes=minutes,
        place=place,
        note_taker_id=meeting.note_taker_id,
        by=by,
        now=now,
    )


def _write(cycle: Cycle, step: CycleStep | None, text: str) -> None:
    """The words of a cycle or step; none is no row."""
    if text:
        CycleText.objects.update_or_create(cycle=cycle, step=step, defaults={"text": text})
    else:
        CycleText.objects.filter(cycle=cycle, step=step).delete()


def _finish(step: CycleStep, verb: str, *, by: User, now: datetime) -> None:
    audit.record(by=by, verb=verb, target=f"cycle_step:{step.pk}", at=now)
    refresh_cadence(community_ids=[step.cycle.community_id], today=local_day(now))
