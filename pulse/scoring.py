"""What may be said of a round: bands, a word for agreement, a word for change, and nothing that gives one away. Pure.

Domain 2.4 and 2.5, trust 2.5 (R2-R4). An answer is 1 to 5; 0: cannot say yet, which is missing and never a three.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from statistics import fmean, median

ENOUGH = 4  # answers a condition; a floor that may only be raised
ENOUGH_STATEMENTS = 2  # statements of the three of a condition
LOW, HIGH = 2.75, 3.75
NOISE = 2.0  # variance of answers given at random on five points
AGREED, SPREAD = 0.70, 5 / 6  # cuts of r_wg and of the average deviation, on five points
NEARLY_EQUAL = 0.5 + 1e-9  # points; chosen by trying all answers: see tests/measure/pulse_screens.py
CLEAR = 0.5  # a smaller difference is no change
SAME_GROUP = 0.75  # of the people asked, in both rounds
SAFE = 8  # answers from which one or two people more or fewer no longer tell who they are
ONE_OR_TWO = (1, 2)
RISING, FALLING = "up", "down"


@dataclass(frozen=True, slots=True)
class Level:
    """Where the persons' scores of one condition lie. Never shown."""

    mean: float
    median: float
    number: int


@dataclass(frozen=True, slots=True)
class Told:
    """What may be told of one condition."""

    level: Level
    band: str
    agreement: str


def person_score(answers: Sequence[int]) -> float | None:
    """The mean of what somebody answered to the three statements of a condition; None with fewer than two."""
    given = [answer for answer in answers if answer]
    return fmean(given) if len(given) >= ENOUGH_STATEMENTS else None


def one_band(value: float) -> str:
    if value < LOW:
        return "discuss"
    return "strong" if value > HIGH else "growing"


def band_of(level: Level) -> str:
    """An outer band only where mean and median both lie in it: one person alone does not tip a group."""
    bands = {one_band(level.mean), one_band(level.median)}
    return bands.pop() if len(bands) == 1 else "growing"


def agreement_of(scores: Sequence[float]) -> str:
    """One of three words by r_wg and the average deviation from the mean.

    No word where all answers are equal, nor where they are nearly so: a word that is missing only for equal answers
    would tell whoever was in it what each of the others answered.
    """
    if max(scores) - min(scores) <= NEARLY_EQUAL:
        return ""
    middle = fmean(scores)
    variance = sum((score - middle) ** 2 for score in scores) / (len(scores) - 1)
    if 1 - variance / NOISE >= AGREED:
        return "one"
    return "mixed" if fmean([abs(score - middle) for score in scores]) <= SPREAD else "divided"


def told_of(scores: Sequence[float]) -> Told | None:
    """What may be told of these persons' scores; None with fewer than four."""
    if len(scores) < ENOUGH:
        return None
    level = Level(fmean(scores), median(scores), len(scores))
    return Told(level, band_of(level), agreement_of(scores))


def size_of(number: int) -> str:
    """How many answered, as a class; "" for too few."""
    if number < ENOUGH:
        return ""
    if number < 6:
        return "4-5"
    return "6-8" if number <= SAFE else "9+"


def is_same_group(before: Collection[int], after: Collection[int]) -> bool:
    """Whether at least three in four of the people asked are the same."""
    first, second = set(before), set(after)
    return bool(first and second) and len(first & second) / max(len(first), len(second)) >= SAME_GROUP


def may_compare(before: Level, after: Level, *, asked_before: Collection[int], asked_after: Collection[int]) -> bool:
    """Whether a difference speaks of the group, and not of one or two people who came, went, or answered."""
    if not is_same_group(asked_before, asked_after) or abs(before.number - after.number) in ONE_OR_TWO:
        return False
    moved = len(set(asked_before) ^ set(asked_after))
    return not (moved in ONE_OR_TWO and min(before.number, after.number) < SAFE)


def change_of(before: Level, after: Level, *, is_potency_in_year_one: bool = False) -> str:
    """Up or down where the difference is clear, for two levels that may be compared; potency may sink in year one."""
    difference = after.mean - before.mean
    if abs(difference) < CLEAR - 1e-9:
        return ""
    if difference > 0:
        return RISING
    return "" if is_potency_in_year_one else FALLING


# --- a school --------------------------------------------------------------------------------------------------------
GROUPS, ANSWERS, LARGEST = 3, 10, 0.5


def pooled_band(levels: Sequence[Level]) -> str:
    """The band of several groups together; "" with too few groups or answers, or where one group is most of it (R5)."""
    answers = sum(level.number for level in levels)
    if len(levels) < GROUPS or answers < ANSWERS or max(level.number for level in levels) > LARGEST * answers:
        return ""
    return one_band(sum(level.mean * level.number for level in levels) / answers)


def groups_class(number: int) -> str:
    """How many groups stand behind a school's words, as a class."""
    if number < 6:
        return "3-5"
    return "6-9" if number < 10 else "10+"
