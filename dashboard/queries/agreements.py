"""Agreements on hours (R57, U11): from when one names anybody, and how it stands for whoever reads it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from meetings.hours import is_above
from meetings.models import Attendance, Meeting
from schools.models import SchoolYear, User, WorkloadRule

Days = tuple[date, date]  # the first and the last
# A leader who could set one ceiling after another would read everybody's hours: each is read by the staff first.
READ_FIRST = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class OwnRule:
    """A published agreement of a school where this person works, and whether its leader sees her name by it; nobody's
    before `waits_until`."""

    rule: WorkloadRule
    is_above: bool
    waits_until: date | None


def names_from(rule: WorkloadRule) -> date | None:
    """The first day on which a published agreement shows names; None while it is not published."""
    return rule.published_on + READ_FIRST if rule.published_on else None


def waits_until(rule: WorkloadRule, today: date) -> date | None:
    """The first day on which names are shown, where it lies ahead."""
    first = names_from(rule)
    return first if first and first > today else None


def own_rules(user: User, today: date) -> list[OwnRule]:
    published = WorkloadRule.objects.visible_to(user).exclude(published_on=None).select_related("school")
    rules = list(published.order_by("school__name", "pk"))
    years = years_of([rule.school_id for rule in rules], today) if rules else {}
    minutes = own_minutes(user, years.values())
    return [own_rule(rule, minutes[years.get(rule.school_id)], today) for rule in rules]


def own_rule(rule: WorkloadRule, minutes: int, today: date) -> OwnRule:
    """How it stands for who was in meetings for so many minutes; no name is shown before the staff could read it."""
    waits = waits_until(rule, today)
    return OwnRule(rule, waits is None and is_above(minutes, ceiling_hours=rule.ceiling_hours), waits)


def years_of(school_ids: Sequence[int], today: date) -> dict[int, Days]:
    """First and last day of the school year that began last, by school."""
    years = SchoolYear.objects.filter(school__in=school_ids, first_day__lte=today).order_by("first_day", "pk")
    return {year.school_id: (year.first_day, year.last_day) for year in years}


def own_minutes(user: User, years: Iterable[Days]) -> Counter[Days | None]:
    """Minutes of the meetings in which this person was, by school year; as `above` reckons them."""
    found: Counter[Days | None] = Counter()
    wanted = set(years)
    if wanted:
        rows = Attendance.objects.filter(user=user, is_present=True, meeting__status=Meeting.Status.HELD)
        rows = rows.filter(meeting__day__gte=min(first for first, _last in wanted))
        for day, minutes in rows.values_list("meeting__day", "meeting__minutes"):
            found.update({days: minutes for days in wanted if days[0] <= day <= days[1]})
    return found
