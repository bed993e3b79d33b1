"""One school year rolled over into the next, in one transaction. A second time changes nothing; nothing is mailed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from communities.models import Community
from communities.roll_over import Change
from communities.signals import rhythm_changed
from schools import audit
from schools.actions import add_quiet_period
from schools.models import School, SchoolYear, User
from schools.years import open_school_year


class NotDecidedYet(Exception):
    """The next school year is not published, so that nothing can be counted in it."""


@dataclass(frozen=True, slots=True)
class QuietDays:
    """Days without meetings that are carried over."""

    kind: str
    first_day: date
    last_day: date
    reason: str
    stops_clock: bool


@transaction.atomic
def roll_over(
    *, change: Change, quiet: Sequence[QuietDays], finished: Collection[int], by: User, now: datetime
) -> SchoolYear:
    """Opens the next year with its closing days, keeps these days of it free of meetings, and finishes these groups on
    the last day of the old year. Every other group goes on as it is. Raises NotDecidedYet.

    What is there already stays as it is: a year that is open, days that are entered, a group that has an end.
    """
    # Two at once: the second waits here, and then finds everything done.
    school = School.objects.select_for_update(no_key=True).get(pk=change.school.pk)
    year = school.years.filter(label=change.label).first()
    if year is None:
        if change.published is None:
            raise NotDecidedYet
        year = open_school_year(school=school, published=change.published, by=by, now=now)
    carried = carry_over(school, quiet, by=by, now=now)
    ended = finish_groups(school, finished, change.old.last_day, by=by, now=now)
    if year.taken_over_at is None or carried or ended:
        year.taken_over_at = year.taken_over_at or now
        year.save(update_fields=["taken_over_at"])
        audit.record(
            by=by,
            verb="school.rolled_over",
            target=f"school:{school.pk}",
            at=now,
            label=year.label,
            quiet_periods=carried,
            finished=ended,
        )
    return year


def carry_over(school: School, quiet: Sequence[QuietDays], *, by: User, now: datetime) -> int:
    """How many of these days are new; days that are entered keep what was said about them."""
    known = set(school.quiet_periods.values_list("first_day", "last_day"))
    new = {(one.first_day, one.last_day): one for one in quiet if (one.first_day, one.last_day) not in known}
    for one in new.values():
        add_quiet_period(
            school=school,
            kind=one.kind,
            first_day=one.first_day,
            last_day=one.last_day,
            reason=one.reason,
            stops_clock=one.stops_clock,
            by=by,
            now=now,
        )
    return len(new)


def finish_groups(school: School, ids: Collection[int], ended_on: date, *, by: User, now: datetime) -> list[int]:
    """Ends these groups of the school that have no end yet; returns their ids."""
    rows = Community.objects.filter(school=school, pk__in=ids, ended_on=None, started_on__lte=ended_on)
    ended = sorted(rows.values_list("pk", flat=True))
    Community.objects.filter(pk__in=ended).update(ended_on=ended_on)
    for pk in ended:
        audit.record(by=by, verb="community.finished", target=f"community:{pk}", at=now)
    if ended:
        rhythm_changed.send(sender=Community, community_ids=ended, today=timezone.localdate(now))
    return ended
