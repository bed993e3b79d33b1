"""manage.py bench_sweep: what the daily look costs among 1,000 and among 240,000 groups; the last line is JSON."""

import json
import sys
import time
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from datetime import time as clock_time
from math import gcd
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from dashboard.bench.clone import clone_school, highest_id
from dashboard.bench.fill import fill_school
from dashboard.bench.sweep import make_due, measured
from meetings.localtime import wall_time
from schools.models import School, User

PER_SCHOOL = 20  # groups, at most
A_SCHOOL_DAY = date(2026, 11, 23)  # measured as if today were this Monday
STARTED = time.monotonic()


class Command(BaseCommand):
    help = "Fill an empty database step by step and time the daily look at each size: with groups due and with none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--sizes", type=numbers, default="1000,240000", help="numbers of groups")
        parser.add_argument("--due", default="200", help="how many of them are due: a number, or a share such as 1%%")
        parser.add_argument("--today", type=date.fromisoformat, default=A_SCHOOL_DAY, help="YYYY-MM-DD")

    def handle(self, *args: Any, sizes: list[int], due: str, today: date, **options: Any) -> None:
        if User.objects.exists() or School.objects.exists():
            raise CommandError("bench_sweep fills an empty database; this one has people or schools in it.")
        leader = User.objects.create_user("bench@bench.example", first_name="Bente", last_name="Meting")
        per_school = gcd(PER_SCHOOL, *sizes)
        school = fill_school("region", groups=per_school, today=today, leader=leader)
        stride, made, entries = highest_id(), 1, []
        for size in sizes:
            clone_school(school, numbers=range(made, size // per_school), stride=stride, keep={leader.pk})
            made = max(made, size // per_school)
            self._settle(f"{size} groups")
            wanted = size * int(due[:-1]) // 100 if due.endswith("%") else int(due)
            chosen = make_due(wanted, today=today)
            self._settle(f"{len(chosen)} of them due")
            for entry in measured(due=chosen, now=wall_time(today, clock_time(9)), today=today):
                entries.append(entry)
                self._say(json.dumps(entry))
        self.stdout.write(json.dumps(entries))

    def _settle(self, text: str) -> None:
        """Fresh statistics, as a database that lives has them."""
        self._say(text)
        if not connection.in_atomic_block:
            with connection.cursor() as cursor:
                cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")

    def _say(self, text: str) -> None:
        print(f"{time.monotonic() - STARTED:6.1f} s  {text}", file=sys.stderr, flush=True)  # noqa: T201


def numbers(text: str) -> list[int]:
    """1000,240000: in order, as a region only grows."""
    try:
        found = sorted({int(number) for number in text.split(",")})
    except ValueError:
        found = []
    if not found or found[0] < 1:
        raise ArgumentTypeError(f"{text!r} is no list of sizes such as 1000,240000.")
    return found
