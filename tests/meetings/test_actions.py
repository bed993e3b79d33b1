"""What changes the frame of a meeting, its agenda and its subtasks."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from meetings import actions
from meetings.models import Cadence, Meeting
from schools.models import AuditEvent
from tests.factories import AgendaBlockFactory, MeetingFactory, SubtaskFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DECEMBER = datetime(2026, 12, 3, 12, 30, tzinfo=UTC)  # 13:30 on the wall


def planned(personas, **fields):
    return MeetingFactory(community=personas.group, day=date(2026, 12, 3), starts_at=DECEMBER, **fields)


def test_plan_meeting_keeps_the_local_day_and_a_fresh_rhythm(personas):
    evening = datetime(2026, 12, 3, 23, 30, tzinfo=UTC)

    meeting = actions.plan_meeting(
        community=personas.group, starts_at=evening, minutes=60, by=personas.teacher, now=NOW
    )

    assert meeting.day == date(2026, 12, 4)
    assert meeting.status == Meeting.Status.PLANNED
    assert Cadence.objects.get(community=personas.group).planned_next_on == date(2026, 12, 4)
    assert AuditEvent.objects.get().verb == "plan_meeting"


def test_plan_meeting_with_the_same_key_makes_one_meeting(personas):
    options = {"community": personas.group, "starts_at": DECEMBER, "minutes": 60, "by": personas.teacher, "now": NOW}
    key = uuid4()

    made = [actions.plan_meeting(**options, key=key).pk for _ in range(2)]

    assert made == [Meeting.objects.get().pk] * 2


@pytest.mark.parametrize("day", [date(2026, 8, 31), date(2027, 1, 5)])
def test_plan_meeting_outside_the_life_of_the_group_is_refused(personas, day):
    personas.group.ended_on = date(2027, 1, 4)
    starts_at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)

    with pytest.raises(actions.OutsideCommunity):
        actions.plan_meeting(community=personas.group, starts_at=starts_at, minutes=60, by=personas.teacher, now=NOW)


def edit(meeting, personas, **changes):
    frame = {"starts_at": meeting.starts_at, "minutes": meeting.minutes, "place": "", "note_taker_id": None}
    return actions.edit_meeting(
        meeting=meeting, **{"version": meeting.version, **frame, **changes}, by=personas.teacher, now=NOW
    )


def test_edit_meeting_that_moves_it_grows_sequence_and_version(personas):
    meeting = edit(planned(personas), personas, starts_at=datetime(2026, 12, 10, 12, 30, tzinfo=UTC))

    assert (meeting.day, meeting.version, meeting.sequence) == (date(2026, 12, 10), 2, 1)
    assert Cadence.objects.get().planned_next_on == date(2026, 12, 10)


def test_edit_meeting_of_the_note_taker_leaves_the_sequence(personas):
    meeting = edit(planned(personas), personas, note_taker_id=personas.teacher.pk)

    assert (meeting.note_taker, meeting.version, meeting.sequence) == (personas.teacher, 2, 0)


def test_edit_meeting_on_an_old_version_is_refused(personas):
    meeting = planned(personas, version=4)

    with pytest.raises(actions.StaleMeeting):
        edit(meeting, personas, version=3, minutes=30)

    assert Meeting.objects.get().minutes == 120


def test_cancel_meeting_twice_counts_once(personas):
    meeting = planned(personas)

    for _ in range(2):
        actions.cancel_meeting(meeting=meeting, by=personas.teacher, now=NOW)

    meeting.refresh_from_db()
    assert (meeting.status, meeting.sequence, meeting.version) == (Meeting.Status.CANCELLED, 1, 2)
    assert Cadence.objects.get().planned_next_on is None


def test_cancel_meeting_of_a_draft_takes_it_away(personas):
    actions.cancel_meeting(meeting=planned(personas, status="draft"), by=personas.teacher, now=NOW)

    assert not Meeting.objects.exists()


@pytest.mark.parametrize(("logged_at", "status"), [(None, "planned"), (NOW, "held")])
def test_reopen_meeting_brings_back_what_it_was(personas, logged_at, status):
    meeting = planned(personas, status="cancelled", logged_at=logged_at)

    actions.reopen_meeting(meeting=meeting, by=personas.teacher, now=NOW)

    meeting.refresh_from_db()
    assert meeting.status == status


def test_reopen_meeting_that_was_not_cancelled_changes_nothing(personas):
    meeting = planned(personas)

    actions.reopen_meeting(meeting=meeting, by=personas.teacher, now=NOW)

    meeting.refresh_from_db()
    assert (meeting.status, meeting.version) == ("planned", 1)


ROWS = [
    actions.YearRow(DECEMBER, 120),
    actions.YearRow(datetime(2027, 1, 14, 12, 30, tzinfo=UTC), 150),
]


def plan_year(personas, rows=ROWS, key=None):
    return actions.plan_year(
        community=personas.group, rows=rows, place="B12", key=key or uuid4(), by=personas.teacher, now=NOW
    )


def test_plan_year_saves_drafts_that_the_rhythm_does_not_count(personas):
    assert plan_year(personas) == 2

    drafts = Meeting.objects.order_by("day")
    assert [(row.day, row.minutes, row.place, row.status) for row in drafts] == [
        (date(2026, 12, 3), 120, "B12", "draft"),
        (date(2027, 1, 14), 150, "B12", "draft"),
    ]


def test_plan_year_with_the_same_key_adds_nothing(personas):
    key = uuid4()

    assert [plan_year(personas, key=key) for _ in range(2)] == [2, 0]
    assert Meeting.objects.count() == 2


def test_plan_year_leaves_out_what_is_planned_already(personas):
    planned(personas)

    assert plan_year(personas) == 1


def test_send_drafts_makes_them_planned_and_the_rhythm_fresh(personas):
    plan_year(personas)

    assert actions.send_drafts(community=personas.group, by=personas.teacher, now=NOW) == 2
    assert actions.send_drafts(community=personas.group, by=personas.teacher, now=NOW) == 0
    assert Cadence.objects.get().planned_next_on == date(2026, 12, 3)


def test_send_drafts_leaves_days_gone_by(personas):
    MeetingFactory(community=personas.group, day=date(2026, 11, 20), status="draft")

    assert actions.send_drafts(community=personas.group, by=personas.teacher, now=NOW) == 0


def test_set_agenda_replaces_the_whole_list(personas):
    meeting = planned(personas)
    AgendaBlockFactory(meeting=meeting)

    actions.set_agenda(
        meeting=meeting,
        version=1,
        blocks=[actions.Block("Check-in", 10), actions.Block("Ontwerpen", 90, "curriculum", personas.coach.pk)],
        by=personas.teacher,
        now=NOW,
    )

    rows = meeting.agenda.order_by("position").values_list("position", "title", "minutes", "focus", "leader")
    assert list(rows) == [(0, "Check-in", 10, "", None), (1, "Ontwerpen", 90, "curriculum", personas.coach.pk)]


def test_set_agenda_on_an_old_version_is_refused(personas):
    meeting = planned(personas, version=2)
    AgendaBlockFactory(meeting=meeting)

    with pytest.raises(actions.StaleMeeting):
        actions.set_agenda(meeting=meeting, version=1, blocks=[], by=personas.teacher, now=NOW)

    assert meeting.agenda.count() == 1


def test_subtask_ends_once_and_can_be_opened_again(personas):
    subtask = SubtaskFactory(meeting=planned(personas))

    actions.complete_subtask(subtask=subtask, by=personas.teacher, now=NOW)
    actions.drop_subtask(subtask=subtask, by=personas.teacher, now=NOW)

    subtask.refresh_from_db()
    assert (subtask.done_on, subtask.dropped_on) == (date(2026, 11, 23), None)
    actions.reopen_subtask(subtask=subtask, by=personas.teacher, now=NOW)
    subtask.refresh_from_db()
    assert (subtask.done_on, subtask.dropped_on) == (None, None)
