"""Measure: generated (policy, calendar, history, day) cases; stored = computed = brute force.

    [DATABASE_URL=postgres://…] .venv/bin/python -m tests.measure.rhythm_cases [--cases 100000] [--seed 1]

Communities are generated with every regime, over three published calendars with random closing days, exam weeks that
stop the clock, pauses and partner schools, and written in bulk. For each case the row that `refresh_cadence` stores,
what `assess` computes from the generated facts alone, and the naive reckoning of tests/meetings/naive.py (which shares
no code and takes its calendars from tests/data) must say the same. Prints counts as JSON on the last line; the exit
code is 1 where anything differs. Works in a test database of its own beside the one of DATABASE_URL.
"""

import argparse
import json
import os
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.db import connection  # noqa: E402 - after the apps are ready
from django.test.runner import DiscoverRunner  # noqa: E402

from communities.models import Community, Partnership, Pause  # noqa: E402
from meetings.cadence import History, Policy, Rhythm, Status, assess, status_on  # noqa: E402
from meetings.cycles import Run, Step  # noqa: E402
from meetings.models import Cadence, Cycle, CycleStep, Meeting  # noqa: E402
from meetings.rhythm import refresh_cadence  # noqa: E402
from schools.calendar import SchoolDays, Span  # noqa: E402
from schools.models import Closure, QuietPeriod, School  # noqa: E402
from schools.published import published_years  # noqa: E402
from schools.years import open_school_year  # noqa: E402
from tests.measure.rhythm_oracle import (  # noqa: E402
    BEYOND,
    CALENDARS,
    DEFAULTS,
    EMPTY,
    FIRST,
    LAST,
    Table,
    span_days,
)
from tests.meetings.naive import Group, naive  # noqa: E402

SCHOOLS = 4  # of each calendar
BATCH = 100  # communities written at once; all of them are looked at on the same days
DAYS = 5  # on which each community is looked at
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
KEYS = (
    "state",
    "year",
    "opens_on",
    "due_on",
    "stalled_on",
    "last_held_on",
    "planned_next_on",
    "held",
    "required",
    "remaining",
    "last_reachable_on",
    "last_places",
    "reasons",
)
RHYTHM = [name for name in Rhythm.__dataclass_fields__ if name not in ("is_in_year", "too_close", "length_advice")]
Meetings = list[tuple[date, int, str]]
Found = dict[str, object]


@dataclass(frozen=True)
class Case:
    """A generated community: as rows, and as the oracle sees it. `run`: start, end and steps of its cycle."""

    community: Community
    schools: tuple[School, ...]
    meetings: Meetings
    run: tuple[date, date | None, Meetings] | None
    group: Group

    def group_on(self, day: date) -> Group:
        """The group with the cycle that runs on that day."""
        runs = self.run and self.run[0] <= day and (self.run[1] is None or day < self.run[1])
        steps = [(None if how == "open" else on, how) for on, _minutes, how in self.run[2]] if self.run and runs else []
        told = tuple((on, how if how in ("held", "skipped") else "coming") for on, how in steps)
        return Group(**{**vars(self.group), "cycle": (self.run[0], told) if self.run and runs else None})


class World:
    """Schools with published calendars and days of their own, and the communities in them."""

    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.table = Table()
        self.closed: dict[int, set[date]] = {}
        self.number = 0
        self.schools = [self._school(calendar, number) for calendar in CALENDARS for number in range(SCHOOLS)]

    def _school(self, calendar: str, number: int) -> School:
        school = School.objects.create(
            slug=f"{calendar.lower()}-{number}", name=f"{calendar} {number}", calendar=calendar
        )
        for year in published_years(calendar):
            open_school_year(school=school, published=year, by=None, now=NOON)
        shut = [self._span(8) for _ in range(9)]
        Closure.objects.bulk_create(Closure(school=school, first_day=a, last_day=b) for a, b in shut)
        stops = [self._span(15) for _ in range(self.dice.choice((0, 2)))]
        QuietPeriod.objects.bulk_create(
            (QuietPeriod(school=school, first_day=a, last_day=b, stops_clock=True) for a, b in stops),
            ignore_conflicts=True,
        )
        away = (day for span in (*shut, *stops) for day in span_days(*span))
        self.closed[school.pk] = self.table.closed[calendar].union(away)
        return school

    def _day(self) -> date:
        return FIRST + timedelta(days=self.dice.randrange((LAST - FIRST).days + 1))

    def _span(self, longest: int) -> Span:
        first = self._day()
        return first, first + timedelta(days=self.dice.randrange(longest))

    def case(self) -> Case:
        """One more community."""
        dice = self.dice
        host, *others = dice.sample(self.schools, 3)
        partners = others[: dice.choice((0, 0, 0, 1, 2))]
        regime = dice.choice(("interval", "interval", "count", "count", "cycle", "none"))
        target = dice.randint(1, 6)
        given = (target, target + dice.randint(0, 4), dice.randint(0, 9), dice.randint(0, 5))
        numbers = dice.choice((given, given, DEFAULTS[regime])) if regime in DEFAULTS else EMPTY
        start = dice.choice((date(2024, 9, 1), date(2025, 9, 1), FIRST, self._day()))
        end = dice.choice((None, None, None, max(start, self._day())))
        pauses = tuple(self._span(50) for _ in range(dice.choice((0, 0, 1, 2))))
        meetings = self._meetings()
        run = self._run() if regime == "cycle" and dice.random() < 0.8 else None
        met = [*meetings, *(step for step in run[2] if step[2] in ("held", "planned"))] if run else meetings
        self.number += 1
        community = Community(
            school=host, code=f"c{self.number}", name="Groep", variant="TDT", regime=regime, started_on=start,
            ended_on=end, target_weeks=numbers[0], limit_weeks=numbers[1], minimum_per_year=numbers[2],
            gap_weeks=numbers[3],
        )  # fmt: skip
        group = Group(
            regime=regime,
            numbers=numbers,
            started_on=start,
            ended_on=end,
            held=tuple((day, minutes) for day, minutes, status in met if status == "held"),
            planned=tuple(day for day, _minutes, status in met if status == "planned"),
            pauses=pauses,
        )
        return Case(community, (host, *partners), meetings, run, group)

    def _meetings(self) -> Meetings:
        dice = self.dice
        held = [self._day() for _ in range(dice.choice((0, 2, 6, 12, 18)))]
        planned = [self._day() for _ in range(dice.choice((0, 0, 1, 3)))]
        found = [(day, dice.choice((60, 119, 120, 150, 180, 181)), "held") for day in held]
        return [*found, *((day, 60, "held") for day in held[::5]), *((day, 120, "planned") for day in planned)]

    def _run(self) -> tuple[date, date | None, Meetings]:
        """A cycle with five steps, each held, planned, open or skipped; mostly in order."""
        dice = self.dice
        start = self._day()
        days = sorted(start + timedelta(days=dice.randrange(120)) for _ in range(5))
        steps = [
            (day, dice.choice((50, 90, 130)), dice.choice(("held", "held", "planned", "open", "skipped")))
            for day in days
        ]
        return start, dice.choice((None, None, start + timedelta(days=dice.randrange(200)))), steps

    def write(self, cases: list[Case]) -> None:
        """All of it in bulk; the rhythm is not reckoned yet."""
        Community.objects.bulk_create(case.community for case in cases)
        Partnership.objects.bulk_create(
            Partnership(community=case.community, school=school) for case in cases for school in case.schools[1:]
        )
        Pause.objects.bulk_create(
            Pause(community=case.community, first_day=a, last_day=b) for case in cases for a, b in case.group.pauses
        )
        Meeting.objects.bulk_create(meeting_of(case, *row) for case in cases for row in case.meetings)
        Cycle.objects.bulk_create(
            Cycle(community=case.community, started_on=case.run[0], ended_on=case.run[1]) for case in cases if case.run
        )
        cycles = {
            cycle.community_id: cycle for cycle in Cycle.objects.filter(community__in=[c.community for c in cases])
        }
        for case in cases:
            for position, (day, minutes, how) in enumerate(case.run[2] if case.run else ()):
                made = meeting_of(case, day, minutes, how) if how in ("held", "planned") else None
                if made:
                    made.save()
                skipped = day if how == "skipped" else None
                CycleStep.objects.create(
                    cycle=cycles[case.community.pk], position=position, meeting=made, skipped_on=skipped
                )

    def year_of(self, case: Case, day: date) -> Span | None:
        """The school year of the host around that day; None where a calendar is not known for all of it."""
        year = self.table.year_on(case.schools[0].calendar, day)
        known = all(year and self.table.known_until[school.calendar] >= year[1] for school in case.schools)
        return year if known else None

    def expected(self, case: Case, day: date, year: Span | None, closed: set[date]) -> Found:
        """What the naive reckoning says."""
        found = naive(case.group_on(day), year, lambda one: one not in closed, day)
        return found | {key: tuple(found[key]) for key in ("reasons", "last_places")}  # type: ignore[arg-type]

    def computed(self, case: Case, day: date, year: Span | None, closed: set[date]) -> Status:
        """What `assess` makes of the generated facts; nothing is read from the database."""
        days = None
        if year:
            open_days = (one for one in span_days(*year) if one.weekday() < 5 and one not in closed)
            days = SchoolDays(tuple(open_days), *year)
        group = case.group_on(day)
        run = group.cycle and Run(
            group.cycle[0], tuple(Step(on, how == "held", how == "skipped") for on, how in group.cycle[1])
        )
        history = History(group.started_on, group.ended_on, group.held, group.planned, group.pauses, run or None)
        return assess(Policy(group.regime, *group.numbers), days, history, today=day)


def meeting_of(case: Case, day: date, minutes: int, status: str) -> Meeting:
    starts_at = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    return Meeting(community=case.community, day=day, starts_at=starts_at, minutes=minutes, status=status)


def stored(row: Cadence, case: Case, day: date) -> Found:
    """What the stored row says on that day."""
    facts = {name: getattr(row, name) for name in RHYTHM}
    facts["last_places"] = tuple(date.fromisoformat(text) for text in row.last_places)
    group = case.group
    status = status_on(
        Rhythm(**facts, is_in_year=bool(row.year)),
        day=day,
        started_on=group.started_on,
        ended_on=group.ended_on,
        pauses=group.pauses,
    )
    return {key: getattr(status, key) for key in KEYS} | {"reasons": tuple(row.reasons)}


def measure(number: int, seed: int) -> dict[str, object]:
    """Generates, writes, refreshes and compares; prints the first differences."""
    dice = random.Random(seed)
    world, seen = World(dice), Counter[str]()
    compared = differences = 0
    started = time.perf_counter()
    while compared < number:
        cases = [world.case() for _ in range(BATCH)]
        world.write(cases)
        ids = [case.community.pk for case in cases]
        for _ in range(DAYS):
            first, last = BEYOND if dice.random() < 0.04 else (FIRST, LAST)
            day = first + timedelta(days=dice.randrange((last - first).days + 1))
            refresh_cadence(community_ids=ids, today=day)
            rows = Cadence.objects.in_bulk(ids)
            for case in cases:
                compared += 1
                differences += compare(world, case, day, rows[case.community.pk], seen, is_told=differences < 5)
        Community.objects.filter(pk__in=ids).delete()
    return {
        "cases": compared,
        "communities": world.number,
        "differences": differences,
        "seed": seed,
        "database": connection.vendor,
        "seconds": round(time.perf_counter() - started),
        **{name: seen[name] for name in sorted(seen)},
    }


def compare(world: World, case: Case, day: date, row: Cadence, seen: Counter[str], *, is_told: bool) -> bool:
    """Whether the three do not say the same of this community on that day."""
    year = world.year_of(case, day)
    closed = set().union(*(world.closed[school.pk] for school in case.schools))
    one, two = stored(row, case, day), world.computed(case, day, year, closed)
    three = world.expected(case, day, year, closed)
    seen.update([f"regime {case.group.regime}", f"state {two.state}", f"year {two.year}"])
    unequal = {key: (one[key], getattr(two, key), three[key]) for key in KEYS}
    unequal = {key: values for key, values in unequal.items() if not values[0] == values[1] == values[2]}
    if unequal and is_told:
        print(f"{case.group} on {day}: (stored, computed, brute force) {unequal}")
    return bool(unequal)


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare stored, computed and naively reckoned rhythms.")
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        told = measure(options.cases, options.seed)
    finally:
        runner.teardown_databases(databases)
    print(json.dumps(told))
    sys.exit(1 if told["differences"] else 0)


if __name__ == "__main__":
    main()
