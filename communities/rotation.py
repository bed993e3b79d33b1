"""Who might take a role next (R66): who did it least, and longest ago. A suggestion; nobody is appointed by it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody had a role on a day; for a role of a period the day it began."""

    person: int
    day: date


def suggestion(people: Sequence[int], turns: Iterable[Turn]) -> int | None:
    """One of these people, in whose order a tie is broken; None where there is nobody to choose from (fewer than two).

    Turns of who is not among them count for nothing.
    """
    if len(people) < 2:
        return None
    days: dict[int, list[date]] = {person: [] for person in people}
    for turn in turns:
        if turn.person in days:
            days[turn.person].append(turn.day)
    order = {person: place for place, person in enumerate(people)}
    return min(people, key=lambda person: (len(days[person]), max(days[person], default=date.min), order[person]))


def suggestions(people: Sequence[int], turns: Mapping[str, Sequence[Turn]]) -> dict[str, int]:
    """Of each role somebody, another one for each as long as there are people; empty where there is nobody to choose
    from."""
    found: dict[str, int] = {}
    for role, taken in turns.items():
        left = [person for person in people if person not in found.values()]
        person = left[0] if len(left) == 1 < len(people) else suggestion(left or people, taken)
        if person is not None:
            found[role] = person
    return found
