"""Takes over a workbook as a whole, or refuses it as a whole with every fault; for whoever runs the installation."""

import json
import os
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from exchange.applying import apply_workbook
from exchange.faults import Refused
from exchange.reading import read_workbook
from plc_platform import clock

STEPS = {
    "take_schools": "schools, their school years and closing days",
    "take_staff": "staff",
    "take_communities": "communities and pauses",
    "take_people": "people from outside",
    "take_members": "members",
    "take_meetings": "meetings, attendance and subtasks",
    "take_facts": "charters, people, conditions, stages, pupils and cycles",
    "refresh": "rhythm of every community",
}


def usual_language() -> str:
    """The language of the terminal where we speak it, else that of the installation."""
    spoken = os.environ.get("LANGUAGE", "")[:2].lower()
    return spoken if spoken in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class Command(BaseCommand):
    help = "Import a workbook. Prints JSON: rows created, updated and unchanged of each sheet. Faults go to stderr."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="an .xlsx as export_workbook writes it")
        parser.add_argument("--language", choices=dict(settings.LANGUAGES), help="of the faults; default: LANGUAGE")
        parser.add_argument("--dry-run", action="store_true", help="check and count, change nothing")

    def handle(self, *, file: Path, language: str | None, dry_run: bool, **options: object) -> None:
        try:
            data = file.read_bytes()
        except OSError as error:
            raise CommandError(f"Cannot read {file}: {error.strerror}") from error
        with translation.override(language or usual_language()):
            try:
                self._tell("Reading the workbook …")
                book = read_workbook(data)
                for remark in book.remarks:
                    self._tell(remark)
                outcome = apply_workbook(
                    book=book,
                    by=None,
                    now=clock.now(),
                    is_rehearsal=dry_run,
                    report=lambda step: self._tell(f"Writing {STEPS[step]} …"),
                )
            except Refused as refused:
                raise CommandError(str(refused)) from refused
        counts = {
            sheet: {"created": tally.created, "updated": tally.updated, "unchanged": tally.unchanged}
            for sheet, tally in outcome.tallies.items()
        }
        self.stdout.write(json.dumps(counts))

    def _tell(self, line: str) -> None:
        self.stderr.write(line, self.style.NOTICE)
