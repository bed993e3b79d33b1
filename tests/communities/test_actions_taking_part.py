from datetime import date, timedelta

import pytest

from communities import actions
from communities.models import CoachRole, Membership
from tests.factories import CoachRoleFactory


@pytest.fixture
def membership(personas):
    return Membership.objects.get(user=personas.teacher)


def test_leave_closes_the_membership_and_its_coach_roles(personas, membership, now):
    role = CoachRoleFactory(membership=membership)

    assert actions.leave_community(membership=membership, by=personas.teacher, now=now) == [role.pk]

    assert Membership.objects.get(pk=membership.pk).left_on == date(2026, 11, 23)
    assert CoachRole.objects.get().ended_on == date(2026, 11, 23)


def test_return_undoes_a_leave(personas, membership, now):
    role = CoachRoleFactory(membership=membership)
    ended = actions.leave_community(membership=membership, by=personas.teacher, now=now)

    actions.return_to_community(membership=membership, coach_roles=ended, by=personas.teacher, now=now)

    assert Membership.objects.get(pk=membership.pk).left_on is None
    assert CoachRole.objects.current().get() == role


def test_return_twice_is_refused(personas, membership, now):
    actions.leave_community(membership=membership, by=personas.teacher, now=now)
    actions.return_to_community(membership=membership, coach_roles=[], by=personas.teacher, now=now)

    with pytest.raises(actions.AlreadyIn):
        actions.return_to_community(membership=membership, coach_roles=[], by=personas.teacher, now=now)


def test_other_part_keeps_the_history(personas, membership, now):
    CoachRoleFactory(membership=membership, kind="supporting")

    fresh = actions.change_own_part(membership=membership, role="expert", by=personas.teacher, now=now)

    rows = Membership.objects.filter(user=personas.teacher).order_by("pk").values_list("role", "joined_on", "left_on")
    assert list(rows) == [
        ("member", date(2026, 9, 1), date(2026, 11, 23)),
        ("expert", date(2026, 11, 23), None),
    ]
    assert CoachRole.objects.current().get().membership == fresh


def test_other_part_on_the_first_day_has_no_history_to_keep(personas, membership, now):
    membership.joined_on = date(2026, 11, 23)
    membership.save()

    actions.change_own_part(membership=membership, role="expert", by=personas.teacher, now=now)

    assert Membership.objects.get(user=personas.teacher).role == "expert"


def test_same_part_changes_nothing(personas, membership, now):
    assert actions.change_own_part(membership=membership, role="member", by=personas.teacher, now=now) == membership
    assert Membership.objects.filter(user=personas.teacher).count() == 1


def test_coach_roles_are_taken_and_handed_back_with_dates(personas, membership, now):
    def play(kinds, moment):
        actions.set_own_coach_roles(membership=membership, kinds=kinds, by=personas.teacher, now=moment)

    play(["facilitating", "expert"], now)
    play(["expert"], now + timedelta(days=7))

    rows = CoachRole.objects.order_by("kind").values_list("kind", "started_on", "ended_on")
    assert list(rows) == [
        ("expert", date(2026, 11, 23), None),
        ("facilitating", date(2026, 11, 23), date(2026, 11, 30)),
    ]


def test_coach_role_taken_and_handed_back_on_one_day_leaves_nothing(personas, membership, now):
    for kinds in (["expert"], []):
        actions.set_own_coach_roles(membership=membership, kinds=kinds, by=personas.teacher, now=now)

    assert not CoachRole.objects.exists()
