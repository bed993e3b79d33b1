"""From when counts of schools may be told to a board together, and how coarse (trust 2.5 R5). Pure.

Counts are told from at least three schools and thirty people, when no school has more than half of the people; never
exactly, because a leader who knows her own school would subtract it; and never so that what was told of other schools
in the same year leaves one or two of them standing alone.
"""

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from itertools import combinations

SCHOOLS = 3
PEOPLE = 30
FIVES = 5  # counts are told in fives
FIFTIES = 50  # hours are told in fifties
QUARTERS = ("under_quarter", "quarter", "half", "most")
AVERAGES = ((3, "under_3"), (5, "3_to_5"), (8, "5_to_8"))  # meetings a group: below this number, the band
AVERAGE_TOP = "over_8"


def is_enough(people: Collection[int]) -> bool:
    """Whether schools with so many people each are enough together, and none of them weighs more than the others."""
    total = sum(people)
    with_people = [number for number in people if number > 0]
    return len(with_people) >= SCHOOLS and total >= PEOPLE and 2 * max(people) <= total


def leaves_one(schools: Collection[int], known: Iterable[Collection[int]]) -> bool:
    """Whether somebody who knows all figures of `known`, because she leads these schools, reads one other school only.

    `known`: for each person the schools that she leads.
    """
    return any(len(set(schools) - set(own)) == 1 for own in known)


def coarse(number: int, step: int) -> int:
    """To the nearest step; 0 stands for "fewer than one step", whether there are none or a few."""
    return 0 if number < step else (2 * number + step) // (2 * step) * step


def reach_band(members: int, staff: int) -> str:
    """In which quarter of the staff lies who takes part; empty without any staff."""
    return QUARTERS[min(3, 4 * members // staff)] if staff > 0 else ""


def average_band(meetings: int, groups: int) -> str:
    """How many meetings a group had on average; empty without any group."""
    if groups <= 0:
        return ""
    return next((band for below, band in AVERAGES if meetings < below * groups), AVERAGE_TOP)


def may_stand_beside(one: Collection[int], other: Collection[int]) -> bool:
    """Whether what was told of these schools and of those may be shown side by side: the same, or three apart."""
    apart = len(set(one) ^ set(other))
    return apart == 0 or apart >= SCHOOLS


def isolates(told: Sequence[Collection[int]], new: Collection[int]) -> bool:
    """Whether sums over these sets of schools, of one year, leave one or two schools standing alone once `new` is told.

    Whoever adds and subtracts sums reaches every combination of them. One that speaks of two schools at most exists
    when, without these two, the sets say one thing less than with them.
    """
    sets = [frozenset(one) for one in (*told, new)]
    schools = sorted(frozenset().union(*sets))
    full = rank(sets, schools)
    return any(rank(sets, [one for one in schools if one not in pair]) < full for pair in combinations(schools, 2))


def rank(sets: Iterable[frozenset[int]], schools: Sequence[int]) -> int:
    """How many independent things these sets say of these schools."""
    rows = [[Fraction(school in one) for school in schools] for one in sets]
    found = 0
    for column in range(len(schools)):
        pivot = next((at for at in range(found, len(rows)) if rows[at][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for at in range(found + 1, len(rows)):
            if factor := rows[at][column] / rows[found][column]:
                rows[at] = [mine - factor * hers for mine, hers in zip(rows[at], rows[found], strict=True)]
        found += 1
    return found
