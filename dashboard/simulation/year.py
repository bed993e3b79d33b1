"""Living through the year: the clock is moved, beat and workers do the rest, faults happen, the judge keeps books."""

import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from datetime import time as wall
from pathlib import Path
from threading import Event

from django.conf import settings

from dashboard.simulation.faults import Faults
from dashboard.simulation.judge import Judge
from dashboard.simulation.moment import tell
from dashboard.simulation.sink import Sink
from dashboard.simulation.stage import Stage
from dashboard.simulation.story import Story
from meetings.localtime import ZONE
from notifications import heartbeat, watch
from notifications.models import Heartbeat, Notice
from plc_platform.celery import app
from schools.actions import correct_address
from schools.models import Staff

DAY, TICK = timedelta(days=1), timedelta(minutes=5)
MORNING, NIGHT = wall(8, 0), wall(4, 0)
OTHERS = (wall(2, 30), wall(5, 0), wall(7, 31), wall(12, 10), wall(15, 30), wall(18, 31), wall(22, 0))
PATIENCE, TRIES = 8.0, 6  # seconds for a look, and looks for a moment


class Year:
    """One run. `counts` are what was done to the machinery."""

    def __init__(self, *, story: Story, faults: Faults, stage: Stage, sink: Sink, seed: int) -> None:
        self.story, self.faults, self.stage, self.sink = story, faults, stage, sink
        self.judge, self.counts = Judge(), Counter[str]()
        self.random = random.Random(seed)  # noqa: S311 - a play, not a secret
        self.folder = Path(settings.VAR_DIR)

    # --- the year ----------------------------------------------------------------------------------------------------
    def run(self) -> None:
        tell(self.folder, self.story.begin)
        self.stage.open()
        day = self.story.first_day
        while day <= self.story.last_day:
            self.live(day)
            self.counts["days"] += 1
            if day.day == 1:
                self.report(day)
            day += DAY

    def live(self, day: date) -> None:
        """One day: the faults of its night, its morning, and now and then another moment."""
        is_outage = self.faults.is_outage(day)
        self.change_stage(day, is_outage=is_outage)
        for at in sorted([MORNING, *(one for one in OTHERS if self.random.random() < 0.1)]):
            now = datetime.combine(day, at, tzinfo=ZONE)
            if at == MORNING:
                # While people act nobody may be told anything, so that nothing is told of what is half done.
                # A look that still runs believes in yesterday, and would drop what is only true today.
                tell(self.folder, datetime.combine(day, NIGHT, tzinfo=ZONE))
                self.wait_for_quiet()
                self.story.live(now)
            if is_outage:
                self.counts["silent moments"] += 1
            else:
                self.pass_moment(now, is_morning=at == MORNING)
        if day in self.faults.clock_back:
            self.counts["clock jumps"] += 1
            self.pass_moment(datetime.combine(day, wall(7, 40), tzinfo=ZONE))

    def change_stage(self, day: date, *, is_outage: bool) -> None:
        faults = self.faults
        if is_outage and self.stage.workers:
            self.stage.rest()
        if faults.outage and day == faults.outage[1]:
            self.notice_silence(datetime.combine(day, MORNING, tzinfo=ZONE))
        if not is_outage and not self.stage.workers:
            self.stage.wake_up()
        if faults.two_beats and day == faults.two_beats[0]:
            self.stage.start_beat()
            self.counts["days with two beats"] = 10
        if day in faults.beat_kills:
            self.counts["kills"] += self.stage.kill_beats()
        self.sink.is_down = day == faults.mail_down
        if faults.refused:
            self.refuse(day, *faults.refused)

    def notice_silence(self, now: datetime) -> None:
        late = watch.late_after(settings.TICK_SECONDS)
        troubles = watch.troubles(heartbeat.read_signs(now=now, late=late), now=now, late=late)
        self.counts["silence noticed"] += "look" in troubles

    def refuse(self, day: date, first: date, last: date) -> None:
        """The server does not take somebody's address for weeks; then a leader mends it."""
        person = self.story.groups[0].people[0]
        if day == first:
            self.sink.refused = self.judge.refused = {person.email}
        elif day == last:
            staff = Staff.objects.select_related("school").filter(user=person)[0]
            now = datetime.combine(day, wall(7), tzinfo=ZONE)
            leader = self.story.leaders[staff.school_id]
            user = correct_address(staff=staff, email=f"new.{person.email}", by=leader, now=now)
            self.judge.person_of[user.email] = user.pk
            self.sink.refused = self.judge.refused = set()
            self.sink.mails.clear()  # the two about it
            self.counts["addresses mended"] += 1

    # --- a moment ----------------------------------------------------------------------------------------------------
    def pass_moment(self, now: datetime, *, is_morning: bool = False) -> None:
        """Let the machinery come to rest at this moment; every try is one look of beat later."""
        day = now.date()
        self.judge.look(now)
        missing = self.judge.missing(now)
        kills = self.faults.kills[day] if is_morning else 0
        if is_morning:
            self.misfortune(day)
        for number in range(kills + TRIES):
            moment = now + number * TICK
            tell(self.folder, moment)
            if moment.hour != now.hour:
                self.judge.look(moment)
            self.wake()
            if number == 0 and is_morning and day in self.faults.freezes:
                self.freeze()
            if number < kills:
                self.kill_somewhere()
                self.take(moment)
                continue
            if self.is_done(moment) or (self.sink.is_down and number > kills):
                break
            self.counts["further looks"] += 1
        self.take(moment)
        self.judge.close(moment, is_way_open=not self.sink.is_down)
        self.counts["moments with something to tell"] += bool(missing)

    def wake(self) -> None:
        """What a page would do; beat wakes the worker as well. Nobody waits for a broker that is away."""
        try:
            app.send_task("meetings.tick", expires=280, retry=False)
        except Exception as error:
            self.counts["broker away"] += 1
            print(f"broker: {error!r}", file=sys.stderr)  # noqa: T201 - progress, apart from the result
        self.counts["ticks"] += 1

    def is_done(self, moment: datetime) -> bool:
        """Whether a worker came to the end of a look at this moment and nothing that may leave is left."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if has_looked(moment) and not Notice.objects.claimed().exists():
                self.take(moment)
                if self.sink.is_down or not self.judge.missing(moment) or time.monotonic() > end - PATIENCE / 2:
                    return self.sink.is_down or not self.judge.missing(moment)
            time.sleep(0.02)
        return False

    def wait_for_quiet(self) -> None:
        end = time.monotonic() + PATIENCE
        while not self.stage.is_quiet() and time.monotonic() < end:
            time.sleep(0.02)

    def take(self, moment: datetime) -> None:
        mails, self.sink.mails = self.sink.mails, []
        if mails:
            self.judge.take(mails, moment)

    # --- misfortune --------------------------------------------------------------------------------------------------
    def misfortune(self, day: date) -> None:
        """What befalls the machinery just before it is woken."""
        if day in self.faults.emptied:
            self.stage.empty_broker()
            self.counts["broker emptied"] += 1
        if day in self.faults.restarts and self.stage.restart_services():
            self.counts["services restarted"] += 1

    def freeze(self) -> None:
        """Whoever works stands still for a while, in the middle of it."""
        time.sleep(self.random.uniform(0, 0.2))
        self.stage.freeze(self.random.uniform(0.1, 1.0))
        self.counts["freezes"] += 1

    def kill_somewhere(self) -> None:
        """At some moment of a look, or just when the mail server gets its n-th mail."""
        begun, wait_for = Event(), [self.random.randint(1, 6)]
        self.sink.delay = self.random.choice((0.0, 0.0, 0.005))

        def on_data() -> None:
            wait_for[0] -= 1
            if wait_for[0] <= 0:
                begun.set()

        if self.random.random() < 0.7:
            self.sink.on_data = on_data
            begun.wait(0.5)
            time.sleep(self.random.uniform(0, 0.01))
        else:
            time.sleep(self.random.uniform(0, 0.25))
        self.sink.on_data, self.sink.delay = lambda: None, 0.0
        busy = {int(token.split(":")[1]) for token in claimants()} & set(self.stage.workers)
        self.counts["kills"] += self.stage.kill_workers(sorted(busy) or self.stage.workers[:1])
        self.counts["kills while a mail was under way"] += begun.is_set()

    def report(self, day: date) -> None:
        judge = self.judge
        text = f"{day:%B %Y}: {judge.counts['mails']} mails, {len(judge.owed)} owed, {len(judge.faults)} faults, "
        print(text + f"{self.counts['kills']} kills", file=sys.stderr, flush=True)  # noqa: T201 - progress


def has_looked(moment: datetime) -> bool:
    return Heartbeat.objects.filter(name=Heartbeat.Name.LOOK, at=moment).exists()


def claimants() -> list[str]:
    """The names of those who hold notices; a name holds the process id."""
    return list(Notice.objects.claimed().order_by().values_list("claimed_by", flat=True).distinct())


def weekdays(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        if day.weekday() < 5:
            yield day
        day += DAY
