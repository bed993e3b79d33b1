"""A teacher makes an attest of her own hours, takes it back, and deletes it (T13).

There is no line in the audit trail: an attest is hers alone, and nobody learns that she made one.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evidence.models import Attest
from evidence.queries.attests import Chosen, Offer, content_of
from evidence.signing import sign
from schools.models import User


class UsedForm(Exception):
    """The form of an attest that exists was sent again with other ticks."""

    message = _("This form was used already. Please open the page again.")


@transaction.atomic
def make_attest(*, code: str, offer: Offer, chosen: Chosen, by: User, now: datetime) -> Attest:
    """As things stand now; what changes later changes nothing in it. A second tap on the button finds the first.

    Raises UsedForm.
    """
    content = content_of(offer, chosen, made_on=timezone.localdate(now))
    kept = {"user": by, "content": content, "signature": sign(code, content), "made_at": now}
    attest, _is_new = Attest.objects.get_or_create(code=code, defaults=kept)
    if (attest.user_id, attest.content) != (by.pk, content):
        raise UsedForm
    return attest


@transaction.atomic
def withdraw_attest(*, attest: Attest, now: datetime) -> None:
    """From now on whoever checks it reads that it was withdrawn. The first time counts."""
    Attest.objects.filter(pk=attest.pk, withdrawn_at=None).update(withdrawn_at=now)


@transaction.atomic
def delete_attest(*, attest: Attest) -> None:
    """At once, and for good: whoever checks it reads that there is none."""
    attest.delete()
