"""The signed link with which somebody ends mails without signing in (RFC 8058)."""

from collections.abc import Sequence
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.core import signing

from notifications.registry import is_optional, optional_kinds

STOP_AGE = timedelta(days=400)  # a mail may be found again a school year later
SALT = "notifications.stop"


def stop_token(person_id: int, kinds: Sequence[str]) -> str:
    """A link for one person and these kinds; no kinds: all that are optional on the day of the click."""
    return signing.dumps([person_id, *kinds], salt=SALT, compress=True)


def behind_token(token: str) -> tuple[int, list[str]] | None:
    """The person and the kinds of a link; None when it is forged, older than 400 days, or of nobody any more."""
    try:
        person_id, *kinds = signing.loads(token, salt=SALT, max_age=STOP_AGE)
    except signing.BadSignature:
        return None
    if not get_user_model()._default_manager.filter(pk=person_id, is_active=True).exists():
        return None
    return person_id, [kind for kind in kinds or optional_kinds() if is_optional(kind)]
