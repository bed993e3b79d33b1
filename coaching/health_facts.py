"""What the nine signals of a group rest on, as plain values: dates, numbers, codes; never a name. Pure."""

from dataclasses import dataclass
from datetime import date

from meetings.mirror import Drift


@dataclass(frozen=True, slots=True)
class Rhythm:
    """state: as in `meetings.cadence.Status`."""

    state: str
    is_known: bool = True
    last_on: date | None = None
    due_on: date | None = None
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """`held`: id, day and minutes, the latest first; `usual`: shortest and longest, None where there is no such."""

    held: tuple[tuple[int, date, int], ...] = ()
    usual: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Between:
    """Of this school year. `late`: subtasks still open whose day has passed; `ahead`: those whose day has not;
    `is_free`: this kind of group does not work by subtasks."""

    held: int = 0
    done: int = 0
    dropped: int = 0
    late: int = 0
    ahead: int = 0
    try_outs: int = 0
    last_try_on: date | None = None
    is_free: bool = False


@dataclass(frozen=True, slots=True)
class People:
    """Members as numbers. `since`: the day from which changes count, None where there is none yet; `is_open`: people
    come and go in this kind of group."""

    since: date | None = None
    then: int = 0
    joined: int = 0
    left: int = 0
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Balance:
    """The mirror, as far as its reader may see it yet. `upto`: its latest meeting."""

    wanted: int = 0
    has_evidence: bool = False
    drift: Drift | None = None
    upto: date | None = None


@dataclass(frozen=True, slots=True)
class Pulse:
    """The latest closed round; `is_enough`: with enough answers. `talked_on`: the latest conversation."""

    closed_on: date | None = None
    is_enough: bool = False
    talked_on: date | None = None
    held_since: int = 0


@dataclass(frozen=True, slots=True)
class Conditions:
    """The latest review; `open_since`: of every condition still open, since when, how many school days, its code."""

    reviewed_on: date | None = None
    open_since: tuple[tuple[date, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Sharing:
    """Of the last half year."""

    held: int = 0
    updated_on: date | None = None
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Help answered, offers, the coach at a meeting; never talks. `waiting`: school days of the oldest question."""

    has_coach: bool = False
    held: int = 0
    helped_on: date | None = None
    offered_on: date | None = None
    present_on: date | None = None
    held_since: int = 0
    asked_on: date | None = None
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that the nine signals of one group rest on."""

    today: date
    rhythm: Rhythm
    length: Length = Length()
    between: Between = Between()
    people: People = People()
    balance: Balance = Balance()
    pulse: Pulse = Pulse()
    conditions: Conditions = Conditions()
    sharing: Sharing = Sharing()
    contact: Contact = Contact()
