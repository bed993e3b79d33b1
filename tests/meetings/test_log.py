"""Logging: the same save twice counts once, and of two writers neither loses a word."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from meetings import actions
from meetings.models import Attendance, Cadence, Decision, LogReceipt, Meeting, Minutes, Subtask
from tests.factories import CommunityFactory, MeetingFactory, SubtaskFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 16, 0, tzinfo=UTC)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def meeting(personas):
    return MeetingFactory(community=personas.group, day=date(2026, 11, 23), starts_at=NOON, place="B12")


def entry(**fields):
    usual = {"key": uuid4(), "version": 1, "starts_at": NOON, "minutes": 150, "present": {}}
    return actions.LogEntry(**{**usual, **fields})


def log(meeting, by, now=NOW, **fields):
    return actions.log_meeting(meeting=meeting, entry=entry(**fields), by=by, now=now)


def test_log_keeps_all_of_it(meeting, personas):
    earlier = SubtaskFactory(meeting=MeetingFactory(community=personas.group))

    log(
        meeting,
        personas.teacher,
        present={personas.teacher.pk: True, personas.coach.pk: False},
        guests=2,
        focuses=["curriculum"],
        note="Fijn gewerkt",
        decisions=[actions.NoteLine("We testen les 3")],
        subtasks=[actions.NewTask("Les 3 uitschrijven", personas.coach.pk, date(2026, 12, 18))],
        ended={earlier.pk: "done"},
        next_at=datetime(2026, 12, 18, 12, 0, tzinfo=UTC),
    )

    meeting.refresh_from_db()
    earlier.refresh_from_db()
    assert (meeting.status, meeting.minutes, meeting.present_count) == ("held", 150, 3)
    assert (meeting.logged_by, meeting.logged_at, meeting.version) == (personas.teacher, NOW, 2)
    assert dict(Attendance.objects.values_list("user", "is_present")) == {
        personas.teacher.pk: True,
        personas.coach.pk: False,
    }
    assert Minutes.objects.values_list("note", "focuses").get() == ("Fijn gewerkt", ["curriculum"])
    assert Decision.objects.get().text == "We testen les 3"
    assert Subtask.objects.get(meeting=meeting).owner == personas.coach
    assert (earlier.done_on, earlier.dropped_on) == (date(2026, 11, 23), None)
    following = Meeting.objects.get(day=date(2026, 12, 18))
    assert (following.status, following.minutes, following.place) == ("planned", 150, "B12")
    cadence = Cadence.objects.get()
    assert (cadence.last_held_on, cadence.planned_next_on) == (date(2026, 11, 23), date(2026, 12, 18))


def test_log_needs_nothing_but_a_moment(meeting, personas):
    assert log(meeting, personas.teacher).meeting.status == "held"


def test_log_sent_twice_counts_once(meeting, personas):
    words = {
        "key": uuid4(),
        "decisions": [actions.NoteLine("Ja")],
        "subtasks": [actions.NewTask("Doen")],
        "next_at": datetime(2026, 12, 18, 12, 0, tzinfo=UTC),
    }

    replays = [log(meeting, personas.teacher, **words).is_replay for _ in range(2)]

    assert replays == [False, True]
    assert (Decision.objects.count(), Subtask.objects.count(), Meeting.objects.count()) == (1, 1, 2)
    assert Meeting.objects.get(pk=meeting.pk).version == 2


def test_more_words_under_a_key_whose_answer_got_lost_are_added(meeting, personas):
    key = uuid4()
    log(meeting, personas.teacher, key=key, decisions=[actions.NoteLine("Ja")])

    both = [actions.NoteLine("ja."), actions.NoteLine("En nog iets")]
    log(meeting, personas.teacher, key=key, decisions=both)

    assert list(Decision.objects.order_by("position").values_list("text", flat=True)) == ["Ja", "En nog iets"]


def test_second_writer_on_the_old_version_is_told_and_nothing_is_written(meeting, personas):
    log(meeting, personas.teacher, decisions=[actions.NoteLine("Van Tine")])

    with pytest.raises(actions.LogConflict):
        log(meeting, personas.coach, decisions=[actions.NoteLine("Van Karim")])

    assert Decision.objects.get().text == "Van Tine"


def test_first_writer_gets_news_of_what_the_second_added(meeting, personas):
    log(meeting, personas.teacher, decisions=[actions.NoteLine("Van Tine")])
    log(meeting, personas.coach, version=2, decisions=[actions.NoteLine("Van Karim")])

    assert dict(LogReceipt.objects.values_list("by", "has_news")) == {
        personas.teacher.pk: True,
        personas.coach.pk: False,
    }
    assert set(Decision.objects.values_list("text", flat=True)) == {"Van Tine", "Van Karim"}


def test_row_is_changed_and_removed_by_its_own_words_only(meeting, personas):
    log(meeting, personas.teacher, decisions=[actions.NoteLine(text) for text in ("a", "b", "c")])
    a, b, _c = Decision.objects.order_by("position")

    log(meeting, personas.teacher, version=2, decisions=[actions.NoteLine("aa", a.pk), actions.NoteLine("", b.pk)])

    assert list(Decision.objects.order_by("position").values_list("text", flat=True)) == ["aa", "c"]


def test_subtask_of_this_meeting_is_changed_and_removed(meeting, personas):
    log(meeting, personas.teacher, subtasks=[actions.NewTask("a"), actions.NewTask("b")])
    a, b = Subtask.objects.order_by("pk")

    changed = [actions.NewTask("a", personas.coach.pk, date(2026, 12, 1), a.pk), actions.NewTask("", pk=b.pk)]
    log(meeting, personas.teacher, version=2, subtasks=changed)

    assert Subtask.objects.values_list("text", "owner", "due_on").get() == ("a", personas.coach.pk, date(2026, 12, 1))


def test_subtask_of_another_group_cannot_be_ended_here(meeting, personas):
    foreign = SubtaskFactory(meeting=MeetingFactory(community=CommunityFactory(school=personas.school)))

    log(meeting, personas.teacher, ended={foreign.pk: "dropped"})

    foreign.refresh_from_db()
    assert foreign.dropped_on is None


def test_log_of_a_day_to_come_is_refused(meeting, personas):
    with pytest.raises(actions.InTheFuture):
        log(meeting, personas.teacher, starts_at=NOON + timedelta(days=1))


def unplanned(personas, by=None, **fields):
    is_separate = fields.pop("is_separate", False)
    return actions.log_unplanned(
        community=personas.group,
        entry=entry(version=0, **fields),
        is_separate=is_separate,
        by=by or personas.teacher,
        now=NOW,
    )


def test_unplanned_log_sent_twice_makes_one_meeting(personas):
    words = {"key": uuid4(), "decisions": [actions.NoteLine("Ja")]}

    first, second = (unplanned(personas, **words) for _ in range(2))

    assert (first.is_replay, second.is_replay) == (False, True)
    assert first.meeting == second.meeting == Meeting.objects.get()
    assert Decision.objects.count() == 1


def test_unplanned_log_of_two_people_on_one_day_is_one_meeting_unless_they_say_so(personas):
    first = unplanned(personas).meeting

    with pytest.raises(actions.SameDay) as caught:
        unplanned(personas, by=personas.coach)

    assert caught.value.meeting == first
    assert unplanned(personas, by=personas.coach, is_separate=True).meeting != first


def test_undo_makes_the_meeting_planned_again_and_keeps_the_words(meeting, personas):
    earlier = SubtaskFactory(meeting=MeetingFactory(community=personas.group))
    log(
        meeting,
        personas.teacher,
        decisions=[actions.NoteLine("Ja")],
        ended={earlier.pk: "dropped"},
        next_at=datetime(2026, 12, 18, 12, 0, tzinfo=UTC),
    )
    meeting.refresh_from_db()

    is_there = actions.undo_log(meeting=meeting, by=personas.teacher, now=NOW + timedelta(minutes=9))

    meeting.refresh_from_db()
    earlier.refresh_from_db()
    assert is_there
    assert (meeting.status, meeting.present_count, meeting.logged_at) == ("planned", None, None)
    assert earlier.dropped_on is None
    assert Decision.objects.count() == 1
    assert not Meeting.objects.filter(day=date(2026, 12, 18)).exists()
    assert Cadence.objects.get().last_held_on is None


def test_undo_takes_away_a_meeting_that_the_log_made(personas):
    meeting = unplanned(personas).meeting

    assert not actions.undo_log(meeting=meeting, by=personas.teacher, now=NOW)
    assert not Meeting.objects.exists()


def test_undo_is_for_ten_minutes_for_the_writer_and_until_somebody_adds(meeting, personas):
    log(meeting, personas.teacher)
    meeting.refresh_from_db()

    for by, now in ((personas.coach, NOW), (personas.teacher, NOW + timedelta(minutes=11))):
        with pytest.raises(actions.NotUndoable):
            actions.undo_log(meeting=meeting, by=by, now=now)
    log(meeting, personas.coach, version=2)
    meeting.refresh_from_db()
    with pytest.raises(actions.NotUndoable):
        actions.undo_log(meeting=meeting, by=personas.teacher, now=NOW)


def test_log_again_after_undo_works(meeting, personas):
    log(meeting, personas.teacher, decisions=[actions.NoteLine("Ja")])
    meeting.refresh_from_db()
    actions.undo_log(meeting=meeting, by=personas.teacher, now=NOW)

    log(meeting, personas.teacher, version=3, decisions=[actions.NoteLine("Ja")])

    assert Decision.objects.count() == 1
    assert Meeting.objects.get().status == "held"


def test_key_of_one_meeting_opens_no_other(meeting, personas):
    """Somebody who left a group cannot write there with a page kept from then."""
    key = uuid4()
    log(meeting, personas.teacher, key=key)
    elsewhere = CommunityFactory(school=personas.school)
    other = MeetingFactory(community=elsewhere, day=meeting.day, starts_at=NOON)

    with pytest.raises(actions.UsedKey):
        log(other, personas.teacher, key=key, note="x")
    with pytest.raises(actions.UsedKey):
        actions.log_unplanned(
            community=elsewhere, entry=entry(key=key, note="x"), is_separate=True, by=personas.teacher, now=NOW
        )


def test_key_of_a_planned_meeting_opens_no_other_group(personas):
    key = uuid4()
    options = {"starts_at": NOON, "minutes": 60, "key": key, "by": personas.teacher, "now": NOW}
    actions.plan_meeting(community=personas.group, **options)
    elsewhere = CommunityFactory(school=personas.school)

    with pytest.raises(actions.UsedKey):
        actions.plan_meeting(community=elsewhere, **options)
    with pytest.raises(actions.UsedKey):
        actions.log_unplanned(community=elsewhere, entry=entry(key=key), by=personas.teacher, now=NOW)
