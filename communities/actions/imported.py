"""Who stands in a group because a list was taken over: she is told, and confirms by her own act or leaves."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from communities.actions.accepting import COACH, ask_group
from communities.models import Membership
from notifications import outbox
from notifications.registry import subject_key
from schools import audit
from schools.models import User

KIND = "taken_over"


@transaction.atomic
def announce_imported(*, memberships: Iterable[Membership], now: datetime) -> int:
    """Tell each person once of each group; a second import of the same list finds the first notice. Gives a number.

    Of a coach who stands on the list the group itself is asked (R70).
    """
    ids = [membership.pk for membership in memberships]
    rows = Membership.objects.current().filter(pk__in=ids, came_by=Membership.IMPORTED, user__is_active=True)
    for coach in rows.filter(role=COACH, community__ended_on=None).select_related("community", "user"):
        ask_group(community=coach.community, user=coach.user, by=None, now=now)
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


@transaction.atomic
def confirm_imported_membership(*, membership: Membership, by: User, now: datetime) -> Membership:
    """ "I take part": from now on it is her own act. A second tap changes nothing."""
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.came_by == Membership.IMPORTED:
        membership.came_by = ""
        membership.save(update_fields=["came_by"])
        audit.record(by=by, verb="community.confirmed", target=f"community:{membership.community_id}", at=now)
    return membership
