"""Times the daily look in a region of any size: with some groups due, with none, and the select that finds them."""

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime
from datetime import time as clock_time

from django.db import connection
from django.db.models import Max
from django.test.utils import CaptureQueriesContext

from communities.models import Community
from meetings.cadence import clock_start
from meetings.known import known_on
from meetings.localtime import wall_time
from meetings.models import Cadence, Meeting
from meetings.reminders import look
from meetings.rhythm import refresh_cadence
from notifications.models import Notice

Entry = dict[str, object]
ROUNDS = 5  # of which the median counts; the first look of a process is not among them


def make_due(number: int, *, today: date) -> list[int]:
    """Lets the window of so many groups, spread over all of them, open today with nothing planned; gives their ids."""
    suited = Community.objects.filter(regime="interval")
    ids = list(suited.order_by("pk").values_list("pk", flat=True))
    chosen = ids[:: max(1, len(ids) // number)][:number]
    for start in range(0, len(chosen), 1000):
        _open_today(chosen[start : start + 1000], today)
    return chosen


def _open_today(ids: list[int], today: date) -> None:
    """Their last meeting is moved to where a target of school weeks ends today; what came after it is gone."""
    known = known_on(list(Community.objects.filter(pk__in=ids).order_by("pk")), day=today)
    moved = []
    latest = dict(
        Meeting.objects.filter(community__in=ids, day__lt=today).values_list("community_id").annotate(Max("pk"))
    )
    for one in known:
        target = 5 * (one.policy.target_weeks or 0)
        held_on = one.days.before(today, target) if one.days else None
        if one.days is None or held_on is None or held_on < clock_start(one.days, one.community.started_on):
            raise ValueError("Measure on a day that lies more than a target of school weeks after the summer.")
        moved.append(Meeting(pk=latest[one.community.pk], day=held_on, status=Meeting.Status.HELD))
        moved[-1].starts_at = wall_time(held_on, clock_time(13, 30))
    Meeting.objects.bulk_update(moved, ["day", "starts_at", "status"])
    kept = [meeting.pk for meeting in moved]
    since = min(one.days.begin for one in known if one.days)
    Meeting.objects.filter(community__in=ids, day__gte=since).exclude(pk__in=kept).delete()
    refresh_cadence(community_ids=ids, today=today, has_been_told=True)


def measured(*, due: list[int], now: datetime, today: date) -> Iterator[Entry]:
    """Median milliseconds of a look with `due` groups due, of an idle one, and of finding them."""
    size = Community.objects.count()
    wake = waking(due, today)
    wake()
    look(now=now)
    notices = Notice.objects.count()
    wake()
    with CaptureQueriesContext(connection) as captured:
        look(now=now)
    yield {
        "what": "sweep",
        "n": size,
        "due": len(due),
        **timed(lambda: look(now=now), wake),
        "notices": notices,
        "queries": len(captured),
    }
    yield {"what": "idle", "n": size, "due": 0, **timed(lambda: look(now=now))}
    wake()
    select = Cadence.objects.to_look_at(today).order_by("pk").values_list("pk", flat=True)
    plan = select.explain()
    yield {
        "what": "find",
        "n": size,
        "due": len(due),
        **timed(lambda: list(select.all())),
        "is_indexed": "cadence_next_look" in plan,
    }
    look(now=now)


def waking(due: list[int], today: date) -> Callable[[], None]:
    """A function after which these groups are due and nothing was told of them."""

    def wake() -> None:
        Notice.objects.all().delete()
        Cadence.objects.filter(pk__in=due).update(next_look_on=today)

    return wake


def timed(act: Callable[[], object], prepare: Callable[[], object] = lambda: None) -> dict[str, float]:
    """The median of some rounds in milliseconds: by the clock, and of this process alone."""
    spent, worked = [], []
    for _ in range(ROUNDS):
        prepare()
        started, begun = time.perf_counter(), time.process_time()
        act()
        spent.append(1000 * (time.perf_counter() - started))
        worked.append(1000 * (time.process_time() - begun))
    return {"ms": round(statistics.median(spent), 2), "cpu_ms": round(statistics.median(worked), 2)}
