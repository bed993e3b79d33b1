"""What somebody does with her own membership: leave, come back, play another part, take or hand back a coach role."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.actions.accepting import COACH, ask_group, end_mandates, forget_own_yes, members_of, reopen_mandate
from communities.actions.charter import settle_newest
from communities.actions.joining import AlreadyIn, NotYours, SchoolMustAgree, enter, lock_community, refuse_finished
from communities.models import CoachRole, GuestConsent, Membership, MemberStatement
from schools import audit
from schools.models import User


class TimeIsOver(Exception):
    """Who took part until a day does not come back after it by herself."""

    message = _("Your time in this group has ended, as agreed. Whoever is in it can ask you again.")


@transaction.atomic
def leave_community(*, membership: Membership, by: User, now: datetime) -> list[int]:
    """Leave, any time and without a reason (R47). Returns the ids of the coach roles that end with it, for the undo."""
    today = timezone.localdate(now)
    roles = list(CoachRole.objects.current().filter(membership=membership).values_list("pk", flat=True))
    CoachRole.objects.filter(pk__in=roles).update(ended_on=today)
    close(membership, today)
    end_mandates(membership.community_id, membership.user_id, today)
    settle_newest(membership.community_id, now=now)
    audit.record(by=by, verb="community.left", target=f"community:{membership.community_id}", at=now)
    return roles


def refuse_not_own(membership: Membership, by: User) -> None:
    if membership.user_id != by.pk:
        raise NotYours


def close(membership: Membership, today: date) -> None:
    membership.left_on = max(today, membership.joined_on)
    membership.save(update_fields=["left_on"])


@transaction.atomic
def return_to_community(*, membership: Membership, coach_roles: Collection[int], by: User, now: datetime) -> Membership:
    """Undo a leave: the same membership goes on.

    Raises AlreadyIn, CommunityIsFinished, TimeIsOver, SchoolMustAgree, NotYours.
    """
    refuse_not_own(membership, by)
    today = timezone.localdate(now)
    refuse_finished(lock_community(membership.community_id), today)
    if membership.until and membership.until < today:
        raise TimeIsOver
    asked = GuestConsent.objects.filter(community=membership.community_id, user=membership.user_id)
    if asked.filter(is_given=False).exists():  # taken back since
        raise SchoolMustAgree
    if Membership.objects.current().filter(community=membership.community_id, user=membership.user_id).exists():
        raise AlreadyIn
    reopen_mandate(membership)
    membership.left_on = None
    membership.save(update_fields=["left_on"])
    CoachRole.objects.filter(pk__in=coach_roles, membership=membership).update(ended_on=None)
    audit.record(by=by, verb="community.returned", target=f"community:{membership.community_id}", at=now)
    return membership


@transaction.atomic
def change_own_part(*, membership: Membership, role: str, by: User, now: datetime) -> Membership:
    """Another part in the same group; as a coach once the group agrees, which is asked with it (R70).

    Until then the membership stays what it is. Where there is no member yet to agree, who founded it begins as one.
    """
    refuse_not_own(membership, by)
    if role == membership.role:
        return membership
    community = lock_community(membership.community_id)
    if role == COACH:
        mandate = ask_group(community=community, user=by, by=by, now=now)
        if mandate.accepted_on is None and members_of(mandate).exists():
            return membership
    return take_part_as(membership, role, now=now)


def take_part_as(membership: Membership, role: str, *, now: datetime) -> Membership:
    """The old row is closed and a new one opened, so the history stays true."""
    today, user = timezone.localdate(now), membership.user
    audit.record(by=user, verb="membership.role", target=f"community:{membership.community_id}", at=now, role=role)
    if membership.role == COACH:
        end_mandates(membership.community_id, user.pk, today)
    forget_own_yes(membership.community_id, user.pk)
    if membership.joined_on >= today:  # chosen today: there is no history yet
        membership.role, membership.came_by = role, ""
        membership.save(update_fields=["role", "came_by"])
        settle_newest(membership.community_id, now=now)
        return membership
    kinds = list(CoachRole.objects.current().filter(membership=membership).values_list("kind", flat=True))
    CoachRole.objects.filter(membership=membership, ended_on=None).update(ended_on=today)
    close(membership, today)
    fresh = enter(community=membership.community, user=user, role=role, today=today, until=membership.until)
    MemberStatement.objects.filter(membership=membership).update(membership=fresh)
    CoachRole.objects.bulk_create(CoachRole(membership=fresh, kind=kind, started_on=today) for kind in kinds)
    settle_newest(membership.community_id, now=now)
    return fresh


@transaction.atomic
def set_own_coach_roles(*, membership: Membership, kinds: Collection[str], by: User, now: datetime) -> None:
    """Take and hand back coach roles (R63-R66), with dates; a role taken and handed back on one day leaves no trace."""
    today = timezone.localdate(now)
    current = {role.kind: role for role in CoachRole.objects.current().filter(membership=membership)}
    for kind in current.keys() - set(kinds):
        role = current[kind]
        if role.started_on >= today:
            role.delete()
        else:
            role.ended_on = today
            role.save(update_fields=["ended_on"])
    CoachRole.objects.bulk_create(
        CoachRole(membership=membership, kind=kind, started_on=today) for kind in sorted(set(kinds) - current.keys())
    )
    audit.record(
        by=by, verb="coach.roles", target=f"community:{membership.community_id}", at=now, roles=sorted(set(kinds))
    )


@transaction.atomic
def turn_coach_role(*, membership: Membership, kind: str, is_taken: bool, by: User, now: datetime) -> None:
    """Take one coach role, or give it back; what is so already stays so. Raises NotYours."""
    refuse_not_own(membership, by)
    kinds = set(CoachRole.objects.current().filter(membership=membership).values_list("kind", flat=True))
    wanted = kinds | {kind} if is_taken else kinds - {kind}
    if wanted != kinds:
        set_own_coach_roles(membership=membership, kinds=wanted, by=by, now=now)
