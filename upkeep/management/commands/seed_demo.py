"""manage.py seed_demo: tell the demo's story on the day on which it can be told. Safe to run again."""

import json
import shutil
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from communities import stage_notices
from meetings import reminders
from meetings.localtime import ZONE
from meetings.rhythm import refresh_cadence, statuses
from notifications import heartbeat, outbox
from schools.models import AuditEvent, School, User
from upkeep.demo.day import story_day
from upkeep.demo.groups import PLOTS
from upkeep.demo.people import HOST, PERSONAS
from upkeep.demo.story import Story, tell

EVERY = 20  # steps between two lines of progress


class Command(BaseCommand):
    help = "Fill the demo with a believable school, on a day when every state of the rhythm can be seen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=2026, help="another number tells the year a little differently")
        parser.add_argument("--today", type=date.fromisoformat, help="seed as if today were this day (YYYY-MM-DD)")
        parser.add_argument("--fresh", action="store_true", help="forget everything in the demo first")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("seed_demo fills the demo only: set PLC_DEMO=1.")
        today = options["today"] or timezone.now().astimezone(ZONE).date()
        if options["fresh"]:
            self._forget()
        if School.objects.filter(slug=HOST[0]).exists():
            day = max(date.fromisoformat(read_clock()["story_day"]), last_day_of_use())
            self._say("The school is there already.")
        else:
            day = story_day(today)
            self._say(f"The story plays on {day:%Y-%m-%d}.")
            story = tell(day, seed=options["seed"], morning=send_reminders, report=self._report)
            check(story)
        write_clock(day, today)
        self._wind_up(timezone.now() + (day - today))
        self._show_personas()

    def _forget(self) -> None:
        call_command("flush", interactive=False, verbosity=0)
        for folder in (settings.MAIL_DIR, settings.MEDIA_ROOT):
            shutil.rmtree(folder, ignore_errors=True)

    def _wind_up(self, now: datetime) -> None:
        """Worker and beat start in a moment: until then no page may say that they stand still."""
        for name in (heartbeat.Name.LOOK, heartbeat.Name.BEAT):
            heartbeat.note(name, now=now)

    def _report(self, number: int, total: int) -> None:
        if number % EVERY == 0 or number == total:
            self._say(f"{number} of {total} things have happened")

    def _show_personas(self) -> None:
        domain_users = {
            one.email.split("@")[0]: one for one in User.objects.filter(email__endswith="@terlinde.example")
        }
        people = [(slug, domain_users[key]) for slug, key in PERSONAS.items()]
        lines = [
            {"role": slug, "name": user.get_full_name(), "email": user.email, "slug": slug} for slug, user in people
        ]
        write_json("personas.json", lines)
        for line in lines:
            self.stdout.write(f"{line['role']}: {line['name']} <{line['email']}>")

    def _say(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)  # noqa: T201 - progress, apart from the result


def send_reminders(now: datetime) -> None:
    """A school morning of the story: look, and really send, into the demo's mailbox."""
    reminders.look(now=now)
    stage_notices.look(now=now)
    outbox.deliver_due(now=now)


def check(story: Story) -> None:
    """Reckons every group anew and fails unless each is what the story says."""
    groups = story.host.communities.all()
    refresh_cadence(community_ids=[group.pk for group in groups], today=story.day)
    found = {community.pk: status for community, status in statuses(groups, as_of=story.day)}
    wrong = []
    for plot in PLOTS:
        status = found[story.groups[plot.key].pk]
        if plot.state not in ("", status.state) or (plot.reason and plot.reason not in status.reasons):
            wrong.append(f"{plot.key} is {status.state} {status.reasons}, not {plot.state} {plot.reason}")
    if wrong:
        raise CommandError("; ".join(wrong))


def last_day_of_use() -> date:
    """The last day on which something happened in the demo: its clock never runs back behind it."""
    last = AuditEvent.objects.order_by("-at").values_list("at", flat=True).first()
    return last.astimezone(ZONE).date() if last else date.min


def read_clock() -> dict[str, Any]:
    return dict(json.loads((Path(settings.DEMO_DIR) / "clock.json").read_text(encoding="utf-8")))


def write_clock(day: date, today: date) -> None:
    """What the settings move the demo's clock by at the next start."""
    write_json("clock.json", {"shift_days": (day - today) // timedelta(days=1), "story_day": day.isoformat()})


def write_json(name: str, content: dict[str, Any] | Sequence[dict[str, str]]) -> None:
    folder = Path(settings.DEMO_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
