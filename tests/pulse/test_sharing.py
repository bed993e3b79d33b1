"""A round is shown to the leader when every member said so; a no is nothing."""

import pytest

from pulse import actions
from pulse.models import Round, ShareVoice
from schools.models import AuditEvent
from tests.factories import MembershipFactory
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
