"""What leader and group say of a condition, each apart: who sees what, where they differ, what asks for a why. Pure.

Nothing here counts or weighs: conditions have no total and groups no rank.
"""

from collections.abc import Iterable, Mapping
from datetime import date

NO, PARTLY, YES, NOT_APPLICABLE = "no", "partly", "yes", "na"
STATUSES = (NO, PARTLY, YES, NOT_APPLICABLE)
LEADER, GROUP = "leader", "group"
SIDES = (LEADER, GROUP)
LOOK_AGAIN = 60  # school days after which practice advises to look again (R41, R60)


def is_open(status: str | None) -> bool:
    """Something still has to be done: "not yet" or "partly". What nobody answered is not open, it is unknown."""
    return status in (NO, PARTLY)


def shown_to(side: str | None, said: Mapping[str, str]) -> dict[str, str]:
    """The answers of both sides that somebody on this `side` may see: the other one's after one's own.

    Who is on neither side (the leader of a partner school) sees a condition once both have answered it.
    """
    if side is None:
        return dict(said) if len(said) == len(SIDES) else {}
    return dict(said) if side in said else {}


def differ(said: Mapping[str, str]) -> bool:
    """Whether both answered and not alike: worth talking about, whoever is right."""
    return len(said) == len(SIDES) and len(set(said.values())) > 1


def waits_for_why(said: Mapping[str, str], *, asks_why: bool, is_confirmed: bool) -> bool:
    """Whether the leader is asked for a reason to start all the same: one of the sides does not find it settled.

    Only once she has answered herself: before that she is asked for an answer, and does not know what the group says.
    Once given, a reason is never asked again.
    """
    if not asks_why or is_confirmed or LEADER not in said:
        return False
    return said[LEADER] != YES or is_open(said.get(GROUP))


def last_look(days: Iterable[date]) -> date | None:
    """The day on which somebody last answered anything."""
    return max(days, default=None)


def is_time_to_look(school_days: int | None, statuses: Iterable[str | None]) -> bool:
    """After sixty school days, while something is open. `school_days` since the last look; None: nobody looked."""
    return school_days is not None and school_days > LOOK_AGAIN and any(is_open(status) for status in statuses)
