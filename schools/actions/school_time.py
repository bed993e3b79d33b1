"""School time: days on which a school is closed, and whether reminders are sent. `schools.years` opens years."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from schools import audit
from schools.calendar import SchoolDays
from schools.models import Closure, School, User
from schools.signals import school_time_changed


@dataclass(frozen=True, slots=True)
class Moved:
    """By how many school days the due dates of groups moved; later is positive. One number a group."""

    days: tuple[int, ...]


@transaction.atomic
def add_closure(
    *, school: School, kind: str, first_day: date, last_day: date, reason: str, by: User, now: datetime
) -> tuple[Closure, Moved]:
    """Close the school from `first_day` to `last_day`; tells how far due dates moved."""
    closure = Closure.objects.create(school=school, kind=kind, first_day=first_day, last_day=last_day, reason=reason)
    audit.record(by=by, verb="closure.added", target=f"school:{school.pk}", at=now, **dates_of(closure))
    return closure, tell(school, now)


@transaction.atomic
def remove_closure(*, closure: Closure, by: User, now: datetime) -> Moved:
    """Open the school again on these days; tells how far due dates moved."""
    audit.record(by=by, verb="closure.removed", target=f"school:{closure.school_id}", at=now, **dates_of(closure))
    school = closure.school
    closure.delete()
    return tell(school, now)


def dates_of(closure: Closure) -> dict[str, str]:
    return {
        "kind": closure.kind,
        "first_day": closure.first_day.isoformat(),
        "last_day": closure.last_day.isoformat(),
    }


def tell(school: School, now: datetime) -> Moved:
    """Tell the apps above; what moved is counted in the school days of this school as they are now."""
    answers: list[tuple[Any, Any]] = school_time_changed.send(
        sender=School, school_ids=[school.pk], today=timezone.localdate(now)
    )
    pairs: list[tuple[date, date]] = [pair for _receiver, moved in answers for pair in moved or ()]
    if not pairs:
        return Moved(())
    first, last = min(map(min, pairs)), max(map(max, pairs))
    days = SchoolDays.between(first, last, school.closures.between(first, last).values_list("first_day", "last_day"))
    moved = (days.count(before, after) or -days.count(after, before) for before, after in pairs)
    return Moved(tuple(number for number in moved if number))


@transaction.atomic
def set_reminders(*, school: School, is_on: bool, by: User, now: datetime) -> School:
    """Whether mails about rhythm leave for this school's groups at all."""
    school.has_reminders = is_on
    school.save(update_fields=["has_reminders"])
    # The looks of the silent time found nothing to say; what is still true is said now.
    school_time_changed.send(sender=School, school_ids=[school.pk], today=timezone.localdate(now))
    audit.record(by=by, verb="school.reminders", target=f"school:{school.pk}", at=now, is_on=is_on)
    return school
