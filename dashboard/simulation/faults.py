"""What goes wrong in a simulated year, and when. Pure: the same seed makes the same faults."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

FORTNIGHT = 14


@dataclass(slots=True)
class Faults:
    """Days on which something fails. Spans hold their first and last day.

    kills: how often the processes that work are killed in the middle of a morning; `is_refused` and `is_outage` span
    weeks, `mail_down` is a whole day, the others happen once on their day.
    """

    kills: Counter[date] = field(default_factory=Counter)
    worker_kills: set[date] = field(default_factory=set)
    beat_kills: set[date] = field(default_factory=set)
    emptied: set[date] = field(default_factory=set)
    restarts: set[date] = field(default_factory=set)
    freezes: set[date] = field(default_factory=set)
    clock_back: set[date] = field(default_factory=set)
    two_beats: tuple[date, date] | None = None
    mail_down: date | None = None
    refused: tuple[date, date] | None = None
    outage: tuple[date, date] | None = None

    def is_outage(self, day: date) -> bool:
        return self.outage is not None and self.outage[0] <= day <= self.outage[1]


def plan_faults(weekdays: Sequence[date], *, kills: int, seed: int) -> Faults:
    """Faults for a year with these weekdays; none when it is too short for an outage of two weeks."""
    chance, days = random.Random(seed), list(weekdays)  # noqa: S311 - a play, not a secret
    faults = Faults()
    if len(days) > 4 * FORTNIGHT:
        begin = len(days) * 6 // 10
        faults.outage = days[begin], days[begin + 9]
        faults.mail_down = days[len(days) // 3]
        faults.refused = days[len(days) // 5], days[len(days) // 5 + 15]
        faults.two_beats = days[len(days) // 2], days[len(days) // 2 + 9]
    running = [day for day in days if not faults.is_outage(day) and day != faults.mail_down]
    faults.kills.update(chance.choice(running) for _number in range(kills))
    some = max(1, len(running) // 25)
    for days_of in (faults.worker_kills, faults.beat_kills, faults.emptied, faults.restarts):
        days_of.update(chance.sample(running, some))
    for days_of in (faults.freezes, faults.clock_back):
        days_of.update(chance.sample(running, some))
    return faults
