"""The words of a notice as they were told, kept for the inbox."""

from collections.abc import Sequence
from datetime import datetime

from notifications.mail import Told
from notifications.models import Notice

KEPT = ("subject", "heading", "lines", "points", "points_title", "button", "path", "why", "group", "group_path")


def keep(told: Sequence[Told], now: datetime) -> None:
    """Write the words beside the notices, just before they are told; one query. Read only once they are told."""
    for one in told:
        one.notice.words = {name: plain(getattr(one.section, name)) for name in KEPT}
        one.notice.told_at = now
    if told:
        Notice.objects.bulk_update([one.notice for one in told], ["words", "told_at"])


def plain(value: object) -> object:
    return value if isinstance(value, str) else [str(line) for line in value]  # type: ignore[attr-defined]
