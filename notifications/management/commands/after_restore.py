"""`manage.py after_restore [--dry-run]`: to be run once after a back-up was put back, or on a copy that shall send."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from notifications.restore import TakenIn, take_in_journal


class Command(BaseCommand):
    help = "Takes over from the journal beside the database what was told since the back-up, and lets mail go again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what it would do; change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        found = imagined() if options["dry_run"] else take_in_journal()
        self.stdout.write(json.dumps(asdict(found)))


def imagined() -> TakenIn:
    """What it would do, done and undone."""
    with transaction.atomic():
        found = take_in_journal()
        transaction.set_rollback(True)
    return found
