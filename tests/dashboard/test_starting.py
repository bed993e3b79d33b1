"""The path towards the first groups: six steps read from facts, in one statement, for leaders."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from communities.models import Community
from dashboard.queries.group import group_page
from dashboard.queries.starting import path_of
from tests.dashboard.groups import groups_in
from tests.factories import (
    CharterVersionFactory,
    CommunityFactory,
    ConditionAnswerFactory,
    InvitationFactory,
    MeetingFactory,
    MembershipFactory,
    PurposeDraftFactory,
    PurposeNoteFactory,
    ReadinessRoundFactory,
    StartConfirmationFactory,
    VariantChoiceFactory,
)


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)


@pytest.fixture
def bare(personas):
    """The school before its first group."""
    Community.objects.all().delete()
    return personas.school


def states(personas, today):
    return {step.code: str(step.state) for step in path_of(personas.leader, personas.school.slug, today=today).steps}


def test_fresh_school_stands_at_the_beginning(personas, bare, today):
    path = path_of(personas.leader, bare.slug, today=today)

    assert [step.state for step in path.steps] == ["not_yet"] * 6
    assert path.current == "readiness"
    assert [step.fact for step in path.steps] == [""] * 6


@pytest.mark.parametrize(
    ("closes_on", "closed_on", "state"),
    [(date(2026, 12, 4), None, "going_on"), (date(2026, 11, 20), None, "done"), (date(2026, 11, 20),) * 2 + ("done",)],
)
def test_readiness_is_done_when_a_round_is_over(personas, bare, today, closes_on, closed_on, state):
    ReadinessRoundFactory(school=bare, closes_on=closes_on, closed_on=closed_on)

    assert states(personas, today)["readiness"] == state


def test_purpose_is_done_when_several_brought_in_and_all_three_are_written(personas, bare, today):
    PurposeNoteFactory(school=bare, by=personas.teacher)
    assert states(personas, today)["purpose"] == "going_on"

    for person in (personas.coach, personas.outsider):
        PurposeNoteFactory(school=bare, by=person)
    for question in ("want", "how", "task"):
        PurposeDraftFactory(school=bare, question=question)

    assert states(personas, today)["purpose"] == "done"


def test_steps_of_groups_follow_what_happens_there(personas, bare, today):
    group = CommunityFactory(school=bare)
    MembershipFactory(community=group, user=personas.teacher)
    InvitationFactory(community=group, user=personas.outsider)
    found = states(personas, today)
    assert (found["proposals"], found["invitations"], found["conditions"], found["year"]) == (
        *("done", "going_on", "not_yet", "not_yet"),
    )

    MembershipFactory(community=group)
    MembershipFactory(community=group)
    ConditionAnswerFactory(community=group, side="leader")
    assert states(personas, today)["conditions"] == "going_on"
    ConditionAnswerFactory(community=group, side="group", status="yes")
    ConditionAnswerFactory(community=group, side="leader", status="yes")
    MeetingFactory(community=group, day=date(2026, 12, 3))

    found = states(personas, today)
    assert (found["invitations"], found["conditions"], found["year"]) == ("done", "done", "done")


def test_road_tells_that_a_group_waits_for_the_leader(personas, bare, today):
    group = CommunityFactory(school=bare)
    for side in ("leader", "group"):
        ConditionAnswerFactory(community=group, code="time", side=side, status="no")

    step = next(one for one in path_of(personas.leader, bare.slug, today=today).steps if one.code == "conditions")

    assert (step.state, step.url) == ("going_on", reverse("dashboard:start-conditions", args=[bare.slug]))
    StartConfirmationFactory(community=group, code="time")
    assert states(personas, today)["conditions"] == "done"


def test_year_is_going_on_while_some_groups_have_a_date(personas, today):
    groups_in(personas.school, 1, today=today)

    assert states(personas, today)["year"] == "going_on"


def test_no_to_an_invitation_looks_like_no_answer(personas, bare, today):
    group = CommunityFactory(school=bare)
    invitation = InvitationFactory(community=group, user=personas.outsider)
    before = path_of(personas.leader, bare.slug, today=today)
    invitation.answered_at = datetime(2026, 11, 20, 8, tzinfo=UTC)
    invitation.save()

    assert path_of(personas.leader, bare.slug, today=today).steps == before.steps


@pytest.mark.parametrize("who", ["teacher", "coach", "outsider", "other_leader"])
def test_path_is_for_leaders_of_the_school(personas, signed_in, who):
    address = reverse("dashboard:starting", args=[personas.school.slug])

    assert signed_in(getattr(personas, who)).get(address).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_page_needs_three_statements(personas, signed_in, today, django_assert_num_queries, number):
    groups_in(personas.school, number, today=today)
    client = signed_in(personas.leader)

    with django_assert_num_queries(3):
        answer = client.get(reverse("dashboard:starting", args=[personas.school.slug]))

    assert answer.content.count(b'<li class="path-step') == 6


# --- the first steps of a group --------------------------------------------------------------------------------------
def first_steps(personas, today, who="teacher"):
    page = group_page(getattr(personas, who), personas.group.pk, today=today)
    return [step.is_done for step in page.first_steps]


def test_young_group_sees_what_is_still_before_it(personas, today):
    assert first_steps(personas, today) == [True, False, False, False, False]

    ConditionAnswerFactory(community=personas.group, side="leader")
    assert first_steps(personas, today) == [True, False, False, False, False]

    ConditionAnswerFactory(community=personas.group, side="group")
    assert first_steps(personas, today) == [True, False, False, True, False]

    MeetingFactory(community=personas.group, day=date(2026, 12, 3))
    assert first_steps(personas, today) == [True, False, False, True, True]

    VariantChoiceFactory(community=personas.group, reason="")
    assert first_steps(personas, today) == [True, False, False, True, True]

    VariantChoiceFactory(community=personas.group, reason="Er moet materiaal komen.")
    CharterVersionFactory(community=personas.group, accepted_at=datetime(2026, 11, 20, 8, tzinfo=UTC))
    assert first_steps(personas, today) == []


def test_checklist_goes_after_the_third_meeting(personas, today):
    for day in (1, 8):
        MeetingFactory(community=personas.group, day=date(2026, 10, day), status="held")
    assert len(first_steps(personas, today)) == 5

    MeetingFactory(community=personas.group, day=date(2026, 10, 15), status="held")
    assert first_steps(personas, today) == []


def test_checklist_is_for_the_group_itself(personas, today, signed_in):
    address = reverse("dashboard:community", args=[personas.group.pk])

    assert first_steps(personas, today, "leader") == []
    assert b"good-start" not in signed_in(personas.leader).get(address).content
    assert b"good-start" in signed_in(personas.teacher).get(address).content


def test_finished_group_has_nothing_to_start(personas, today):
    Community.objects.update(ended_on=date(2026, 11, 20))

    assert first_steps(personas, today) == []
