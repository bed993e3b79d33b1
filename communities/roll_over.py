"""From one school year into the next: what the leader is shown before, and what stands there after."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from communities.descriptions import policy_of, rhythm_in_words
from communities.models import Community
from communities.variants import rhythm_of
from schools.calendar import SchoolDays, Span, moved_to_year
from schools.models import Closure, QuietPeriod, School, SchoolYear
from schools.published import PublishedYear, published_year
from schools.years import label_before

GRACE = timedelta(days=30)  # a school may also do it in the first weeks of a year that is open


@dataclass(frozen=True, slots=True)
class Change:
    """The year that ends, and the next one: open already, published, or (both None) not decided yet."""

    school: School
    label: str
    old: SchoolYear
    year: SchoolYear | None
    published: PublishedYear | None

    @classmethod
    def into(cls, school: School, label: str, *, today: date) -> Self | None:
        """The change into the school year `label`; None where no year before it is open, or it is not its time."""
        years = {year.label: year for year in school.years.all()}
        old, year, published = years.get(label_before(label)), years.get(label), published_year(school.calendar, label)
        if old is None or today < old.first_day:
            return None
        is_late = year is not None and today > year.first_day + GRACE
        return None if is_late else cls(school, label, old, year, published)

    @property
    def span(self) -> Span | None:
        """First and last day of the next year; None where nobody decided them."""
        one = self.year or self.published
        return (one.first_day, one.last_day) if one else None


@dataclass(frozen=True, slots=True)
class Group:
    """A running group of the school with its rhythm in words."""

    pk: int
    name: str
    rhythm: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Days without meetings of the old year, where they would lie in the next one."""

    quiet: QuietPeriod
    first_day: date | None
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """Local days of the old year that the next one has not: by kind, how many are still to be entered."""

    study_days: int
    free_days: int


def days_of(change: Change) -> SchoolDays | None:
    """The school days of the next year as they are known now; None where it is not decided."""
    if change.year:
        return days_between(change.school, change.year.first_day, change.year.last_day)
    if change.published:
        shut = [(period.first_day, period.last_day) for period in change.published.periods]
        return SchoolDays.between(change.published.first_day, change.published.last_day, shut)
    return None


def days_between(school: School, first: date, last: date) -> SchoolDays:
    return SchoolDays.between(first, last, school.closures.between(first, last).values_list("first_day", "last_day"))


def suggestions(change: Change) -> list[Suggestion]:
    """Last year's days without meetings in the weeks of the next year, where nothing of the kind is entered yet."""
    new, span = days_of(change), change.span
    if new is None or span is None:
        return []
    old = days_between(change.school, change.old.first_day, change.old.last_day)
    known = list(change.school.quiet_periods.between(*span).values_list("first_day", "last_day"))
    found = []
    last_year = change.school.quiet_periods.between(change.old.first_day, change.old.last_day).order_by("first_day")
    for quiet in last_year:
        moved = moved_to_year((quiet.first_day, quiet.last_day), old, new)
        if moved is None or not any(first <= moved[1] and moved[0] <= last for first, last in known):
            found.append(Suggestion(quiet, *(moved or (None, None))))
    return found


def local_days(change: Change) -> list[Closure]:
    """What the school itself entered for the old year: a reminder to enter it again."""
    rows = change.school.closures.between(change.old.first_day, change.old.last_day)
    return list(rows.exclude(kind=Closure.Kind.PUBLISHED).order_by("first_day", "pk"))


def waiting(change: Change) -> Waiting:
    """How many study days and free days the next year still misses, compared with the old one."""
    before, after = Counter(row.kind for row in local_days(change)), Counter[str]()
    if change.span:
        rows = change.school.closures.between(*change.span).exclude(kind=Closure.Kind.PUBLISHED)
        after = Counter(rows.values_list("kind", flat=True))
    kinds = (Closure.Kind.STUDY_DAY, Closure.Kind.FREE_DAY)
    return Waiting(*(max(0, before[kind] - after[kind]) for kind in kinds))


def running_groups(change: Change) -> list[Group]:
    """Groups of this school without an end that began in the old year or before, by name."""
    rows = change.school.communities.filter(ended_on=None, started_on__lte=change.old.last_day).order_by("name", "pk")
    return [Group(row.pk, row.name, rhythm_of_group(row)) for row in rows]


def ended_with(change: Change) -> list[str]:
    """Names of the groups whose last day is that of the old year."""
    rows = change.school.communities.filter(ended_on=change.old.last_day).order_by("name", "pk")
    return list(rows.values_list("name", flat=True))


def rhythm_of_group(community: Community) -> str:
    numbers = policy_of(community)
    names = ("target_weeks", "limit_weeks", "minimum_per_year", "gap_weeks")
    filled = rhythm_of(community.regime, **{name: getattr(numbers, name) for name in names})
    return rhythm_in_words(community.regime, filled)
