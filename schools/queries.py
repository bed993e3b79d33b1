"""What the pages of a school read: its next school day, its people, the months of a school year."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from notifications.addresses import NOBODYS
from notifications.models import AddressFault
from schools.calendar import SchoolDays
from schools.models import Closure, QuietPeriod, School, SchoolYear, Staff, User
from schools.published import published_years

ONE_DAY = timedelta(days=1)
WORKING_DAYS = 5


def next_school_day(school: School, *, today: date) -> date:
    """The first day after today on which this school is open; tomorrow when its calendar is not known."""
    year = school.years.filter(last_day__gt=today).order_by("first_day").first()
    if year is None:
        return today + ONE_DAY
    eve = max(today, year.first_day - ONE_DAY)
    closed = school.closures.between(eve, year.last_day).values_list("first_day", "last_day")
    return SchoolDays.between(eve, year.last_day, closed).after(eve, 1) or today + ONE_DAY


def people_of(school: School, *, search: str = "", state: str = "") -> QuerySet[Staff]:
    """The staff of a school by name. `state`: active, invited, waiting (never invited), refused (mail
    comes back), gone; "" is all present."""
    people = school.staff.select_related("user__address_fault").prefetch_related("roles")
    people = people.exclude(left_on=None) if state == "gone" else people.filter(left_on=None)
    if state == "active":
        people = people.exclude(user__last_login=None)
    elif state in ("invited", "waiting"):
        people = people.filter(user__last_login=None, invited_at__isnull=state == "waiting")
    elif state == "refused":
        people = people.filter(user__in=AddressFault.objects.current().values("user"))
    for word in search.split()[:5]:
        people = people.filter(
            Q(user__first_name__icontains=word)
            | Q(user__last_name__icontains=word)
            | Q(user__email__icontains=word)
            | Q(subjects__icontains=word)
        )
    return people.order_by("user__last_name", "user__first_name", "pk")


def address_fault_of(user: User) -> AddressFault | None:
    """What a mail server said against the address that this person has now."""
    return AddressFault.objects.current().filter(user=user).first()


def may_correct_address(user: User) -> bool:
    """Whether a leader may mend it: mail comes back, or nobody ever signed in with it. One of a sample stays."""
    if user.email.endswith(NOBODYS):
        return False
    return user.last_login is None or address_fault_of(user) is not None


def not_yet_invited(school: School) -> QuerySet[Staff]:
    """Who works here and has neither signed in nor been invited."""
    return people_of(school, state="waiting").filter(user__is_active=True)


@dataclass(frozen=True, slots=True)
class Day:
    """One square of the year calendar. `kind` is a kind of closure, "quiet", "weekend", "outside" or ""."""

    number: int
    kind: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class Month:
    """One month: weeks of seven squares, None where a square belongs to another month."""

    first: date
    weeks: list[list[Day | None]]


def months_of(
    year: SchoolYear, closures: Iterable[Closure], quiet: Iterable[QuietPeriod] = (), *, today: date
) -> list[Month]:
    """The months of a school year: days without meetings, covered by what closes the school, local days last."""
    shut = sorted(closures, key=lambda closure: closure.kind != Closure.Kind.PUBLISHED)
    spans = [(one.first_day, one.last_day, "quiet") for one in quiet]
    spans += [(closure.first_day, closure.last_day, closure.kind) for closure in shut]
    kinds: dict[date, str] = {}
    for first_day, last_day, kind in spans:
        for offset in range((last_day - first_day).days + 1):
            kinds[first_day + offset * ONE_DAY] = kind
    months, first = [], year.first_day.replace(day=1)
    while first <= year.last_day:
        weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
        squares = [[square(day, first, year, kinds, today) for day in week] for week in weeks]
        months.append(Month(first, squares))
        first = (first + 31 * ONE_DAY).replace(day=1)
    return months


def square(day: date, month: date, year: SchoolYear, kinds: dict[date, str], today: date) -> Day | None:
    if day.month != month.month:
        return None
    kind = "weekend" if day.weekday() >= WORKING_DAYS else kinds.get(day, "")
    if not year.first_day <= day <= year.last_day:
        kind = "outside"
    return Day(day.day, kind, day == today)


def count_school_days(year: SchoolYear, closures: Iterable[Closure]) -> int:
    """How many school days this year has."""
    closed = [(closure.first_day, closure.last_day) for closure in closures]
    return len(SchoolDays.between(year.first_day, year.last_day, closed))


def years_ahead(school: School, *, today: date) -> dict[str, object]:
    """`ahead`: published years that are not open yet; `unknown`: the label of the first year that nobody published."""
    known = set(school.years.values_list("label", flat=True))
    published = published_years(school.calendar)
    ahead = [year for year in published if year.label not in known and year.last_day >= today]
    last = max((label for label in [*known, *(year.label for year in published)]), default="")
    unknown = f"{int(last[:4]) + 1}-{int(last[:4]) + 2}" if last[:4].isdecimal() else ""
    return {"ahead": ahead, "unknown": unknown}
