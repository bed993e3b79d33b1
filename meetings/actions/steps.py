"""Which step of a running cycle a meeting is. Below the actions that plan and log, which ask it."""

from datetime import date

from communities.models import Regime
from meetings.models import CycleStep, Meeting
from meetings.steps import day_of, open_steps, run_of


def fill_next_step(meeting: Meeting, *, today: date) -> None:
    """A meeting that is planned or logged while the next step has no day becomes that step, wherever it was made."""
    if meeting.community.regime != Regime.CYCLE:
        return
    steps = open_steps(meeting.community_id)
    run = run_of(steps)
    if run is None or meeting.day < run.latest_on(today):
        return
    at = run.next_index(today)
    if at is not None and day_of(steps[at]) is None and all(row.meeting_id != meeting.pk for row in steps):
        CycleStep.objects.filter(pk=steps[at].pk).update(meeting=meeting)
