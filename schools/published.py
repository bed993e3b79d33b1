"""Published school calendars of Flanders, the French Community and the three Dutch regions. Pure.

The dates come from the `holidays` package (categories school and public); `tests/data/school_calendar.csv` holds the
published tables they are checked against. A year that is not published does not exist here: it is never guessed.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import pairwise

from holidays import HolidayBase
from holidays.countries.belgium import Belgium
from holidays.countries.netherlands import Netherlands

FIRST_YEAR = 2022  # the French Community took up its own rhythm in 2022-2023
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """Days on which the schools of a calendar are closed, both included.

    kind: autumn, christmas, carnival, easter, may (holidays of a week or more), free_day (school only) or
    public_holiday.
    """

    first_day: date
    last_day: date
    kind: str
    name_nl: str
    name_en: str


@dataclass(frozen=True, slots=True)
class PublishedYear:
    """A school year: from the day after a summer holiday to the day before the next, with its closed periods."""

    label: str
    first_day: date
    last_day: date
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a calendar comes from: country, subdivision, and the last school year (by its first year) published."""

    country: type[HolidayBase]
    subdivision: str
    last_year: int


SOURCES = {
    "BE-VLG": Source(Belgium, "Flemish", 2030),
    "BE-FR": Source(Belgium, "French", 2030),
    "NL-N": Source(Netherlands, "Noord", 2029),
    "NL-M": Source(Netherlands, "Midden", 2029),
    "NL-S": Source(Netherlands, "Zuid", 2029),
}

# Kind and English name by the package's Dutch name; any other name is a day of its own.
BREAKS = {
    "Herfstvakantie": ("autumn", "Autumn holiday"),
    "Kerstvakantie": ("christmas", "Christmas holiday"),
    "Krokusvakantie": ("carnival", "Carnival holiday"),
    "Voorjaarsvakantie": ("carnival", "Spring holiday"),
    "Paasvakantie": ("easter", "Easter holiday"),
    "Meivakantie": ("may", "May holiday"),
    "Zomervakantie": ("summer", "Summer holiday"),
}
# In the French Community these two are not tied to carnival and Easter.
FRENCH_NAMES = {
    "carnival": ("Ontspanningsverlof", "Relaxation holiday"),
    "easter": ("Lentevakantie", "Spring holiday"),
}
# What people say, where the package is more solemn.
SAID_NL = {"O. L. H. Hemelvaart": "Hemelvaartsdag", "Vrijdag na O. L. H. Hemelvaart": "Dag na Hemelvaartsdag"}
SAID_EN = {"Pentecost Monday": "Whit Monday", "Friday after Ascension Day": "Day after Ascension Day"}


@cache
def published_years(calendar: str) -> tuple[PublishedYear, ...]:
    """Every school year of this calendar that is published, oldest first. Raises KeyError on an unknown calendar."""
    source = SOURCES[calendar]
    years = range(FIRST_YEAR, source.last_year + 2)
    periods = sorted(_periods(calendar, source, years), key=lambda period: (period.first_day, period.last_day))
    summers = [period for period in periods if period.kind == "summer"]
    return tuple(
        _school_year(before.last_day + ONE_DAY, after.first_day - ONE_DAY, periods)
        for before, after in pairwise(summers)
    )


def published_year(calendar: str, label: str) -> PublishedYear | None:
    """The school year with this label ("2026-2027"); None when it is not published."""
    return next((year for year in published_years(calendar) if year.label == label), None)


def published_year_on(calendar: str, day: date) -> PublishedYear | None:
    """The school year that contains `day`; None in the summer and where nothing is published."""
    return next((year for year in published_years(calendar) if year.first_day <= day <= year.last_day), None)


def _school_year(first_day: date, last_day: date, periods: Iterable[Period]) -> PublishedYear:
    inside = (period for period in periods if first_day <= period.first_day and period.last_day <= last_day)
    return PublishedYear(f"{first_day.year}-{first_day.year + 1}", first_day, last_day, tuple(inside))


def _periods(calendar: str, source: Source, years: range) -> Iterator[Period]:
    """School holidays first; then the single days in none of them. A Saturday or Sunday alone says nothing."""
    school = _named_days(source, years, "school")
    covered: set[date] = set()
    for name, days in school.items():
        if name in BREAKS:
            kind, name_en = BREAKS[name]
            name_nl = name
            if calendar == "BE-FR":
                name_nl, name_en = FRENCH_NAMES.get(kind, (name_nl, name_en))
            covered |= days.keys()
            yield from (Period(first, last, kind, name_nl, name_en) for first, last in _runs(days))
    for kind, named in (("free_day", school), ("public_holiday", _named_days(source, years, "public"))):
        singles = [(day, name, en) for name, days in named.items() for day, en in days.items() if day not in covered]
        for day, name, name_en in singles:
            if day.weekday() < 5 and day not in covered:
                covered.add(day)
                yield Period(day, day, kind, SAID_NL.get(name, name), SAID_EN.get(name_en, name_en))


def _named_days(source: Source, years: range, category: str) -> dict[str, dict[date, str]]:
    """Days by Dutch name, each with its English name."""
    dutch, english = (
        source.country(subdiv=source.subdivision, years=years, categories=category, language=language)
        for language in ("nl", "en_US")
    )
    named: dict[str, dict[date, str]] = {}
    for day in sorted(dutch):
        for name, name_en in zip(dutch.get_list(day), english.get_list(day), strict=True):
            named.setdefault(name, {})[day] = name_en
    return named


def _runs(days: Iterable[date]) -> Iterator[tuple[date, date]]:
    """Consecutive days taken together."""
    ordered = sorted(days)
    first = previous = ordered[0]
    for day in ordered[1:]:
        if day - previous != ONE_DAY:
            yield first, previous
            first = day
        previous = day
    yield first, previous
