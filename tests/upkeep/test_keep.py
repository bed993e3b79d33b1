"""By night what was kept long enough goes, and nothing else; with a moved clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from communities.models import Membership
from leading.models import LeaderRequest
from meetings.models import Attendance, Decision, Meeting, Minutes
from notifications.tasks import forget
from planning.models import TaughtHour
from plc_platform import clock
from schools import audit
from schools.models import AuditEvent, User
from tests.factories import (
    AttendanceFactory,
    CommunityFactory,
    DecisionFactory,
    MeetingFactory,
    MembershipFactory,
    MinutesFactory,
    SchoolFactory,
    StaffFactory,
    SubtaskFactory,
    UserFactory,
)
from tests.factories_leading import LookBackFactory, PageTimeFactory, TaughtHourFactory
from upkeep.actions import keep as actions
from upkeep.keeping import KEEP
from upkeep.models import Night, PageTime, RetentionRun
from upkeep.tasks import keep as nightly
from upkeep.tasks import note_night

pytestmark = pytest.mark.django_db
TODAY, NOW = date(2026, 11, 20), datetime(2026, 11, 20, 4, tzinfo=UTC)


def night(today: date = TODAY) -> None:
    actions.keep(today=today, now=datetime(today.year, today.month, today.day, 4, tzinfo=UTC))


def held(group, day: date) -> Meeting:
    start = datetime(day.year, day.month, day.day, 13, tzinfo=UTC)
    meeting = MeetingFactory(community=group, starts_at=start, day=day, status=Meeting.Status.HELD, present_count=4)
    AttendanceFactory(meeting=meeting)
    MinutesFactory(meeting=meeting)
    DecisionFactory(meeting=meeting)
    SubtaskFactory(meeting=meeting)
    return meeting


def test_names_go_after_a_school_year_and_the_number_stays():
    group = CommunityFactory()
    before, kept = held(group, date(2025, 7, 31)), held(group, date(2025, 8, 1))

    night()

    assert set(Attendance.objects.values_list("meeting", flat=True)) == {kept.pk}
    before.refresh_from_db()
    assert before.present_count == 4
    assert Minutes.objects.filter(meeting=before).exists()


def test_words_go_after_five_school_years_and_the_frame_stays():
    group = CommunityFactory()
    before, kept = held(group, date(2021, 7, 31)), held(group, date(2021, 8, 1))

    night()

    assert set(Minutes.objects.values_list("meeting", flat=True)) == {kept.pk}
    assert not Decision.objects.filter(meeting=before).exists()
    assert not before.subtasks.exists()
    assert Meeting.objects.filter(pk=before.pk, minutes=before.minutes).exists()


def test_what_went_is_counted_by_school_and_once():
    ours, others = CommunityFactory(), CommunityFactory()
    held(ours, date(2025, 5, 5))
    held(ours, date(2025, 5, 6))
    held(others, date(2025, 5, 5))

    night()
    night()

    told = RetentionRun.objects.filter(rule="attendance").values_list("school", "rows")
    assert sorted(told) == sorted([(ours.school_id, 2), (others.school_id, 1)])


def test_more_rows_than_a_step_go_in_one_night(monkeypatch):
    monkeypatch.setattr(actions, "BATCH", 2)
    group = CommunityFactory()
    for day in range(1, 6):
        held(group, date(2025, 5, day))

    night()

    assert not Attendance.objects.exists()
    assert RetentionRun.objects.get(rule="attendance").rows == 5


def test_what_a_night_does_not_get_to_goes_in_the_next(monkeypatch):
    monkeypatch.setattr(actions, "BATCH", 1)
    monkeypatch.setattr(actions, "BATCHES", 2)
    group = CommunityFactory()
    for day in range(1, 4):
        held(group, date(2025, 5, day))

    night()
    assert Attendance.objects.count() == 1
    night(TODAY + timedelta(days=1))

    assert not Attendance.objects.exists()


def left(days: int, **of_user: object) -> User:
    user = UserFactory(**of_user)
    StaffFactory(user=user, left_on=TODAY - timedelta(days=days))
    return user


def test_an_account_goes_thirty_days_after_the_last_school():
    gone, not_yet, elsewhere = left(31), left(30), left(31)
    StaffFactory(user=elsewhere)
    outside = UserFactory()

    night()

    assert not User.objects.filter(pk=gone.pk).exists()
    assert User.objects.filter(pk__in=[not_yet.pk, elsewhere.pk, outside.pk]).count() == 3


def test_a_guest_who_goes_on_keeps_the_account_and_a_forgotten_membership_does_not():
    guest = left(40, last_login=NOW - timedelta(days=3))
    silent = left(40, last_login=NOW - timedelta(days=90))
    for user in (guest, silent):
        MembershipFactory(user=user)

    night()

    assert set(Membership.objects.values_list("user", flat=True)) == {guest.pk}
    assert User.objects.filter(pk=guest.pk).exists()
    assert not User.objects.filter(pk=silent.pk).exists()


def test_what_a_group_wrote_together_survives_its_writer():
    user = left(40)
    meeting = MeetingFactory(note_taker=user, created_by=user)
    MinutesFactory(meeting=meeting, note="We agreed.")

    night()

    assert Minutes.objects.get().note == "We agreed."
    assert Meeting.objects.get().created_by_id is None


def test_numbers_trail_timetables_and_looks_back_go_in_their_time():
    school = SchoolFactory()
    PageTimeFactory(school=school, month=date(2024, 9, 1))
    PageTimeFactory(school=school, month=date(2024, 11, 1))
    for day in (date(2024, 11, 19), date(2024, 11, 21)):
        audit.record(by=None, verb="x", target="y:1", at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC))
    staff = StaffFactory(school=school, left_on=TODAY - timedelta(days=31))
    TaughtHourFactory(school=school, user=staff.user)
    LookBackFactory(school=school, year="2020-2021")
    kept = LookBackFactory(school=school, year="2021-2022")

    night()

    assert list(PageTime.objects.values_list("month", flat=True)) == [date(2024, 11, 1)]
    assert AuditEvent.objects.filter(at__lt=datetime(2024, 11, 20, tzinfo=UTC)).count() == 0
    assert AuditEvent.objects.filter(verb="x").count() == 1
    assert not TaughtHour.objects.exists()
    assert type(kept).objects.get() == kept
    assert not RetentionRun.objects.filter(rule__in=["look_backs", "audit"]).exists()


def test_an_empty_night_says_that_it_was_there():
    night()

    assert Night.objects.get(task=KEEP).ended_at == NOW
    assert not RetentionRun.objects.exists()
    assert not LeaderRequest.objects.exists()


def test_other_nights_are_heard_from_celery():
    assert note_night  # a worker finds it by itself
    forget.apply()
    nightly.apply()

    assert set(Night.objects.values_list("task", flat=True)) == {"notifications.forget_old", KEEP}


def test_page_says_what_went_and_what_goes(personas, signed_in, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(clock, "now", lambda: NOW)
    school = personas.leader.staff.get().school
    client, path = signed_in(personas.outsider), reverse("upkeep:retention", args=[school.slug])
    RetentionRun.objects.create(school=school, rule="attendance", day=date(2026, 8, 1), rows=7)
    RetentionRun.objects.create(school=SchoolFactory(), rule="minutes", day=date(2026, 8, 1), rows=9)
    PageTimeFactory(school=school, month=date(2024, 11, 1))
    client.get(path)

    with django_assert_num_queries(8):
        page = client.get(path)

    assert [(one.kept.rule.code, one.rows) for one in page.context["went"]] == [("attendance", 7)]
    assert [(one.kept.rule.code, one.soon) for one in page.context["soon"]] == [("page_times", 1)]
    RetentionRun.objects.create(school=school, rule="requests", day=date(2026, 8, 1), rows=2)
    RetentionRun.objects.create(school=school, rule="plans", day=date(2026, 8, 1), rows=2)
    with django_assert_num_queries(8):
        client.get(path)


def test_nobody_elsewhere_reads_it(personas, signed_in):
    elsewhere = SchoolFactory()

    assert signed_in(personas.leader).get(reverse("upkeep:retention", args=[elsewhere.slug])).status_code == 404
