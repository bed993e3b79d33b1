"""Case pupils of a research lesson: letters, what is talked about first, and when notes go (R26, domain 7.3). Pure.

What case pupils did comes before any talk of teaching; a name never stands anywhere.
"""

from calendar import monthrange
from collections.abc import Collection, Sequence
from datetime import date

LETTERS = "ABCDEF"
USUAL = 3  # case pupils; six at most
MONTHS_KEPT = 6  # after the end of a cycle
MONTHS_OPEN = 12  # after the last meeting of a cycle that nobody ends
# Minutes of the discussion of the same day; what is said of a pupil comes once for each.
FRAME, A_PUPIL, OTHERS, TEACHING, DECISION, OUT = 5, 10, 10, 15, 10, 5


def still_to_discuss(pupils: Sequence[str], discussed: Collection[str]) -> list[str]:
    """The letters that were not talked about yet, in order."""
    return [code for code in pupils if code not in discussed]


def is_open(pupils: Sequence[str], discussed: Collection[str]) -> bool:
    """Whether other pupils, teaching and the decision may be written down: once every case pupil was talked about."""
    return bool(pupils) and not still_to_discuss(pupils, discussed)


def with_discussed(discussed: Sequence[str], code: str, *, is_done: bool) -> list[str]:
    """In the order in which they were talked about; twice is once."""
    others = [one for one in discussed if one != code]
    if not is_done:
        return others
    return list(discussed) if code in discussed else [*others, code]


def minutes_of(pupils: int) -> int:
    """How long the discussion takes: 75 minutes with three case pupils."""
    return FRAME + A_PUPIL * pupils + OTHERS + TEACHING + DECISION + OUT


def forget_on(ended_on: date) -> date:
    """The day on which what was expected and seen is deleted: six months later, or the last day of that month."""
    return _shifted(ended_on, MONTHS_KEPT)


def ended_by(today: date) -> date:
    """Cycles that ended on this day or before have nothing left to keep."""
    return _shifted(today, -MONTHS_KEPT)


def silent_since(today: date) -> date:
    """A cycle that nobody ended and that has no meeting after this day has nothing left to keep either."""
    return _shifted(today, -MONTHS_OPEN)


def _shifted(day: date, months: int) -> date:
    number = day.year * 12 + day.month - 1 + months
    year, month = divmod(number, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
