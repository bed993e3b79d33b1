"""What a group spends its meetings on, beside what it wanted to spend them on (R76-R78, U6). Pure.

Minutes per focus come from the best that is known of each meeting: a running meeting that was measured, else the
planned minutes of its agenda, else the focus chips of its log shared evenly over its length. The mirror asks; it does
not judge, and it says nothing where too little is known.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

FOCUSES = ("expertise", "professional", "school", "curriculum")  # of meetings.Focus, in the order of the weights
DESIGN = FOCUSES.index("curriculum")
DESIGN_TEAM = "TDT"
LATEST = 3  # held meetings that the drift rule looks at
ASKS = 25  # percent: from one focus in four on, a group asks for designing
USUAL = 50  # percent of designing in a design team that weighed nothing
PART = 3  # less than one third of the wanted share is drift
MEASURED, PLANNED, CHIPS, UNKNOWN = "measured", "planned", "chips", "unknown"

Minutes = tuple[int, int, int, int]
NOTHING: Minutes = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Block:
    """One block of an agenda; `spent` in seconds, as a running meeting measured it."""

    focus: str
    minutes: int
    spent: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A held meeting with what is known of its focus."""

    pk: int
    day: date
    minutes: int
    blocks: tuple[Block, ...] = ()
    chips: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spent:
    """Minutes of one meeting per focus; `apart`: those without one. `source` says how we know; `length`: of the
    meeting, in minutes."""

    pk: int
    day: date
    source: str
    minutes: Minutes = NOTHING
    apart: int = 0
    length: int = 0

    @property
    def known(self) -> int:
        """Minutes of which the focus is known."""
        return sum(self.minutes)

    @property
    def is_known(self) -> bool:
        """Whether the focus is known of at least half of the time."""
        return self.known > 0 and self.known >= self.apart


def spent_of(held: Held) -> Spent:
    """The best that is known of one meeting.

    A measurement that covers less than half of the meeting is a screen that somebody tried out, not a measurement.
    """
    measured = sum(block.spent or 0 for block in held.blocks)
    has_focus = any(block.focus in FOCUSES for block in held.blocks)
    if has_focus and measured * 2 >= held.minutes * 60:
        seconds = _by_focus((block.focus, block.spent or 0) for block in held.blocks)
        apart = sum(block.spent or 0 for block in held.blocks if block.focus not in FOCUSES)
        return Spent(
            held.pk, held.day, MEASURED, _minutes(tuple(round(one / 60) for one in seconds)), round(apart / 60)
        )
    if has_focus:
        planned = _by_focus((block.focus, block.minutes) for block in held.blocks)
        apart = sum(block.minutes for block in held.blocks if block.focus not in FOCUSES)
        return Spent(held.pk, held.day, PLANNED, planned, apart, held.minutes)
    chips = [focus for focus in FOCUSES if focus in held.chips]
    if chips:
        share, rest = divmod(held.minutes, len(chips))
        each = ((focus, share + (place < rest)) for place, focus in enumerate(chips))
        return Spent(held.pk, held.day, CHIPS, _by_focus(each), 0, held.minutes)
    return Spent(held.pk, held.day, UNKNOWN, NOTHING, held.minutes, held.minutes)


def _by_focus(pairs: Iterable[tuple[str, int]]) -> Minutes:
    found = dict.fromkeys(FOCUSES, 0)
    for focus, number in pairs:
        if focus in FOCUSES:
            found[focus] += number
    return _minutes(tuple(found.values()))


def summed(meetings: Sequence[Spent]) -> tuple[Minutes, int]:
    """Minutes per focus of these meetings together, and those apart."""
    total = [sum(one.minutes[place] for one in meetings) for place in range(len(FOCUSES))]
    return _minutes(total), sum(one.apart for one in meetings)


def _minutes(numbers: Sequence[int]) -> Minutes:
    expertise, professional, school, curriculum = numbers
    return expertise, professional, school, curriculum


@dataclass(frozen=True, slots=True)
class Drift:
    """A group that wants to design and hardly does: `design` of `total` minutes, over three meetings, where `wanted`
    percent was wished; `is_weighed`: by its own weights."""

    design: int
    total: int
    wanted: int
    is_weighed: bool
    first: date
    last: date


def wanted_share(weights: Sequence[int], variant: str) -> int:
    """Percent of its time that a group wants to design: its own weights (whole percentages), else what a design team
    is for; 0 where it does not ask for it."""
    if any(weights):
        return weights[DESIGN] if weights[DESIGN] >= ASKS else 0
    return USUAL if variant == DESIGN_TEAM else 0


def has_evidence(meetings: Sequence[Spent]) -> bool:
    """Whether enough is known of the latest meetings to hold something up; the latest come first."""
    latest = meetings[:LATEST]
    return len(latest) == LATEST and all(one.is_known for one in latest)


def drift_of(meetings: Sequence[Spent], weights: Sequence[int], variant: str) -> Drift | None:
    """What the group itself reads: the latest three meetings (the latest first) against what it wanted (R78)."""
    wanted = wanted_share(weights, variant)
    if not wanted or not has_evidence(meetings):
        return None
    latest = meetings[:LATEST]
    minutes, _apart = summed(latest)
    design, total = minutes[DESIGN], sum(minutes)
    if design * PART * 100 >= wanted * total:
        return None
    return Drift(design, total, wanted, any(weights), latest[-1].day, latest[0].day)


def drift_for_coach(meetings: Sequence[Spent], weights: Sequence[int], variant: str) -> Drift | None:
    """What the coach reads: what the group could read one held meeting ago, if it holds still."""
    before = drift_of(meetings[1:], weights, variant)
    return before if before and drift_of(meetings, weights, variant) else None


def seen_by_coach(meetings: Sequence[Spent]) -> Sequence[Spent]:
    """The mirror itself runs one meeting behind for a coach, or she would read in it what is the group's first."""
    return meetings[1:]
