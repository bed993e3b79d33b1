"""A round is shown to the leader when every member said so; a no is nothing."""

import pytest
from django.urls import reverse

from communities.actions import leave_community
from communities.models import Membership
from pulse import actions
from pulse.models import Round, ShareVoice
from schools.models import AuditEvent
from tests.factories import MembershipFactory, PartnershipFactory, open_school, staff_member
from tests.factories_learning import RoundFactory
from tests.pulse.helpers import NOW, members_of


@pytest.fixture
def people(personas):
    return [personas.teacher, *members_of(personas.group, 3)]


@pytest.fixture
def one(personas, people):
    return RoundFactory(community=personas.group)


def say(one, person, wants=True):
    return actions.say_share(pulse_round=one, wants=wants, by=person, now=NOW)


def test_shown_only_when_all_said_yes(personas, people, one):
    assert [say(one, person) for person in people] == [False, False, False, True]
    one.refresh_from_db()
    assert one.shared_on == NOW.date()
    assert (ShareVoice.objects.count(), AuditEvent.objects.count()) == (0, 0)
    assert Round.objects.visible_to(personas.leader).get() == one


def test_leader_sees_nothing_before(personas, people, one):
    for person in people[:3]:
        say(one, person)
    assert not Round.objects.visible_to(personas.leader).exists()


def test_no_leaves_no_row(people, one):
    say(one, people[0])
    say(one, people[0], wants=False)
    say(one, people[1], wants=False)
    assert not ShareVoice.objects.exists()


def test_who_joined_since_says_it_too(personas, people, one):
    newcomer = MembershipFactory(community=personas.group).user
    assert [say(one, person) for person in people] == [False] * 4
    assert say(one, newcomer)


def test_coach_outsider_and_leader_say_nothing(personas, people, one):
    for person in (personas.coach, personas.leader, personas.outsider):
        with pytest.raises(actions.NotToShare):
            say(one, person)


def test_round_with_too_few_answers_is_not_shown(personas, people):
    with pytest.raises(actions.NotToShare):
        say(RoundFactory(community=personas.group, size=""), people[0])


def test_leaving_never_shows_a_round_that_somebody_did_not_want_to_show(personas, people):
    """Otherwise her departure would show the round, and tell everybody whose yes was missing."""
    one = RoundFactory(community=personas.group, asked_of=[person.pk for person in people])
    for person in people[:3]:
        say(one, person)
    leave_community(membership=Membership.objects.get(user=people[3]), by=people[3], now=NOW)
    assert [say(one, person) for person in people[:3]] == [False] * 3
    assert not Round.objects.visible_to(personas.leader).exists()


def test_yes_of_who_left_afterwards_still_holds(personas, people):
    one = RoundFactory(community=personas.group, asked_of=[person.pk for person in people])
    for person in people[1:]:
        say(one, person)
    leave_community(membership=Membership.objects.get(user=people[3]), by=people[3], now=NOW)
    assert say(one, people[0])


@pytest.mark.parametrize("is_partner", [False, True])
def test_leader_who_coaches_reads_what_every_leader_reads(personas, people, one, signed_in, is_partner):
    leader = personas.leader
    if is_partner:
        school = open_school()
        PartnershipFactory(community=personas.group, school=school)
        leader = staff_member(school, "leader")
    MembershipFactory(community=personas.group, user=leader, role="coach")
    client = signed_in(leader)
    page = reverse("dashboard:community", args=[personas.group.pk])

    assert not Round.objects.visible_to(leader).exists()
    for address in (
        reverse("pulse:round", args=[one.pk]),
        reverse("pulse:pulse", args=[personas.group.pk]),
        reverse("pulse:talk", args=[personas.group.pk, "safety"]),
    ):
        assert client.get(address).status_code == 404
    assert reverse("pulse:pulse", args=[personas.group.pk]) not in client.get(page).content.decode()

    for person in people:
        say(one, person)
    assert client.get(reverse("pulse:round", args=[one.pk])).status_code == 200


def test_expert_from_outside_comes_to_no_pulse(personas, people, one, signed_in):
    expert = MembershipFactory(community=personas.group, role="expert").user
    client = signed_in(expert)
    for address in (
        reverse("pulse:round", args=[one.pk]),
        reverse("pulse:answer", args=[one.pk]),
        reverse("pulse:pulse", args=[personas.group.pk]),
        reverse("pulse:talk", args=[personas.group.pk, "safety"]),
    ):
        assert (client.get(address).status_code, client.post(address).status_code) in {(404, 404), (404, 405)}
