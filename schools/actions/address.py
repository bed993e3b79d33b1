"""Somebody's address, mended by a leader of her school when mail does not arrive there."""

import logging
from datetime import datetime
from functools import partial
from smtplib import SMTPException

from allauth.account.models import EmailAddress
from django.core.mail import get_connection
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from notifications import addresses
from schools import audit
from schools.mails import address_corrected
from schools.models import Staff, User
from schools.queries import may_correct_address

logger = logging.getLogger(__name__)


class AddressInUse(Exception):
    """The address is that of somebody else."""

    message = _("Somebody else has this address already.")


class AddressWorks(Exception):
    """Who gets her mail and signs in herself keeps her address: with it one signs in."""

    message = _("Mail arrives at this address, so it stays as it is.")


@transaction.atomic
def correct_address(*, staff: Staff, email: str, by: User, now: datetime) -> User:
    """Another address for somebody who does not get our mail, or who never signed in; the same one is tried again.

    Whoever has the address can sign in, so both the old and the new one are told. Raises AddressWorks, AddressInUse.
    """
    user = User.objects.select_for_update().get(pk=staff.user_id)
    if not may_correct_address(user):
        raise AddressWorks
    before, user.email = user.email, email.strip().lower()
    addresses.try_again(user)
    if user.email != before:
        try:
            with transaction.atomic():
                user.save(update_fields=["email"])
        except IntegrityError:
            raise AddressInUse from None
        EmailAddress.objects.filter(user=user).delete()
        transaction.on_commit(partial(tell_both, user, staff, before))
    audit.record(by=by, verb="staff.address", target=f"staff:{staff.pk}", at=now, is_new=user.email != before)
    return user


def tell_both(user: User, staff: Staff, before: str) -> None:
    """At once, because it may be news to the person; a refusal was to be expected and changes nothing."""
    for address in (before, user.email):
        try:
            get_connection().send_messages([address_corrected(user, staff.school, address)])
        except (SMTPException, OSError) as error:
            logger.warning("the mail about a mended address did not leave: %r", error)
