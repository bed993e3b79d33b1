"""manage.py create_school: a new school; its leader gets a link and finds the first hour. Safe to run again."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from plc_platform import clock
from schools.actions import MailDidNotLeave
from schools.models import Calendar
from upkeep.actions.new_school import create_school


class Command(BaseCommand):
    help = "Create a school with its school years and its first leader, who is mailed a link for a first sign-in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help="as the school calls itself")
        parser.add_argument("--calendar", required=True, choices=Calendar.values, help="its published school calendar")
        parser.add_argument("--leader", required=True, metavar="EMAIL", help="address of the first school leader")

    def handle(self, *, name: str, calendar: str, leader: str, **options: Any) -> None:
        name = name.strip()
        if not 0 < len(name) <= 160:
            raise CommandError("A name has 1 to 160 characters.")
        try:
            validate_email(leader.strip())
        except ValidationError as error:
            raise CommandError(f"{leader} is no address.") from error
        try:
            school, is_invited = create_school(name=name, calendar=calendar, email=leader, now=clock.now())
        except MailDidNotLeave as error:
            raise CommandError(f"The school is there, but the mail did not leave. Run this again. {error}") from error
        self.stdout.write(json.dumps({"slug": school.slug, "leader": leader.strip().lower(), "invited": is_invited}))
