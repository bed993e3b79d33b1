"""Writes a school to a workbook: everything, for whoever runs the installation."""

import json
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from exchange.collecting import collect
from exchange.writing import write_workbook
from schools.models import School


class Command(BaseCommand):
    help = "Write the workbook of a school. Prints JSON: the file and the number of rows of each sheet."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("school", help="slug of the host school")
        parser.add_argument("file", type=Path, help="where to write the .xlsx")

    def handle(self, *, school: str, file: Path, **options: object) -> None:
        host = School.objects.filter(slug=school).first()
        if host is None:
            known = ", ".join(School.objects.order_by("slug").values_list("slug", flat=True)[:20])
            raise CommandError(f"There is no school {school!r} here. Known: {known or 'none'}.")
        self.stderr.write(f"Reading {host.name} …", self.style.NOTICE)
        rows = collect(host)
        self.stderr.write(f"Writing {sum(len(sheet) for sheet in rows.values())} rows …", self.style.NOTICE)
        try:
            file.write_bytes(write_workbook(rows))
        except OSError as error:
            raise CommandError(f"Cannot write {file}: {error.strerror}") from error
        counts = {sheet: len(found) for sheet, found in rows.items()}
        self.stdout.write(json.dumps({"file": str(file), "school": host.slug, "rows": counts}))
