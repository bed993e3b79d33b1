"""The look: who is told what, found by one index and remembered once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from communities.actions import end_pause
from meetings import reminders
from meetings.actions.subtasks import complete_subtask, reopen_subtask
from meetings.models import Cadence, Subtask
from meetings.rhythm import refresh_cadence
from notifications import outbox
from notifications.models import Notice
from schools.actions.school_time import set_reminders
from tests.factories import (
    CoachRoleFactory,
    CommunityFactory,
    MeetingFactory,
    MembershipFactory,
    PauseFactory,
    SubtaskFactory,
    open_school,
    staff_member,
)

pytestmark = pytest.mark.django_db
# Last held Fri 30 Oct 2026: opens Mon 7 Dec, due Mon 4 Jan, stalled Mon 22 Feb.
OPENS, AFTER_DUE, AFTER_STALLED = date(2026, 12, 7), date(2027, 1, 5), date(2027, 2, 23)


def at(day, hour=8, minute=0):
    """A moment in winter time, as the wall clock shows it."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - timedelta(hours=1)


@pytest.fixture
def slipping(personas):
    """The personas' group met on 30 October; its rhythm is stored."""
    MeetingFactory(community=personas.group, day=date(2026, 10, 30), status="held")
    refresh_cadence(community_ids=[personas.group.pk], today=date(2026, 10, 30))
    return personas


def told(day, hour=8):
    """Look and deliver at that moment: who gets which kinds."""
    mail.outbox.clear()
    reminders.look(now=at(day, hour))
    tally = outbox.deliver_due(now=at(day, hour))
    rows = Notice.objects.filter(pk__in=tally.told).order_by("recipient__first_name", "kind")
    return [(row.recipient.first_name, row.kind) for row in rows]


# --- to whom ---------------------------------------------------------------------------------------------------------
def test_plan_next_goes_to_all_members_without_a_facilitator(slipping):
    assert told(OPENS) == [("Tine", "plan_next")]


@pytest.mark.parametrize("role", ["coach", "member", "expert"])
def test_plan_next_goes_to_the_facilitator_alone(slipping, role):
    membership = MembershipFactory(
        community=slipping.group, user=staff_member(slipping.school, first_name="Fatima"), role=role
    )
    CoachRoleFactory(membership=membership)

    assert told(OPENS) == [("Fatima", "plan_next")]


def test_plan_next_does_not_go_to_who_facilitated_before(slipping):
    membership = slipping.group.memberships.get(user=slipping.coach)
    CoachRoleFactory(membership=membership, ended_on=date(2026, 11, 1))

    assert told(OPENS) == [("Tine", "plan_next")]


def test_overdue_goes_to_members_and_coach(slipping):
    assert told(AFTER_DUE) == [("Karim", "overdue"), ("Tine", "overdue")]


def test_ask_leader_goes_to_the_leaders_of_the_host_alone(slipping):
    slipping.group.partners.add(open_school())
    staff_member(slipping.group.partners.get(), "leader", first_name="Petra")
    told(AFTER_DUE), told(date(2027, 1, 11))

    assert told(AFTER_STALLED) == [("Lieve", "ask_leader")]


def test_ask_leader_names_nobody(slipping):
    told(AFTER_DUE), told(date(2027, 1, 11)), told(AFTER_STALLED)

    words = mail.outbox[0].subject + mail.outbox[0].body + mail.outbox[0].alternatives[0].content
    assert mail.outbox[0].to == ["leader@school.example"]
    assert not [name for name in ("Tine", "Karim", "teacher@", "coach@") if name in words]


def test_upcoming_goes_to_members_five_school_days_before(slipping):
    MeetingFactory(community=slipping.group, day=date(2026, 12, 10), status="planned")
    refresh_cadence(community_ids=[slipping.group.pk], today=date(2026, 11, 20))

    assert told(date(2026, 12, 2)) == []
    assert told(date(2026, 12, 3)) == [("Tine", "upcoming")]


def test_log_meeting_goes_to_the_note_taker(slipping):
    MeetingFactory(community=slipping.group, day=date(2026, 12, 10), status="planned", note_taker=slipping.coach)
    refresh_cadence(community_ids=[slipping.group.pk], today=date(2026, 12, 10))
    told(date(2026, 12, 10))

    assert ("Karim", "log_meeting") in told(date(2026, 12, 11))
    assert not Notice.objects.filter(kind="log_meeting", recipient=slipping.teacher).exists()


def test_log_meeting_goes_to_all_members_when_the_note_taker_has_left(slipping):
    MeetingFactory(community=slipping.group, day=date(2026, 12, 10), status="planned", note_taker=slipping.outsider)
    refresh_cadence(community_ids=[slipping.group.pk], today=date(2026, 12, 10))
    told(date(2026, 12, 10))

    assert ("Tine", "log_meeting") in told(date(2026, 12, 11))


def test_help_offer_goes_to_the_coach_alone(slipping):
    told(AFTER_DUE)

    assert told(date(2027, 1, 11)) == [("Karim", "help_offer")]


def test_help_offer_of_a_group_without_coach_goes_to_nobody(slipping):
    slipping.group.memberships.filter(user=slipping.coach).update(role="member")
    told(AFTER_DUE)

    assert told(date(2027, 1, 11)) == []


def test_log_meeting_is_asked_again_of_the_coach_three_school_days_later(slipping):
    MeetingFactory(community=slipping.group, day=date(2026, 12, 10), status="planned")
    refresh_cadence(community_ids=[slipping.group.pk], today=date(2026, 12, 10))
    told(date(2026, 12, 11))

    assert told(date(2026, 12, 14)) == []
    assert told(date(2026, 12, 15)) == [("Karim", "log_meeting")]


def test_year_tight_goes_to_members_and_coach(slipping):
    told(AFTER_STALLED)

    assert told(date(2027, 4, 16)) == [("Karim", "year_tight"), ("Tine", "year_tight")]


@pytest.fixture
def promised(slipping):
    """Tine took something on for Thu 26 November."""
    held = slipping.group.meetings.get()
    task = SubtaskFactory(meeting=held, owner=slipping.teacher, due_on=date(2026, 11, 26))
    refresh_cadence(community_ids=[slipping.group.pk], today=date(2026, 10, 30))
    return task


def test_subtask_due_goes_to_its_owner_five_school_days_before(promised):
    assert told(date(2026, 11, 18)) == []
    assert told(date(2026, 11, 19)) == [("Tine", "subtask_due")]
    assert told(date(2026, 11, 20)) == []


@pytest.mark.parametrize(
    "change",
    [
        {"done_on": date(2026, 11, 18)},
        {"dropped_on": date(2026, 11, 18)},
        {"due_on": date(2026, 12, 15)},
        {"due_on": None},
        {"owner": None},
    ],
    ids=["done", "dropped", "moved", "no date", "nobody's"],
)
def test_subtask_due_is_dropped_when_its_reason_goes_before_it_is_sent(promised, change):
    reminders.look(now=at(date(2026, 11, 19), hour=1))
    Subtask.objects.update(**change)
    outbox.deliver_due(now=at(date(2026, 11, 19)))

    assert (Notice.objects.get(kind="subtask_due").state, mail.outbox) == ("dropped", [])


def test_subtask_due_of_who_has_left_is_told_to_nobody(promised):
    promised.meeting.community.memberships.filter(user=promised.owner).update(left_on=date(2026, 11, 2))

    assert told(date(2026, 11, 19)) == []


def test_subtask_due_comes_back_with_a_new_date(promised):
    told(date(2026, 11, 19))
    Subtask.objects.update(due_on=date(2026, 12, 3))
    refresh_cadence(community_ids=[promised.meeting.community_id], today=date(2026, 11, 20))

    assert told(date(2026, 11, 25)) == []
    assert told(date(2026, 11, 26)) == [("Tine", "subtask_due")]


def test_subtask_that_is_open_again_is_told(promised):
    complete_subtask(subtask=promised, by=promised.owner, now=at(date(2026, 11, 2)))
    refresh_cadence(community_ids=[promised.meeting.community_id], today=date(2026, 11, 2))
    reopen_subtask(subtask=promised, by=promised.owner, now=at(date(2026, 11, 10)))

    assert told(date(2026, 11, 19)) == [("Tine", "subtask_due")]


def test_pause_ends_is_told_to_members_once(slipping):
    PauseFactory(community=slipping.group, first_day=date(2026, 11, 30), last_day=date(2026, 12, 11))
    refresh_cadence(community_ids=[slipping.group.pk], today=date(2026, 11, 30))

    days = [date(2026, 12, 4), date(2026, 12, 7), date(2026, 12, 8), date(2026, 12, 11)]
    assert [told(day) for day in days] == [[], [("Tine", "pause_ends")], [], []]


def test_pause_ends_is_dropped_when_the_pause_was_ended(slipping):
    pause = PauseFactory(community=slipping.group, first_day=date(2026, 11, 23), last_day=date(2026, 12, 11))
    refresh_cadence(community_ids=[slipping.group.pk], today=date(2026, 11, 23))
    reminders.look(now=at(OPENS, hour=1))
    end_pause(pause=pause, by=slipping.teacher, now=at(OPENS, hour=7))

    assert told(OPENS) == []
    assert Notice.objects.get(kind="pause_ends").state == "dropped"


@pytest.mark.parametrize("who", ["outsider", "other_leader"])
def test_nothing_ever_goes_to_others(slipping, who):
    for day in (OPENS, AFTER_DUE, AFTER_STALLED):
        told(day)

    assert not Notice.objects.filter(recipient=getattr(slipping, who)).exists()


def test_nothing_goes_to_who_may_not_sign_in_any_more(slipping):
    slipping.teacher.is_active = False
    slipping.teacher.save()

    assert told(OPENS) == []


def test_nothing_is_said_for_a_school_without_reminders(slipping):
    slipping.school.has_reminders = False
    slipping.school.save()

    assert told(OPENS) == []
    assert not Notice.objects.exists()


def test_what_is_still_true_is_said_when_a_school_switches_reminders_on(slipping):
    set_reminders(school=slipping.school, is_on=False, by=slipping.leader, now=at(date(2026, 11, 30)))
    assert told(OPENS) == []

    set_reminders(school=slipping.school, is_on=True, by=slipping.leader, now=at(date(2026, 12, 9)))

    assert told(date(2026, 12, 10)) == [("Tine", "plan_next")]


# --- when ------------------------------------------------------------------------------------------------------------
def test_look_tells_each_occasion_once_in_a_winter_of_mornings(slipping):
    day = date(2026, 12, 1)
    found = []
    while day < date(2027, 3, 3):
        found += [(day, *one) for one in told(day)]
        day += timedelta(days=1)

    assert found == [
        (OPENS, "Tine", "plan_next"),
        (AFTER_DUE, "Karim", "overdue"),
        (AFTER_DUE, "Tine", "overdue"),
        (date(2027, 1, 11), "Karim", "help_offer"),
        (AFTER_STALLED, "Lieve", "ask_leader"),
    ]


def test_look_after_an_outage_tells_what_is_still_true(slipping):
    assert told(date(2027, 3, 3)) == [
        ("Karim", "help_offer"),
        ("Karim", "overdue"),
        ("Lieve", "ask_leader"),
        ("Tine", "overdue"),
    ]
    assert told(date(2027, 3, 4)) == []


@pytest.mark.parametrize("day", [date(2027, 2, 27), date(2027, 4, 1), date(2027, 7, 5)])
def test_nothing_is_told_on_a_closed_day(slipping, day):
    assert told(day) == []


def test_what_waited_over_a_holiday_is_told_on_the_first_day_of_school(slipping):
    told(date(2026, 12, 19))
    assert told(date(2026, 12, 28)) == []
    assert told(date(2027, 1, 4)) == [("Tine", "plan_next")]


@pytest.mark.parametrize(
    "reason",
    [
        lambda p: MeetingFactory(community=p.group, day=date(2026, 12, 18), status="planned"),
        lambda p: MeetingFactory(community=p.group, day=date(2026, 12, 6), status="held"),
        lambda p: PauseFactory(community=p.group, first_day=date(2026, 12, 1), last_day=date(2027, 2, 1)),
        lambda p: p.group.memberships.filter(user=p.teacher).update(left_on=date(2026, 12, 6)),
        lambda p: type(p.group).objects.filter(pk=p.group.pk).update(ended_on=date(2026, 12, 6)),
        lambda p: type(p.school).objects.filter(pk=p.school.pk).update(has_reminders=False),
    ],
    ids=["planned", "held", "paused", "left", "finished", "reminders off"],
)
def test_notice_whose_reason_has_gone_is_never_sent(slipping, reason):
    reminders.look(now=at(OPENS, hour=1))
    assert Notice.objects.count() == 1

    reason(slipping)
    outbox.deliver_due(now=at(OPENS, hour=8))

    assert (Notice.objects.get().state, mail.outbox) == ("dropped", [])


def test_notice_whose_reason_is_back_is_sent(slipping):
    reminders.look(now=at(OPENS, hour=1))
    meeting = MeetingFactory(community=slipping.group, day=date(2026, 12, 18), status="planned")
    outbox.deliver_due(now=at(OPENS))
    meeting.status = "cancelled"
    meeting.save()
    refresh_cadence(community_ids=[slipping.group.pk], today=OPENS)

    assert told(OPENS, hour=9) == [("Tine", "plan_next")]


def test_all_for_one_person_is_one_mail(slipping):
    other = CommunityFactory(school=slipping.school, name="Datateam")
    MembershipFactory(community=other, user=slipping.teacher)
    MeetingFactory(community=other, day=date(2026, 10, 30), status="held")
    refresh_cadence(community_ids=[other.pk], today=date(2026, 10, 30))

    told(OPENS)

    assert len(mail.outbox) == 1
    assert "Datateam" in mail.outbox[0].body
    assert "Ontwerpteam wiskunde" in mail.outbox[0].body


# --- cost ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("number", [1, 3])
def test_look_takes_the_same_queries_for_any_number_of_groups(number, django_assert_num_queries):
    school = open_school()
    groups = CommunityFactory.create_batch(number, school=school)
    for group in groups:
        MembershipFactory(community=group)
        MembershipFactory(community=group, role="coach")
    refresh_cadence(community_ids=[group.pk for group in groups], today=OPENS)

    with django_assert_num_queries(18):
        assert reminders.look(now=at(OPENS))[0] == number


def test_look_with_nobody_due_takes_two_queries(slipping, django_assert_num_queries):
    Cadence.objects.update(next_look_on=date(2027, 1, 1))

    with django_assert_num_queries(2):  # who is due, and which meetings have news
        assert reminders.look(now=at(OPENS)) == (0, 0)
