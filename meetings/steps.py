"""The steps of a running cycle as rows and as the rules know them."""

from datetime import date

from meetings.cycles import Run, Step
from meetings.models import CycleStep, Meeting


def open_steps(community_id: int) -> list[CycleStep]:
    """The steps of the community's running cycle, in order, with their meetings."""
    rows = CycleStep.objects.filter(cycle__community=community_id, cycle__ended_on=None)
    return list(rows.select_related("meeting", "cycle").order_by("position"))


def run_of(steps: list[CycleStep]) -> Run | None:
    """The same steps as the rules know them; None without a cycle."""
    return Run(steps[0].cycle.started_on, tuple(step_of(row) for row in steps)) if steps else None


def step_of(row: CycleStep) -> Step:
    is_held = row.meeting is not None and row.meeting.status == Meeting.Status.HELD
    return Step(day_of(row), is_held, row.skipped_on is not None)


def day_of(row: CycleStep) -> date | None:
    """The day of a step: that of its meeting, unless that was cancelled."""
    meeting = row.meeting
    return meeting.day if meeting and meeting.status in (Meeting.Status.HELD, Meeting.Status.PLANNED) else None
