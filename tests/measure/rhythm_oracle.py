"""Measure: `manage.py rhythm` against the naive reckoning, on generated schools and communities.

    .venv/bin/python -m tests.measure.rhythm_oracle [--days 10000] [--seed 1]

The product gets its calendars from `schools.published`, the oracle from tests/data/school_calendar.csv; the product
counts in `meetings.cadence`, the oracle in tests/meetings/naive.py. Prints counts and the first differences; the exit
code is 1 where anything differs. Uses the database of DATABASE_URL only to create its own test database beside it.
"""

import argparse
import csv
import json
import os
import random
import sys
import time
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from itertools import pairwise
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - after the apps are ready
from django.test.runner import DiscoverRunner  # noqa: E402

from communities.models import Community, Partnership, Pause  # noqa: E402
from meetings.models import Meeting  # noqa: E402
from schools.models import Closure, School, SchoolYear  # noqa: E402
from schools.years import open_published_years  # noqa: E402
from tests.meetings.naive import Group, Span, naive  # noqa: E402

TABLE = Path(__file__).parent.parent / "data" / "school_calendar.csv"
CALENDARS = ("BE-VLG", "BE-FR", "NL-N")
LABELS = ("2025-2026", "2026-2027", "2027-2028")
FIRST, LAST = date(2025, 8, 1), date(2028, 8, 31)
COMMUNITIES = 100
DATES = ("opens_on", "due_on", "stalled_on", "last_held_on", "planned_next_on", "last_reachable_on")


class Table:
    """The published calendars as the oracle reads them: closed days and school years, from the table alone."""

    def __init__(self) -> None:
        self.closed: dict[str, set[date]] = {calendar: set() for calendar in CALENDARS}
        summers: dict[str, list[Span]] = {calendar: [] for calendar in CALENDARS}
        with TABLE.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                if row["jurisdiction"] in CALENDARS and row["kind"] != "optional_holiday":
                    first, last = date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])
                    self.closed[row["jurisdiction"]].update(span_days(first, last))
                    if row["kind"] == "summer":
                        summers[row["jurisdiction"]].append((first, last))
        self.years = {
            calendar: [
                (before[1] + timedelta(days=1), after[0] - timedelta(days=1))
                for before, after in pairwise(sorted(spans))
            ]
            for calendar, spans in summers.items()
        }


class World:
    """Generated schools and communities, in the database and as the oracle sees them."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.table = Table()
        self.local: dict[int, set[date]] = {}
        self.schools = [self._school(number, calendar) for number, calendar in enumerate(CALENDARS * 3)]
        self.short = self._school(99, "BE-VLG")  # knows nothing after its first school year
        SchoolYear.objects.filter(school=self.short, label__gt=LABELS[0]).delete()
        self.groups: dict[str, tuple[Group, list[School]]] = {}
        for number in range(COMMUNITIES):
            self._community(f"c{number:03}")

    def _school(self, number: int, calendar: str) -> School:
        school = School.objects.create(slug=f"s{number}", name=f"School {number}", calendar=calendar)
        open_published_years(school=school, by=None, now=datetime(2025, 8, 1, tzinfo=UTC))
        shut = [self._span(8) for _ in range(9)]
        Closure.objects.bulk_create(Closure(school=school, first_day=a, last_day=b) for a, b in shut)
        self.local[school.pk] = {day for span in shut for day in span_days(*span)}
        return school

    def _day(self) -> date:
        return FIRST + timedelta(days=self.dice.randrange((LAST - FIRST).days + 1))

    def _span(self, longest: int) -> Span:
        first = self._day()
        return first, first + timedelta(days=self.dice.randrange(longest))

    def _community(self, code: str) -> None:
        dice = self.dice
        host, *others = dice.sample(self.schools, dice.choice((1, 1, 1, 2, 3)))
        if dice.random() < 0.06:
            others.append(self.short)
        regime = dice.choice(("interval", "interval", "interval", "count", "count", "count", "none", "cycle"))
        target = dice.randint(1, 6)
        numbers = (target, target + dice.randint(0, 4), dice.randint(1, 9), dice.randint(0, 5))
        start = dice.choice((date(2024, 9, 1), date(2025, 9, 1), FIRST, self._day()))
        end = dice.choice((None, None, None, max(start, self._day())))
        pauses = tuple(self._span(50) for _ in range(dice.choice((0, 0, 1, 2))))
        held = {
            self._day(): dice.choice((60, 119, 120, 150, 180, 181)) for _ in range(dice.choice((0, 4, 9, 15, 24, 40)))
        }
        planned = [self._day() for _ in range(dice.choice((0, 0, 1, 3, 9)))]
        community = Community.objects.create(
            code=code,
            school=host,
            name=code,
            variant="TDT",
            regime=regime,
            target_weeks=numbers[0],
            limit_weeks=numbers[1],
            minimum_per_year=numbers[2],
            gap_weeks=numbers[3],
            started_on=start,
            ended_on=end,
        )
        Partnership.objects.bulk_create(Partnership(community=community, school=other) for other in others)
        Pause.objects.bulk_create(Pause(community=community, first_day=a, last_day=b) for a, b in pauses)
        noise = [(self._day(), 120, "cancelled") for _ in range(3)] + [(self._day(), 120, "draft")]
        meetings = [(day, minutes, "held") for day, minutes in held.items()] + [
            (day, 120, "planned") for day in planned
        ]
        Meeting.objects.bulk_create(
            Meeting(community=community, day=day, starts_at=moment(day), minutes=minutes, status=status)
            for day, minutes, status in meetings + noise
        )
        group = Group(regime, numbers, start, end, tuple(held.items()), tuple(planned), pauses)
        self.groups[code] = (group, [host, *others])

    def expected(self, code: str, as_of: date) -> dict[str, object]:
        """What the oracle says, in the words of the command."""
        group, schools = self.groups[code]
        years = self.table.years[schools[0].calendar]
        year = next((span for span in years if span[0] <= as_of <= span[1]), None)
        if year is not None and self.short in schools and year[1] > date(2026, 8, 31):
            year = None
        closed = set().union(*(self.table.closed[school.calendar] | self.local[school.pk] for school in schools))
        facts = naive(group, year, lambda day: day not in closed, as_of)
        facts |= {key: facts[key] and facts[key].isoformat() for key in DATES}  # type: ignore[attr-defined]
        return {"community": code, "regime": group.regime} | facts


def span_days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, 0, tzinfo=UTC)


def measure(community_days: int, seed: int) -> int:
    """Compares day by day; returns the number of differences."""
    dice = random.Random(seed)
    world = World(dice)
    seen: Counter[str] = Counter()
    differences = compared = 0
    started, spent = time.perf_counter(), 0.0
    while compared < community_days:
        as_of = FIRST + timedelta(days=dice.randrange((LAST - FIRST).days + 1))
        before, out = time.perf_counter(), StringIO()
        call_command("rhythm", "--as-of", as_of.isoformat(), "--json", stdout=out)
        spent += time.perf_counter() - before
        for found in json.loads(out.getvalue()):
            compared += 1
            expected = world.expected(found["community"], as_of)
            seen.update([f"state {found['state']}", f"year {found['year']}", f"regime {found['regime']}"])
            seen.update(f"reason {code}" for code in found["reasons"])
            if found != expected:
                differences += 1
                if differences <= 5:
                    unequal = {key: (found[key], expected[key]) for key in found if found[key] != expected[key]}
                    print(f"{found['community']} on {as_of}: (product, oracle) {unequal}")
    print(
        f"{compared} community-days, {len(CALENDARS)} calendars, school years {LABELS[0]} to {LABELS[-1]}, seed {seed}"
    )
    print(", ".join(f"{name} {count}" for name, count in sorted(seen.items())))
    print(f"command {spent:.1f} s, with the oracle {time.perf_counter() - started:.1f} s")
    print(f"differences: {differences}")
    return differences


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare the rhythm command with the naive reckoning.")
    parser.add_argument("--days", type=int, default=10_000, help="community-days to compare")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        sys.exit(1 if measure(options.days, options.seed) else 0)
    finally:
        runner.teardown_databases(databases)


if __name__ == "__main__":
    main()
