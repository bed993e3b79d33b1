"""`manage.py rhythm`: the rhythm of every community as if today were some day; for people and for scripts."""

import json
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from communities.models import Community
from meetings.cadence import Status
from meetings.known import known_on
from meetings.localtime import iso_day
from meetings.rhythm import statuses
from plc_platform import clock
from schools.models import School

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
    "reasons",
)


class Command(BaseCommand):
    help = "Shows state, window and year of every community, reckoned for a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--as-of", metavar="YYYY-MM-DD", help="the day (default: today)")
        parser.add_argument("--json", action="store_true", help="a JSON list on standard output and nothing else")
        parser.add_argument("--school", metavar="SLUG", help="only the communities hosted by this school")

    def handle(self, *args: object, as_of: str | None, json: bool, school: str | None, **options: object) -> None:
        day = day_of(as_of) if as_of is not None else clock.today()
        communities = Community.objects.all()
        if school is not None:
            if not School.objects.filter(slug=school).exists():
                raise CommandError(f"There is no school with the slug {school!r}.")
            communities = communities.filter(school__slug=school)
        pairs = statuses(communities, as_of=day)
        found = [facts_of(*pair) for pair in pairs]
        self.stdout.write(in_json(found) if json else in_a_table(found))
        if not json:
            self.tell_unknown([community for community, status in pairs if not status.is_in_year], day)

    def tell_unknown(self, communities: Sequence[Community], day: date) -> None:
        """Which communities have no dates because a calendar is not decided; in the summer none is missing."""
        unknown = [known.community.code for known in known_on(communities, day=day) if not known.is_calendar_known]
        if unknown:
            codes = ", ".join(unknown)
            self.stdout.write(_("The school calendar of this day has not been decided yet for: %s") % codes)


def day_of(text: str) -> date:
    """An ISO date and nothing else; the error names the value."""
    day = iso_day(text)
    if day is None:
        raise CommandError(f"{text!r} is not a date; write it as YYYY-MM-DD.")
    return day


def facts_of(community: Community, status: Status) -> dict[str, object]:
    """One community with exactly the documented keys."""
    return {"community": community.code, "regime": community.regime} | {key: getattr(status, key) for key in KEYS}


def in_json(found: list[dict[str, object]]) -> str:
    """Dates in ISO form, nothing as null."""
    return json.dumps(found, default=date.isoformat, ensure_ascii=False, indent=1)


def in_a_table(found: list[dict[str, object]]) -> str:
    """Columns for reading: what a person asks first comes first."""
    columns = ("community", "state", "year", "due_on", "last_held_on", "planned_next_on", "held", "required", "reasons")
    rows = [columns, *(tuple(in_words(facts[column]) for column in columns) for facts in found)]
    widths = [max(len(row[index]) for row in rows) for index in range(len(columns))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "\n".join(lines)


def in_words(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return "–" if value is None else str(value)
