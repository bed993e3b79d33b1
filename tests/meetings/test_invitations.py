"""A meeting that moves or falls away after people were invited: who was told hears it once, with the newest state."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from icalendar import Calendar

from meetings import actions, reminders
from meetings.models import Meeting, Telling
from meetings.rhythm import refresh_cadence
from notifications import outbox
from notifications.models import Notice
from tests.factories import MeetingFactory, MembershipFactory, NoticeFactory, PauseFactory

pytestmark = pytest.mark.django_db
THURSDAY = date(2026, 11, 26)  # invitations go out from 19 November
INVITED = datetime(2026, 11, 19, 8, tzinfo=UTC)


@pytest.fixture
def meeting(personas, settings):
    settings.SITE_URL = "https://plc.example"
    type(personas.teacher).objects.update(language="en")
    meeting = MeetingFactory(community=personas.group, day=THURSDAY, place="B12")
    refresh_cadence(community_ids=[personas.group.pk], today=INVITED.date())
    return meeting


def tick(now: datetime, to: str = "teacher@school.example") -> list[tuple[str, int, str]]:
    """One look and one delivery: what the calendar of this person is asked (method, sequence, local start)."""
    mail.outbox.clear()
    reminders.look(now=now)
    outbox.deliver_due(now=now)
    return [entry for message in mail.outbox if message.to == [to] for entry in entries(message)]


def entries(message) -> list[tuple[str, int, str]]:
    found = []
    for name, content, kind in message.attachments:
        assert (name.endswith(".ics"), kind) == (True, "application/ics")
        calendar = Calendar.from_ical(content)
        event = calendar.walk("VEVENT")[0]
        found.append((str(calendar["method"]), int(event["sequence"]), f"{event['dtstart'].dt:%d-%m %H:%M}"))
    return found


def move(meeting, to: date, *, hour: int = 12, place: str = "B12", at: datetime = INVITED) -> None:
    meeting.refresh_from_db()
    actions.edit_meeting(
        meeting=meeting, version=meeting.version, starts_at=datetime(to.year, to.month, to.day, hour, tzinfo=UTC),
        minutes=120, place=place, note_taker_id=None, by=None, now=at,
    )  # fmt: skip


def cancel(meeting, at: datetime = INVITED) -> None:
    actions.cancel_meeting(meeting=meeting, by=None, now=at)


def reopen(meeting, at: datetime = INVITED) -> None:
    actions.reopen_meeting(meeting=meeting, by=None, now=at)


def later(**wait: int) -> datetime:
    return INVITED + timedelta(**wait)


@pytest.fixture
def invited(meeting):
    """The meeting, after everybody got the invitation on the nineteenth."""
    assert tick(INVITED) == [("REQUEST", 0, "26-11 13:00")]
    return meeting


# --- what is told ----------------------------------------------------------------------------------------------------
def test_moved_far_away_is_told_with_a_higher_sequence_and_the_same_uid(invited):
    move(invited, date(2026, 12, 10))

    assert tick(later(days=1)) == [("REQUEST", 1, "10-12 13:00")]
    message = next(one for one in mail.outbox if one.to == ["teacher@school.example"])
    assert message.subject == "Ontwerpteam wiskunde: moved to Thursday 10 December"
    assert "It was planned on Thursday 26 November." in message.body
    assert message.body.count("/answer/") == 3
    assert message.alternatives[1].mimetype == "text/calendar; method=REQUEST"
    assert f"UID:{invited.uid}\r\n" in message.alternatives[1].content


@pytest.mark.parametrize("change", [{"hour": 13}, {"place": "B13"}])
def test_changed_hour_or_place_is_told(invited, change):
    move(invited, THURSDAY, **change)

    assert tick(later(days=1)) == [("REQUEST", 1, f"26-11 {change.get('hour', 12) + 1}:00")]


def test_moved_inside_the_week_is_told_by_the_new_invitation_alone(invited):
    move(invited, date(2026, 11, 25))

    assert tick(later(days=1)) == [("REQUEST", 1, "25-11 13:00")]
    assert tick(later(days=4)) == []


def test_cancelled_is_told_and_calendars_take_it_out(invited):
    cancel(invited)

    assert tick(later(days=1)) == [("CANCEL", 1, "26-11 13:00")]
    message = next(one for one in mail.outbox if one.to == ["teacher@school.example"])
    assert "The meeting on Thursday 26 November does not take place" in message.body
    assert message.alternatives[1].mimetype == "text/calendar; method=CANCEL"
    assert "STATUS:CANCELLED\r\n" in message.alternatives[1].content


def test_cancelled_told_and_reopened_takes_place_after_all(invited):
    cancel(invited)
    tick(later(days=1))
    reopen(invited)

    assert tick(later(days=4)) == [("REQUEST", 2, "26-11 13:00")]


def test_change_of_the_note_taker_is_no_news(personas, invited):
    invited.refresh_from_db()
    actions.edit_meeting(
        meeting=invited, version=1, starts_at=invited.starts_at, minutes=120, place="B12",
        note_taker_id=personas.coach.pk, by=None, now=INVITED,
    )  # fmt: skip

    assert tick(later(days=1)) == []


def test_several_changes_before_the_mail_make_one_mail_with_the_newest(invited):
    move(invited, date(2026, 12, 3))
    reminders.look(now=later(hours=1))
    move(invited, date(2026, 12, 8))
    reminders.look(now=later(hours=2))
    move(invited, date(2026, 12, 10))

    assert tick(later(days=1)) == [("REQUEST", 3, "10-12 13:00")]
    assert tick(later(days=4)) == []


def test_each_change_is_told_once_however_often_somebody_looks(invited):
    move(invited, date(2026, 12, 10))
    tick(later(days=1))
    Meeting.objects.update(has_news=True)

    assert tick(later(days=4)) == []


def test_moved_and_cancelled_before_the_mail_is_only_cancelled(invited):
    move(invited, date(2026, 12, 10))
    reminders.look(now=later(hours=1))
    cancel(invited)

    assert tick(later(days=1)) == [("CANCEL", 2, "10-12 13:00")]


# --- who is told -----------------------------------------------------------------------------------------------------
def test_nobody_is_told_of_a_meeting_that_nobody_was_invited_to(meeting):
    move(meeting, date(2026, 12, 10))
    assert tick(INVITED) == []

    cancel(meeting)
    assert tick(later(days=1)) == []


def test_who_left_or_may_not_sign_in_is_told_nothing(personas, invited):
    personas.group.memberships.filter(user=personas.teacher).update(left_on=INVITED.date())
    cancel(invited)

    assert tick(later(days=1)) == []


def test_newcomer_hears_of_the_new_day_by_the_invitation_alone(personas, invited):
    newcomer = MembershipFactory(community=personas.group, user__email="new@school.example").user
    move(invited, date(2026, 12, 10))

    assert tick(later(days=1), to=newcomer.email) == []


def test_meeting_that_has_begun_is_no_news(invited):
    cancel(invited, at=datetime(2026, 11, 26, 12, 30, tzinfo=UTC))

    assert tick(datetime(2026, 11, 26, 12, 30, tzinfo=UTC)) == []


def test_pause_does_not_hide_that_a_meeting_fell_away(personas, invited):
    PauseFactory(community=personas.group, first_day=date(2026, 11, 20), last_day=date(2026, 11, 30))
    cancel(invited)

    assert tick(later(days=1)) == [("CANCEL", 1, "26-11 13:00")]


def test_school_that_sends_nothing_sends_no_news(personas, invited):
    type(personas.school).objects.filter(pk=personas.school.pk).update(has_reminders=False)
    cancel(invited)

    assert tick(later(days=1)) == []


# --- when ------------------------------------------------------------------------------------------------------------
def test_change_for_tomorrow_is_told_today_though_there_was_a_mail(personas, invited):
    wednesday = datetime(2026, 11, 25, 8, tzinfo=UTC)
    NoticeFactory(
        recipient=personas.teacher, state="sent", sent_at=wednesday, sent_on=wednesday.date(), message_id="<a@b>"
    )
    cancel(invited, at=wednesday)

    assert tick(wednesday + timedelta(hours=1)) == [("CANCEL", 1, "26-11 13:00")]


def test_change_for_tomorrow_waits_for_school_hours(personas, invited):
    cancel(invited, at=datetime(2026, 11, 25, 20, tzinfo=UTC))

    assert tick(datetime(2026, 11, 25, 20, tzinfo=UTC)) == []
    assert tick(datetime(2026, 11, 26, 7, tzinfo=UTC)) == [("CANCEL", 1, "26-11 13:00")]


def test_change_for_next_week_waits_for_tomorrow(personas, invited):
    cancel(invited, at=later(hours=1))

    assert tick(later(hours=2)) == []
    assert tick(later(days=1)) == [("CANCEL", 1, "26-11 13:00")]


def test_new_invitation_for_tomorrow_is_urgent_too(personas, invited):
    friday = datetime(2026, 11, 20, 8, tzinfo=UTC)
    NoticeFactory(recipient=personas.teacher, state="sent", sent_at=friday, sent_on=friday.date(), message_id="<a@b>")
    move(invited, date(2026, 11, 23), at=friday)

    assert tick(friday + timedelta(hours=1)) == [("REQUEST", 1, "23-11 13:00")]


# --- a change that crosses a mail (F18) ------------------------------------------------------------------------------
POINTS = ["before the look", "after the look", "after the claim", "after the words", "after the mail"]
Act = Callable[[Meeting], None]


def to_december(meeting):
    move(meeting, date(2026, 12, 10))


def to_another_hour(meeting):
    move(meeting, THURSDAY, hour=14)


def to_the_day_before(meeting):
    move(meeting, date(2026, 11, 25))


def to_cancelled(meeting):
    cancel(meeting)


def run_with(act: Act, meeting: Meeting, point: str, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int, str]]:
    """A morning of invitations in which the meeting changes at that point, and all mornings after it."""
    spots = {
        "after the look": ("notifications.outbox.deliver_due", "before"),
        "after the claim": ("notifications.delivery.composed", "before"),
        "after the words": ("notifications.delivery.composed", "after"),
    }
    if point == "before the look":
        act(meeting)
    with monkeypatch.context() as patch:
        if point in spots:
            crossed(patch, spots[point][0], spots[point][1], lambda: act(meeting))
        told = tick(INVITED)
    if point == "after the mail":
        act(meeting)
    for day in range(22):
        told += tick(later(days=day, minutes=5))
    return told


def crossed(patch, name: str, when: str, act: Callable[[], None]) -> None:
    """The first call of this function meets a change just before or after it."""
    module, _dot, attribute = name.rpartition(".")
    real = getattr(__import__(module, fromlist=[attribute]), attribute)
    done: list[bool] = []

    def call(*args, **options):
        if when == "before" and not done:
            done.append(True)
            act()
        result = real(*args, **options)
        if when == "after" and not done:
            done.append(True)
            act()
        return result

    patch.setattr(name, call)


def as_calendar(told: list[tuple[str, int, str]]) -> tuple[str, str] | None:
    """What stands in a calendar that followed these, as RFC 5546 wants: the highest sequence wins."""
    method, _sequence, start = max(told, key=lambda entry: entry[1])
    return (method, start)


@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("act", [to_december, to_another_hour, to_the_day_before, to_cancelled])
def test_change_at_any_point_leaves_one_correct_entry(meeting, monkeypatch, act, point):
    told = run_with(act, meeting, point, monkeypatch)

    meeting.refresh_from_db()
    start = f"{(meeting.starts_at + timedelta(hours=1)):%d-%m %H:%M}"
    if meeting.status == "cancelled":
        assert as_calendar(told) == ("CANCEL", start) if told else point not in ("after the words", "after the mail")
    else:
        assert as_calendar(told) == ("REQUEST", start)
    # The day in December gets its invitation a school week before, whatever was told earlier.
    newest = [entry for entry in told if entry[1] == meeting.sequence]
    reminded = act is to_december and point in ("after the words", "after the mail")
    assert len(newest) == (2 if reminded else bool(told))
    assert Meeting.objects.filter(has_news=True).count() == 0


def test_change_between_words_and_mail_would_be_lost_without_the_telling(meeting, monkeypatch):
    monkeypatch.setattr("meetings.invitations.note_editions", lambda notices, editions: None)

    told = run_with(to_another_hour, meeting, "after the words", monkeypatch)

    assert told == [("REQUEST", 0, "26-11 13:00")]  # the old hour, and nothing after it


def test_preview_notes_nothing(meeting):
    reminders.look(now=INVITED)

    assert len(outbox.preview(now=INVITED)) > 0
    assert Telling.objects.count() == 0


@pytest.mark.parametrize("meetings", [1, 3])
def test_look_at_news_takes_a_fixed_number_of_queries(personas, invited, meetings, django_assert_max_num_queries):
    more = [MeetingFactory(community=personas.group, day=date(2026, 12, 10 + number)) for number in range(meetings)]
    for one in (invited, *more):
        cancel(one)

    with django_assert_max_num_queries(21):
        reminders.look_at([], now=later(days=1))

    assert Notice.objects.filter(kind="meeting_cancelled").count() == Notice.objects.filter(kind="upcoming").count()
