"""The handover dossier: what a successor reads, only what whoever leads the school may see, at the same price."""

from datetime import date

import pytest
from django.urls import reverse

from meetings.rhythm import refresh_cadence
from tests.factories import (
    CharterVersionFactory,
    ClosureFactory,
    CommunityFactory,
    DecisionFactory,
    ExperimentFactory,
    GuestConsentFactory,
    MeetingFactory,
    MembershipFactory,
    MinutesFactory,
    PartnershipFactory,
    StageDecisionFactory,
    StartConfirmationFactory,
    UserFactory,
    VariantChoiceFactory,
    WorkloadRuleFactory,
)
from tests.factories_leading import LeaderRequestFactory

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)


@pytest.fixture
def path(personas):
    return reverse("dashboard:dossier", args=[personas.school.slug])


def full_group(school, **fields):
    group = CommunityFactory(school=school, purpose="Leerlingen rekenen zekerder.", **fields)
    CharterVersionFactory(
        community=group, content={"mandate_own": "Wij kiezen ons materiaal.", "contact": "An uit het beleid"}
    )
    ExperimentFactory(community=group, question="Helpt samen voorbereiden?", ends_on=date(2026, 12, 10))
    StageDecisionFactory(
        community=group, kind="extend", reason="Te vroeg om te oordelen.", decided_on=date(2026, 10, 1)
    )
    StartConfirmationFactory(community=group, reason="Het uur komt in januari.")
    LeaderRequestFactory(community=group, line="Een uur op woensdag.", needed_on=date(2026, 12, 1))
    MeetingFactory(community=group, day=date(2026, 12, 3), status="planned")
    MembershipFactory(community=group, user=UserFactory(first_name="Wout", last_name="Trekker"), role="coach")
    return group


def test_a_successor_reads_what_each_group_is_for_and_what_is_open(personas, signed_in, path):
    group = full_group(personas.school)
    VariantChoiceFactory(community=group, reason="Wij willen lessen maken.", decided_on=date(2026, 9, 20))
    WorkloadRuleFactory(school=personas.school, text="Met het lokaal comité afgesproken.")
    ClosureFactory(
        school=personas.school, first_day=date(2026, 12, 2), last_day=date(2026, 12, 2), reason="Studiedag taal"
    )
    GuestConsentFactory(community=group, user=personas.outsider, school=personas.school)
    refresh_cadence(community_ids=[group.pk], today=TODAY)

    text = signed_in(personas.leader).get(path).text

    for told in (
        "Leerlingen rekenen zekerder.",
        "Wij kiezen ons materiaal.",
        "An uit het beleid",
        "Wout Trekker",
        "Helpt samen voorbereiden?",
        "Te vroeg om te oordelen.",
        "Het uur komt in januari.",
        "Een uur op woensdag.",
        "Wij willen lessen maken.",
        "Met het lokaal comité afgesproken.",
        "Studiedag taal",
    ):
        assert told in text


def test_what_a_leader_reads_as_a_member_stays_out(personas, signed_in, path):
    MembershipFactory(community=personas.group, user=personas.leader)
    meeting = MeetingFactory(community=personas.group, day=date(2026, 12, 4), status="planned")
    MinutesFactory(meeting=meeting, note="GEHEIM NOTULEN")
    DecisionFactory(meeting=meeting, text="GEHEIM BESLUIT")
    MeetingFactory(community=personas.group, day=date(2026, 12, 5), status="draft", place="GEHEIM ONTWERP")
    elsewhere = CommunityFactory(name="Groep van elders")
    LeaderRequestFactory(community=elsewhere, line="GEHEIM VRAAG")
    MembershipFactory(community=elsewhere, user=personas.leader)

    text = signed_in(personas.leader).get(path).text

    assert "GEHEIM" not in text
    assert "Groep van elders" not in text


def test_of_a_group_of_another_host_only_the_own_people_are_named(personas, signed_in, path):
    group = CommunityFactory(name="Netwerk taal")
    PartnershipFactory(community=group, school=personas.school)
    MembershipFactory(community=group, user=personas.outsider)
    MembershipFactory(community=group, user=UserFactory(first_name="Vreemde", last_name="Verre"))
    MembershipFactory(community=group, user=personas.leader)  # who takes part herself reads more elsewhere

    text = signed_in(personas.leader).get(path).text

    assert "Netwerk taal" in text
    assert "Olga" in text
    assert "Vreemde" not in text


@pytest.mark.parametrize("role", ["teacher", "coach", "outsider", "other_leader"])
def test_nobody_else_reads_it(personas, signed_in, path, role):
    assert signed_in(getattr(personas, role)).get(path).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_it_costs_the_same_however_many_groups_there_are(personas, signed_in, path, django_assert_num_queries, number):
    for _ in range(number):
        full_group(personas.school)
    client = signed_in(personas.leader)
    client.get(path)
    with django_assert_num_queries(38):
        client.get(path)
