"""Notices are kept for thirteen months: a school year, its summer, and a month to look back."""

from datetime import datetime, timedelta

from notifications.models import Notice

KEPT = timedelta(days=396)
BATCH, BATCHES = 1000, 200  # rows a statement, statements a run: what is left goes on another day


def forget_old(*, now: datetime) -> int:
    """Delete what came to its end more than thirteen months ago; gives how many. What still waits stays.

    A key is deleted with its row. It names a school year or a day, so the rules never ask for it again.
    """
    ended = Notice.objects.exclude(state__in=[Notice.State.QUEUED, Notice.State.CLAIMED])
    old = ended.filter(created_at__lt=now - KEPT).order_by("pk")
    number = 0
    for _ in range(BATCHES):
        pks = list(old.values_list("pk", flat=True)[:BATCH])
        number += ended.filter(pk__in=pks).delete()[0]
        if len(pks) < BATCH:
            break
    return number
