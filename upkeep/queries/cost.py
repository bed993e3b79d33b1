"""What the product costs the people of a school, in minutes a month (T17): sums of everybody together, ended months."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from communities.models import Membership
from schools.models import School, Staff, User
from upkeep.models import PageTime
from upkeep.page_kinds import NO_TEACHERS_WORK, OF_ONE, Kind

ENOUGH = 5  # people who take part in a group in that month, and pages of a kind; with fewer nothing is shown
MONTHS = 12
KNOWN = frozenset(kind.value for kind in Kind)


@dataclass(frozen=True, slots=True)
class KindLine:
    """One kind of work in a month."""

    kind: Kind
    minutes: float  # a person
    views: int  # of all together
    seconds: int  # a page, on average


@dataclass(frozen=True, slots=True)
class Month:
    """An ended month. `minutes`: a person, without what leading takes; None where fewer than five take part."""

    first_day: date
    people: int
    minutes: float | None
    kinds: tuple[KindLine, ...]

    @property
    def log_seconds(self) -> int:
        """How long the page for logging was looked at, on average; 0 where nobody logged."""
        return next((line.seconds for line in self.kinds if line.kind == Kind.LOG), 0)


@dataclass(frozen=True, slots=True)
class Cost:
    """What the page shows, the last month first."""

    school: School
    months: tuple[Month, ...]
    next_on: date  # when the month that runs now is shown

    @property
    def latest(self) -> Month | None:
        return next((month for month in self.months if month.minutes is not None), None)


def cost_of(school: School, *, today: date) -> Cost:
    """Two statements. A running month is never shown: a sum that moves would tell what one person just did."""
    this = today.replace(day=1)
    oldest = month_before(this, MONTHS)
    rows: dict[date, list[tuple[str, int, int]]] = defaultdict(list)
    times = PageTime.objects.filter(school=school, month__gte=oldest, month__lt=this)
    for month, kind, views, seconds in times.order_by("month").values_list("month", "kind", "views", "seconds"):
        rows[month].append((kind, views, seconds))
    spans = spans_of(school, oldest) if rows else []
    months = [month_of(day, rows[day], people_in(spans, day)) for day in sorted(rows, reverse=True)]
    return Cost(school, tuple(months), month_before(this, -1))


def spans_of(school: School, since: date) -> list[tuple[int, date, date | None]]:
    """Who took part in a group from when until when, of those whose time is counted to this school."""
    earlier = Staff.objects.current().filter(user=OuterRef("user"), pk__lt=OuterRef("pk"))
    staff = Staff.objects.filter(~Exists(earlier), Q(left_on=None) | Q(left_on__gt=since), school=school)
    rows = Membership.objects.filter(Q(left_on=None) | Q(left_on__gt=since), user__in=staff.values("user"))
    return list(rows.values_list("user", "joined_on", "left_on"))


def people_in(spans: Iterable[tuple[int, date, date | None]], month: date) -> int:
    """How many people took part in a group on some day of this month."""
    end = month_before(month, -1)
    return len({user for user, since, until in spans if since < end and (until is None or until > month)})


def shown_as(code: str, views: int) -> Kind | None:
    """Under which kind a sum is told; None: under none. What one person alone may have done, and what this release no
    longer knows, counts as reading."""
    kind = Kind(code) if code in KNOWN else Kind.READ
    if kind in NO_TEACHERS_WORK:
        return None
    return Kind.READ if kind in OF_ONE or views < ENOUGH else kind


def month_of(first_day: date, rows: Iterable[tuple[str, int, int]], people: int) -> Month:
    """The sums of a month for a person."""
    if people < ENOUGH:
        return Month(first_day, people, None, ())
    sums: dict[Kind, list[int]] = defaultdict(lambda: [0, 0])
    for code, views, seconds in rows:
        kind = shown_as(code, views)
        if kind is None:
            continue
        sums[kind][0] += views
        sums[kind][1] += seconds
    lines = [
        KindLine(kind, seconds / 60 / people, views, seconds // max(1, views))
        for kind in Kind
        for views, seconds in (sums[kind],)
        if kind in sums and seconds
    ]
    return Month(first_day, people, sum(line.minutes for line in lines), tuple(lines))


def month_before(month: date, number: int) -> date:
    """The first day of the month so many months earlier; a negative number goes forward."""
    place = month.year * 12 + month.month - 1 - number
    return date(place // 12, place % 12 + 1, 1)


def own_school(user: User) -> School | None:
    """Where this person's own time is counted."""
    first = Staff.objects.current().filter(user=user).order_by("pk").values("school_id")[:1]
    return School.objects.visible_to(user).filter(pk__in=first).first()
