"""What a simulation found, as a table and as one JSON object. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median

FATAL = ("lost", "doubled, new Message-ID", "on a closed day", "outside hours", "unexplained mails", "not wanted")
SUMMER = (7, 8)


def per_person(mails_on: Mapping[int, Sequence[date]], people: Sequence[int]) -> dict[str, float]:
    """Mails of a person in a month of the school year (every month counts, also one without) and in the year."""
    months: list[int] = []
    years: list[int] = []
    for person in people:
        days = [day for day in mails_on.get(person, ()) if day.month not in SUMMER]
        found = Counter((day.year, day.month) for day in days)
        months += [found[key] for key in school_months(mails_on)]
        years.append(len(days))
    return {
        **{f"month_{name}": value for name, value in spread(months).items()},
        **{f"year_{name}": value for name, value in spread(years).items()},
    }


def school_months(mails_on: Mapping[int, Sequence[date]]) -> list[tuple[int, int]]:
    """The months in which anybody got a mail, the summer left out."""
    return sorted({(day.year, day.month) for days in mails_on.values() for day in days if day.month not in SUMMER})


def spread(numbers: Sequence[int]) -> dict[str, float]:
    ordered = sorted(numbers) or [0]
    return {
        "median": median(ordered),
        "p95": ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)],
        "max": ordered[-1],
    }


def is_broken(figures: Mapping[str, object]) -> bool:
    """Whether a promise was broken."""
    return any(figures.get(name) for name in FATAL)


def table(figures: Mapping[str, object]) -> str:
    width = max(len(name) for name in figures)
    return "\n".join(f"{name:<{width}}  {value}" for name, value in figures.items())
