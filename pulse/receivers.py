"""Who leaves a group, or is erased, takes along what she answered in an open round."""

from typing import Any

from django.db import transaction

from communities.models import Membership
from pulse.actions import box
from pulse.actions.rounds import follow_membership
from pulse.models import Ticket
from schools.models import User


def on_membership(sender: type[Membership], *, instance: Membership, created: bool, **told: Any) -> None:
    """A new member was not asked; what changes afterwards may end, or give back, the right to answer."""
    if not created:
        follow_membership(instance)


@transaction.atomic
def on_erased(sender: type[User], *, instance: User, **told: Any) -> None:
    for ticket in Ticket.objects.filter(user=instance).select_related("round"):
        box.take_out(ticket)
