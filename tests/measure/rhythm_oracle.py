"""Measure: `manage.py rhythm` on generated workbooks against the naive reckoning.

    .venv/bin/python -m tests.measure.rhythm_oracle [--days 10000] [--seed 1]

Three workbooks, one for each calendar, are written, taken in by `manage.py import_workbook`, and asked day by day by
`manage.py rhythm --json`. The product gets its calendars from `schools.published`, the oracle from
tests/data/school_calendar.csv; the product counts in `meetings.cadence`, the oracle in tests/meetings/naive.py. At
the end `rebuild_cadence --check` compares every stored row. Prints counts and the first differences; the exit code is
1 where anything differs. Works in a test database of its own beside the one of DATABASE_URL.
"""

import argparse
import csv
import json
import os
import random
import sys
import time
from collections import Counter
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from io import StringIO
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 - after the apps are ready
from django.test.runner import DiscoverRunner  # noqa: E402
from openpyxl import Workbook  # noqa: E402

from tests.meetings.naive import Group, Span, naive  # noqa: E402

TABLE = Path(__file__).parent.parent / "data" / "school_calendar.csv"
CALENDARS = ("BE-VLG", "BE-FR", "NL-N")
FIRST, LAST = date(2025, 8, 1), date(2028, 8, 31)  # three school years
BEYOND = date(2030, 9, 2), date(2031, 6, 30)  # no Dutch calendar is published
COMMUNITIES = 34  # in each workbook
DATES = ("opens_on", "due_on", "stalled_on", "last_held_on", "planned_next_on", "last_reachable_on")
# What an empty cell means: the regime of the variant; target, limit, minimum and gap of the regime.
VARIANTS = {
    "TDT": "interval",
    "DT": "interval",
    "COP": "count",
    "VLG": "count",
    "LN": "count",
    "LS": "cycle",
    "OLC": "none",
}
DEFAULTS = {"interval": (4, 6, 5, 2), "count": (None, None, 5, 3)}
EMPTY = (None, None, None, None)
SHEETS = {
    "School": "slug name calendar level language",
    "Closures": "school first_day last_day reason",
    "Communities": "code school partner_schools name variant regime target_weeks limit_weeks minimum_per_year "
    "gap_weeks started_on ended_on assignment",
    "Pauses": "community first_day last_day reason",
    "Meetings": "community starts_at minutes status place note",
}
Rows = dict[str, list[tuple[object, ...]]]


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
        self.known_until = {calendar: max(spans)[1] for calendar, spans in summers.items()}
        self.years = {
            calendar: [
                (before[1] + timedelta(days=1), after[0] - timedelta(days=1))
                for before, after in pairwise(sorted(spans))
            ]
            for calendar, spans in summers.items()
        }

    def year_on(self, calendar: str, day: date) -> Span | None:
        """The school year that contains `day`; None in the summer and beyond the table."""
        return next((span for span in self.years[calendar] if span[0] <= day <= span[1]), None)


class World:
    """Generated schools and communities, as workbooks and as the oracle sees them."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.table = Table()
        self.calendar: dict[str, str] = {}
        self.closed: dict[str, set[date]] = {}
        self.groups: dict[str, tuple[Group, list[str]]] = {}
        self.workbooks = [self._workbook(calendar) for calendar in CALENDARS]

    def _workbook(self, calendar: str) -> Rows:
        rows: Rows = {name: [tuple(columns.split())] for name, columns in SHEETS.items()}
        host, *partners = (
            self._school(rows, f"{calendar.lower()}-{number}", other)
            for number, other in enumerate((calendar, calendar, *CALENDARS))
        )
        for number in range(COMMUNITIES):
            self._community(rows, f"{calendar}-{number:02}", host, partners)
        return rows

    def _school(self, rows: Rows, slug: str, calendar: str) -> str:
        rows["School"].append((slug, f"School {slug}", calendar, "", "nl"))
        shut = sorted({self._span(8) for _ in range(9)})
        rows["Closures"] += [(slug, first, last, "Vrije dag") for first, last in shut]
        self.calendar[slug] = calendar
        self.closed[slug] = self.table.closed[calendar].union(*(span_days(*span) for span in shut))
        return slug

    def _day(self) -> date:
        return FIRST + timedelta(days=self.dice.randrange((LAST - FIRST).days + 1))

    def _span(self, longest: int) -> Span:
        first = self._day()
        return first, first + timedelta(days=self.dice.randrange(longest))

    def _community(self, rows: Rows, code: str, host: str, partners: list[str]) -> None:
        dice = self.dice
        others = dice.sample(partners, dice.choice((0, 0, 0, 1, 2)))
        variant = dice.choice(("TDT", "TDT", "DT", "COP", "VLG", "LN", "LS", "OLC"))
        chosen = dice.choice((None, "interval", "count"))
        regime = chosen or VARIANTS[variant]
        target = dice.randint(1, 6)
        given = (target, target + dice.randint(0, 4), dice.randint(0, 9), dice.randint(0, 5))
        cells = dice.choice((given, given, EMPTY))
        start = dice.choice((date(2024, 9, 1), date(2025, 9, 1), FIRST, self._day()))
        end = dice.choice((None, None, None, max(start, self._day())))
        pauses = self._pauses(dice.choice((0, 0, 1, 2)))
        meetings = self._meetings(start)
        rows["Communities"].append((code, host, ";".join(others), code, variant, chosen, *cells, start, end, ""))
        rows["Pauses"] += [(code, first, last, "Stage") for first, last in pauses]
        rows["Meetings"] += [(code, *meeting, "", "") for meeting in meetings]
        group = Group(
            regime=regime,
            numbers=DEFAULTS.get(regime, EMPTY) if cells is EMPTY else given,
            started_on=start,
            ended_on=end,
            held=tuple((at.date(), minutes) for at, minutes, status in meetings if status == "held"),
            planned=tuple(at.date() for at, _minutes, status in meetings if status == "planned"),
            pauses=pauses,
        )
        self.groups[code] = (group, [host, *others])

    def _meetings(self, start: date) -> list[tuple[datetime, int, str]]:
        """Local start, minutes, status; some days have two meetings, one of them short."""
        dice = self.dice
        held = {self._day() for _ in range(dice.choice((0, 4, 9, 15, 24, 40)))}
        planned = {self._day() for _ in range(dice.choice((0, 0, 1, 3, 9)))}
        cancelled = {self._day() for _ in range(3)}
        found = [(at(day, 9), dice.choice((60, 119, 120, 150, 180, 181)), "held") for day in sorted(held)]
        found += [(at(day, 12), 60, "held") for day in sorted(held)[::5]]
        found += [(at(day, 15), 120, "planned") for day in sorted(planned)]
        found += [(at(day, 17), 120, "cancelled") for day in sorted(cancelled)]
        return [meeting for meeting in found if meeting[0].date() >= start]

    def _pauses(self, number: int) -> tuple[Span, ...]:
        """Pauses that do not overlap."""
        kept: list[Span] = []
        for first, last in sorted(self._span(50) for _ in range(number)):
            if not kept or first > kept[-1][1]:
                kept.append((first, last))
        return tuple(kept)

    def expected(self, code: str, as_of: date) -> dict[str, object]:
        """What the oracle says, in the words of the command."""
        group, schools = self.groups[code]
        year = self.table.year_on(self.calendar[schools[0]], as_of)
        if year and any(self.table.known_until[self.calendar[school]] < year[1] for school in schools):
            year = None
        closed = set().union(*(self.closed[school] for school in schools))
        facts = naive(group, year, lambda day: day not in closed, as_of)
        del facts["last_places"]  # not told by the command
        facts |= {key: facts[key] and facts[key].isoformat() for key in DATES}  # type: ignore[attr-defined]
        return {"community": code, "regime": group.regime} | facts


def span_days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, clock_time(hour))


def take_in(workbooks: list[Rows]) -> None:
    """Writes every workbook and imports it as an operator would."""
    with TemporaryDirectory() as folder:
        for number, rows in enumerate(workbooks):
            workbook = Workbook(write_only=True)
            for name, lines in rows.items():
                sheet = workbook.create_sheet(name)
                for line in lines:
                    sheet.append(line)
            path = Path(folder) / f"{number}.xlsx"
            workbook.save(path)
            call_command("import_workbook", str(path), stdout=StringIO(), stderr=StringIO())


def measure(community_days: int, seed: int) -> int:
    """Compares day by day; returns the number of differences."""
    dice = random.Random(seed)
    world = World(dice)
    take_in(world.workbooks)
    seen: Counter[str] = Counter()
    differences = compared = 0
    started, spent = time.perf_counter(), 0.0
    while compared < community_days:
        first, last = BEYOND if dice.random() < 0.04 else (FIRST, LAST)
        as_of = first + timedelta(days=dice.randrange((last - first).days + 1))
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
    print(f"{compared} community-days, {len(world.groups)} communities, {len(CALENDARS)} calendars, seed {seed}")
    print(", ".join(f"{name} {count}" for name, count in sorted(seen.items())))
    print(f"command {spent:.1f} s, with the oracle {time.perf_counter() - started:.1f} s")
    print(f"differences: {differences}")
    return differences + stored_differences()


def stored_differences() -> int:
    """What `rebuild_cadence --check` says of the rows that the import stored: 0 or 1."""
    out = StringIO()
    try:
        call_command("rebuild_cadence", "--check", stdout=out)
    except SystemExit as done:
        print(f"stored rows: {out.getvalue().strip()}")
        return int(done.code or 0)
    return 1


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
