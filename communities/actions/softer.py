"""A softer ladder: a group lets the reminders about its rhythm wait longer, never shorter."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from communities.models import Community
from communities.signals import rhythm_changed
from communities.variants import USUAL, Waits
from schools import audit
from schools.models import User


@transaction.atomic
def soften_ladder(*, community: Community, waits: Waits, reason: str, by: User, now: datetime) -> Community:
    """How many school days each step waits, in an order in which nobody further away hears first."""
    waits = Waits.in_order(waits.overdue, waits.help_offer, waits.ask_leader)
    fields = {
        "overdue_wait": waits.overdue,
        "help_wait": waits.help_offer,
        "leader_wait": waits.ask_leader,
        "wait_reason": reason if waits != USUAL else "",
    }
    if all(getattr(community, name) == value for name, value in fields.items()):
        return community
    for name, value in fields.items():
        setattr(community, name, value)
    community.save(update_fields=list(fields))
    audit.record(
        by=by,
        verb="community.softened",
        target=f"community:{community.pk}",
        at=now,
        overdue=waits.overdue,
        help_offer=waits.help_offer,
        ask_leader=waits.ask_leader,
    )
    rhythm_changed.send(sender=Community, community_ids=[community.pk], today=timezone.localdate(now))
    return community
