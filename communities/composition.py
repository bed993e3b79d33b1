"""Who is in a group, as facts: how many, from how many subjects, grades, schools and stages of experience. Pure.

R48-R54, N7: only members are counted, only what people stated of themselves, only how many different ones: no line
about a person, no score. Sizes are advice from practice.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

NEW, SETTLED = 5, 15  # years in education: the ends of the first and the second stage
SEPARATORS = re.compile(r"[,;/·+&]| en | and ")


@dataclass(frozen=True, slots=True)
class Stated:
    """What one member stated, in one or several schools; empty where she did not."""

    schools: frozenset[int] = frozenset()
    subjects: str = ""
    grades: str = ""
    teaching_since: int | None = None


@dataclass(frozen=True, slots=True)
class Variety:
    """How many different ones were stated, and by how many members not."""

    number: int
    unstated: int


@dataclass(frozen=True, slots=True)
class Facts:
    """A group in numbers. `stages` are stages of experience, of three."""

    size: int
    schools: int
    subjects: Variety
    grades: Variety
    stages: Variety


@dataclass(frozen=True, slots=True)
class Size:
    """Advice on the size. word: "" (fine, or no advice), `too_small`, `small` or `large`.

    `room` is how many may still join inside the band, None without a band; `parts` are the sizes of the groups into
    which one above the band could split.
    """

    word: str
    room: int | None
    parts: tuple[int, ...] = ()


def facts_of(people: Sequence[Stated], *, year: int) -> Facts:
    """The numbers of these members in a calendar year."""
    stages = [stage_of(year - one.teaching_since) for one in people if one.teaching_since]
    return Facts(
        size=len(people),
        schools=len(frozenset().union(*(one.schools for one in people))),
        subjects=variety(words_in(one.subjects) for one in people),
        grades=variety(words_in(one.grades) for one in people),
        stages=Variety(len(set(stages)), len(people) - len(stages)),
    )


def words_in(text: str) -> frozenset[str]:
    """The things in a line as people write it: "Wiskunde, fysica" are two."""
    return frozenset(" ".join(part.split()).casefold() for part in SEPARATORS.split(text) if part.strip())


def variety(stated: Iterable[frozenset[str]]) -> Variety:
    every = list(stated)
    return Variety(len(frozenset().union(*every)), sum(not one for one in every))


def stage_of(years: int) -> int:
    """0 up to five years in education, 1 up to fifteen, then 2."""
    return 0 if years <= NEW else 1 if years <= SETTLED else 2


def size_of(number: int, *, least: int | None, band: tuple[int, int] | None) -> Size:
    """Advice for `number` members, where it takes at least `least` and practice advises a band (R54)."""
    if least is not None and number < least:
        return Size("too_small", band[1] - number if band else None)
    if band is None:
        return Size("", None)
    low, high = band
    if number > high:
        return Size("large", 0, split(number, high))
    return Size("small" if number < low else "", high - number)


def split(number: int, high: int) -> tuple[int, ...]:
    """As few groups of at most `high` as possible, of nearly the same size, the larger first."""
    groups = -(-number // high)
    base, more = divmod(number, groups)
    return (base + 1,) * more + (base,) * (groups - more)
