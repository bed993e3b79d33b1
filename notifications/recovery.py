"""What becomes of notices whose worker died, and how that is known.

Not yet being sent: back to the queue. Being sent, and the journal of this machine says that the server took it: sent.
Being sent, and the journal is silent (the worker died in between, or wrote its journal elsewhere): told again under the
same Message-ID, so that a mail program shows one of the two, and marked as uncertain.
"""

import logging
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from notifications import journal, life
from notifications.models import Notice

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Released:
    """How many notices a dead worker left: put back untold, told after all, and put back without knowing."""

    untold: int = 0
    told: int = 0
    uncertain: int = 0

    @property
    def total(self) -> int:
        return self.untold + self.told + self.uncertain


def release_dead() -> Released:
    """Settle what workers had claimed before they died."""
    owners = Notice.objects.claimed().order_by().values_list("claimed_by", flat=True).distinct()
    dead = [owner for owner in owners if life.is_dead(owner)]
    if not dead:
        return Released()
    rows = list(Notice.objects.claimed().filter(claimed_by__in=dead).order_by("pk"))
    if not rows:  # another worker was faster
        return Released()
    first = min(row.claimed_at or row.created_at for row in rows)
    told = journal.told_since(timezone.localdate(first, timezone.get_default_timezone()) - timedelta(days=1))
    released = Released()
    for row in [row for row in rows if key_of(row) in told]:
        line = told[key_of(row)]
        released.told += mark_told([row.pk], line, owners=dead)
    open_rows = [row for row in rows if key_of(row) not in told]
    released.untold = hand_back((r.pk for r in open_rows if r.sending_at is None), dead)
    released.uncertain = hand_back((r.pk for r in open_rows if r.sending_at), dead, is_uncertain=True)
    if released.uncertain:
        logger.warning("%s notices are told again without knowing whether they arrived", released.uncertain)
    return released


def key_of(notice: Notice) -> journal.Key:
    return notice.kind, notice.subject, notice.occasion, notice.recipient_id


def mark_told(pks: Collection[int], line: journal.Line, *, owners: Collection[str]) -> int:
    return Notice.objects.claimed().filter(pk__in=pks, claimed_by__in=owners).update(**told_facts(line))


def told_facts(line: journal.Line) -> dict[str, Any]:
    """The fields of a notice that was told by that line of the journal."""
    return {
        "state": Notice.State.SENT,
        "sent_at": line.at,
        "sent_on": timezone.localdate(line.at, timezone.get_default_timezone()),
        "message_id": line.message_id,
        "claimed_by": "",
        "error": "",
    }


def hand_back(pks: Iterable[int], owners: Collection[str], **facts: Any) -> int:
    rows = Notice.objects.claimed().filter(pk__in=list(pks), claimed_by__in=owners)
    return rows.update(state=Notice.State.QUEUED, claimed_by="", sending_at=None, **facts)
