"""Writes a whole school to one file, for whoever runs the installation when a school leaves; noted in the trail."""

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from plc_platform import clock
from schools import audit
from schools.models import School
from upkeep.exporting import complete_export


class Command(BaseCommand):
    help = "Write every row and file of a school to a .zip. Prints JSON: the file and the number of rows by table."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("school", help="slug of the school")
        parser.add_argument("file", type=Path, help="where to write the .zip")
        parser.add_argument("--complete", action="store_true", required=True, help="yes, with every group's own words")

    def handle(self, *, school: str, file: Path, **options: object) -> None:
        found = School.objects.filter(slug=school).first()
        if found is None:
            raise CommandError(f"There is no school {school!r} here.")
        try:
            file.touch(mode=0o600)
            with file.open("wb") as target:
                counts = complete_export(found, target)
        except OSError as error:
            raise CommandError(f"Cannot write {file}: {error.strerror}") from error
        audit.record(by=None, verb="school.exported_whole", target=f"school:{found.pk}", at=clock.now())
        self.stdout.write(json.dumps({"file": str(file), "school": school, "rows": counts}))
