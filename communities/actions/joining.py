"""Invitations: asking somebody to join, and the answer of the one who was asked."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.actions.accepting import COACH, ask_group, forget_own_yes, tell_newcomer, waits_for_group
from communities.models import CoachMandate, Community, GuestConsent, Invitation, Membership
from communities.queries import open_yes, schools_to_ask
from notifications import outbox
from notifications.addresses import NOBODYS
from notifications.registry import subject_key
from schools import audit
from schools.links import NOBODY_REAL, is_sample
from schools.models import School, Staff, StaffRole, User

OUTSIDERS_A_DAY = 20


class AlreadyIn(Exception):
    """Somebody takes part already."""

    message = _("You take part in this group already.")


class TooManyAsked(Exception):
    """A group writes to a limited number of people from outside a day, so that nobody can flood mailboxes with it."""

    message = _("Twenty people from outside a day is the most. Ask the others tomorrow.")


class NobodyReal(TooManyAsked):
    """Who looks around in a sample school writes to nobody from there."""

    message = NOBODY_REAL


class NotYours(Exception):
    """Somebody answers for somebody else: nobody is made a member by another (R47)."""

    message = _("Only the person whom it is about can do this.")


class SchoolMustAgree(Exception):
    """Somebody whose school is not known here says herself that it agrees."""

    message = _("Please tick that your own school or employer agrees, or that you have none.")


class CommunityIsFinished(Exception):
    """Nobody joins what has ended."""

    message = _("This group has finished.")


def person_behind_address(*, email: str, language: str) -> User:
    """The person with this address; for an address that is not known yet a person without a school is made."""
    email = email.strip().lower()
    person = User.objects.filter(email=email).first()
    return person or User.objects.create_user(email, language=language)


@transaction.atomic
def invite_people(
    *,
    community: Community,
    people: Iterable[User],
    role: str,
    by: User,
    now: datetime,
    address: str = "",
    until: date | None = None,
    why: str = "",
) -> int:
    """Ask people to join; returns how many were asked, in the eyes of who asks.

    `until`: the last day of somebody who is asked for a limited time. With the role of coach the group is asked too
    (R70), `why` being what it would like help with. Raises CommunityIsFinished, TooManyAsked and NotOfTheGroup.

    Who was asked before and has not joined is not asked again, whatever the answer was, and counts all the same: from
    outside a "no" looks exactly like no answer (R47). Who takes part already is passed over.
    """
    refuse_finished(community, timezone.localdate(now))
    if address:
        refuse_made_up(community, address)
        refuse_flood(community, now)
    people = [*people, *([person_behind_address(email=address, language=by.language)] if address else [])]
    inside = set(Membership.objects.current().filter(community=community).values_list("user_id", flat=True))
    inside |= waiting_after_yes(community, inside)
    asked = [person for person in people if person.pk not in inside and person.is_active]
    rows = {row.user_id: row for row in community.invitations.filter(user__in=asked)}
    for person in asked:
        if person.pk not in rows or rows[person.pk].is_accepted:  # new here, or took part before and left
            Invitation.objects.update_or_create(
                community=community,
                user=person,
                defaults={
                    "role": role,
                    "until": until,
                    "invited_by": by,
                    "created_at": now,
                    "answered_at": None,
                    "is_accepted": False,
                },
            )
    if role == COACH:
        for person in asked:
            ask_group(community=community, user=person, by=by, now=now, why=why)
    fresh = community.invitations.filter(user__in=asked, created_at=now)
    enqueue_invitations(fresh, now=now)
    audit.record(by=by, verb="people.invited", target=f"community:{community.pk}", at=now, asked=len(asked))
    return len(asked)


def waiting_after_yes(community: Community, inside: Iterable[int]) -> set[int]:
    """Who said yes and waits for her own school, or as a coach for the group."""
    schools = community.guest_consents.filter(answered_at=None).exclude(user__in=inside)
    asked = CoachMandate.objects.open().filter(community=community, accepted_on=None).values("user_id")
    coaches = open_yes(community).filter(role=COACH, user__in=asked).exclude(user__in=inside)
    return {*schools.values_list("user_id", flat=True), *coaches.values_list("user_id", flat=True)}


def refuse_made_up(community: Community, address: str) -> None:
    if is_sample(community.school) and not address.strip().lower().endswith(NOBODYS):
        raise NobodyReal


def refuse_flood(community: Community, now: datetime) -> None:
    asked = community.invitations.filter(created_at__gt=now - timedelta(days=1), user__staff=None)
    if asked.count() >= OUTSIDERS_A_DAY:
        raise TooManyAsked


def enqueue_invitations(invitations: Iterable[Invitation], *, now: datetime) -> None:
    outbox.enqueue(
        drafts=[
            outbox.Draft(
                kind="invitation",
                subject=subject_key("community", invitation.community_id),
                occasion=f"invitation:{invitation.pk}:{now:%Y%m%d%H%M%S}",
                occasion_on=None,
                recipient_id=invitation.user_id,
            )
            for invitation in invitations
        ],
        now=now,
    )


@transaction.atomic
def accept_invitation(
    *, invitation: Invitation, by: User, now: datetime, school_agrees: bool = False
) -> Membership | None:
    """Join, from today; also after an earlier "not now".

    None where her own school is asked first, or for a coach the group: her yes is kept, and theirs completes it.

    school_agrees: what somebody says whose school is not known here. Raises AlreadyIn, CommunityIsFinished,
    SchoolMustAgree, NotYours.
    """
    today = timezone.localdate(now)
    community = lock_community(invitation.community_id)
    invitation = locked(invitation)
    if invitation.user_id != by.pk:
        raise NotYours
    refuse_finished(community, today)
    if Membership.objects.current().filter(community=community, user=by).exists():
        raise AlreadyIn
    if not school_agrees and not Staff.objects.current().filter(user=by).exists():
        raise SchoolMustAgree
    is_new = not invitation.is_accepted
    answer(invitation, is_accepted=True, now=now)
    ask_schools(community, by, is_new=is_new, now=now)
    if invitation.role == COACH:
        ask_group(community=community, user=by, by=by, now=now)
    return let_in(invitation, now=now)


def let_in(invitation: Invitation, *, now: datetime) -> Membership | None:
    """Begins the membership of who accepted herself, once every school that was asked, and for a coach the group, has
    agreed. The caller holds the lock of the community."""
    community, user, today = invitation.community, invitation.user, timezone.localdate(now)
    if waiting_schools(community, user) or waits_for_group(community, user, invitation.role):
        return None
    given = GuestConsent.objects.filter(community=community, user=user, is_given=True).exclude(until=None)
    until = earliest(invitation.until, *given.values_list("until", flat=True))
    membership = enter(community=community, user=user, role=invitation.role, today=today, until=until)
    audit.record(by=user, verb="community.joined", target=f"community:{community.pk}", at=now)
    forget_own_yes(community.pk, user.pk)
    tell_newcomer(membership, now=now)
    return membership


def lock_community(pk: int) -> Community:
    """Held while somebody comes in, and taken before any other lock: of two ways in the second finds the first."""
    return Community.objects.select_for_update(no_key=True).get(pk=pk)


def enter(*, community: Community, user: User, role: str, today: date, until: date | None = None) -> Membership:
    """The one place where a membership begins; who calls it has the person's own yes in hand. Raises AlreadyIn."""
    lock_community(community.pk)
    if Membership.objects.current().filter(community=community, user=user).exists():
        raise AlreadyIn
    return Membership.objects.create(community=community, user=user, role=role, joined_on=today, until=until)


def earliest(*days: date | None) -> date | None:
    return min((day for day in days if day), default=None)


def waiting_schools(community: Community, user: User) -> list[School]:
    """The schools whose yes is still missing."""
    schools = schools_to_ask(community, user)
    given = GuestConsent.objects.filter(community=community, user=user, is_given=True)
    agreed = set(given.values_list("school_id", flat=True)) if schools else set()
    return [school for school in schools if school.pk not in agreed]


def ask_schools(community: Community, user: User, *, is_new: bool, now: datetime) -> None:
    """One question to each school that must agree, and one notice to who leads it; who leads it herself has agreed by
    joining. A school that was asked is asked again only for a new invitation."""
    drafts = []
    known = set(community.guest_consents.filter(user=user).values_list("school_id", flat=True))
    for school in waiting_schools(community, user):
        if school.pk in known and not is_new:
            continue
        roles = StaffRole.objects.filter(role=StaffRole.Role.LEADER, staff__school=school, staff__left_on=None)
        leaders = set(roles.filter(staff__user__is_active=True).values_list("staff__user_id", flat=True))
        leads = user.pk in leaders
        said = {"is_given": leads, "until": None, "answered_at": now if leads else None}
        consent, _made = GuestConsent.objects.update_or_create(
            community=community,
            user=user,
            school=school,
            defaults={"asked_at": now, "answered_by": user if leads else None, **said},
        )
        subject, occasion = subject_key("school", school.pk), f"guest:{consent.pk}:{now:%Y%m%d%H%M%S}"
        asked = () if leads else sorted(leaders)
        drafts += [outbox.Draft("guest_asked", subject, occasion, leader) for leader in asked]
    outbox.enqueue(drafts=drafts, now=now)


def locked(invitation: Invitation) -> Invitation:
    """The row as it is now; of two taps the second waits for the first."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("community", "user")
    return rows.get(pk=invitation.pk)


def refuse_finished(community: Community, today: date) -> None:
    if community.has_ended(today):
        raise CommunityIsFinished


@transaction.atomic
def decline_invitation(*, invitation: Invitation, now: datetime) -> Invitation:
    """Say "not now", without a reason, also while one's own school is still asked.

    It leaves no trace that anybody else can read, also not in the audit trail.
    """
    invitation = locked(invitation)
    current = Membership.objects.current().filter(community=invitation.community_id, user=invitation.user_id)
    if invitation.is_accepted and current.exists():
        return invitation
    forget_own_yes(invitation.community_id, invitation.user_id)
    return answer(invitation, is_accepted=False, now=now)


def answer(invitation: Invitation, *, is_accepted: bool, now: datetime) -> Invitation:
    invitation.is_accepted = is_accepted
    invitation.answered_at = now
    invitation.save(update_fields=["is_accepted", "answered_at"])
    return invitation
