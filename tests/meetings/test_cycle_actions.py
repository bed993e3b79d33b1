"""Planning, moving, skipping and ending a cycle; activity of an online community."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

import pytest

from communities.models import Community
from meetings import actions
from meetings.actions import LogEntry, StepPlan
from meetings.known import known_on
from meetings.models import Activity, Cadence, Cycle, CycleStep, CycleText, Meeting
from meetings.rhythm import row_of
from schools.models import User
from tests.factories import CommunityFactory, MeetingFactory, UserFactory, open_school

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PLANS = [
    StepPlan("orientation", datetime(2026, 11, 26, 13, 0, tzinfo=UTC), 90),
    StepPlan("design", datetime(2026, 12, 10, 13, 0, tzinfo=UTC), 90),
    StepPlan("lesson", datetime(2027, 1, 14, 13, 0, tzinfo=UTC), 90, "2B, 10:25, lokaal 8"),
    StepPlan("share"),
]


@pytest.fixture
def by() -> User:
    return UserFactory()


@pytest.fixture
def group() -> Community:
    return CommunityFactory(school=open_school(), variant="LS", regime="cycle")


def planned(group: Community, by: User, **changes: Any) -> Cycle:
    said = {"theme": "Breuken", "steps": PLANS, "place": "B12", "key": uuid4(), **changes}
    return actions.plan_cycle(community=group, by=by, now=NOW, **said)


def steps(cycle: Cycle) -> list[CycleStep]:
    return list(cycle.steps.select_related("meeting", "cycle__community").order_by("position"))


def days(cycle: Cycle) -> list[date | None]:
    return [step.meeting and step.meeting.day for step in steps(cycle)]


def log(meeting: Meeting, by: User, now: datetime, **changes: Any) -> Meeting:
    entry = LogEntry(
        key=uuid4(), version=meeting.version, starts_at=meeting.starts_at, minutes=90, present={by.pk: True}, **changes
    )
    return actions.log_meeting(meeting=meeting, entry=entry, by=by, now=now).meeting


def is_fresh(group: Community, today: date) -> bool:
    """Whether what is stored is what a fresh reckoning says."""
    stored, fresh = Cadence.objects.get(community=group), row_of(known_on([group], day=today)[0])
    names = ("opens_on", "due_on", "stalled_on", "planned_next_on", "last_active_on", "dots", "reasons", "held")
    return [getattr(stored, name) for name in names] == [getattr(fresh, name) for name in names]


def test_planning_a_cycle_plans_its_meetings_once(group: Community, by: User) -> None:
    key = uuid4()

    cycle, again = (planned(group, by, key=key) for _ in range(2))

    assert again == cycle
    assert days(cycle) == [date(2026, 11, 26), date(2026, 12, 10), date(2027, 1, 14), None]
    assert set(Meeting.objects.values_list("status", "minutes", "place")) == {("planned", 90, "B12")}
    assert list(CycleText.objects.order_by("pk").values_list("step__position", "text")) == [
        (None, "Breuken"),
        (3, "2B, 10:25, lokaal 8"),
    ]
    assert Cadence.objects.get().due_on == date(2026, 11, 26)
    assert is_fresh(group, NOW.date())


def test_a_meeting_that_was_planned_already_becomes_the_step(group: Community, by: User) -> None:
    there = MeetingFactory(community=group, day=date(2026, 12, 10), place="Bib")

    cycle = planned(group, by, place="")

    assert steps(cycle)[1].meeting == there
    there.refresh_from_db()
    assert (there.starts_at, there.minutes, there.place) == (PLANS[1].starts_at, 90, "Bib")


def test_a_second_cycle_waits_for_the_end_of_the_first(group: Community, by: User) -> None:
    first = planned(group, by)

    with pytest.raises(actions.CycleRunning):
        planned(group, by)
    actions.end_cycle(cycle=first, by=by, now=NOW)

    assert Meeting.objects.planned().count() == 0
    assert Cadence.objects.get().due_on is None
    assert planned(group, by).ended_on is None


def test_logging_its_meeting_completes_a_step(group: Community, by: User) -> None:
    cycle = planned(group, by)
    meeting = steps(cycle)[0].meeting
    assert meeting is not None

    log(meeting, by, datetime(2026, 11, 26, 16, 0, tzinfo=UTC))

    row = Cadence.objects.get()
    assert (row.opens_on, row.due_on) == (date(2026, 12, 3), date(2026, 12, 10))


def test_moving_a_step_takes_the_lesson_along_and_leaves_later_steps(group: Community, by: User) -> None:
    cycle = planned(group, by)
    step = steps(cycle)[2]
    assert step.meeting

    actions.move_step(
        step=step,
        starts_at=datetime(2027, 1, 21, 13, 0, tzinfo=UTC),
        minutes=120,
        place="B12",
        lesson="2A",
        version=step.meeting.version,
        by=by,
        now=NOW,
    )

    assert days(cycle) == [date(2026, 11, 26), date(2026, 12, 10), date(2027, 1, 21), None]
    assert (steps(cycle)[2].lesson_on, step.text.text) == (None, "2A")
    with pytest.raises(actions.StaleMeeting):
        actions.move_step(
            step=steps(cycle)[2], starts_at=NOW.replace(month=12), minutes=90, place="", version=1, by=by, now=NOW
        )


def test_a_step_without_a_day_gets_a_meeting_when_it_is_given_one(group: Community, by: User) -> None:
    cycle = planned(group, by, steps=[StepPlan("design"), StepPlan("share")])

    share = steps(cycle)[1]
    actions.move_step(
        step=share,
        starts_at=datetime(2026, 12, 17, 13, 0, tzinfo=UTC),
        minutes=60,
        place="",
        version=None,
        by=by,
        now=NOW,
    )

    assert days(cycle) == [None, date(2026, 12, 17)]
    assert is_fresh(group, NOW.date())


def test_a_skipped_step_does_not_take_place_and_comes_back_with_its_meeting(group: Community, by: User) -> None:
    cycle = planned(group, by)
    design = steps(cycle)[1]

    for _ in range(2):
        actions.skip_step(step=steps(cycle)[1], by=by, now=NOW)
    assert Meeting.objects.get(day=date(2026, 12, 10)).status == "cancelled"
    assert is_fresh(group, NOW.date())

    for _ in range(2):
        actions.take_step_back(step=steps(cycle)[1], by=by, now=NOW)
    assert Meeting.objects.get(step=design).status == "planned"
    assert is_fresh(group, NOW.date())


def test_a_held_step_is_neither_moved_nor_skipped(group: Community, by: User) -> None:
    cycle = planned(group, by)
    first = steps(cycle)[0]
    assert first.meeting
    log(first.meeting, by, datetime(2026, 11, 26, 16, 0, tzinfo=UTC))

    with pytest.raises(actions.StepIsHeld):
        actions.skip_step(step=steps(cycle)[0], by=by, now=NOW)
    with pytest.raises(actions.StepIsHeld):
        actions.move_step(step=steps(cycle)[0], starts_at=NOW, minutes=90, place="", version=2, by=by, now=NOW)


def test_a_meeting_planned_while_the_next_step_has_no_day_becomes_that_step(group: Community, by: User) -> None:
    cycle = planned(group, by, steps=[StepPlan("orientation"), StepPlan("design")])

    first = actions.plan_meeting(
        community=group, starts_at=datetime(2026, 11, 26, 13, 0, tzinfo=UTC), minutes=90, by=by, now=NOW
    )
    second = actions.plan_meeting(
        community=group, starts_at=datetime(2026, 12, 3, 13, 0, tzinfo=UTC), minutes=90, by=by, now=NOW
    )

    assert [step.meeting for step in steps(cycle)] == [first, None]
    log(first, by, datetime(2026, 11, 26, 16, 0, tzinfo=UTC), next_at=datetime(2026, 12, 10, 13, 0, tzinfo=UTC))
    assert days(cycle) == [date(2026, 11, 26), date(2026, 12, 10)]
    assert Meeting.objects.filter(pk=second.pk, step=None).exists()
    assert is_fresh(group, date(2026, 11, 26))


def test_an_unplanned_meeting_that_is_logged_becomes_the_step_and_its_undo_gives_it_back(
    group: Community, by: User
) -> None:
    cycle = planned(group, by, steps=[StepPlan("orientation"), StepPlan("design")])
    entry = LogEntry(key=uuid4(), version=0, starts_at=NOW, minutes=90, present={by.pk: True})

    logged = actions.log_unplanned(community=group, entry=entry, by=by, now=NOW)
    assert days(cycle) == [NOW.date(), None]
    actions.undo_log(meeting=logged.meeting, by=by, now=NOW)

    assert days(cycle) == [None, None]


def test_a_meeting_beside_the_steps_becomes_the_next_one_when_it_was_held(group: Community, by: User) -> None:
    cycle = planned(group, by, steps=[StepPlan("orientation"), StepPlan("design")])
    for day in (26, 30):
        actions.plan_meeting(
            community=group, starts_at=datetime(2026, 11, day, 13, 0, tzinfo=UTC), minutes=90, by=by, now=NOW
        )

    for meeting in Meeting.objects.order_by("day"):
        log(meeting, by, datetime(2026, 11, 30, 16, 0, tzinfo=UTC))

    assert days(cycle) == [date(2026, 11, 26), date(2026, 11, 30)]


def test_a_meeting_of_before_the_cycle_is_no_step_of_it(group: Community, by: User) -> None:
    cycle = planned(group, by, steps=[StepPlan("orientation")])
    earlier = MeetingFactory(community=group, day=date(2026, 11, 19))

    log(earlier, by, NOW)

    assert days(cycle) == [None]


def test_other_regimes_fill_no_steps(by: User) -> None:
    group = CommunityFactory(school=open_school())

    actions.plan_meeting(
        community=group, starts_at=datetime(2026, 11, 26, 13, 0, tzinfo=UTC), minutes=90, by=by, now=NOW
    )

    assert CycleStep.objects.count() == 0


def test_activity_is_noted_once_and_taken_away(by: User) -> None:
    group = CommunityFactory(school=open_school(), variant="OLC", regime="none")
    key = uuid4()

    for _ in range(2):
        noted = actions.record_activity(community=group, kind="question", text="Wie kent …?", key=key, by=by, now=NOW)
    assert Cadence.objects.get().last_active_on == NOW.date()
    assert (noted.day, Activity.objects.count()) == (NOW.date(), 1)
    with pytest.raises(actions.UsedKey):
        actions.record_activity(community=CommunityFactory(), kind="answer", key=key, by=by, now=NOW)

    for _ in range(2):
        actions.remove_activity(activity=Activity(pk=noted.pk, community=group), by=by, now=NOW)
    assert Cadence.objects.get().last_active_on is None
