"""The weekly digest: on the first school day of a week, only when there is something to say, never about persons."""

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command

from communities.models import Community
from communities.notices import on_school_days
from meetings import digests, reminders
from meetings.models import Cadence, DigestDay
from meetings.rhythm import refresh_cadence
from notifications import outbox
from notifications.models import Notice
from schools.models import Closure
from schools.signals import school_time_changed
from tests.factories import (
    CommunityFactory,
    MeetingFactory,
    MembershipFactory,
    NoticeFactory,
    UserFactory,
    open_school,
    staff_member,
)

pytestmark = pytest.mark.django_db
# The group last met on Fri 30 October: overdue from Tue 5 January, the leader is asked on Tue 23 February.
MONDAY, TUESDAY = date(2027, 1, 11), date(2027, 1, 12)
AFTER_LEADER = date(2027, 3, 1)


def at(day, hour=8):
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC) - timedelta(hours=1)


@pytest.fixture
def slipping(personas):
    MeetingFactory(community=personas.group, day=date(2026, 10, 30), status="held")
    refresh_cadence(community_ids=[personas.group.pk], today=date(2026, 10, 30))
    digests.refresh_days(school_ids=[personas.school.pk], today=date(2026, 10, 30))
    DigestDay.objects.update(looked_on=date(2026, 10, 30), next_on=date(2026, 11, 9))
    return personas


def told(day, hour=8):
    """Look and deliver: who gets a digest."""
    mail.outbox.clear()
    reminders.look(now=at(day, hour)), digests.look(now=at(day, hour))
    tally = outbox.deliver_due(now=at(day, hour))
    rows = Notice.objects.filter(pk__in=tally.told, kind="weekly_digest").order_by("recipient__first_name")
    return [row.recipient.first_name for row in rows]


def walk(first, last):
    found = []
    while first <= last:
        found += [(first, who) for who in told(first)]
        first += timedelta(days=1)
    return found


def test_digest_goes_out_on_the_first_school_day_of_each_week_while_there_is_something_to_say(slipping):
    assert walk(date(2026, 12, 10), date(2027, 3, 9)) == [
        (date(2027, 1, 11), "Karim"),
        (date(2027, 1, 18), "Karim"),
        (date(2027, 1, 25), "Karim"),
        (date(2027, 2, 1), "Karim"),
        (date(2027, 2, 15), "Karim"),  # a week of holidays lies between
        (date(2027, 2, 22), "Karim"),
        (date(2027, 3, 1), "Karim"),
        (date(2027, 3, 1), "Lieve"),  # asked on 23 February, not before
        (date(2027, 3, 8), "Karim"),
        (date(2027, 3, 8), "Lieve"),
    ]


def test_digest_of_a_tight_year_reaches_the_leader_after_the_members(slipping):
    Community.objects.update(leader_wait=20, help_wait=20, overdue_wait=20)
    MeetingFactory(community=slipping.group, day=date(2027, 4, 29), status="planned")
    refresh_cadence(community_ids=[slipping.group.pk], today=date(2027, 4, 1))

    assert walk(date(2027, 4, 12), date(2027, 4, 20)) == [
        (date(2027, 4, 19), "Karim"),
        (date(2027, 4, 19), "Lieve"),
    ]


def test_digest_waits_for_the_first_day_of_a_week_that_begins_with_a_closure(slipping):
    Closure.objects.create(school=slipping.school, first_day=MONDAY, last_day=MONDAY)
    school_time_changed.send(None, school_ids=[slipping.school.pk], today=date(2027, 1, 7))

    assert walk(MONDAY, date(2027, 1, 14)) == [(TUESDAY, "Karim")]


def test_digest_after_an_outage_is_told_once_in_what_is_left_of_the_week(slipping):
    assert walk(date(2027, 1, 13), date(2027, 1, 15)) == [(date(2027, 1, 13), "Karim")]


def test_digest_says_nothing_when_nothing_is_needed(slipping):
    MeetingFactory(community=slipping.group, day=date(2027, 1, 28), status="planned")
    refresh_cadence(community_ids=[slipping.group.pk], today=date(2027, 1, 5))

    assert walk(MONDAY, TUESDAY) == []
    assert DigestDay.objects.get(pk=slipping.school.pk).next_on == date(2027, 1, 18)


@pytest.mark.parametrize(
    "reason",
    [
        lambda p: MeetingFactory(community=p.group, day=date(2027, 1, 28), status="planned"),
        lambda p: p.group.memberships.filter(user=p.coach).update(left_on=date(2027, 1, 10)),
        lambda p: type(p.school).objects.filter(pk=p.school.pk).update(has_reminders=False),
        lambda p: type(p.group).objects.filter(pk=p.group.pk).update(ended_on=date(2027, 1, 10)),
    ],
    ids=["planned", "left", "reminders off", "finished"],
)
def test_digest_whose_reason_has_gone_is_never_sent(slipping, reason):
    told(date(2027, 1, 5))
    reminders.look(now=at(MONDAY, 1)), digests.look(now=at(MONDAY, 1))
    assert Notice.objects.filter(kind="weekly_digest", state="queued").count() == 1

    reason(slipping)
    refresh_cadence(community_ids=[slipping.group.pk], today=MONDAY)
    outbox.deliver_due(now=at(MONDAY))

    assert Notice.objects.get(kind="weekly_digest", occasion="2027-W02").state == "dropped"


def test_digest_that_waited_for_its_reader_is_not_told_in_another_week(slipping):
    digests.look(now=at(MONDAY, 1))
    Closure.objects.create(school=slipping.school, first_day=MONDAY, last_day=date(2027, 1, 17))

    assert "Karim" in told(date(2027, 1, 18))
    assert Notice.objects.get(kind="weekly_digest", occasion="2027-W02").state == "dropped"


@pytest.mark.parametrize("who", ["teacher", "outsider", "other_leader"])
def test_digest_never_goes_to_others(slipping, who):
    walk(date(2027, 2, 22), AFTER_LEADER)

    assert not Notice.objects.filter(kind="weekly_digest", recipient=getattr(slipping, who)).exists()


def test_digest_of_a_leader_names_the_group_and_nobody(slipping):
    type(slipping.leader).objects.update(language="en")
    for day in (date(2027, 2, 23), date(2027, 2, 24)):
        told(day)
    assert told(AFTER_LEADER) == ["Karim", "Lieve"]

    message = next(one for one in mail.outbox if one.to == ["leader@school.example"])
    words = message.subject + message.body + message.alternatives[0].content
    assert message.subject == "Atheneum Ter Linde: what could you offer 1 group?"
    assert "Ontwerpteam wiskunde: no next date found yet" in message.body
    assert not [name for name in ("Tine", "Karim", "teacher@", "coach@") if name in words]


def test_digest_of_a_coach_leads_to_her_groups(slipping):
    type(slipping.coach).objects.update(language="en")
    told(date(2027, 1, 5))
    told(MONDAY)

    message = next(one for one in mail.outbox if one.to == ["coach@school.example"])
    assert "/coach" in message.body
    assert "no next date found yet" in message.body


def test_dry_run_shows_a_digest_without_a_community(slipping):
    out = StringIO()
    call_command("remind", "--as-of", "2027-01-11T08:00", "--dry-run", "--json", stdout=out)

    assert [row for row in json.loads(out.getvalue()) if row["kind"] == "weekly_digest"] == [
        {
            "kind": "weekly_digest",
            "community": None,
            "recipient": "coach@school.example",
            "occasion": "2027-01-11",
        }
    ]


def test_dry_run_in_lines_shows_a_dash_for_no_community(slipping):
    out = StringIO()
    call_command("remind", "--as-of", "2027-01-11T08:00", "--dry-run", stdout=out)

    assert ["weekly_digest", "–", "coach@school.example", "2027-01-11"] in [
        line.split() for line in out.getvalue().splitlines()
    ]


@pytest.mark.parametrize("day", [date(2027, 1, 12), date(2027, 2, 8), date(2027, 7, 5)])
def test_dry_run_shows_no_digest_on_another_day(slipping, day):
    out = StringIO()
    call_command("remind", "--as-of", f"{day}T08:00", "--dry-run", "--json", stdout=out)

    assert "weekly_digest" not in out.getvalue()


# --- on whose school days --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("noun", ["school", "user", "community"])
def test_reader_without_a_school_is_told_on_the_days_of_what_it_is_about(personas, noun):
    stranger = UserFactory()
    MembershipFactory(community=personas.group, user=stranger, role="coach")
    number = {"school": personas.school.pk, "user": stranger.pk, "community": personas.group.pk}[noun]
    notice = NoticeFactory(recipient=stranger, subject=f"{noun}:{number}")
    Closure.objects.create(school=personas.school, first_day=TUESDAY, last_day=TUESDAY)

    assert on_school_days([notice], MONDAY) == {notice.pk}
    assert on_school_days([notice], TUESDAY) == set()


def test_reader_of_no_school_and_no_group_is_told_nothing(db):
    notice = NoticeFactory(subject="user:1")

    assert on_school_days([notice], MONDAY) == set()


# --- cost ------------------------------------------------------------------------------------------------------------
def test_look_with_no_school_due_takes_one_query(slipping, django_assert_num_queries):
    DigestDay.objects.update(next_on=date(2027, 3, 1))

    with django_assert_num_queries(1):
        assert digests.look(now=at(MONDAY)) == 0


@pytest.mark.parametrize("number", [1, 3])
def test_look_takes_the_same_queries_for_any_number_of_schools(number, django_assert_num_queries):
    schools = [open_school() for _ in range(number)]
    for school in schools:
        staff_member(school, "leader")
        group = CommunityFactory(school=school)
        MembershipFactory(community=group, role="coach")
        refresh_cadence(community_ids=[group.pk], today=date(2026, 9, 1))
    digests.refresh_days(school_ids=[school.pk for school in schools], today=MONDAY)
    refresh_cadence(community_ids=Community.objects.values_list("pk", flat=True), today=MONDAY, has_been_told=True)

    with django_assert_num_queries(28):
        assert digests.look(now=at(MONDAY)) == 2 * number


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(2026, 12, 15), date(2027, 1, 11), date(2027, 4, 20)])
def test_groups_that_a_digest_speaks_of_are_among_those_found_by_their_stored_facts(slipping, day):
    """The look for candidates may find too many, never too few."""
    for offset in range(12):
        group = CommunityFactory(school=slipping.school, regime=("interval", "count")[offset % 2])
        MeetingFactory(community=group, day=date(2026, 9, 7) + timedelta(days=9 * offset), status="held")
        MeetingFactory(community=group, day=date(2026, 10, 1) + timedelta(days=14 * offset), status="planned")
    everything = Community.objects.all()
    refresh_cadence(community_ids=everything.values_list("pk", flat=True), today=day, has_been_told=True)
    found = {need.known.community.pk for need in digests.needs_of(everything, now=at(day)) if need.is_for_coaches}
    Cadence.objects.all().delete()
    complete = {need.known.community.pk for need in digests.needs_of(everything, now=at(day)) if need.is_for_coaches}

    assert found == complete
