"""The grid of the three roles: a row for each person, a column for each role; one's own row is the one to tap (R66)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from communities.models import CoachRole
from schools.models import User

WHOLE = 10  # people; of a larger group the grid shows who has a role, and the reader


@dataclass(frozen=True, slots=True)
class Square:
    """One role of one person. `note`: since when, or that it is as usual; "" where she does not have it.

    `is_taken`: what her own tap would give back.
    """

    kind: str
    label: str
    is_taken: bool
    note: str


@dataclass(frozen=True, slots=True)
class Row:
    user: User
    is_own: bool
    squares: tuple[Square, ...]

    @property
    def has_role(self) -> bool:
        return any(square.is_taken or square.note for square in self.squares)


@dataclass(frozen=True, slots=True)
class Grid:
    """`uncovered`: what nobody has, by label."""

    labels: tuple[str, ...]
    rows: tuple[Row, ...]
    uncovered: tuple[str, ...]


Held = Mapping[tuple[str, int], str]


def grid_of(people: Collection[User], viewer: User, *, taken: Held, usual: Held | None = None) -> Grid:
    """The reader first, the others in their order; `taken` and `usual` map a role and a person to what is said of it.

    `usual`: who has a role for longer, for the roles that nobody took here.
    """
    ids = {user.pk for user in people}
    taken = {key: note for key, note in taken.items() if key[1] in ids}
    labels = {kind.value: str(kind.label) for kind in CoachRole.Kind}
    here = {kind for kind, _person in taken}
    stands = {key: note for key, note in (usual or {}).items() if key[0] not in here}
    covered = here | {kind for kind, _person in stands}
    rows = [
        Row(
            user,
            user.pk == viewer.pk,
            tuple(square_of(kind, label, (kind, user.pk), taken, stands) for kind, label in labels.items()),
        )
        for user in people
    ]
    shown = [row for row in rows if row.is_own or row.has_role or len(rows) <= WHOLE]
    uncovered = tuple(label for kind, label in labels.items() if kind not in covered)
    return Grid(tuple(labels.values()), tuple(sorted(shown, key=lambda row: not row.is_own)), uncovered)


def square_of(kind: str, label: str, key: tuple[str, int], taken: Held, stands: Held) -> Square:
    return Square(kind, label, key in taken, taken.get(key) or stands.get(key, ""))
