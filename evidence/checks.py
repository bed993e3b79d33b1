"""What `manage.py check --deploy` says of attests."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning

NO_KEYS = "evidence.W001"


def has_attest_keys(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """A key that was made up on this machine is lost with it, and then no attest of a teacher can be checked."""
    if settings.HAS_ATTEST_KEYS:
        return []
    said = "ATTEST_KEYS is not set: attests are signed with a key of this machine, and cannot be checked without it."
    return [Warning(said, hint="Set ATTEST_KEYS to a long random phrase, and keep it.", id=NO_KEYS)]
