"""A charter as plain values: which fields there are, what changed, who wrote last, how the focus is shared. Pure.

The three answers on the purpose stand on the community, everything else on the charter (R12-R18, R43-R45, R67, R77).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import Enum
from hashlib import sha256
from typing import Any

OF_COMMUNITY = ("purpose", "contribution", "task")
OF_PRACTICE = ("cop_domain", "cop_community", "cop_practice")  # only a community of practice is asked for these
SECTIONS = {
    "why": ("need", "pupils"),
    "practice": OF_PRACTICE,
    "purpose": OF_COMMUNITY,
    "results": ("material", "method", "process"),
    "focus": ("weights",),
    "together": ("agreements", "working_model", "regime_reason"),
    "mandate": ("mandate_own", "mandate_asked", "mandate_seen"),
    "embedding": ("timetable", "plan_goal", "contact"),
}
FIELDS = tuple(name for names in SECTIONS.values() for name in names)
WEIGHTS = ("expertise_weight", "professional_weight", "school_weight", "curriculum_weight")  # of meetings.Focus
RHYTHM = ("regime", "target_weeks", "limit_weeks", "minimum_per_year", "gap_weeks")  # of the community
GROUPS_OWN = ("agreements",)  # never part of what is shown outside the group
HIGHEST_WEIGHT = 10
MANY_PIECES = 1500  # above this a text is compared by line: by word it would take too long
PIECE = re.compile(r"\s+|\w+|[^\w\s]")

Weights = tuple[int, ...]


# --- how the focus is shared -----------------------------------------------------------------------------------------
def shares(weights: Sequence[int]) -> tuple[int, ...]:
    """Weights from 0 to 10 as whole percentages that add up to 100; all 0 where nothing was weighed (R77).

    What is left over by rounding goes to the largest remainders, the earlier one first.
    """
    total = sum(weights)
    if total == 0:
        return tuple(0 for _weight in weights)
    found = [weight * 100 // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: (-(weights[at] * 100 % total), at))
    for at in by_remainder[: 100 - sum(found)]:
        found[at] += 1
    return tuple(found)


# --- who wrote last --------------------------------------------------------------------------------------------------
class Outcome(Enum):
    """What becomes of a field that somebody sends."""

    SAME = "same"  # nothing to write
    WRITE = "write"
    CLASH = "clash"  # somebody else wrote in the meantime: both texts have to be shown


def tidy(text: str) -> str:
    """The same words sent by different browsers are the same text."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def digest(text: str) -> str:
    """A short mark of the text that somebody saw before she wrote."""
    return sha256(tidy(text).encode()).hexdigest()[:12]


def outcome(*, seen: str, mine: str, stored: str) -> Outcome:
    """`seen` is the digest of what stood there when I began to write."""
    if tidy(mine) == tidy(stored) or digest(mine) == seen:  # the same, or I changed nothing
        return Outcome.SAME
    return Outcome.WRITE if digest(stored) == seen else Outcome.CLASH


def both(theirs: str, mine: str) -> str:
    """Their words, then mine; once where one holds the other."""
    theirs, mine = tidy(theirs), tidy(mine)
    if theirs in mine:
        return mine
    return theirs if mine in theirs else f"{theirs}\n{mine}"


# --- what changed ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text. kind: same, gone (only before) or new (only now)."""

    kind: str
    text: str


def compare(before: str, after: str, *, by_line: bool = False) -> list[Piece]:
    """What went and what came, word by word; a long text, or one of loose lines, line by line.

    The pieces without the new ones read as before, without the gone ones as after.
    """
    old, new = split(before), split(after)
    if by_line or len(old) + len(new) > MANY_PIECES:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Piece] = []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        gone, came = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        if tag == "equal":
            found.append(Piece("same", gone))
        else:
            found += [Piece(kind, text) for kind, text in (("gone", gone), ("new", came)) if text]
    return smooth(found)


def split(text: str) -> list[str]:
    return PIECE.findall(text)


def smooth(pieces: Sequence[Piece]) -> list[Piece]:
    """A change that goes on after a single blank is one change: loose words are hard to read."""
    found: list[Piece] = []
    gone = came = ""
    for at, piece in enumerate(pieces):
        is_inside = 0 < at < len(pieces) - 1 and piece.text.isspace()
        if piece.kind == "same" and not (is_inside and (gone or came)):
            found += [*changed(gone, came), piece]
            gone = came = ""
        else:
            gone += piece.text if piece.kind != "new" else ""
            came += piece.text if piece.kind != "gone" else ""
    return [*found, *changed(gone, came)]


def changed(gone: str, came: str) -> Iterable[Piece]:
    return [Piece(kind, text) for kind, text in (("gone", gone), ("new", came)) if text]


def has_changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether two charters read differently; an empty field and one that was never there are the same."""
    names = before.keys() | after.keys()
    return any((before.get(name) or "") != (after.get(name) or "") for name in names)


def is_empty(content: Mapping[str, Any]) -> bool:
    """Whether nobody has written anything yet; the rhythm is there anyway."""
    return not any(content.get(name) for name in (*FIELDS, *WEIGHTS))
