"""Addresses that a mail server refuses for good. After three refusals in a row nothing is tried any more.

Somebody who can mend it sees the address (`AddressFault.objects.current()`); a changed address or a mail that arrives
ends it.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from notifications.models import AddressFault

PAUSED_AFTER = 3


@transaction.atomic
def note_refusal(user: Any, text: str, now: datetime) -> AddressFault:
    """One more refusal of this person's address, in the words of the server."""
    AddressFault.objects.filter(user=user).exclude(address=user.email).delete()
    fault, is_new = AddressFault.objects.select_for_update().get_or_create(
        user=user, defaults={"address": user.email, "at": now, "text": text[:300]}
    )
    if not is_new:
        fault.at, fault.text, fault.count = now, text[:300], fault.count + 1
        fault.paused = fault.count >= PAUSED_AFTER
        fault.save()
    return fault


def note_arrival(user: Any) -> None:
    """The address takes mail again."""
    AddressFault.objects.filter(user=user).delete()
