"""By night: what was kept long enough goes, in small bounded steps; what went is noted as a number."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from schools.models import Staff, User
from upkeep.keeping import BY_CODE, KEEP, RULES, cutoff
from upkeep.models import Night, RetentionRun
from upkeep.queries.keeping import Old, accounts_to_end, old_rows

BATCH, BATCHES = 500, 200  # rows a statement, statements a rule and night: what is left goes on another night


def keep(*, today: date, now: datetime) -> Counter[str]:
    """Everything that no other task deletes; gives how many rows went by rule. Again and again without harm."""
    gone: Counter[str] = Counter()
    for rule in RULES:
        if rule.task == KEEP and rule.code != "accounts":
            for old in old_rows(rule.code, cutoff(rule, today)):
                gone[rule.code] += sum(_delete_in_steps(rule.code, old, today=today))
    gone["accounts"] += end_accounts(today=today)
    note_night(task=KEEP, now=now)
    return gone


def _delete_in_steps(code: str, old: Old, *, today: date) -> Iterator[int]:
    """Each step is a transaction of its own with its count, so that a crash never tells more than what went."""
    for _ in range(BATCHES):
        number = _delete_some(code, old, today=today)
        yield number
        if number < BATCH:
            return


@transaction.atomic
def _delete_some(code: str, old: Old, *, today: date) -> int:
    rows: QuerySet[Any] = old.rows
    if not BY_CODE[code].is_counted:
        pks = list(rows.values_list("pk", flat=True)[:BATCH])
    else:
        found = list(rows.values_list("pk", old.school)[:BATCH])
        pks = [pk for pk, _school in found]
        _note(code, Counter(school for _pk, school in found), today=today)
    if pks:
        rows.model._default_manager.filter(pk__in=pks).delete()
    return len(pks)


def _note(code: str, by_school: Counter[int], *, today: date) -> None:
    """How many rows of a school went by a rule on a day: a sum, never which."""
    for school_id, number in sorted(by_school.items()):
        fresh = RetentionRun(school_id=school_id, rule=code, day=today, rows=0)
        RetentionRun.objects.bulk_create([fresh], ignore_conflicts=True)
        RetentionRun.objects.filter(school=school_id, rule=code, day=today).update(rows=F("rows") + number)


def end_accounts(*, today: date) -> int:
    """People who left their last school long enough ago: the account goes with all that is hers alone."""
    cut = cutoff(BY_CODE["accounts"], today)
    pks = list(accounts_to_end(cut).values_list("pk", flat=True)[:BATCH])
    return sum(_end_account(pk, cut, today=today) for pk in pks)


@transaction.atomic
def _end_account(pk: int, cut: date, *, today: date) -> int:
    """Looked at once more under a lock: perhaps a school took her back a moment ago."""
    User.objects.select_for_update().filter(pk=pk).first()
    user = accounts_to_end(cut).filter(pk=pk).first()
    if user is None:
        return 0
    left = list(Staff.objects.filter(user=user).values_list("school_id", flat=True))
    user.delete()
    _note("accounts", Counter(left), today=today)
    return 1


@transaction.atomic
def note_night(*, task: str, now: datetime) -> None:
    """A nightly task came to its end."""
    Night.objects.update_or_create(task=task, defaults={"ended_at": now})
