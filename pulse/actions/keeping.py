"""What happens by itself: two reminders, five words for a school twice a year, and what is thrown away."""

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from plc_platform import sealing
from pulse import pace
from pulse.actions.rounds import REMINDER, tell
from pulse.levels import opened_level
from pulse.models import Condition, Finding, Round, SchoolPulse, Ticket
from pulse.queries.pace import days_of, school_time_of
from pulse.scoring import GROUPS, Level, groups_class, pooled_band
from schools import audit

RELEASES = ((2, 1), (7, 1))  # month and day
LEVELS_GO = (9, 30)  # the averages of a school year
YEARS_KEPT = 5


def remind(*, now: datetime) -> int:
    """Two reminders at most, to all who could answer, whether they did or not; gives how many rounds were looked at."""
    today = timezone.localdate(now)
    running = Round.objects.open().filter(closes_on__gte=today).select_related("community").order_by("pk")
    for one in running:
        time, school_ids = school_time_of(one.community, today)
        days = days_of(one.community, time, school_ids, one.opened_on)
        if number := pace.reminders_due(days, one.opened_on, today):
            people = Ticket.objects.filter(round=one).order_by("user_id").values_list("user_id", flat=True)
            tell(one, REMINDER, people, now=now, occasion=str(number))
    return len(running)


def release_before(day: date) -> date:
    """The last day of release on or before a day."""
    days = [date(year, *month_day) for year in (day.year - 1, day.year) for month_day in RELEASES]
    return max(one for one in days if one <= day)


@transaction.atomic
def release_school_words(*, now: datetime) -> int:
    """Five words for every school with enough groups and answers, once on each of the two days; gives how many (R5)."""
    released_on = release_before(timezone.localdate(now))
    done = set(SchoolPulse.objects.filter(released_on=released_on).values_list("school_id", flat=True))
    found = rounds_between(release_before(date.fromordinal(released_on.toordinal() - 1)), released_on)
    number = 0
    for school_id, rounds in found.items():
        if school_id not in done and len(rounds) >= GROUPS and (bands := pooled_bands(list(rounds.values()))):
            release(school_id, released_on, bands, set(rounds))
            number += 1
    return number


def rounds_between(after: date, upto: date) -> dict[int, dict[int, int]]:
    """By school: the newest round of each of its groups that closed in (after, upto], with enough answers and not
    shown to the leader, who would know one part of the sum."""
    closed = Round.objects.filter(closed_on__gt=after, closed_on__lte=upto).order_by("closed_on", "pk")
    newest: defaultdict[int, dict[int, int]] = defaultdict(dict)
    rows = closed.values_list("community__school_id", "community_id", "pk", "size", "shared_on")
    for school_id, community_id, pk, size, shared_on in rows:
        newest[school_id].pop(community_id, None)
        if size and (shared_on is None or shared_on > upto):
            newest[school_id][community_id] = pk
    return newest


def pooled_bands(rounds: list[int]) -> dict[str, str]:
    """A band for each condition that has enough behind it."""
    levels: defaultdict[str, list[Level]] = defaultdict(list)
    rows = Finding.objects.filter(round__in=rounds).exclude(sealed_level="")
    for condition, sealed in rows.values_list("condition", "sealed_level"):
        try:
            levels[condition].append(opened_level(sealed))
        except sealing.CannotOpen:
            continue
    bands = {condition: pooled_band(levels[condition]) for condition in Condition.values if levels[condition]}
    return {condition: band for condition, band in bands.items() if band}


def release(school_id: int, released_on: date, bands: dict[str, str], groups: set[int]) -> None:
    """A set of groups that differs from the last time begins a new series: nothing is compared over it."""
    last = SchoolPulse.objects.filter(school=school_id).order_by("-released_on").first()
    series = 1
    if last is not None:
        since = release_before(date.fromordinal(last.released_on.toordinal() - 1))
        before = set(rounds_between(since, last.released_on).get(school_id, ()))
        series = last.series if before == groups else last.series + 1
    SchoolPulse.objects.create(
        school_id=school_id, released_on=released_on, series=series, groups=groups_class(len(groups)), bands=bands
    )


@transaction.atomic
def forget(*, now: datetime) -> int:
    """Averages of a school year go on 30 September, rounds after five years; gives how many rounds went."""
    today = timezone.localdate(now)
    turn = date(today.year if (today.month, today.day) >= LEVELS_GO else today.year - 1, *LEVELS_GO)
    old = Finding.objects.filter(round__closed_on__lt=turn.replace(day=1)).exclude(sealed_level="")
    old.update(sealed_level="")
    kept_since = today.replace(year=today.year - YEARS_KEPT, day=min(today.day, 28))
    gone = Round.objects.filter(closed_on__lt=kept_since)
    number = gone.count()
    if number:
        gone.delete()
        audit.record(by=None, verb="pulse.forgotten", target="pulse:rounds", at=now, number=number)
    return number
