from datetime import date

import pytest

from communities import actions
from communities.models import Invitation, Membership
from communities.queries import asked_of
from notifications.models import Notice
from schools.models import AuditEvent, User
from tests.factories import InvitationFactory, staff_member


def invite(personas, now, *people, **fields):
    return actions.invite_people(
        community=personas.group, people=people, role="member", by=personas.teacher, now=now, **fields
    )


def test_invitation_asks_and_makes_nobody_a_member(personas, now):
    assert invite(personas, now, personas.outsider) == 1

    assert not Membership.objects.filter(user=personas.outsider).exists()
    notice = Notice.objects.get()
    assert (notice.kind, notice.recipient, notice.subject) == (
        "invitation",
        personas.outsider,
        f"community:{personas.group.pk}",
    )


def test_invitation_passes_over_who_takes_part(personas, now):
    assert invite(personas, now, personas.coach) == 0

    assert not Invitation.objects.exists()


def test_a_no_looks_exactly_like_no_answer(personas, now):
    silent, declined = personas.outsider, staff_member(personas.school)
    invite(personas, now, silent, declined)
    actions.decline_invitation(invitation=Invitation.objects.get(user=declined), now=now)
    trail = AuditEvent.objects.count()

    assert {person.pk for person in asked_of(personas.group)} == {silent.pk, declined.pk}
    assert invite(personas, now.replace(day=25), silent, declined) == 2
    assert Notice.objects.count() == 2  # nobody was mailed again
    assert AuditEvent.objects.count() == trail + 1
    assert Invitation.objects.get(user=declined).created_at == now


def test_decline_leaves_no_trace_in_the_audit_trail(personas, now):
    invitation = InvitationFactory(community=personas.group, user=personas.outsider)

    actions.decline_invitation(invitation=invitation, now=now)

    assert not AuditEvent.objects.exists()


def test_accept_makes_a_membership_from_today(personas, now):
    invitation = InvitationFactory(community=personas.group, user=personas.outsider, role="expert")

    membership = actions.accept_invitation(invitation=invitation, by=personas.outsider, now=now)

    assert (membership.role, membership.joined_on, membership.left_on) == ("expert", date(2026, 11, 23), None)
    assert asked_of(personas.group) == []


def test_accept_after_a_no_is_fine(personas, now):
    invitation = InvitationFactory(community=personas.group, user=personas.outsider)
    actions.decline_invitation(invitation=invitation, now=now)

    actions.accept_invitation(invitation=invitation, by=personas.outsider, now=now)

    assert Membership.objects.current().filter(user=personas.outsider).exists()


def test_accept_twice_is_refused_and_a_later_no_changes_nothing(personas, now):
    invitation = InvitationFactory(community=personas.group, user=personas.outsider)
    actions.accept_invitation(invitation=invitation, by=personas.outsider, now=now)

    with pytest.raises(actions.AlreadyIn):
        actions.accept_invitation(invitation=invitation, by=personas.outsider, now=now)
    assert actions.decline_invitation(invitation=invitation, now=now).is_accepted


def test_nobody_is_asked_for_or_joins_a_finished_community(personas, now):
    invitation = InvitationFactory(community=personas.group, user=personas.outsider)
    personas.group.ended_on = date(2026, 11, 23)
    personas.group.save()

    with pytest.raises(actions.CommunityIsFinished):
        actions.accept_invitation(invitation=invitation, by=personas.outsider, now=now)
    with pytest.raises(actions.CommunityIsFinished):
        invite(personas, now, personas.outsider)


def test_who_left_may_be_asked_again(personas, now):
    invitation = InvitationFactory(community=personas.group, user=personas.outsider)
    membership = actions.accept_invitation(invitation=invitation, by=personas.outsider, now=now)
    actions.leave_community(membership=membership, by=personas.outsider, now=now)

    assert invite(personas, now.replace(day=25), personas.outsider) == 1

    assert Invitation.objects.get().answered_at is None
    assert Notice.objects.count() == 1


def test_address_from_outside_becomes_a_person_without_a_school(personas, now):
    assert invite(personas, now, address=" Gast@Elders.example ") == 1

    guest = User.objects.get(email="gast@elders.example")
    assert not guest.has_usable_password()
    assert not guest.staff.exists()
    assert Invitation.objects.get().user == guest


def test_address_of_somebody_known_makes_no_second_person(personas, now):
    invite(personas, now, address=personas.outsider.email.upper())

    assert Invitation.objects.get().user == personas.outsider


def test_a_group_writes_to_twenty_people_from_outside_a_day(personas, now, monkeypatch):
    monkeypatch.setattr("communities.actions.joining.OUTSIDERS_A_DAY", 1)
    invite(personas, now, personas.outsider)
    invite(personas, now, address="een@elders.example")

    with pytest.raises(actions.TooManyAsked):
        invite(personas, now, address="twee@elders.example")
    assert invite(personas, now.replace(day=25), address="twee@elders.example") == 1
    assert User.objects.filter(email__endswith="@elders.example").count() == 2
