"""The group page: the frame for whom may see it, the group's own words for its own people."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils.translation import override

from dashboard.queries.group import group_page
from meetings.models import Meeting
from meetings.rhythm import refresh_cadence
from tests.factories import (
    CharterFactory,
    CharterVersionFactory,
    CoachRoleFactory,
    MeetingFactory,
    MembershipFactory,
    PauseFactory,
    SubtaskFactory,
    UserFactory,
)
from tests.factories_learning import (
    BoardFactory,
    BoardStepFactory,
    CoachMandateFactory,
    ConversationFactory,
    HelpRequestFactory,
    MandateVoiceFactory,
    OfferFactory,
    ProcessReviewFactory,
    RoundFactory,
)

MOMENT = datetime(2026, 11, 20, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)


@pytest.fixture
def group(personas, today):
    held = MeetingFactory(community=personas.group, status=Meeting.Status.HELD, present_count=5)
    MeetingFactory(community=personas.group, day=date(2026, 12, 3), place="B204")
    MeetingFactory(community=personas.group, day=date(2026, 12, 17), status=Meeting.Status.DRAFT)
    SubtaskFactory(meeting=held, text="Les 3 uitschrijven", owner=personas.teacher, due_on=date(2026, 11, 20))
    refresh_cadence(community_ids=[personas.group.pk], today=today)
    return personas.group


def fill(group, number):
    """More of everything that the page lists."""
    for index in range(number):
        held = MeetingFactory(community=group, day=date(2026, 10, 1 + index % 28), status=Meeting.Status.HELD)
        SubtaskFactory(meeting=held, owner=UserFactory())
        CoachRoleFactory(membership=MembershipFactory(community=group), kind="supporting")
        PauseFactory(community=group, first_day=date(2027, 1, 1 + index), last_day=date(2027, 1, 1 + index))
        RoundFactory(community=group)
        HelpRequestFactory(community=group)
        OfferFactory(community=group)
        CoachMandateFactory(community=group, accepted_on=None, ends_on=None)


@pytest.mark.parametrize("number", [1, 3, 12])
@pytest.mark.parametrize(("who", "statements"), [("teacher", 8), ("coach", 8), ("leader", 6)])
def test_page_needs_a_fixed_number_of_statements(
    personas, group, signed_in, django_assert_num_queries, who, statements, number
):
    fill(group, number)
    client = signed_in(getattr(personas, who))

    with django_assert_num_queries(statements):
        response = client.get(reverse("dashboard:community", args=[group.pk]))

    assert response.status_code == 200


@pytest.mark.parametrize("who", ["outsider", "other_leader"])
def test_page_is_not_for_outsiders(personas, group, signed_in, who):
    response = signed_in(getattr(personas, who)).get(reverse("dashboard:community", args=[group.pk]))

    assert response.status_code == 404


def test_leader_sees_the_frame_only(personas, group, today):
    page = group_page(personas.leader, group.pk, today=today)

    assert (page.group.is_inside, page.group.leads, page.group.may_edit) == (False, True, True)
    assert page.tasks == ()
    assert [(line.iso, line.present, line.note) for line in page.meetings] == [
        ("2026-12-03", "–", ""),
        ("2026-10-15", "5", ""),
    ]


def test_member_sees_drafts_places_and_open_subtasks(personas, group, today):
    page = group_page(personas.teacher, group.pk, today=today)

    assert [line.status for line in page.meetings] == ["draft", "planned", "held"]
    assert (page.next_meeting.iso, page.next_meeting.note) == ("2026-12-03", "· B204")
    with override("en"):
        page = group_page(personas.teacher, group.pk, today=today)
    assert [(task.text, task.note.partition(" · ")[2]) for task in page.tasks] == [
        ("Les 3 uitschrijven", "by 20 November · past its date")
    ]


def test_leader_is_sent_to_who_facilitates(personas, group, today):
    membership = group.memberships.get(user=personas.teacher)
    CoachRoleFactory(membership=membership, kind="facilitating")

    page = group_page(personas.leader, group.pk, today=today)

    assert [person.email for person in page.contacts] == ["teacher@school.example"]


def test_leader_is_sent_to_the_coach_where_nobody_facilitates(personas, group, today):
    page = group_page(personas.leader, group.pk, today=today)

    assert [person.email for person in page.contacts] == ["coach@school.example"]


def test_coach_role_that_ended_is_not_shown(personas, group, today):
    membership = group.memberships.get(user=personas.teacher)
    CoachRoleFactory(membership=membership, ended_on=date(2026, 10, 1))

    page = group_page(personas.leader, group.pk, today=today)

    assert len(page.people) == 2
    assert sorted(person.note.count(",") for person in page.people) == [0, 0]


def test_earlier_years_come_when_asked(personas, group, today, signed_in):
    MeetingFactory(community=group, day=date(2025, 10, 1), status=Meeting.Status.HELD)
    client = signed_in(personas.teacher)

    now = client.get(reverse("dashboard:community", args=[group.pk])).content
    complete = client.get(reverse("dashboard:community", args=[group.pk]), {"all": ""}).content

    assert (b"2025-10-01" in now, b"2025-10-01" in complete) == (False, True)


def test_passed_planned_meeting_is_to_be_logged(personas, group, today):
    passed = MeetingFactory(community=group, day=date(2026, 11, 19))

    page = group_page(personas.teacher, group.pk, today=today)

    assert page.to_log.pk == passed.pk


@pytest.mark.parametrize(
    ("who", "put", "accepted", "says"),
    [
        ("teacher", False, False, "being written"),
        ("leader", False, False, "not there yet"),
        ("teacher", True, False, "put before the members on 10 September 2026"),
        ("leader", True, True, "accepted by all on 12 September 2026"),
    ],
)
def test_charter_is_one_line_and_a_draft_is_the_groups_own(personas, signed_in, who, put, accepted, says):
    CharterFactory(community=personas.group)
    if put:
        moment = datetime(2026, 9, 12, 12, tzinfo=UTC) if accepted else None
        CharterVersionFactory(community=personas.group, number=2, accepted_at=moment)
        CharterVersionFactory(community=personas.group, number=1, accepted_at=datetime(2026, 9, 1, tzinfo=UTC))
    reader = getattr(personas, who)
    reader.language = "en"
    reader.save()

    page = signed_in(reader).get(reverse("dashboard:community", args=[personas.group.pk])).content.decode()

    assert says in page
    assert reverse("communities:charter", args=[personas.group.pk]) in page


# --- what asks something now -----------------------------------------------------------------------------------------
def opened(group, user, signed_in):
    user.language = "en"
    user.save()
    return signed_in(user).get(reverse("dashboard:community", args=[group.pk])).content.decode()


def step_now(group):
    BoardStepFactory(board=BoardFactory(community=group), state="now", name="Les ontwerpen")


ASKING = [
    (lambda group: RoundFactory(community=group, closes_on=date(2026, 12, 4), closed_on=None), "open until 4 December"),
    (lambda group: RoundFactory(community=group), "a result waits to be talked about"),
    (lambda group: CoachMandateFactory(community=group, accepted_on=None, ends_on=None), "your yes is asked"),
    (lambda group: ProcessReviewFactory(community=group), "a look is going on"),
    (step_now, "now: Les ontwerpen"),
]


@pytest.mark.parametrize(("happens", "says"), ASKING)
def test_what_asks_something_stands_beside_its_way_for_the_group_alone(personas, signed_in, happens, says):
    happens(personas.group)

    assert says in opened(personas.group, personas.teacher, signed_in)
    assert says not in opened(personas.group, personas.leader, signed_in)


@pytest.mark.parametrize(
    "name",
    [
        *("learning:board", "learning:try-outs", "learning:topics", "learning:outcomes", "learning:updates"),
        *("coaching:health", "meetings:mirror", "pulse:pulse", "conditions:process", "communities:coach"),
        *("meetings:scripts", "meetings:roles", "coaching:help"),
    ],
)
def test_ways_to_learning_are_the_groups_own(personas, signed_in, name):
    url = f'"{reverse(name, args=[personas.group.pk])}"'

    assert url in opened(personas.group, personas.teacher, signed_in)
    assert url not in opened(personas.group, personas.leader, signed_in)


def test_a_round_that_was_talked_about_asks_nothing(personas, signed_in):
    RoundFactory(community=personas.group)
    ConversationFactory(community=personas.group)

    assert "a result waits" not in opened(personas.group, personas.teacher, signed_in)


def test_who_said_yes_to_a_coach_is_not_asked_again(personas, signed_in):
    mandate = CoachMandateFactory(community=personas.group, accepted_on=None, ends_on=None)
    MandateVoiceFactory(mandate=mandate, user=personas.teacher)

    assert "your yes is asked" not in opened(personas.group, personas.teacher, signed_in)
    assert "your yes is asked" not in opened(personas.group, personas.coach, signed_in)


def test_an_expert_from_outside_hears_nothing_of_the_pulse(personas, signed_in):
    expert = UserFactory()
    MembershipFactory(community=personas.group, user=expert, role="expert")
    RoundFactory(community=personas.group)

    page = opened(personas.group, expert, signed_in)

    assert "a result waits" not in page
    assert reverse("pulse:pulse", args=[personas.group.pk]) not in page


def test_help_says_what_is_nearest(personas, signed_in):
    HelpRequestFactory(community=personas.group)
    asked = opened(personas.group, personas.teacher, signed_in)
    OfferFactory(community=personas.group)
    offered = opened(personas.group, personas.teacher, signed_in)
    HelpRequestFactory(community=personas.group, answer="Ik kom woensdag.", answered_at=MOMENT)
    answered = opened(personas.group, personas.teacher, signed_in)

    assert "asked, waits for the coach" in asked
    assert "an offer waits for you" in offered
    assert "a question was answered" in answered
    assert "waits for the coach" not in opened(personas.group, personas.leader, signed_in)
