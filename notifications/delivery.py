"""One worker carries what it has claimed: composed outside any transaction, announced, handed over, marked.

claimed → (sending_at) → the server says 250 → a line in the journal → sent. Whatever the worker dies of, one of these
traces tells the next one what is certain and what is not (`recovery`).
"""

import logging
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from hashlib import sha256
from itertools import groupby
from typing import Any

from django.db import DatabaseError
from django.utils import timezone

from notifications import addresses, inbox, life, mail, preferences
from notifications.journal import Journal
from notifications.models import AddressFault, Notice
from notifications.postman import Failure, Postman
from notifications.registry import Answer, Section, Verdict, composer_of

logger = logging.getLogger(__name__)

OPENS, CLOSES = clock_time(7, 30), clock_time(18, 30)  # local; nobody is told anything outside
COMPOSE_ERROR, CUT_ERROR = "compose: ", "cut: "
COMPOSE_PAUSES = (timedelta(hours=1), timedelta(days=1))  # long enough for a faulty release to be mended
BACKOFF = (1, 5, 15, 60)  # minutes after the first, second, … failure of the way
CUTS = 3  # tries of a mail during which the connection breaks while the server has it
FRESH = 10  # seconds that words stay true enough; older ones are composed anew


@dataclass(slots=True)
class Tally:
    """What one delivery did, in notices; `mails` counts mails, `told` holds the ids of what was sent.

    `kept`: told in the inbox only, `muted`: told nowhere, both by choice. `released`: put back or settled after the
    death of a worker, `uncertain` of these without knowing whether they arrived. `is_stopped`: the way to the mail
    server is closed. `is_unfinished`: time was up before the queue was.
    `why_not`: why nothing may be sent at all.
    """

    mails: int = 0
    sent: int = 0
    dropped: int = 0
    later: int = 0
    kept: int = 0
    muted: int = 0
    failed: int = 0
    released: int = 0
    uncertain: int = 0
    is_stopped: bool = False
    is_unfinished: bool = False
    why_not: str = ""
    told: list[int] = field(default_factory=list)


class TakenOver(Exception):
    """Somebody else has these notices now, or they are gone: the mail must not be sent."""


@dataclass(slots=True)
class Delivery:
    """One run of one worker."""

    token: str
    now: datetime
    journal: Journal
    tally: Tally

    def carry(self) -> int | None:
        """Compose and send what this worker has claimed; every row leaves the state claimed.

        Gives the first person whose words had become too old to be sent.
        """
        rows = Notice.objects.claimed().filter(claimed_by=self.token).select_related("recipient")
        choice = self.sorted_by_choice(list(rows.order_by("recipient_id", "pk")))
        notices = choice.told
        composed_at = time.monotonic()
        answers, poison = composed(notices, self.now)
        self.settle_untold(notices, answers, poison)
        sections = ((notice, answers.get(notice.pk)) for notice in notices)
        told = [mail.Told(notice, section) for notice, section in sections if isinstance(section, Section)]
        told = self.kept_here(told, choice)
        at_fault = set(AddressFault.objects.filter(user__in=recipients_of(told)).values_list("user", flat=True))
        first_old = None
        with Postman() as postman:
            for person, parts in groupby(told, key=lambda one: one.notice.recipient_id):
                mine = list(parts)
                is_old = time.monotonic() - composed_at > FRESH
                if postman.is_stopped or is_old:
                    self.tally.later += put_back([one.notice for one in mine], not_before=None)
                    first_old = first_old or person
                elif self.send(postman, mine) and person in at_fault:
                    addresses.note_arrival(person)
            self.tally.is_stopped = postman.is_stopped
        return first_old

    def sorted_by_choice(self, notices: Sequence[Notice]) -> preferences.Sorted:
        """What is told now; the rest waits for its day, or is told nowhere because its reader wants it so."""
        choice = preferences.sort(notices, local(self.now).date())
        for day, waiting in choice.wait.items():
            self.tally.later += put_back(waiting, not_before=opening(day))
        self.tally.muted += settle(choice.nowhere, state=Notice.State.MUTED, message_id="")
        return choice

    def kept_here(self, told: Sequence[mail.Told], choice: preferences.Sorted) -> list[mail.Told]:
        """Puts the words into the inboxes; gives what is mailed."""
        inbox.keep([one for one in told if one.notice.pk in choice.kept], self.now)
        only_here = {notice.pk for notice in choice.inbox}
        unmailed = [one.notice for one in told if one.notice.pk in only_here]
        self.tally.kept += settle(unmailed, state=Notice.State.INBOX, message_id="")
        return [one for one in told if one.notice.pk not in only_here]

    def settle_untold(
        self, notices: Sequence[Notice], answers: Mapping[int, Answer], poison: Mapping[int, str]
    ) -> None:
        """Rows that are not told now: no longer true, not today, or impossible to compose."""
        tally, now = self.tally, self.now
        gone = [n for n in notices if answers.get(n.pk) is Verdict.DROP]
        tally.dropped += settle(gone, state=Notice.State.DROPPED, message_id="")
        waiting = [n for n in notices if answers.get(n.pk) is Verdict.LATER]
        tally.later += put_back(waiting, not_before=next_morning(now))
        for notice in notices:
            if notice.pk in poison:
                tally.failed += spoil([notice], poison[notice.pk], now)

    def send(self, postman: Postman, told: Sequence[mail.Told]) -> bool:
        """One mail; what became of it is written at once. Whether the server took it."""
        notices = [one.notice for one in told]
        message_id = mail.message_id_of(told)
        try:
            message = mail.build(told, now=self.now)
            failure = postman.send(message, before_data=lambda: self.announce(notices, message_id))
        except TakenOver:
            logger.warning("user %s gets no mail from this worker: others took it over", notices[0].recipient_id)
            postman.drop()
            self.tally.later += put_back(notices, not_before=None)
            return False
        except DatabaseError:
            raise  # this worker cannot go on: its rows are settled like those of the dead
        except Exception as error:  # whatever is wrong with one mail must not stop the others
            logger.exception("mail for user %s cannot be written", notices[0].recipient_id)
            self.tally.failed += spoil(notices, repr(error), self.now)
            return False
        if failure is not None:
            self.note_failure(notices, failure)
            return False
        self.note_arrival(notices, message_id)
        return True

    def announce(self, notices: Sequence[Notice], message_id: str) -> None:
        """Commit that the server is about to get this mail. Raises TakenOver when a row is not ours any more."""
        rows = Notice.objects.claimed().filter(pk__in=[n.pk for n in notices], claimed_by=self.token)
        if rows.update(sending_at=self.now, message_id=message_id) != len(notices):
            raise TakenOver

    def note_arrival(self, notices: Sequence[Notice], message_id: str) -> None:
        """The server took it: first on this disk, then in the database."""
        is_safe = self.journal.note(notices, message_id=message_id, now=self.now)
        with life.unhurried(is_safe):
            settle(notices, state=Notice.State.SENT, sent_at=self.now, sent_on=local(self.now).date(), error="")
        self.tally.mails += 1
        self.tally.sent += len(notices)
        self.tally.told += [notice.pk for notice in notices]

    def note_failure(self, notices: Sequence[Notice], failure: Failure) -> None:
        if failure.is_address:
            addresses.note_refusal(notices[0].recipient, failure.text, self.now)
        if failure.is_uncertain:
            self.tally.uncertain += len(notices)
            failure = final_after(CUTS, notices, failure)
        if failure.is_final:
            facts: dict[str, Any] = {"is_uncertain": True} if failure.is_uncertain else {}
            self.tally.failed += settle(notices, state=Notice.State.FAILED, error=failure.text[:300], **facts)
        else:
            self.tally.later += retry(notices, failure, self.now)


def final_after(number: int, notices: Sequence[Notice], failure: Failure) -> Failure:
    """A mail at which every connection breaks is parked at last: it may be what breaks them."""
    cuts = max(tries(notice, CUT_ERROR) for notice in notices)
    return replace(failure, text=f"{CUT_ERROR}{failure.text}", is_final=cuts >= number)


def tries(notice: Notice, error: str) -> int:
    """Which try this was that failed in this way."""
    return notice.attempts + 1 if notice.error.startswith(error) else 1


def recipients_of(told: Sequence[mail.Told]) -> set[int]:
    return {one.notice.recipient_id for one in told}


def composed(notices: Sequence[Notice], now: datetime) -> tuple[dict[int, Answer], dict[int, str]]:
    """Answers by notice, and what went wrong by notice. A broken notice does not spoil the others of its kind."""
    answers: dict[int, Answer] = {n.pk: Verdict.DROP for n in notices if addresses.is_nobodys(n.recipient)}
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
    return held_together(notices, answers, errors), errors


def held_together(
    notices: Sequence[Notice], answers: dict[int, Answer], errors: Mapping[int, str]
) -> dict[int, Answer]:
    """A mail that may have arrived is tried again as a whole or not today.

    What became untrue is left out: a program that knows the Message-ID shows the first copy, any other shows nothing
    untrue. But a part that waited would come later under a Message-ID that was seen, and be taken for a copy.
    """
    parts = [n for n in notices if n.message_id]
    for _person, one_mail in groupby(parts, key=lambda n: n.recipient_id):
        together = list(one_mail)
        if any(n.pk in errors or answers.get(n.pk) is Verdict.LATER for n in together):
            for n in together:
                if isinstance(answers.get(n.pk), Section):
                    answers[n.pk] = Verdict.LATER
    return answers


def settle(notices: Collection[Notice], *, state: str, **facts: Any) -> int:
    """The end of these notices, unless somebody took them meanwhile."""
    if not notices:
        return 0
    owners = {notice.claimed_by for notice in notices}
    rows = Notice.objects.claimed().filter(pk__in=[notice.pk for notice in notices], claimed_by__in=owners)
    return rows.update(state=state, claimed_by="", **facts)


def put_back(notices: Collection[Notice], *, not_before: datetime | None, **facts: Any) -> int:
    """Nothing was tried, or the server certainly has nothing of it."""
    back: dict[str, Any] = {"state": Notice.State.QUEUED, "not_before": not_before, "sending_at": None, **facts}
    fresh, kept = [n for n in notices if not n.message_id], [n for n in notices if n.message_id]
    return settle(fresh, message_id="", **back) + settle(kept, **back)


def spoil(notices: Sequence[Notice], error: str, now: datetime) -> int:
    """Count a failure to compose; when the tries are used up the notice is parked. Gives how many were parked."""
    parked = 0
    for notice in notices:
        attempts = tries(notice, COMPOSE_ERROR)
        is_parked = attempts > len(COMPOSE_PAUSES)
        parked += is_parked
        settle(
            [notice],
            state=Notice.State.FAILED if is_parked else Notice.State.QUEUED,
            attempts=attempts,
            not_before=None if is_parked else now + COMPOSE_PAUSES[attempts - 1],
            error=f"{COMPOSE_ERROR}{error}"[:300],
            sending_at=None,
        )
    return parked


def retry(notices: Sequence[Notice], failure: Failure, now: datetime) -> int:
    """Back to the queue: the way was closed, the notice is sound."""
    attempts = max(tries(n, CUT_ERROR) if failure.is_uncertain else n.attempts + 1 for n in notices)
    minutes = BACKOFF[min(attempts, len(BACKOFF)) - 1] * scatter(notices[0].recipient_id, attempts)
    facts = {"attempts": attempts, "error": failure.text[:300]}
    not_before = now + timedelta(minutes=minutes)
    if failure.is_uncertain:  # the same mail again, as it was
        return settle(
            notices, state=Notice.State.QUEUED, not_before=not_before, sending_at=None, is_uncertain=True, **facts
        )
    return put_back(notices, not_before=not_before, **facts)


def scatter(person: int, attempts: int) -> float:
    """Between 0.8 and 1.2, other for everybody: who failed together does not come back together."""
    return 0.8 + 0.4 * sha256(f"{person} {attempts}".encode()).digest()[0] / 255


def local(now: datetime) -> datetime:
    return now.astimezone(timezone.get_default_timezone())


def next_morning(now: datetime) -> datetime:
    return opening(local(now).date() + timedelta(days=1))


def opening(day: date) -> datetime:
    """The first moment of a day at which somebody may be told something."""
    return datetime.combine(day, OPENS, tzinfo=timezone.get_default_timezone())
