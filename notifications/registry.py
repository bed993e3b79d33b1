"""What the apps above teach the outbox: how a kind of notice becomes a piece of mail, and when somebody may be told.

This app knows no school and no meeting; the others register here when the apps are ready.
"""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from django.utils.functional import Promise

from notifications.models import Notice

Words = str | Promise


class Verdict(Enum):
    """What a composer answers when there is nothing to send now."""

    LATER = "later"  # not today: look again on the next morning
    DROP = "drop"  # the reason has gone: never send it


@dataclass(frozen=True, slots=True)
class Attachment:
    """A calendar entry that travels with a mail. `method` is what it asks of the calendar: REQUEST or CANCEL."""

    name: str
    content: str
    method: str = "REQUEST"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few answers that somebody can give from the mail; `path` is the address of its page, from the root."""

    label: str
    path: str


@dataclass(frozen=True, slots=True)
class Section:
    """One notice in words, in the reader's language.

    subject names group and act; `path` is the address, from the root, that the button opens; `why` says in the footer
    why this reader gets it; `points` are short lines that belong together; `choices` are answers that can be
    given from the mail and `mail_note` is a line about the mail itself: the inbox shows neither.
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
    choices: Sequence[Choice] = ()
    choices_title: str = ""
    mail_note: str = ""
    attachments: Sequence[Attachment] = ()


Answer = Section | Verdict
Compose = Callable[[Sequence[Notice], datetime], Mapping[int, Answer]]
Gate = Callable[[Sequence[Notice], date], AbstractSet[int]]

Roles = Callable[[Any], AbstractSet[str]]


@dataclass(frozen=True, slots=True)
class Kind:
    """What a page of preferences says of a kind of notice.

    A kind that is not optional (an invitation to one's own meetings) is mailed at once, whatever somebody chose.
    `roles` names who can get it at all, by `register_roles`; none: everybody. `comes_weekly`: it is made for the first
    school day of a week anyhow, so it never waits for the mail of the week.
    """

    name: str
    label: Words = ""
    explanation: Words = ""
    heading: Words = ""
    is_optional: bool = True
    roles: AbstractSet[str] = frozenset()
    comes_weekly: bool = False

    @property
    def title(self) -> Words:
        """The label; for a kind that was registered without words, its name in readable form."""
        return self.label or self.name.replace("_", " ").capitalize()


_composers: dict[str, Compose] = {}
_kinds: dict[str, Kind] = {}
_gates: list[Gate] = []
_roles: list[Roles] = []


def register(
    kind: str,
    compose: Compose,
    *,
    label: Words = "",
    explanation: Words = "",
    heading: Words = "",
    is_optional: bool = True,
    roles: AbstractSet[str] = frozenset(),
    comes_weekly: bool = False,
) -> None:
    """`compose(notices, now)` gives an answer for each notice by its id, after a look at how things stand now.

    The other words are for the page of preferences, see `Kind`; give them translated lazily.
    """
    _composers[kind] = compose
    _kinds[kind] = Kind(kind, label, explanation, heading, is_optional, roles, comes_weekly)


def register_roles(roles: Roles) -> None:
    """`roles(user)` gives the names of the roles that somebody plays, as `register` takes them."""
    _roles.append(roles)


def register_gate(gate: Gate) -> None:
    """`gate(notices, day)` gives the ids of those whose recipient may be told something on that day."""
    _gates.append(gate)


def composer_of(kind: str) -> Compose:
    """Raises KeyError for a kind that nobody registered."""
    return _composers[kind]


def is_optional(kind: str) -> bool:
    """Whether people may choose how they are told this; a kind that nobody described is optional."""
    return kind not in _kinds or _kinds[kind].is_optional


def comes_weekly(kind: str) -> bool:
    """Whether a kind is made for the first school day of a week anyhow."""
    return kind in _kinds and _kinds[kind].comes_weekly


def optional_kinds() -> list[str]:
    """The names of all kinds that people choose about."""
    return [kind.name for kind in _kinds.values() if kind.is_optional]


def kinds_named(names: Sequence[str]) -> list[Kind]:
    """These kinds, known or not, in the order of their registration."""
    known = [kind for name, kind in _kinds.items() if name in names]
    return known + [Kind(name) for name in names if name not in _kinds]


def kinds_for(user: Any) -> list[Kind]:
    """The kinds that can concern somebody."""
    played = {role for roles in _roles for role in roles(user)}
    return [kind for kind in _kinds.values() if not kind.roles or kind.roles & played]


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


def occasion_id(notice: Notice) -> int:
    """The id in a notice's occasion, "<noun>:<id>" with or without more behind it."""
    return int(notice.occasion.split(":")[1])
