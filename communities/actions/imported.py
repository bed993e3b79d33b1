"""Who stands in a group because a list was taken over: she is told, and confirms by her own act or leaves."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from communities.actions.accepting import COACH, ask_group
from communities.actions.joining import enqueue_invitations
from communities.actions.taking_part import close
from communities.models import CoachRole, Invitation, Membership, Partnership
from communities.models.core import MembershipQuerySet
from notifications import outbox
from notifications.registry import subject_key
from schools import audit
from schools.models import Staff, User

KIND = "taken_over"


@transaction.atomic
def announce_imported(*, memberships: Iterable[Membership], now: datetime) -> int:
    """Tell each person once of each group; a second import of the same list finds the first notice. Gives a number.

    Of a coach who stands on the list the group itself is asked (R70); one from outside its schools waits for that.
    """
    ids = [membership.pk for membership in memberships]
    rows = Membership.objects.current().filter(pk__in=ids, came_by=Membership.IMPORTED, user__is_active=True)
    for coach in with_outside(rows.filter(role=COACH, community__ended_on=None)).select_related("community", "user"):
        mandate = ask_group(community=coach.community, user=coach.user, by=None, now=now)
        if coach.is_outside and mandate.accepted_on is None:  # type: ignore[attr-defined]
            let_wait(coach, now=now)
    drafts = [
        outbox.Draft(
            kind=KIND,
            subject=subject_key("community", membership.community_id),
            occasion=f"membership:{membership.pk}",
            recipient_id=membership.user_id,
        )
        for membership in rows.filter(community__ended_on=None)
    ]
    return outbox.enqueue(drafts=drafts, now=now)


def with_outside(rows: MembershipQuerySet) -> MembershipQuerySet:
    """`is_outside`: she works in no school of the group."""
    works = Staff.objects.current().filter(user=OuterRef("user"))
    partner = Exists(Partnership.objects.filter(community=OuterRef(OuterRef("community")), school=OuterRef("school")))
    hosted = works.filter(school=OuterRef("community__school"))
    return rows.annotate(is_outside=~Exists(hosted) & ~Exists(works.filter(partner)))


def let_wait(coach: Membership, *, now: datetime) -> None:
    """She sees nothing of the group before it accepted her: she is invited, as if somebody of it had proposed her.

    Her time on the list stays as what it was: over. The same list once more does not bring her back.
    """
    CoachRole.objects.filter(membership=coach, ended_on=None).update(ended_on=timezone.localdate(now))
    close(coach, timezone.localdate(now))
    said = {"role": COACH, "until": coach.until, "created_at": now}
    invitation, is_new = Invitation.objects.get_or_create(community=coach.community, user=coach.user, defaults=said)
    if is_new:
        enqueue_invitations([invitation], now=now)


@transaction.atomic
def confirm_imported_membership(*, membership: Membership, by: User, now: datetime) -> Membership:
    """ "I take part": from now on it is her own act. A second tap changes nothing."""
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.came_by == Membership.IMPORTED:
        membership.came_by = ""
        membership.save(update_fields=["came_by"])
        audit.record(by=by, verb="community.confirmed", target=f"community:{membership.community_id}", at=now)
    return membership
