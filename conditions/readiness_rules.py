"""What may be said of a round of readiness answers: bands, gaps, and nothing that gives one person away. Pure.

Team and leader apart (R40). No means, no counts, no total: a band of the median, and for the team only from four
answers on (domain 2.5, trust 2.5).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from statistics import median

ENOUGH = 4  # team answers to one statement; a floor that may only be raised
SAFE = 8  # from here on one or two people more or fewer no longer tell who they are
NEARLY_ALL_THE_SAME = (1, 2)
LOWEST, HIGHEST = 1, 4  # of an answer
Pair = tuple[int, int]  # as it is now, as it is wanted
Voices = Mapping[str, Sequence[Pair]]  # by statement


class Band(IntEnum):
    """Where the middle of the answers lies."""

    HARDLY = 1
    PARTLY = 2
    LARGELY = 3


@dataclass(frozen=True, slots=True)
class View:
    """How one side sees a statement; None where nobody, or too few, answered."""

    now: Band | None = None
    wanted: Band | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One statement: both sides, and how the team saw it in the round before, where that may be shown."""

    code: str
    team: View
    leader: View
    before: View = View()

    @property
    def gap(self) -> int:
        """Bands between what leader and team see now; above 0 where the leader sees more. 0 where one is unknown."""
        if self.team.now is None or self.leader.now is None:
            return 0
        return self.leader.now - self.team.now

    @property
    def wish(self) -> int:
        """Bands that the team would like to go up."""
        if self.team.now is None or self.team.wanted is None:
            return 0
        return max(0, self.team.wanted - self.team.now)


def band_of(answers: Sequence[int]) -> Band | None:
    """The band of the middle answer."""
    if not answers:
        return None
    middle = median(answers)
    if middle < 2:
        return Band.HARDLY
    return Band.PARTLY if middle < 3 else Band.LARGELY


def view_of(pairs: Sequence[Pair], *, enough: int) -> View:
    """The bands of one side; nothing with fewer than `enough` answers."""
    if len(pairs) < enough:
        return View()
    return View(band_of([now for now, _wanted in pairs]), band_of([wanted for _now, wanted in pairs]))


def may_compare(before: int, after: int) -> bool:
    """Whether two rounds with so many team answers may stand beside each other: the difference may not speak of one
    or two people."""
    if min(before, after) < ENOUGH:
        return False
    return min(before, after) >= SAFE or abs(before - after) not in NEARLY_ALL_THE_SAME


def lines_of(codes: Iterable[str], *, team: Voices, leader: Voices, before: Voices) -> tuple[Line, ...]:
    """Every statement with what may be shown of it, in its order."""
    return tuple(
        Line(
            code=code,
            team=view_of(team.get(code, ()), enough=ENOUGH),
            leader=view_of(leader.get(code, ()), enough=1),
            before=view_of(before.get(code, ()), enough=ENOUGH)
            if may_compare(len(before.get(code, ())), len(team.get(code, ())))
            else View(),
        )
        for code in codes
    )


def openers(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Where leader and team see things otherwise: the widest gap first, then what the team would like most."""
    return tuple(sorted((line for line in lines if line.gap), key=lambda line: (-abs(line.gap), -line.wish)))


def shared_wishes(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Where both sides see about the same and the team would like more, most first."""
    return tuple(sorted((line for line in lines if not line.gap and line.wish), key=lambda line: -line.wish))
