"""What the apps above teach the outbox: how a kind of notice becomes a piece of mail, and when somebody may be told.

This app knows no school and no meeting; the others register here when the apps are ready.
"""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from notifications.models import Notice


class Verdict(Enum):
    """What a composer answers when there is nothing to send now."""

    LATER = "later"  # not today: look again on the next morning
    DROP = "drop"  # the reason has gone: never send it


@dataclass(frozen=True, slots=True)
class Attachment:
    """A calendar entry that travels with a mail."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Section:
    """One notice in words, in the reader's language.

    subject names group and act; `path` is the address, from the root, that the button opens; `why` says in the footer
    why this reader gets it; `points` are short lines that belong together.
    """

    subject: str
    heading: str
    lines: Sequence[str]
    button: str
    path: str
    why: str
    group: str
    group_path: str
    points: Sequence[str] = ()
    points_title: str = ""
    attachments: Sequence[Attachment] = ()


Answer = Section | Verdict
Compose = Callable[[Sequence[Notice], datetime], Mapping[int, Answer]]
Gate = Callable[[Sequence[Notice], date], AbstractSet[int]]

_composers: dict[str, Compose] = {}
_gates: list[Gate] = []


def register(kind: str, compose: Compose) -> None:
    """`compose(notices, now)` gives an answer for each notice by its id, after a look at how things stand now."""
    _composers[kind] = compose


def register_gate(gate: Gate) -> None:
    """`gate(notices, day)` gives the ids of those whose recipient may be told something on that day."""
    _gates.append(gate)


def composer_of(kind: str) -> Compose:
    """Raises KeyError for a kind that nobody registered."""
    return _composers[kind]


def tellable(notices: Sequence[Notice], day: date) -> set[int]:
    """The ids of the notices that pass every gate."""
    passed = {notice.pk for notice in notices}
    for gate in _gates:
        if passed:
            passed &= gate([notice for notice in notices if notice.pk in passed], day)
    return passed


def subject_key(noun: str, number: int) -> str:
    """What a notice is about, as it is stored."""
    return f"{noun}:{number}"


def subject_id(notice: Notice) -> int:
    """The id in a notice's subject."""
    return int(notice.subject.partition(":")[2])
