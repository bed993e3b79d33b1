"""The rules of a coach's mandate (R70): how many voices accept one, how long it lasts, when it is asked anew."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto

ASKED_BEFORE = timedelta(days=30)  # the group and the coach are asked whether she goes on
GRACE = timedelta(days=30)  # after its last day a mandate that nobody renewed ends by itself
OPEN_FOR = timedelta(days=60)  # a proposal that nobody carried by then is no question any more
ONE_DAY = timedelta(days=1)


class State(Enum):
    """Where a mandate stands on a day."""

    ASKED = auto()  # the group was asked and has not accepted
    RUNS = auto()
    TO_RENEW = auto()  # its year is almost, or just, over
    LAPSED = auto()
    ENDED = auto()


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of a mandate, as they are stored."""

    accepted_on: date | None
    ends_on: date | None
    ended_on: date | None


def needed(members: int) -> int:
    """How many of the members carry a decision: more than half; of one or two all. Without members nobody can."""
    return max(members, 1) if members < 3 else members // 2 + 1


def is_reached(voices: int, members: int) -> bool:
    return members > 0 and needed(members) <= voices


def last_day(first: date) -> date:
    """The last day of a year that begins on this day."""
    try:
        same = first.replace(year=first.year + 1)
    except ValueError:  # the 29th of February
        same = date(first.year + 1, 3, 1)
    return same - ONE_DAY


def renewed_until(ends_on: date, today: date) -> date:
    """The last day of the next year: it follows on the one that ends, or begins today when that is over."""
    return last_day(max(ends_on + ONE_DAY, today))


def state_of(dates: Dates, today: date) -> State:
    """`ends_on` is there whenever `accepted_on` is."""
    if dates.ended_on is not None:
        return State.ENDED
    if dates.accepted_on is None or dates.ends_on is None:
        return State.ASKED
    if today > dates.ends_on + GRACE:
        return State.LAPSED
    return State.TO_RENEW if today >= dates.ends_on - ASKED_BEFORE else State.RUNS
