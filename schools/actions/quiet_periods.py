"""Exam weeks and other days that a school keeps free of meetings; where they stop the clock, due dates move."""

from datetime import date, datetime

from django.db import transaction

from schools import audit
from schools.actions.school_time import Moved, tell
from schools.models import QuietPeriod, School, User


@transaction.atomic
def add_quiet_period(
    *,
    school: School,
    kind: str,
    first_day: date,
    last_day: date,
    reason: str,
    stops_clock: bool,
    by: User,
    now: datetime,
) -> tuple[QuietPeriod, Moved]:
    """Keep these days free of meetings; tells how far due dates moved. The same days again change what was said."""
    said = {"kind": kind, "reason": reason, "stops_clock": stops_clock}
    quiet, _is_new = QuietPeriod.objects.update_or_create(
        school=school, first_day=first_day, last_day=last_day, defaults=said
    )
    record(quiet, "quiet_period.added", by, now)
    return quiet, tell(school, now)


@transaction.atomic
def change_quiet_period(
    *,
    quiet: QuietPeriod,
    kind: str,
    first_day: date,
    last_day: date,
    reason: str,
    stops_clock: bool,
    by: User,
    now: datetime,
) -> Moved:
    """Other days, another kind, another choice about the clock; an entry of the very same days is replaced."""
    same = QuietPeriod.objects.filter(school=quiet.school_id, first_day=first_day, last_day=last_day)
    same.exclude(pk=quiet.pk).delete()
    quiet.kind, quiet.reason, quiet.stops_clock = kind, reason, stops_clock
    quiet.first_day, quiet.last_day = first_day, last_day
    quiet.save()
    record(quiet, "quiet_period.changed", by, now)
    return tell(quiet.school, now)


@transaction.atomic
def remove_quiet_period(*, quiet: QuietPeriod, by: User, now: datetime) -> Moved:
    """Meetings are welcome again in these days; tells how far due dates moved."""
    record(quiet, "quiet_period.removed", by, now)
    school = quiet.school
    quiet.delete()
    return tell(school, now)


def record(quiet: QuietPeriod, verb: str, by: User, now: datetime) -> None:
    audit.record(
        by=by,
        verb=verb,
        target=f"school:{quiet.school_id}",
        at=now,
        kind=quiet.kind,
        first_day=quiet.first_day.isoformat(),
        last_day=quiet.last_day.isoformat(),
        stops_clock=quiet.stops_clock,
    )
