"""Guests from a school that takes no part: that school is asked, and only its yes lets in who said yes herself.

A consent makes nobody a member by itself: it completes the acceptance of an invitation, which is the person's own.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from communities.actions.joining import ask_schools, let_in, lock_community, refuse_finished
from communities.actions.people import NEWS, end_membership, tell_of_end
from communities.models import Community, GuestConsent, Membership
from communities.queries import open_yes
from notifications import outbox
from notifications.registry import subject_key
from schools import audit
from schools.models import Staff, User


@transaction.atomic
def give_consent(*, consent: GuestConsent, until: date | None, by: User, now: datetime) -> Membership | None:
    """The school agrees, until a day if it says so. Returns the membership that begins with it.

    None while another school of hers is still asked, or when she does not want to any more. Raises CommunityIsFinished.
    """
    consent = locked(consent)
    if consent.answered_at and consent.is_given and consent.until == until:
        return None
    community = consent.community
    refuse_finished(community, timezone.localdate(now))
    set_answer(consent, is_given=True, until=until, by=by, now=now)
    audit.record(by=by, verb="guest.agreed", target=f"community:{community.pk}", at=now)
    return complete(consent, now=now)


def complete(consent: GuestConsent, *, now: datetime) -> Membership | None:
    """Begins the membership of who accepted herself, where this was the last yes that was missing."""
    community, user = consent.community, consent.user
    current = Membership.objects.current().filter(community=community, user=user).first()
    if current:
        shorten(current, consent.until, now=now)
        return None
    invitation = open_yes(community).select_for_update(of=("self",)).select_related("user").filter(user=user).first()
    membership = let_in(invitation, now=now) if invitation else None
    if membership:
        tell("yes", consent, [user.pk], now=now)
    return membership


def shorten(membership: Membership, until: date | None, *, now: datetime) -> None:
    """Nobody stays longer than her school agreed to; she is told of her last day."""
    if until and (membership.until is None or until < membership.until):
        membership.until = until
        membership.save(update_fields=["until"])
        tell_of_end(membership, "until", until, now=now)


@transaction.atomic
def refuse_consent(*, consent: GuestConsent, by: User, now: datetime) -> None:
    """The school cannot agree; no reason is asked. The guest is told; the group only where she took part already."""
    consent = locked(consent)
    if consent.answered_at:
        return
    set_answer(consent, is_given=False, until=None, by=by, now=now)
    audit.record(by=by, verb="guest.refused", target=f"community:{consent.community_id}", at=now)
    if not end_taking_part(consent, now=now):
        tell("no", consent, [consent.user_id], now=now)


@transaction.atomic
def withdraw_consent(*, consent: GuestConsent, by: User, now: datetime) -> None:
    """The school takes its yes back: she takes part no more from today; she and the group are told."""
    consent = locked(consent)
    if not consent.is_given:
        return
    set_answer(consent, is_given=False, until=None, by=by, now=now)
    audit.record(by=by, verb="guest.withdrawn", target=f"community:{consent.community_id}", at=now)
    end_taking_part(consent, now=now)


def end_taking_part(consent: GuestConsent, *, now: datetime) -> bool:
    """Without her school's yes a guest takes part no more, from today; whether she did."""
    current = Membership.objects.current().filter(community=consent.community_id, user=consent.user_id).first()
    if current:
        end_membership(current, timezone.localdate(now))
        tell("withdrawn", consent, [consent.user_id], now=now)
        tell("gone", consent, contacts(consent.community), now=now)
    return current is not None


def ask_former_partners(community: Community, school_ids: Iterable[int], *, now: datetime) -> None:
    """These schools take part no more, so whoever works there is a guest from now on: her school is asked (R50).

    She is told, and stays until it answers. Who leads her school herself has agreed by taking part.
    """
    people = Membership.objects.current().filter(community=community)
    staff = Staff.objects.current().filter(school__in=school_ids, user__in=people.values("user_id"))
    for user in User.objects.filter(pk__in=staff.values("user_id")).order_by("pk"):
        ask_schools(community, user, is_new=True, now=now)
        consent = GuestConsent.objects.filter(community=community, user=user, answered_at=None).first()
        if consent:
            tell("partner", consent, [user.pk], now=now)


def drop_questions_of_partners(community: Community) -> None:
    """A school that takes part has agreed: whether its people may stay is no question any more."""
    people = Membership.objects.current().filter(community=community).values("user_id")
    partners = community.partnerships.values("school_id")
    community.guest_consents.filter(school__in=partners, user__in=people, answered_at=None).delete()


def contacts(community: Community) -> list[int]:
    """Who hears it for the group: its coaches and who facilitates; where there are none, everybody."""
    people = Membership.objects.current().filter(community=community)
    guiding = people.filter(
        Q(role=Membership.Role.COACH) | Q(coach_roles__kind="facilitating", coach_roles__ended_on=None)
    )
    found = guiding.values_list("user_id", flat=True).distinct() or people.values_list("user_id", flat=True)
    return sorted(found)


def locked(consent: GuestConsent) -> GuestConsent:
    """The row as it is now; of two taps the second waits for the first."""
    lock_community(consent.community_id)
    rows = GuestConsent.objects.select_for_update(of=("self",)).select_related("community", "user")
    return rows.get(pk=consent.pk)


def set_answer(consent: GuestConsent, *, is_given: bool, until: date | None, by: User, now: datetime) -> None:
    consent.is_given, consent.until, consent.answered_at, consent.answered_by = is_given, until, now, by
    consent.save(update_fields=["is_given", "until", "answered_at", "answered_by"])


def tell(what: str, consent: GuestConsent, people: list[int], *, now: datetime) -> None:
    outbox.enqueue(
        drafts=[
            outbox.Draft(
                kind=NEWS,
                subject=subject_key("community", consent.community_id),
                occasion=f"{what}:{consent.pk}:{now:%Y%m%d%H%M%S}",
                occasion_on=None,
                recipient_id=person,
            )
            for person in people
        ],
        now=now,
    )
