"""The leader's page of experiments, what the group page says of the stage, and what stays of a group."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from dashboard.queries.experiments import experiments_page
from meetings.rhythm import refresh_cadence
from tests.factories import (
    CharterVersionFactory,
    CommunityFactory,
    CycleFactory,
    CycleTextFactory,
    DecisionFactory,
    ExperimentFactory,
    MeetingFactory,
    MembershipFactory,
    RenewalFactory,
    StageDecisionFactory,
    staff_member,
)

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)


@pytest.fixture
def path(personas):
    return reverse("dashboard:experiments", args=[personas.school.slug])


def on_trial(school, ends_on, **fields):
    group = CommunityFactory(school=school, stage="experiment", **fields)
    return ExperimentFactory(community=group, ends_on=ends_on)


def test_experiments_stand_in_the_order_of_their_dates(personas, today):
    late = on_trial(personas.school, date(2027, 6, 1))
    past = on_trial(personas.school, date(2026, 11, 11))
    soon = on_trial(personas.school, date(2026, 12, 1))
    on_trial(personas.school, date(2026, 12, 2), ended_on=date(2026, 11, 1))

    with override("en"):
        lines = experiments_page(personas.leader, personas.school.slug, today=today).lines

    assert [line.experiment for line in lines] == [past, soon, late]
    assert [(line.is_past, line.left) for line in lines] == [
        (True, "12 days past its date"),
        (False, "8 days to go"),
        (False, "27 weeks to go"),
    ]
    assert lines[0].age == "has run for 11 weeks"


def test_reach_counts_members_of_the_staff_once_and_names_nobody(personas, signed_in, path):
    MembershipFactory(community=CommunityFactory(school=personas.school), user=personas.teacher)  # in two groups
    MembershipFactory(community=personas.group)  # from elsewhere
    MembershipFactory(community=CommunityFactory(ended_on=date(2026, 10, 1)), user=personas.outsider)

    page = signed_in(personas.leader).get(path)

    reach = page.context["page"].reach
    assert (reach.members, reach.staff, reach.a_year_ago) == (1, 4, None)
    assert not any(name in page.text for name in ("Tine", "Olga", "Karim"))


def test_reach_knows_its_own_last_year(personas, today):
    old = CommunityFactory(school=personas.school, started_on=date(2025, 9, 1), ended_on=date(2026, 6, 20))
    MembershipFactory(community=old, user=personas.outsider, joined_on=date(2025, 9, 1))
    MembershipFactory(community=old, user=personas.coach, joined_on=date(2025, 12, 1))

    assert experiments_page(personas.leader, personas.school.slug, today=today).reach.a_year_ago == 1


def test_embedded_groups_show_their_last_renewal(personas, today):
    group = CommunityFactory(school=personas.school, stage="embedded")
    RenewalFactory(community=group, opened_on=date(2025, 10, 1), closed_on=date(2025, 10, 9), goes_on=False)
    RenewalFactory(community=group, opened_on=date(2026, 10, 1), closed_on=date(2026, 10, 9), goes_on=True)
    RenewalFactory(community=group, opened_on=date(2026, 11, 1))

    [found] = experiments_page(personas.leader, personas.school.slug, today=today).embedded

    assert (found.renewed_on, bool(found.goes_on)) == (date(2026, 10, 9), True)


@pytest.mark.parametrize("who", ["coach", "teacher", "outsider", "other_leader"])
def test_page_is_for_the_leader_of_this_school_only(personas, signed_in, path, who):
    assert signed_in(getattr(personas, who)).get(path).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_page_needs_eight_statements(personas, signed_in, path, django_assert_num_queries, number):
    for at in range(number):
        experiment = on_trial(personas.school, date(2027, 1, 1 + at))
        StageDecisionFactory(community=experiment.community)
        RenewalFactory(community=CommunityFactory(school=personas.school, stage="embedded"))
        staff_member(personas.school)
    client = signed_in(personas.leader)

    with django_assert_num_queries(8):
        assert client.get(path).status_code == 200


# --- on the page of the group ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("stage", "ends_on", "says"),
    [
        ("experiment", date(2027, 5, 14), b"14 mei 2027"),
        ("experiment", date(2026, 11, 2), b"2 november 2026"),
        ("running", None, None),
    ],
)
def test_group_page_says_by_when_it_decides(personas, signed_in, stage, ends_on, says):
    personas.group.stage = stage
    personas.group.save()
    if ends_on:
        ExperimentFactory(community=personas.group, ends_on=ends_on)
    refresh_cadence(community_ids=[personas.group.pk], today=TODAY)

    page = signed_in(personas.teacher).get(reverse("dashboard:community", args=[personas.group.pk]))

    head = page.content.partition(b'<div class="split">')[0]
    assert (reverse("communities:stage", args=[personas.group.pk]).encode() in head) is (says is not None)
    assert says is None or says in head


# --- what stays ------------------------------------------------------------------------------------------------------
@pytest.fixture
def finished(personas):
    held = MeetingFactory(community=personas.group, status="held", present_count=4)
    DecisionFactory(meeting=held, text="We geven de reeks aan alle klassen.")
    CycleTextFactory(cycle=CycleFactory(community=personas.group), text="Redeneren met breuken")
    CharterVersionFactory(community=personas.group, number=1)
    StageDecisionFactory(community=personas.group, kind="stop", answer="Samen voorbereiden loont.")
    personas.group.ended_on = date(2026, 11, 20)
    personas.group.save()
    return reverse("dashboard:kept", args=[personas.group.pk])


def test_group_reads_what_it_decided_and_learned(personas, signed_in, finished):
    page = signed_in(personas.teacher).get(finished)

    for words in ("We geven de reeks", "Redeneren met breuken", "Samen voorbereiden loont."):
        assert words in page.text


def test_leader_reads_the_frame_and_the_end_but_no_decision(personas, signed_in, finished):
    page = signed_in(personas.leader).get(finished)

    assert "Samen voorbereiden loont." in page.text
    assert "We geven de reeks" not in page.text
    assert "Redeneren met breuken" not in page.text


@pytest.mark.parametrize("who", ["outsider", "other_leader"])
def test_what_stays_is_not_for_outsiders(personas, signed_in, finished, who):
    assert signed_in(getattr(personas, who)).get(finished).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_what_stays_needs_eight_statements(personas, signed_in, finished, django_assert_num_queries, number):
    for _ in range(number):
        DecisionFactory(meeting=MeetingFactory(community=personas.group, status="held"))
        CharterVersionFactory(community=personas.group, number=_ + 2)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(8):
        assert client.get(finished).status_code == 200
