"""Where a teacher's and a coach's day begins."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from communities.models import Community, Invitation, Membership
from dashboard.queries.mine import my_page
from meetings.models import Meeting, Subtask
from meetings.rhythm import refresh_cadence
from tests.dashboard.groups import groups_in
from tests.factories import CommunityFactory, InvitationFactory, MeetingFactory, MembershipFactory, SubtaskFactory
from tests.factories_learning import CoachMandateFactory, HelpRequestFactory

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)
    monkeypatch.setattr("plc_platform.clock.now", lambda: NOW)


def busy_life(personas, number, today):
    """Everything the page lists, `number` times."""
    groups = groups_in(personas.school, number, today=today)
    people = ((personas.teacher, "member"), (personas.coach, "coach"))
    Membership.objects.bulk_create(
        Membership(community=group, user=user, role=role, joined_on=group.started_on)
        for group in groups
        for user, role in people
    )
    asking = Community.objects.bulk_create(CommunityFactory.build_batch(number, school=personas.school))
    Invitation.objects.bulk_create(
        Invitation(community=group, user=personas.teacher, invited_by=personas.leader) for group in asking
    )
    passed = Meeting.objects.bulk_create(
        MeetingFactory.build(community=group, day=date(2026, 11, 19)) for group in groups
    )
    Subtask.objects.bulk_create(Subtask(meeting=one, text="Les 3", owner=personas.teacher) for one in passed)


@pytest.mark.parametrize("number", [1, 3, 60])
def test_my_page_needs_eight_statements(personas, signed_in, today, django_assert_num_queries, number):
    busy_life(personas, number, today)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(8):
        response = client.get(reverse("dashboard:mine"))

    assert response.content.count(reverse("meetings:log", args=[0]).rpartition("0")[2].encode()) >= number


@pytest.mark.parametrize("number", [1, 3, 60])
def test_coach_page_needs_five_statements(personas, signed_in, today, django_assert_num_queries, number):
    busy_life(personas, number, today)
    client = signed_in(personas.coach)

    with django_assert_num_queries(5):
        response = client.get(reverse("dashboard:coach"))

    assert response.content.count(b'<li class="row') == number + 1


def test_passed_meetings_come_before_the_next_ones(personas, today):
    passed = MeetingFactory(community=personas.group, day=date(2026, 11, 19))
    coming = MeetingFactory(community=personas.group, day=date(2026, 12, 3))
    MeetingFactory(community=personas.group, day=date(2026, 10, 1), status=Meeting.Status.HELD)

    page = my_page(personas.teacher, now=NOW, today=today)

    assert [one.pk for one in page.to_log] == [passed.pk]
    assert [one.pk for one in page.coming] == [coming.pk]


def test_meeting_of_today_can_be_logged_once_it_has_begun(personas, today):
    later = MeetingFactory(community=personas.group, day=today)

    before = my_page(personas.teacher, now=NOW, today=today)
    after = my_page(personas.teacher, now=NOW.replace(hour=15), today=today)

    assert [one.pk for one in before.coming] == [later.pk]
    assert [one.pk for one in after.to_log] == [later.pk]


def test_only_own_open_subtasks_of_groups_where_i_still_am(personas, today):
    meeting = MeetingFactory(community=personas.group, status=Meeting.Status.HELD)
    mine = SubtaskFactory(meeting=meeting, owner=personas.teacher, due_on=date(2026, 11, 20))
    SubtaskFactory(meeting=meeting, owner=personas.coach)
    SubtaskFactory(meeting=meeting, owner=personas.teacher, done_on=today)
    SubtaskFactory(owner=personas.teacher)

    page = my_page(personas.teacher, now=NOW, today=today)

    assert [one.done_url for one in page.promises] == [reverse("meetings:subtask-done", args=[mine.pk])]


def test_answered_invitations_are_gone(personas, today):
    asked = InvitationFactory(user=personas.teacher, invited_by=personas.leader)
    InvitationFactory(user=personas.teacher, answered_at=NOW)
    InvitationFactory(user=personas.coach)

    page = my_page(personas.teacher, now=NOW, today=today)

    assert [one.pk for one in page.invitations] == [asked.pk]


def test_groups_that_were_left_are_gone(personas, today):
    personas.group.memberships.filter(user=personas.teacher).update(left_on=today)

    assert my_page(personas.teacher, now=NOW, today=today).rows == ()


def test_coach_reads_what_her_groups_ask_of_her(personas, signed_in):
    HelpRequestFactory(community=personas.group, line="zq-merkwoord")
    CoachMandateFactory(community=personas.group, user=personas.coach, ends_on=date.today())

    text = signed_in(personas.coach).get(reverse("dashboard:coach")).text

    for path in (reverse("coaching:queue"), reverse("communities:coach", args=[personas.group.pk])):
        assert f'class="btn" href="{path}"' in text
    assert "zq-merkwoord" not in text


def test_coach_sees_groups_that_accepted_her_only(personas, signed_in, today):
    other = groups_in(personas.school, 1, today=today)[0]
    MembershipFactory(community=other, user=personas.coach)
    refresh_cadence(community_ids=[personas.group.pk], today=today)

    text = signed_in(personas.coach).get(reverse("dashboard:coach")).content.decode()

    assert personas.group.name in text
    assert other.name not in text


@pytest.mark.parametrize(("who", "name"), [("teacher", "mine"), ("coach", "coach"), ("outsider", "mine")])
def test_home_sends_everybody_to_their_own_page(personas, signed_in, who, name):
    response = signed_in(getattr(personas, who)).get(reverse("dashboard:home"))

    assert response.headers["Location"] == reverse(f"dashboard:{name}")


def test_home_sends_a_leader_to_the_school_and_remembers_it(personas, signed_in):
    client = signed_in(personas.leader)

    response = client.get(reverse("dashboard:home"))

    assert response.headers["Location"] == reverse("dashboard:school", args=["atheneum"])
    assert client.session["places"] == {"schools": ["atheneum"], "coach": False}


def test_pages_are_closed_to_strangers(client, db):
    for name in ("home", "mine", "coach"):
        assert reverse("account_login") in client.get(reverse(f"dashboard:{name}")).headers["Location"]
