"""Deletes a school wholly, for whoever runs the installation; without --yes it only says what would go."""

import json
from argparse import ArgumentParser
from dataclasses import asdict

from django.core.management.base import BaseCommand, CommandError

from plc_platform import clock
from schools.models import School
from upkeep.actions.erasing import erase_school
from upkeep.queries.ending import what_goes


class Command(BaseCommand):
    help = "Say what goes with a school (JSON), or delete it at once with --yes NAME. There is no way back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("school", help="slug of the school")
        parser.add_argument("--yes", metavar="NAME", default="", help="its name as it stands, to delete it now")

    def handle(self, *, school: str, yes: str, **options: object) -> None:
        found = School.objects.filter(slug=school).first()
        if found is None:
            raise CommandError(f"There is no school {school!r} here.")
        if not yes:
            self.stdout.write(json.dumps({"school": found.name, "would_go": asdict(what_goes(found))}))
            return
        if yes != found.name:
            raise CommandError(f"The name of this school is {found.name!r}; nothing was deleted.")
        gone = erase_school(school=found, by=None, now=clock.now())
        self.stdout.write(json.dumps({"school": school, "gone": asdict(gone)}))
