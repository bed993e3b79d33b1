"""Exam weeks and other days without meetings: what the leader enters, and what that does to the dates of groups."""

from datetime import date

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from meetings.known import known_on
from meetings.models import Cadence
from meetings.rhythm import refresh_cadence
from schools import actions
from schools.models import AuditEvent, QuietPeriod
from tests.factories import CommunityFactory, MeetingFactory, PartnershipFactory, QuietPeriodFactory, open_school

EXAMS = {"kind": "exams", "first_day": date(2026, 12, 7), "last_day": date(2026, 12, 18), "reason": "Examens"}


@pytest.fixture
def held(personas, today):
    """Two groups, one of them hosted by a partner school, due 30 school days after 30 October: 4 January."""
    joined = CommunityFactory(school=open_school())
    PartnershipFactory(community=joined, school=personas.school)
    for group in (personas.group, joined):
        MeetingFactory(community=group, status="held", day=date(2026, 10, 30))
    refresh_cadence(community_ids=[personas.group.pk, joined.pk], today=today)
    assert due_days() == {date(2027, 1, 4)}


def due_days():
    return set(Cadence.objects.values_list("due_on", flat=True))


def add(personas, now, **said):
    return actions.add_quiet_period(school=personas.school, **EXAMS, **said, by=personas.leader, now=now)


def path(personas, name, *more):
    return reverse(f"schools:{name}", args=[personas.school.slug, *more])


def test_exam_weeks_are_school_days_and_move_nothing(personas, held, now):
    _quiet, told = add(personas, now, stops_clock=False)

    assert told.days == ()
    assert due_days() == {date(2027, 1, 4)}


def test_exam_weeks_that_stop_the_clock_move_every_group_in_which_the_school_takes_part(personas, held, now):
    quiet, told = add(personas, now, stops_clock=True)

    assert told.days == (10, 10)
    assert due_days() == {date(2027, 1, 18)}
    assert set(Cadence.objects.values_list("opens_on", flat=True)) == {date(2027, 1, 4)}

    told = actions.change_quiet_period(quiet=quiet, **EXAMS, stops_clock=False, by=personas.leader, now=now)

    assert told.days == (-10, -10)
    assert due_days() == {date(2027, 1, 4)}


def test_removing_exam_weeks_moves_the_dates_back(personas, held, now):
    quiet, _told = add(personas, now, stops_clock=True)

    told = actions.remove_quiet_period(quiet=quiet, by=personas.leader, now=now)

    assert told.days == (-10, -10)
    assert not QuietPeriod.objects.exists()


def test_a_group_is_not_paused_by_exam_weeks(personas, held, now):
    add(personas, now, stops_clock=True)

    [known] = known_on([personas.group], day=date(2026, 12, 10))

    assert known.status().state == "on_track"


def test_the_same_days_are_entered_once(personas, now):
    add(personas, now, stops_clock=False)
    add(personas, now, stops_clock=True)
    other = QuietPeriodFactory(school=personas.school, first_day=date(2027, 6, 10), last_day=date(2027, 6, 30))

    assert list(personas.school.quiet_periods.filter(stops_clock=True).values_list("first_day")) == [
        (EXAMS["first_day"],)
    ]
    actions.change_quiet_period(quiet=other, **EXAMS, stops_clock=False, by=personas.leader, now=now)
    assert list(personas.school.quiet_periods.values_list("pk", "stops_clock")) == [(other.pk, False)]


def test_what_happened_stands_in_the_audit_trail_without_words(personas, now):
    add(personas, now, stops_clock=True)

    event = AuditEvent.objects.get()
    assert (event.verb, event.target, event.detail) == (
        "quiet_period.added",
        f"school:{personas.school.pk}",
        {"kind": "exams", "first_day": "2026-12-07", "last_day": "2026-12-18", "stops_clock": True},
    )


def test_leader_is_told_how_far_dates_move(personas, held, signed_in, today):
    personas.leader.language = "en"
    personas.leader.save()

    answer = signed_in(personas.leader).post(path(personas, "quiet-add", "2026-2027"), {**EXAMS, "stops_clock": "on"})

    assert [str(message) for message in get_messages(answer.wsgi_request)] == [
        "Saved. Nothing is proposed in these days any more. In 2 groups the due date moves 10 school days later."
    ]
    assert answer.headers["Location"] == path(personas, "year", "2026-2027")


def test_leader_changes_and_removes_exam_weeks(personas, signed_in):
    quiet, client = QuietPeriodFactory(school=personas.school), signed_in(personas.leader)

    page = client.get(path(personas, "quiet-edit", quiet.pk))
    assert page.context["form"].initial["first_day"] == date(2026, 12, 7)
    client.post(path(personas, "quiet-edit", quiet.pk), {"kind": "other", "first_day": "2026-12-08", "reason": "Kamp"})
    quiet.refresh_from_db()
    assert (quiet.kind, quiet.first_day, quiet.last_day, quiet.reason) == (
        "other",
        date(2026, 12, 8),
        date(2026, 12, 8),
        "Kamp",
    )

    client.post(path(personas, "quiet-remove", quiet.pk))
    assert not QuietPeriod.objects.exists()


@pytest.mark.parametrize(
    ("said", "faults"),
    [
        ({"first_day": "2026-12-10", "last_day": "2026-12-09"}, {"last_day"}),
        ({"first_day": "2026-08-10"}, {"first_day"}),
        ({"first_day": "2026-12-10", "kind": "party"}, {"kind"}),
        ({}, {"first_day"}),
    ],
)
def test_impossible_days_are_refused(personas, signed_in, said, faults):
    answer = signed_in(personas.leader).post(path(personas, "quiet-add", "2026-2027"), {"kind": "exams", **said})

    assert set(answer.context["quiet_form"].errors) == faults
    assert not QuietPeriod.objects.exists()


@pytest.mark.parametrize("who", ["coach", "teacher", "outsider", "other_leader"])
def test_nobody_else_changes_them(personas, signed_in, who):
    quiet, client = QuietPeriodFactory(school=personas.school), signed_in(getattr(personas, who))

    statuses = [
        client.post(path(personas, "quiet-add", "2026-2027"), EXAMS).status_code,
        client.post(path(personas, "quiet-edit", quiet.pk), EXAMS).status_code,
        client.post(path(personas, "quiet-remove", quiet.pk)).status_code,
    ]

    assert statuses == [404, 404, 404]
    assert QuietPeriod.objects.get().reason == ""


def test_colleague_reads_them(personas, signed_in):
    QuietPeriodFactory(school=personas.school, reason="Examens eerste graad")

    page = signed_in(personas.outsider).get(path(personas, "year", "2026-2027"))

    assert "Examens eerste graad" in page.text
    assert path(personas, "quiet-add", "2026-2027") not in page.text


@pytest.mark.parametrize("rows", [1, 3])
def test_year_page_asks_the_same_for_any_number(personas, signed_in, django_assert_num_queries, rows):
    for number in range(rows):
        QuietPeriodFactory(school=personas.school, first_day=date(2026, 12, 1 + number))
    client = signed_in(personas.leader)

    with django_assert_num_queries(7):
        client.get(path(personas, "year", "2026-2027"))
