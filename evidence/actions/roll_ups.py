"""Counts of a year over the schools of a group: asked, released by each leader or not, added up once, then fixed."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from evidence import thresholds
from evidence.actions.school_groups import tell_readers
from evidence.models import BoardReader, GroupPlace, Release, RollUp, SchoolGroup
from evidence.queries.release_counts import counts_of
from meetings.reminders import leaders_of
from notifications import outbox
from notifications.registry import subject_key
from schools import audit
from schools.models import User

ASKED, MADE = "roll_up_asked", "roll_up_made"
SHORTEST, LONGEST = timedelta(days=7), timedelta(days=120)  # for a leader to think, and to ask her staff
UNSUMMED = ("staff", "staff_in")  # told as a share only


class RollUpIsThere(Exception):
    """A year is added up once: a second time would show who came or went in between."""

    message = _("This school year was asked before. A year is added up once.")


class NoSuchYear(Exception):
    """The school has no school year with this label."""

    message = _("Your school does not have this school year.")


class CountsChanged(Exception):
    """Something was logged since the leader looked."""

    message = _("The counts have changed since you opened the page. Please look again.")


class IsClosed(Exception):
    """What is added up stays."""

    message = _("The last day has passed. Nothing can be released or taken back any more.")


@transaction.atomic
def open_roll_up(*, group: SchoolGroup, year: str, closes_on: date, by: User, now: datetime) -> RollUp:
    """Asks the leaders of the schools that are in it now. Raises RollUpIsThere."""
    opened_on = timezone.localdate(now)
    said = {"opened_on": opened_on, "closes_on": closes_on}
    row, is_new = RollUp.objects.get_or_create(group=group, year=year, defaults=said)
    if not is_new:
        raise RollUpIsThere
    schools = GroupPlace.objects.current().filter(group=group).order_by("pk").values_list("school", flat=True)
    tell_leaders(ASKED, row, sorted(leaders_of(schools)), now=now)
    audit.record(by=by, verb="board.asked", target=f"school_group:{group.pk}", at=now, year=year)
    return row


@transaction.atomic
def release_counts(*, place: GroupPlace, roll_up: RollUp, seen: str, by: User, now: datetime) -> Release:
    """What the leader saw goes; once more puts it as it stands now. `seen`: the mark of what stood on her page.

    Raises IsClosed, NoSuchYear and CountsChanged.
    """
    refuse_closed(place, roll_up, now)
    counts = counts_of(place.school, roll_up.year)
    if counts is None:
        raise NoSuchYear
    if counts.mark != seen:
        raise CountsChanged
    row, _is_new = Release.objects.update_or_create(
        school_id=place.school_id,
        group_id=roll_up.group_id,
        year=roll_up.year,
        defaults={"figures": counts.figures, "people": counts.people, "released_at": now},
    )
    audit.record(by=by, verb="board.released", target=f"school:{place.school_id}", at=now, year=roll_up.year)
    return row


@transaction.atomic
def withdraw_release(*, place: GroupPlace, roll_up: RollUp, by: User, now: datetime) -> None:
    """Taken back, as if it never went. Raises IsClosed."""
    refuse_closed(place, roll_up, now)
    rows = Release.objects.filter(school=place.school_id, group=roll_up.group_id, year=roll_up.year)
    gone, _by_model = rows.delete()
    if gone:
        audit.record(by=by, verb="board.withdrawn", target=f"school:{place.school_id}", at=now, year=roll_up.year)


def refuse_closed(place: GroupPlace, roll_up: RollUp, now: datetime) -> None:
    """The row is locked until the end of the transaction, so that nothing goes while it is added up."""
    row = RollUp.objects.select_for_update().get(pk=roll_up.pk)
    if row.made_on is not None or row.closes_on < timezone.localdate(now):
        raise IsClosed
    if row.group_id != place.group_id or not GroupPlace.objects.current().filter(pk=place.pk).exists():
        raise IsClosed


def make_due_roll_ups(*, now: datetime) -> int:
    """Adds up what has closed; again and again without harm. Gives the number that was made."""
    today = timezone.localdate(now)
    due = RollUp.objects.filter(made_on=None, closes_on__lt=today).order_by("closes_on", "pk")
    return sum(make_roll_up(roll_up=row, now=now) for row in due)


@transaction.atomic
def make_roll_up(*, roll_up: RollUp, now: datetime) -> bool:
    """One figure for the schools that released, or none. False where another worker was first.

    Rows of the same year are locked in one order: two groups that share schools are added up one after the other.
    """
    same_year = {row.pk: row for row in RollUp.objects.select_for_update().filter(year=roll_up.year).order_by("pk")}
    row = same_year[roll_up.pk]
    if row.made_on is not None:
        return False
    released = list(Release.objects.filter(group=row.group_id, year=row.year).order_by("pk"))
    told = [(one, schools_of(one)) for one in same_year.values() if one.is_enough]
    is_known = all(len(schools) == one.schools for one, schools in told)  # none of them left the product since
    row.is_enough = is_known and may_be_told(released, [schools for _one, schools in told])
    row.figures = added_up(released) if row.is_enough else {}
    row.schools = len(released) if row.is_enough else 0
    row.made_on = timezone.localdate(now)
    row.save(update_fields=["made_on", "is_enough", "figures", "schools"])
    audit.record(by=None, verb="board.added_up", target=f"school_group:{row.group_id}", at=now, enough=row.is_enough)
    tell_made(row, [one.school_id for one in released] if row.is_enough else [], now=now)
    return True


def schools_of(roll_up: RollUp) -> list[int]:
    """Which schools are in it; for the rule alone, nobody reads it."""
    rows = Release.objects.filter(group=roll_up.group_id, year=roll_up.year)
    return list(rows.order_by("school").values_list("school", flat=True))


def may_be_told(released: Sequence[Release], told: Sequence[Sequence[int]]) -> bool:
    """`told`: the schools in every sum of this year that can be read, of whatever group."""
    schools = [one.school_id for one in released]
    if not thresholds.is_enough([one.people for one in released]):
        return False
    led: defaultdict[int, set[int]] = defaultdict(set)
    for school, leader in leaders_of(schools):
        led[leader].add(school)
    return not thresholds.leaves_one(schools, led.values()) and not thresholds.isolates(told, schools)


def added_up(released: Sequence[Release]) -> dict[str, object]:
    """Coarse sums and bands, never the figure of a school."""
    total = sums_of([one.figures for one in released])
    step = {"hours": thresholds.FIFTIES}
    sums = {
        name: thresholds.coarse(number, step.get(name, thresholds.FIVES))
        for name, number in total.items()
        if name not in UNSUMMED
    }
    people = thresholds.coarse(sum(one.people for one in released), thresholds.FIVES)
    reach = thresholds.reach_band(total.get("staff_in", 0), total.get("staff", 0))
    average = thresholds.average_band(total.get("meetings", 0), total.get("groups", 0))
    return {**sums, "people": people, "reach": reach, "average": average}


def sums_of(figures: Sequence[Mapping[str, int]]) -> dict[str, int]:
    names = dict.fromkeys(name for one in figures for name in one)
    return {name: sum(one.get(name, 0) for one in figures) for name in names}


def tell_made(roll_up: RollUp, schools: Sequence[int], *, now: datetime) -> None:
    """Readers; and the leaders of the schools that are in it."""
    readers = set(BoardReader.objects.filter(group=roll_up.group_id).values_list("user_id", flat=True))
    leaders = sorted((school, person) for school, person in leaders_of(schools) if person not in readers)
    tell_readers(MADE, roll_up.group, f"roll_up:{roll_up.pk}", sorted(readers), now=now)
    tell_leaders(MADE, roll_up, leaders, now=now)


def tell_leaders(kind: str, roll_up: RollUp, leaders: Sequence[tuple[int, int]], *, now: datetime) -> None:
    """Each on a day on which her own school is open."""
    drafts = [
        outbox.Draft(kind, subject_key("school", school), f"roll_up:{roll_up.pk}:{roll_up.group_id}", person)
        for school, person in leaders
    ]
    outbox.enqueue(drafts=drafts, now=now)
