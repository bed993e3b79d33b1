"""How far a meeting that runs is: what is left, what runs over, when it would end, where time can be found. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

SPARE = 10  # minutes that a later block must last before something may be taken from it
STEP = 5  # minutes by which a block is extended
ROUND_TO = 5  # minutes, of a length that is proposed for the log


@dataclass(frozen=True, slots=True)
class Slot:
    """A block of the agenda: planned minutes, and seconds that were spent on it before it came up now."""

    pk: int
    minutes: int
    spent: int = 0


@dataclass(frozen=True, slots=True)
class Pace:
    """Where a meeting stands. Seconds; `left` is below zero when a block runs over.

    `until` holds for every block when it is over: as measured for those behind us, as expected for the rest.
    `give` is the block that could give the group some time, None where nothing is long enough.
    """

    at: int
    left: int
    ends_at: datetime
    until: tuple[datetime, ...]
    give: int | None

    @property
    def over_minutes(self) -> int:
        """Whole minutes over, rounded up; 0 as long as there is time."""
        return max(0, -(self.left // 60)) if self.left < 0 else 0

    @property
    def left_minutes(self) -> int:
        """Whole minutes left, rounded up."""
        return max(0, -(-self.left // 60))


def pace(
    slots: Sequence[Slot], *, current: int | None, began_at: datetime, started_at: datetime, now: datetime
) -> Pace:
    """The state of a meeting that began at `started_at` and in which block `current` runs since `began_at`.

    A block that is not on the list any more, or None, counts as the first. Raises ValueError without blocks.
    """
    if not slots:
        raise ValueError("a meeting without blocks has no pace")
    at = next((place for place, slot in enumerate(slots) if slot.pk == current), 0)
    running = max(0, int((now - began_at).total_seconds()))
    left = slots[at].minutes * 60 - slots[at].spent - running
    moments: list[datetime] = []
    moment = started_at
    for place, slot in enumerate(slots):
        if place < at:
            moment += timedelta(seconds=slot.spent)
        elif place == at:
            moment = now + timedelta(seconds=max(0, left))
        else:
            moment += timedelta(minutes=slot.minutes)
        moments.append(moment)
    return Pace(at=at, left=left, ends_at=moments[-1], until=tuple(moments), give=giver(slots, at))


def giver(slots: Sequence[Slot], at: int) -> int | None:
    """The longest later block that can give up some minutes, the last of equals."""
    later = [slot for slot in slots[at + 1 :] if slot.minutes >= SPARE]
    return max(later, key=lambda slot: (slot.minutes, slots.index(slot))).pk if later else None


def planned(slots: Sequence[Slot], started_at: datetime) -> list[datetime]:
    """When each block would be over if all goes as planned."""
    ends, moment = [], started_at
    for slot in slots:
        moment += timedelta(minutes=slot.minutes)
        ends.append(moment)
    return ends


def spent_minutes(started_at: datetime, ended_at: datetime) -> int:
    """How long a meeting really took, in steps of five minutes and at least five."""
    minutes = (ended_at - started_at).total_seconds() / 60
    return max(ROUND_TO, round(minutes / ROUND_TO) * ROUND_TO)
