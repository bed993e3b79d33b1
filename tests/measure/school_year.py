"""Measure: a school year of sixty communities through a real worker, a real broker and a real SMTP server.

    .venv/bin/python -m tests.measure.school_year [--broker filesystem|redis] [--communities 60] [--seed 1]

Every day of the year the clock is moved and ticks are sent through the broker: each morning, and now and then at night,
at noon or in the evening. In between people plan, meet, log late, move, pause, leave, and schools close. The worker is
down for two weeks and is killed once. What the server got is compared with what a naive reading of the rules demands:
everything exactly once, nothing else, none on a closed day of the reader or outside 07:30-18:30, at most one mail a
person a day. Prints counts as JSON; the exit code is 1 where anything differs.
"""

import argparse
import json
import os
import re
import signal
import sys
import time as timer
from collections import Counter
from datetime import date, datetime, time, timedelta
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import django

from tests.worker.sink import Sink
from tests.worker.stage import CELERY, Stage

if TYPE_CHECKING:
    from tests.measure.year_world import Want, World

FIRST, LAST = date(2026, 8, 20), date(2027, 7, 12)
OUTAGE = (date(2027, 3, 8), date(2027, 3, 21))
KILLED_ON = date(2026, 11, 17)
DAY = timedelta(days=1)
MORNING = time(8, 0)
OTHER_TIMES = [time(5, 0), time(7, 29), time(12, 10), time(15, 30), time(18, 31), time(22, 0)]
BROKERS = {"filesystem": "filesystem://", "redis": "redis://127.0.0.1:6379/0"}


class Year:
    """Sends the ticks and keeps the books."""

    def __init__(self, world: "World", stage: Stage) -> None:
        self.world, self.stage, self.counts = world, stage, Counter[str]()
        self.told: set[tuple[int, Want]] = set()
        self.told_on: dict[int, date] = {}
        self.mailed_on: Counter[tuple[str, date]] = Counter()
        self.faults: list[str] = []
        self.start_worker()

    def start_worker(self) -> None:
        self.worker = self.stage.start(
            *CELERY, "worker", "-P", "solo", "-l", "INFO", "--without-gossip", "--without-mingle"
        )
        self.stage.until(lambda: " ready." in self.log(), self.worker)
        self.ticks = 0

    def log(self) -> str:
        text: str = self.worker.log.read_text()  # type: ignore[attr-defined]
        return text

    def tick(self, now: datetime) -> None:
        """One tick through the broker; when the worker is through with it, compare."""
        from plc_platform.celery import app

        app.send_task("meetings.tick", kwargs={"at": now.isoformat()})
        self.ticks += 1
        self.stage.until(lambda: self.log().count("tick: looked") >= self.ticks, self.worker)
        mails, self.stage.sink.mails = self.stage.sink.mails, []
        self.compare(now, self.demanded(now), mails)
        self.counts["ticks"] += 1

    def demanded(self, now: datetime) -> "dict[str, set[Want]]":
        """The mails that this moment owes, by address, each with everything its reader was not told yet."""
        today = now.date()
        if not time(7, 30) <= now.time() <= time(18, 30):
            return {}
        found = {}
        for person, wants in self.world.wanted(now).items():
            new = {want for want in wants if (person, want) not in self.told}
            if new and self.told_on.get(person) != today and self.world.is_open(self.world.workplaces[person], today):
                self.told.update((person, want) for want in new)
                self.told_on[person] = today
                found[self.world.mail[person]] = new
        return found

    def compare(self, now: datetime, demanded: "dict[str, set[Want]]", mails: list[tuple[str, EmailMessage]]) -> None:
        got: dict[str, Counter[tuple[str, int]]] = {}
        for address, message in mails:
            got.setdefault(address, Counter()).update(told_in(message))
            self.check_manners(address, parsedate_to_datetime(message["Date"]))
        self.counts["mails"] += len(mails)
        for address in sorted({*demanded, *got}):
            wanted = Counter((kind, number) for kind, _key, number in demanded.get(address, ()))
            found = got.get(address, Counter())
            self.counts["notices"] += wanted.total()
            for kind, _number in wanted.elements():
                self.counts[kind] += 1
            for name, difference in (("missing", wanted - found), ("unwanted", found - wanted)):
                self.counts[name] += difference.total()
                self.faults += [f"{now:%Y-%m-%d %H:%M} {address} {name}: {one}" for one in difference.elements()]

    def check_manners(self, address: str, moment: datetime) -> None:
        person = next(pk for pk, mail in self.world.mail.items() if mail == address)
        self.mailed_on[address, moment.date()] += 1
        self.counts["second mails on a day"] += self.mailed_on[address, moment.date()] > 1
        self.counts["outside hours"] += not time(7, 30) <= moment.time() <= time(18, 30)
        self.counts["on closed days"] += not self.world.is_open(self.world.workplaces[person], moment.date())

    def run(self) -> None:
        from tests.measure.year_world import BRUSSELS

        day = FIRST
        while day <= LAST:
            others = [at for at in OTHER_TIMES if self.world.random.random() < 0.1]
            for at in sorted([MORNING, *others]):
                now = datetime.combine(day, at, tzinfo=BRUSSELS)
                self.world.happen(now)
                if not OUTAGE[0] <= day <= OUTAGE[1]:
                    self.tick(now)
            if day == KILLED_ON:
                self.stage.end(self.worker, signal.SIGKILL)
                self.start_worker()
            if day.day == 1:
                print(f"{day:%B %Y}: {self.counts['mails']} mails, {len(self.faults)} faults", file=sys.stderr)
            day += DAY


def told_in(message: EmailMessage) -> "list[tuple[str, int]]":
    """What a mail says, read from its buttons: (kind, id in the address)."""
    from tests.measure.year_world import BUTTONS, DIGESTS

    body = message.get_body(("plain",))
    assert body
    kinds = {button: kind for kind, button in BUTTONS.items()}
    text = body.get_content().replace("\r\n", "\n")
    found = re.findall(r"^(.+):\nhttps://plc\.example/\w+/(\d+)/", text, re.MULTILINE)
    digests = [kind for kind, button in DIGESTS.items() if re.search(f"^{button}:$", text, re.MULTILINE)]
    told = [(kinds[button], int(number)) for button, number in found if button in kinds]
    return [*told, *((kind, 0) for kind in digests)]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--broker", choices=BROKERS, default="filesystem")
    parser.add_argument("--communities", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database-url", help="an empty database; default: SQLite in a temporary folder")
    options = parser.parse_args()
    started = timer.monotonic()
    with TemporaryDirectory(prefix="school-year-") as folder, Sink() as sink:
        stage = Stage(Path(folder), sink, options.database_url or f"sqlite:///{folder}/year.sqlite3")
        stage.broker = BROKERS[options.broker]
        os.environ.update(stage.env())
        django.setup()
        from django.core.management import call_command

        from tests.measure.year_world import World

        call_command("migrate", verbosity=0)
        year = Year(World(communities=options.communities, seed=options.seed), stage)
        try:
            year.run()
        finally:
            stage.clear()
    print("\n".join(year.faults[:20]), file=sys.stderr)
    counts = {
        name: year.counts[name]
        for name in ("missing", "unwanted", "second mails on a day", "outside hours", "on closed days")
    }
    seconds = round(timer.monotonic() - started)
    print(json.dumps({"broker": options.broker, "seconds": seconds, **year.counts, **counts}))
    return 1 if any(counts.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
