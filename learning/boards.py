"""Where a group is on a board, and where a move takes it: on, back, past a step, or up again what was left out. Pure.

While a board is open exactly one step is the current one. A step that was left out stays so until it is taken up again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

AHEAD, NOW, DONE, SKIPPED = "ahead", "now", "done", "skipped"
FORWARD, BACK, SKIP, RETURN = "forward", "back", "skip", "return"
WITH_REASON = (BACK, SKIP)
REJECTED = "rejected"


class NotPossible(ValueError):
    """A move to a step that is not there, or not in that direction."""


@dataclass(frozen=True, slots=True)
class Place:
    """A step by its code, and how it stands."""

    code: str
    state: str = AHEAD


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move does: how every step stands after it, the step that was left and the current one then."""

    places: tuple[Place, ...]
    left: str
    reached: str


def begun(codes: Iterable[str]) -> tuple[Place, ...]:
    """A new board: on its first step."""
    return tuple(Place(code, AHEAD if at else NOW) for at, code in enumerate(codes))


def index_of_now(places: Sequence[Place]) -> int:
    """-1 on a board that is finished."""
    return next((at for at, place in enumerate(places) if place.state == NOW), -1)


def next_of(places: Sequence[Place]) -> str:
    """The step to which "on" leads; "" on the last one."""
    now = index_of_now(places)
    return next((place.code for place in places[now + 1 :] if place.state == AHEAD), "") if now >= 0 else ""


def earlier_of(places: Sequence[Place]) -> list[str]:
    """The steps to which a loop back may lead, the nearest first."""
    now = max(0, index_of_now(places))
    return [place.code for place in reversed(places[:now]) if place.state != SKIPPED]


def move(places: Sequence[Place], kind: str, target: str = "") -> Moved:
    """The board after a move. target: for "on" not needed. Raises NotPossible."""
    now = index_of_now(places)
    at = next((at for at, place in enumerate(places) if place.code == (target or next_of(places))), -1)
    if now < 0 or at < 0:
        raise NotPossible
    steps = {FORWARD: _forward, BACK: _back, SKIP: _skip, RETURN: _return}
    if kind not in steps:
        raise NotPossible
    return steps[kind](places, now, at)


def _forward(places: Sequence[Place], now: int, at: int) -> Moved:
    if places[at].code != next_of(places):
        raise NotPossible
    return _moved(_with(places, {now: DONE, at: NOW}), places[now].code)


def _back(places: Sequence[Place], now: int, at: int) -> Moved:
    """What lies between is to be done again."""
    if places[at].code not in earlier_of(places):
        raise NotPossible
    again = {between: AHEAD for between in range(at + 1, now + 1) if places[between].state != SKIPPED}
    return _moved(_with(places, {**again, at: NOW}), places[now].code)


def _skip(places: Sequence[Place], now: int, at: int) -> Moved:
    """The last step that is left cannot be left out: a round is finished then."""
    following = next_of(places)
    if places[at].state not in (AHEAD, NOW) or (at == now and not following):
        raise NotPossible
    states = {at: SKIPPED}
    if at == now:
        states[next(index for index, place in enumerate(places) if place.code == following)] = NOW
    return _moved(_with(places, states), places[at].code)


def _return(places: Sequence[Place], now: int, at: int) -> Moved:
    """A step behind us becomes the current one; one ahead of us simply waits its turn."""
    if places[at].state != SKIPPED:
        raise NotPossible
    states = {at: NOW, now: AHEAD} if at < now else {at: AHEAD}
    return _moved(_with(places, states), places[at].code)


def _with(places: Sequence[Place], states: dict[int, str]) -> tuple[Place, ...]:
    return tuple(replace(place, state=states.get(at, place.state)) for at, place in enumerate(places))


def _moved(places: tuple[Place, ...], left: str) -> Moved:
    return Moved(places, left, places[index_of_now(places)].code)


def all_rejected(verdicts: Iterable[str]) -> bool:
    """Whether nothing is left of what was supposed: good news, and a reason to suppose something else."""
    said = list(verdicts)
    return bool(said) and all(verdict == REJECTED for verdict in said)


def asks_for_piece(by: int, held: int, *, has_piece: bool) -> str:
    """A design group has something on the table by its second or third meeting: "" (nothing to say), soon or now.

    by: the meeting by which it should be there, 0 where the method asks for nothing; held: meetings since the start.
    """
    if not by or has_piece:
        return ""
    return "now" if held >= by - 1 else "soon"
