"""`manage.py rebuild_cadence`: reckons every stored rhythm again, and says where stored and reckoned differ."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from django.core.management.base import BaseCommand
from django.db.models import F, Q

from communities.models import Community
from meetings.known import known_on
from meetings.models import Cadence
from meetings.rhythm import BATCH, FACTS, refresh_cadence, row_of
from plc_platform import clock

SHOWN = 20


class Command(BaseCommand):
    help = "Rebuilds the stored rhythm of every community and reports differences; --check changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only compare; exit code 1 where something differs")

    def handle(self, *args: object, check: bool, **options: object) -> None:
        today = clock.today()
        differences = list(dict(self._differences(today)).values())
        for line in differences[:SHOWN]:
            self.stderr.write(line)
        if len(differences) > SHOWN:
            self.stderr.write(f"… and {len(differences) - SHOWN} more.")
        count = Community.objects.count()
        if check:
            self.stdout.write(f"{count} communities checked, {len(differences)} differ.")
            sys.exit(1 if differences else 0)
        ids = list(Community.objects.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(ids), BATCH):
            refresh_cadence(community_ids=ids[start : start + BATCH], today=today)
            self.stderr.write(f"{min(start + BATCH, len(ids))} of {len(ids)}", ending="\r")
        self.stdout.write(f"{count} communities rebuilt, {len(differences)} differed.")

    def _differences(self, today: date) -> Iterator[tuple[int, str]]:
        """A stored row must equal a reckoning as of its own day; and as of today, unless a look is due."""
        for community in Community.objects.filter(cadence=None).order_by("code"):
            yield community.pk, f"{community.code}: no row is stored"
        stored = Cadence.objects.select_related("community").order_by(F("reckoned_on").asc(nulls_first=True), "pk")
        yield from self._compare(stored.iterator(chunk_size=BATCH), None, today)
        asleep = stored.exclude(reckoned_on=today).filter(Q(next_look_on=None) | Q(next_look_on__gt=today))
        yield from self._compare(asleep.iterator(chunk_size=BATCH), today, today)

    def _compare(self, rows: Iterator[Cadence], as_of: date | None, today: date) -> Iterator[tuple[int, str]]:
        """`as_of`: the day to reckon for; None for each row's own day."""
        for day, same_day in groupby(rows, key=lambda row: as_of or row.reckoned_on or today):
            for batch in batches(same_day):
                yield from compare(batch, day)


def compare(stored: list[Cadence], day: date) -> Iterator[tuple[int, str]]:
    """Id and a line for each community whose stored facts are not those reckoned as of `day`."""
    known = known_on([row.community for row in stored], day=day)
    for row, reckoned in zip(stored, map(row_of, known), strict=True):
        unequal = [name for name in FACTS if getattr(row, name) != getattr(reckoned, name)]
        if unequal:
            told = ", ".join(f"{name} {getattr(row, name)} ≠ {getattr(reckoned, name)}" for name in unequal)
            yield row.pk, f"{row.community.code} as of {day}: stored {told}"


def batches(rows: Iterator[Cadence]) -> Iterator[list[Cadence]]:
    """Lists of at most BATCH rows."""
    batch: list[Cadence] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
