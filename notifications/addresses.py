"""Addresses that a mail server refuses for good. After three refusals in a row nothing is tried any more.

Somebody who can mend it sees the address (`AddressFault.objects.current()`); a changed address or a mail that arrives
ends it.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from notifications.bounces import Bounce
from notifications.models import AddressFault, Notice

PAUSED_AFTER = 3
NOBODYS = ".invalid"  # no mail server will ever answer to it (RFC 2606)
BELIEVED = timedelta(days=14)  # a report without our Message-ID is only believed of somebody whom we wrote to lately


def is_nobodys(person: Any) -> bool:
    """Whether nothing is ever told to this person: gone, or of a sample school, where nobody is real."""
    return not person.is_active or person.email.endswith(NOBODYS)


@transaction.atomic
def note_refusal(user: Any, text: str, now: datetime, *, is_by_report: bool = False) -> AddressFault:
    """One more refusal of this person's address, in the words of the server, at once or by a mail that came back."""
    AddressFault.objects.filter(user=user).exclude(address=user.email).delete()
    fault, is_new = AddressFault.objects.select_for_update().get_or_create(
        user=user, defaults={"address": user.email, "at": now, "text": text[:300], "is_by_report": is_by_report}
    )
    if not is_new:
        fault.is_by_report = is_by_report
        fault.at, fault.text, fault.count = now, text[:300], fault.count + 1
        fault.paused = fault.count >= PAUSED_AFTER
        fault.save()
    return fault


def note_arrival(user: Any) -> None:
    """The address takes mail again."""
    AddressFault.objects.filter(user=user, is_by_report=False).delete()


def note_bounce(bounce: Bounce, now: datetime) -> AddressFault | None:
    """One of our mails came back. None when it was none of ours: anybody can write a report."""
    ours = Notice.objects.filter(message_id=bounce.message_id) if bounce.message_id else Notice.objects.none()
    person = ours.values_list("recipient", flat=True).first()
    if person is None:
        lately = Notice.objects.filter(sent_at__gt=now - BELIEVED, recipient__email=bounce.recipient)
        person = lately.values_list("recipient", flat=True).first() if bounce.recipient else None
    user = get_user_model()._default_manager.filter(pk=person or 0).first()
    return note_refusal(user, bounce.text, now, is_by_report=True) if user else None


@transaction.atomic
def try_again(user: Any) -> None:
    """Somebody says that the address is right: what is known against it is forgotten, and what it refused waits again.

    What has become untrue meanwhile is dropped when its turn comes.
    """
    AddressFault.objects.filter(user=user).delete()
    refused = Notice.objects.filter(recipient=user, state=Notice.State.FAILED, error__regex="^5[0-9][0-9]")
    refused.update(state=Notice.State.QUEUED, not_before=None, attempts=0, error="", message_id="")
