"""The outbox: what has to be said to whom, told once. Celery only wakes it; the database remembers.

queued → claimed → sent | failed | dropped. A row is claimed by a conditional update in the name of a worker that proves
to be alive, its mail is composed and sent outside any transaction, and a dead worker's rows go back to queued.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import inf
from time import monotonic

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Count, Q

from notifications import breakers, epoch, life, preferences
from notifications.delivery import CLOSES, OPENS, Delivery, Tally, composed, local
from notifications.journal import Journal
from notifications.models import AddressFault, Notice, NoticeQuerySet
from notifications.recovery import release_dead
from notifications.registry import Section, tellable

logger = logging.getLogger(__name__)

BATCH = 50  # people a claim, and mails a connection
BUSY = "busy"  # other workers hold all the connections that the mail server is asked for


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice that is wanted. All but `occasion_on`, the date that people see, and `is_urgent` is its key."""

    kind: str
    subject: str
    occasion: str
    recipient_id: int
    occasion_on: date | None = None
    is_urgent: bool = False


def enqueue(*, drafts: Iterable[Draft], now: datetime) -> int:
    """Remember what is wanted, in the transaction of its cause; what waits or was told already stays as it is.

    A notice that was dropped because its reason had gone waits again when the reason is back. Gives the number of
    drafts.
    """
    wanted = {key_of(draft): draft for draft in drafts}
    if not wanted:
        return 0
    rows = [
        Notice(
            kind=draft.kind,
            subject=draft.subject,
            occasion=draft.occasion,
            occasion_on=draft.occasion_on,
            recipient_id=draft.recipient_id,
            is_urgent=draft.is_urgent,
            created_at=now,
        )
        for draft in wanted.values()
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    dropped = Notice.objects.filter(state=Notice.State.DROPPED)
    known = dropped.filter(subject__in={draft.subject for draft in wanted.values()})
    if back := [notice.pk for notice in known if key_of(notice) in wanted]:
        dropped.filter(pk__in=back).update(state=Notice.State.QUEUED, not_before=None, created_at=now)
    return len(rows)


def key_of(notice: Draft | Notice) -> tuple[str, str, str, int]:
    return notice.kind, notice.subject, notice.occasion, notice.recipient_id


def deliver_due(*, now: datetime, seconds: float = inf) -> Tally:
    """Tell everybody what is due: one mail a person a day, in school hours, on the reader's school days.

    Begins no new batch after `seconds`; `is_unfinished` then says that there may be more to tell.
    """
    released = release_dead()
    tally = Tally(released=released.total, uncertain=released.uncertain)
    if not is_telling_time(now) or not waiting(now):
        return tally
    if why_not := epoch.refusal():
        logger.error("no mail is sent: %s; see `manage.py after_restore`", why_not)
        tally.why_not = why_not
        return tally
    with life.one_of("mail-server", settings.MAIL_CONNECTIONS) as is_connected:
        if is_connected:
            epoch.advance()
            with life.alive() as token, Journal() as journal:
                deliver(Delivery(token, now, journal, tally), seconds)
        else:
            tally.why_not = BUSY
    return tally


def deliver(delivery: Delivery, seconds: float) -> None:
    """Batch after batch until nobody waits, the way is closed, enough was sent today, or time is up."""
    now, tally = delivery.now, delivery.tally
    end, room, after = monotonic() + seconds, breakers.room(now), 0
    while not tally.is_stopped and (notices := waiting(now, after)):
        if monotonic() > end:
            tally.is_unfinished = True
            return
        if tally.mails >= room:
            breakers.report(now)
            tally.why_not = breakers.TOO_MANY
            return
        after = notices[-1].recipient_id
        allowed = tellable(notices, local(now).date())
        if claim([notice for notice in notices if notice.pk in allowed], token=delivery.token, now=now):
            first_old = delivery.carry()
            after = after if first_old is None else first_old - 1


def preview(*, now: datetime) -> list[Notice]:
    """What `deliver_due` would send at that moment. Claims nothing, sends nothing."""
    told: list[Notice] = []
    after = 0
    while is_telling_time(now) and (notices := waiting(now, after)):
        after = notices[-1].recipient_id
        allowed = tellable(notices, local(now).date())
        chosen = preferences.sort([n for n in notices if n.pk in allowed], local(now).date()).mail
        answers, _poison = composed(chosen, now)
        told += [notice for notice in chosen if isinstance(answers.get(notice.pk), Section)]
    return told


def is_telling_time(now: datetime) -> bool:
    return OPENS <= local(now).time() <= CLOSES


def due(now: datetime) -> NoticeQuerySet:
    """Queued notices whose time has come, of people who were not told anything yet today; what is urgent does not wait
    for tomorrow's mail."""
    quiet = Q(not_before=None) | Q(not_before__lte=now)
    told_today = Q(recipient__notices__sent_on=local(now).date())
    unreachable = Q(recipient__in=AddressFault.objects.paused().values("user"))
    return Notice.objects.queued().filter(quiet).filter(Q(is_urgent=True) | ~told_today).exclude(unreachable)


def waiting(now: datetime, after: int = 0) -> list[Notice]:
    """The due notices of the next people, in the order of their ids."""
    people = due(now).filter(recipient_id__gt=after).order_by("recipient_id").values_list("recipient_id", flat=True)
    batch = list(people.distinct()[:BATCH])
    if not batch:
        return []
    notices = due(now).filter(recipient_id__in=batch).select_related("recipient")
    return list(notices.order_by("recipient_id", "pk"))


def is_more_than_a_batch(now: datetime) -> bool:
    """Whether a second worker would find work too."""
    if not is_telling_time(now):
        return False
    people = due(now).order_by().values("recipient_id").distinct()
    return len(people[: BATCH + 1]) > BATCH


@transaction.atomic
def claim(notices: Sequence[Notice], *, token: str, now: datetime) -> int:
    """Take these in the name of a worker; gives how many it got.

    Claims of one person follow each other by the lock on the person: two workers that hold different notices of
    somebody would make it two mails on one day. A person whom another worker is busy with is left to it.
    """
    people = sorted({notice.recipient_id for notice in notices})
    users = get_user_model()._default_manager.select_for_update(skip_locked=True, no_key=True)
    held = list(users.filter(pk__in=people).order_by("pk").values_list("pk", flat=True))
    busy = Notice.objects.claimed().filter(recipient_id__in=held).values("recipient_id")
    mine = due(now).filter(pk__in=[notice.pk for notice in notices], recipient_id__in=held)
    free = mine.exclude(recipient_id__in=busy).exclude(recipient_id__in=breakers.told_enough(held, now))
    pks = whole_mails(list(free.values_list("pk", "recipient_id", "message_id")))
    return (
        Notice.objects.queued()
        .filter(pk__in=pks)
        .update(state=Notice.State.CLAIMED, claimed_by=token, claimed_at=now, sending_at=None)
    )


def whole_mails(rows: Sequence[tuple[int, int, str]]) -> list[int]:
    """A mail that may have arrived goes again before anything new, as it was: all that is left of it, or not yet."""
    found = Counter(message_id for _pk, _person, message_id in rows if message_id)
    if not found:
        return [pk for pk, _person, _message_id in rows]
    in_all = Notice.objects.queued().filter(message_id__in=found).values_list("message_id").annotate(n=Count("pk"))
    unsure = {person for _pk, person, message_id in rows if message_id}
    whole = {message_id for message_id, number in in_all if found[message_id] == number}
    return [pk for pk, person, message_id in rows if person not in unsure or message_id in whole]
