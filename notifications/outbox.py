"""The outbox: what has to be said to whom, told once. Celery only wakes it; the database remembers.

queued → claimed → sent | failed | dropped. A row is claimed by a conditional update in the name of a worker that proves
to be alive, its mail is composed and sent outside any transaction, and a dead worker's rows go back to queued.
"""

import logging
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import groupby

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from notifications import life, mail
from notifications.models import Notice, NoticeQuerySet
from notifications.postman import Failure, Postman
from notifications.registry import Answer, Section, Verdict, composer_of, tellable

logger = logging.getLogger(__name__)

OPENS, CLOSES = time(7, 30), time(18, 30)  # local; nobody is told anything outside
BATCH = 50  # people a claim, and mails a connection
COMPOSE_ERROR = "compose: "
COMPOSE_PAUSES = (timedelta(hours=1), timedelta(days=1))  # long enough for a faulty release to be mended
BACKOFF = (1, 5, 15, 60)  # minutes after the first, second, … failure of the way


@dataclass(frozen=True, slots=True)
class Draft:
    """A notice that is wanted. All but `occasion_on`, the date that people see, is its key."""

    kind: str
    subject: str
    occasion: str
    recipient_id: int
    occasion_on: date | None = None


@dataclass(slots=True)
class Tally:
    """What one delivery did, in notices; `mails` counts mails, `told` holds the ids of what was sent.

    `is_stopped`: the way to the mail server is closed.
    """

    mails: int = 0
    sent: int = 0
    dropped: int = 0
    later: int = 0
    failed: int = 0
    released: int = 0
    is_stopped: bool = False
    told: list[int] = field(default_factory=list)


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
            created_at=now,
        )
        for draft in wanted.values()
    ]
    Notice.objects.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    dropped = Notice.objects.filter(state=Notice.State.DROPPED)
    known = dropped.filter(subject__in={draft.subject for draft in wanted.values()})
    if back := [notice.pk for notice in known if key_of(notice) in wanted]:
        dropped.filter(pk__in=back).update(state=Notice.State.QUEUED, not_before=None)
    return len(rows)


def key_of(notice: Draft | Notice) -> tuple[str, str, str, int]:
    return notice.kind, notice.subject, notice.occasion, notice.recipient_id


def deliver_due(*, now: datetime) -> Tally:
    """Tell everybody what is due: one mail a person a day, in school hours, on the reader's school days."""
    tally = Tally(released=release_dead(now=now))
    if not is_telling_time(now) or not waiting(now):
        return tally
    after = 0
    with life.alive() as token:
        while not tally.is_stopped and (notices := waiting(now, after)):
            after = notices[-1].recipient_id
            allowed = tellable(notices, local(now).date())
            if claim([notice for notice in notices if notice.pk in allowed], token=token, now=now):
                deliver_claimed(token, now, tally)
    return tally


def release_dead(*, now: datetime) -> int:
    """Put back what a worker had claimed before it died; gives the number of notices."""
    owners = Notice.objects.claimed().order_by().values_list("claimed_by", flat=True).distinct()
    dead = [owner for owner in owners if life.is_dead(owner)]
    if not dead:
        return 0
    return Notice.objects.claimed().filter(claimed_by__in=dead).update(state=Notice.State.QUEUED, claimed_by="")


def preview(*, now: datetime) -> list[Notice]:
    """What `deliver_due` would send at that moment. Claims nothing, sends nothing."""
    told: list[Notice] = []
    after = 0
    while is_telling_time(now) and (notices := waiting(now, after)):
        after = notices[-1].recipient_id
        allowed = tellable(notices, local(now).date())
        chosen = [notice for notice in notices if notice.pk in allowed]
        answers, _poison = composed(chosen, now)
        told += [notice for notice in chosen if isinstance(answers.get(notice.pk), Section)]
    return told


def is_telling_time(now: datetime) -> bool:
    return OPENS <= local(now).time() <= CLOSES


def local(now: datetime) -> datetime:
    return now.astimezone(timezone.get_default_timezone())


def due(now: datetime) -> NoticeQuerySet:
    """Queued notices whose time has come, of people who were not told anything yet today."""
    quiet = Q(not_before=None) | Q(not_before__lte=now)
    told_today = Q(recipient__notices__sent_on=local(now).date())
    return Notice.objects.queued().filter(quiet).exclude(told_today)


def waiting(now: datetime, after: int = 0) -> list[Notice]:
    """The due notices of the next people, in the order of their ids."""
    people = due(now).filter(recipient_id__gt=after).order_by("recipient_id").values_list("recipient_id", flat=True)
    batch = list(people.distinct()[:BATCH])
    if not batch:
        return []
    notices = due(now).filter(recipient_id__in=batch).select_related("recipient")
    return list(notices.order_by("recipient_id", "pk"))


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
    free = mine.exclude(recipient_id__in=busy).values_list("pk", flat=True)
    return (
        Notice.objects.queued()
        .filter(pk__in=list(free))
        .update(state=Notice.State.CLAIMED, claimed_by=token, claimed_at=now)
    )


def deliver_claimed(token: str, now: datetime, tally: Tally) -> None:
    """Compose and send what this worker has claimed; every row leaves the state claimed."""
    rows = Notice.objects.claimed().filter(claimed_by=token).select_related("recipient").order_by("recipient_id", "pk")
    notices = list(rows)
    answers, poison = composed(notices, now)
    tally.dropped += settle([n for n in notices if answers.get(n.pk) is Verdict.DROP], state=Notice.State.DROPPED)
    tally.later += put_back([n for n in notices if answers.get(n.pk) is Verdict.LATER], not_before=next_morning(now))
    for notice in notices:
        if notice.pk in poison:
            tally.failed += spoil([notice], poison[notice.pk], now)
    sections = ((notice, answers.get(notice.pk)) for notice in notices)
    told = [mail.Told(notice, section) for notice, section in sections if isinstance(section, Section)]
    with Postman() as postman:
        for _person, parts in groupby(told, key=lambda one: one.notice.recipient_id):
            send(postman, list(parts), now, tally)


def send(postman: Postman, told: Sequence[mail.Told], now: datetime, tally: Tally) -> None:
    """One mail; what became of it is written at once, so that a crash repeats no mail but the one in hand."""
    notices = [one.notice for one in told]
    if postman.is_stopped:
        tally.later += put_back(notices, not_before=None)
        return
    try:
        failure = postman.send(mail.build(told, now=now))
    except Exception as error:  # whatever is wrong with one mail must not stop the others
        logger.exception("mail for user %s cannot be written", notices[0].recipient_id)
        tally.failed += spoil(notices, repr(error), now)
        return
    if failure is None:
        if not settle(notices, state=Notice.State.SENT, sent_at=now, sent_on=local(now).date(), error=""):
            logger.warning("user %s got a mail whose notices another worker took over", notices[0].recipient_id)
        tally.mails += 1
        tally.sent += len(notices)
        tally.told += [notice.pk for notice in notices]
    elif failure.is_final:
        tally.failed += settle(notices, state=Notice.State.FAILED, error=failure.text[:300])
    else:
        tally.later += retry(notices, failure, now)
    tally.is_stopped = postman.is_stopped


def composed(notices: Sequence[Notice], now: datetime) -> tuple[dict[int, Answer], dict[int, str]]:
    """Answers by notice, and what went wrong by notice. A broken notice does not spoil the others of its kind."""
    answers: dict[int, Answer] = {n.pk: Verdict.DROP for n in notices if not n.recipient.is_active}
    errors: dict[int, str] = {}
    kinds: dict[str, list[Notice]] = {}
    for notice in notices:
        if notice.pk not in answers:
            kinds.setdefault(notice.kind, []).append(notice)
    for kind, batch in kinds.items():
        try:
            answers |= composer_of(kind)(batch, now)
        except Exception:
            for notice in batch:
                try:
                    answers |= composer_of(kind)([notice], now)
                except Exception as error:
                    logger.exception("notice %s cannot be composed", notice.pk)
                    errors[notice.pk] = repr(error)
    return answers, errors


def settle(notices: Collection[Notice], *, state: str, **facts: object) -> int:
    """The end of these notices, unless somebody took them meanwhile."""
    if not notices:
        return 0
    owners = {notice.claimed_by for notice in notices}
    rows = Notice.objects.claimed().filter(pk__in=[notice.pk for notice in notices], claimed_by__in=owners)
    return rows.update(state=state, claimed_by="", **facts)


def put_back(notices: Collection[Notice], *, not_before: datetime | None) -> int:
    return settle(notices, state=Notice.State.QUEUED, not_before=not_before)


def spoil(notices: Sequence[Notice], error: str, now: datetime) -> int:
    """Count a failure to compose; when the tries are used up the notice is parked. Gives how many were parked."""
    parked = 0
    for notice in notices:
        attempts = notice.attempts + 1 if notice.error.startswith(COMPOSE_ERROR) else 1
        is_parked = attempts > len(COMPOSE_PAUSES)
        parked += is_parked
        settle(
            [notice],
            state=Notice.State.FAILED if is_parked else Notice.State.QUEUED,
            attempts=attempts,
            not_before=None if is_parked else now + COMPOSE_PAUSES[attempts - 1],
            error=f"{COMPOSE_ERROR}{error}"[:300],
        )
    return parked


def retry(notices: Sequence[Notice], failure: Failure, now: datetime) -> int:
    """Back to the queue: the way was closed, the notice is sound."""
    attempts = max(notice.attempts for notice in notices) + 1
    not_before = now + timedelta(minutes=BACKOFF[min(attempts, len(BACKOFF)) - 1])
    return settle(
        notices, state=Notice.State.QUEUED, attempts=attempts, not_before=not_before, error=failure.text[:300]
    )


def next_morning(now: datetime) -> datetime:
    tomorrow = local(now).date() + timedelta(days=1)
    return datetime.combine(tomorrow, OPENS, tzinfo=timezone.get_default_timezone())
