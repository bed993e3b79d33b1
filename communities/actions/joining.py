"""Invitations: asking somebody to join, and the answer of the one who was asked."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Invitation, Membership
from notifications import outbox
from notifications.registry import subject_key
from schools import audit
from schools.models import User

OUTSIDERS_A_DAY = 20


class AlreadyIn(Exception):
    """Somebody takes part already."""

    message = _("You take part in this group already.")


class TooManyAsked(Exception):
    """A group writes to a limited number of people from outside a day, so that nobody can flood mailboxes with it."""

    message = _("Twenty people from outside a day is the most. Ask the others tomorrow.")


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
    *, community: Community, people: Iterable[User], role: str, by: User, now: datetime, address: str = ""
) -> int:
    """Ask people to join; returns how many were asked, in the eyes of who asks.

    Raises CommunityIsFinished and TooManyAsked.

    Who was asked before and has not joined is not asked again, whatever the answer was, and counts all the same: from
    outside a "no" looks exactly like no answer (R47). Who takes part already is passed over.
    """
    refuse_finished(community, timezone.localdate(now))
    if address:
        refuse_flood(community, now)
    people = [*people, *([person_behind_address(email=address, language=by.language)] if address else [])]
    inside = set(Membership.objects.current().filter(community=community).values_list("user_id", flat=True))
    asked = [person for person in people if person.pk not in inside and person.is_active]
    rows = {row.user_id: row for row in community.invitations.filter(user__in=asked)}
    for person in asked:
        if person.pk not in rows or rows[person.pk].is_accepted:  # new here, or took part before and left
            Invitation.objects.update_or_create(
                community=community,
                user=person,
                defaults={"role": role, "invited_by": by, "created_at": now, "answered_at": None, "is_accepted": False},
            )
    fresh = community.invitations.filter(user__in=asked, created_at=now)
    enqueue_invitations(fresh, now=now)
    audit.record(by=by, verb="people.invited", target=f"community:{community.pk}", at=now, asked=len(asked))
    return len(asked)


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
def accept_invitation(*, invitation: Invitation, by: User, now: datetime) -> Membership:
    """Join, from today; also after an earlier "not now". Raises AlreadyIn, CommunityIsFinished."""
    today = timezone.localdate(now)
    invitation = locked(invitation)
    refuse_finished(invitation.community, today)
    if Membership.objects.current().filter(community=invitation.community_id, user=by).exists():
        raise AlreadyIn
    answer(invitation, is_accepted=True, now=now)
    audit.record(by=by, verb="community.joined", target=f"community:{invitation.community_id}", at=now)
    return Membership.objects.create(community=invitation.community, user=by, role=invitation.role, joined_on=today)


def locked(invitation: Invitation) -> Invitation:
    """The row as it is now; of two taps the second waits for the first."""
    return Invitation.objects.select_for_update().get(pk=invitation.pk)


def refuse_finished(community: Community, today: date) -> None:
    if community.ended_on and community.ended_on <= today:
        raise CommunityIsFinished


@transaction.atomic
def decline_invitation(*, invitation: Invitation, now: datetime) -> Invitation:
    """Say "not now", without a reason. It leaves no trace that anybody else can read, also not in the audit trail."""
    invitation = locked(invitation)
    return invitation if invitation.is_accepted else answer(invitation, is_accepted=False, now=now)


def answer(invitation: Invitation, *, is_accepted: bool, now: datetime) -> Invitation:
    invitation.is_accepted = is_accepted
    invitation.answered_at = now
    invitation.save(update_fields=["is_accepted", "answered_at"])
    return invitation
