"""Compile the translations without GNU gettext, which a fresh machine does not have."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = "Compile every .po file of the project; with --check, also refuse untranslated and fuzzy texts."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="fail when a text is untranslated or fuzzy")

    def handle(self, *args: Any, **options: Any) -> None:
        faults = 0
        for source in catalogues():
            catalogue = polib.pofile(str(source))
            if options["check"]:
                faults += self.complain(source, catalogue)
            compile_one(catalogue, source.with_suffix(".mo"))
            self.stdout.write(f"{source.parent.parent.name}: {len(catalogue.translated_entries())} texts")
        if faults:
            raise CommandError(f"{faults} texts are untranslated or fuzzy.")

    def complain(self, source: Path, catalogue: polib.POFile) -> int:
        entries = [*catalogue.untranslated_entries(), *catalogue.fuzzy_entries()]
        for entry in entries:
            self.stderr.write(f"{source.parent.parent.name}: {entry.msgid!r} {'fuzzy' if entry.fuzzy else ''}")
        return len(entries)


def catalogues() -> list[Path]:
    """The .po files of the project's own folders."""
    return sorted(path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("*/LC_MESSAGES/*.po"))


def compile_one(catalogue: polib.POFile, target: Path) -> None:
    """Write beside the old file and move it over, so that a running server never reads half a file."""
    fresh = target.with_suffix(".mo.new")
    catalogue.save_as_mofile(str(fresh))
    fresh.replace(target)
