"""manage.py remind [--as-of YYYY-MM-DDTHH:MM] [--dry-run] [--json]: what has to be told at a moment, told or shown."""

import json
from argparse import ArgumentTypeError
from collections.abc import Iterable
from datetime import datetime

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from communities import stage_notices
from communities.models import Community
from meetings import digests, reminders
from meetings.localtime import YEARS, NonexistentTime, local_day, wall_time
from notifications import heartbeat, outbox
from notifications.models import Notice
from notifications.registry import subject_id
from plc_platform import clock

Row = dict[str, str | None]


def local_moment(text: str) -> datetime:
    """A moment on the wall of the schools, as in 2026-11-23T08:00."""
    try:
        wall = datetime.strptime(text, "%Y-%m-%dT%H:%M")  # noqa: DTZ007 - the zone comes with the next line
        if wall.year not in YEARS:
            raise ValueError
        return wall_time(wall.date(), wall.time())
    except (ValueError, NonexistentTime):
        raise ArgumentTypeError(f"{text!r} is no local moment like 2026-11-23T08:00") from None


class Command(BaseCommand):
    help = "Look at every community and tell what has to be told, as if now were the given local moment."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--as-of", type=local_moment, help="local moment, as 2026-11-23T08:00; default: now")
        parser.add_argument("--dry-run", action="store_true", help="show what would be sent; write and send nothing")
        parser.add_argument("--json", action="store_true", help="a JSON list on standard output")

    def handle(self, *args: object, as_of: datetime | None, **options: object) -> None:
        now = as_of or clock.now()
        if options["dry_run"]:
            rows = rows_of(would_tell(now))
        else:
            ids = list(Community.objects.order_by("pk").values_list("pk", flat=True))
            reminders.look_at(ids, now=now)
            digests.cover_all(today=local_day(now))
            digests.look(now=now)
            stage_notices.look(now=now)
            tally = outbox.deliver_due(now=now)
            if as_of is None:
                heartbeat.note_run(tally, now=now)
            rows = rows_of(Notice.objects.filter(pk__in=tally.told))
            if tally.is_stopped or tally.failed:
                self.show(rows, as_json=bool(options["json"]))
                raise CommandError(f"Not everything was sent: {tally.failed} failed, {tally.later} wait.")
        self.show(rows, as_json=bool(options["json"]))

    def show(self, rows: list[Row], *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1))
            return
        for row in rows:
            texts = {name: value or "–" for name, value in row.items()}
            self.stdout.write("{kind:<13} {community:<20} {recipient:<40} {occasion}".format(**texts))


def would_tell(now: datetime) -> list[Notice]:
    """What the mails of that moment would tell. Nothing stays behind: all of it happens in a transaction undone."""
    with transaction.atomic():
        reminders.imagine(now=now)
        digests.imagine(now=now)
        stage_notices.look(now=now)
        notices = outbox.preview(now=now)
        transaction.set_rollback(True)
    return notices


def rows_of(notices: Iterable[Notice]) -> list[Row]:
    """By community, kind and recipient; what is about a school or a person has no community. The occasion is the date
    that people see."""
    found = list(notices)
    about = {notice.pk: subject_id(notice) for notice in found if notice.subject.startswith("community:")}
    codes = dict(Community.objects.filter(pk__in=about.values()).values_list("pk", "code"))
    rows: list[Row] = [
        {
            "kind": notice.kind,
            "community": codes.get(about.get(notice.pk, 0)),
            "recipient": notice.recipient.email,
            "occasion": notice.occasion_on.isoformat() if notice.occasion_on else None,
        }
        for notice in found
    ]
    return sorted(rows, key=lambda row: [value or "" for value in row.values()])
