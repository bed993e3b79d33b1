"""After a back-up was put back or a copy was moved: learn from the journal what was told since, then send again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.auth import get_user_model
from django.db import transaction

from notifications import epoch, journal, recovery
from notifications.models import Notice


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What the journal knew better than the database, in notices.

    `marked` wait in the database but were told; `added` were told and are not in the database; `unknown` went to people
    whom the database does not know.
    """

    why_not: str
    marked: int
    added: int
    unknown: int
    epoch: int


@transaction.atomic
def take_in_journal() -> TakenIn:
    """Mark what was told, add what is missing, and let this database send from here from now on."""
    why_not = epoch.refusal() or ""
    marked = added = unknown = 0
    people = set(get_user_model()._default_manager.values_list("pk", flat=True))
    known = {recovery.key_of(n): n for n in Notice.objects.filter(recipient__in=recipients()).iterator()}
    for key, day, line in told():
        if key in known:
            marked += mark(known[key], line)
        elif key[3] in people:
            known[key] = add(key, day, line)
            added += 1
        else:
            unknown += 1
    return TakenIn(why_not, marked, added, unknown, epoch.acknowledge())


def told() -> Iterator[tuple[journal.Key, date | None, journal.Line]]:
    for line in journal.lines():
        for key, day in zip(line.keys, line.dates, strict=True):
            yield key, day, line


def recipients() -> set[int]:
    return {key[3] for key, _day, _line in told()}


def mark(notice: Notice, line: journal.Line) -> bool:
    if notice.state == Notice.State.SENT:
        return False
    for name, value in recovery.told_facts(line).items():
        setattr(notice, name, value)
    notice.save()
    return True


def add(key: journal.Key, day: date | None, line: journal.Line) -> Notice:
    """So that the next look, which finds its reason again, finds it told."""
    kind, subject, occasion, recipient_id = key
    return Notice.objects.create(
        kind=kind,
        subject=subject,
        occasion=occasion,
        occasion_on=day,
        recipient_id=recipient_id,
        created_at=line.at,
        **recovery.told_facts(line),
    )
