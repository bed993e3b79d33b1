"""When counts of schools may be told together: tables, and an attacker who adds and subtracts all that was told."""

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence import thresholds


@pytest.mark.parametrize(
    ("people", "enough"),
    [
        ([10, 10, 10], True),
        ([10, 10, 9], False),  # twenty-nine people
        ([20, 20], False),  # two schools
        ([20, 20, 0], False),  # the third has nobody
        ([15, 8, 7], True),  # exactly half
        ([16, 8, 7], False),  # more than half
        ([40, 30, 30, 25], True),
        ([], False),
    ],
)
def test_is_enough(people, enough):
    assert thresholds.is_enough(people) is enough


@pytest.mark.parametrize(("number", "told"), [(0, 0), (4, 0), (5, 5), (7, 5), (8, 10), (12, 10), (13, 15), (100, 100)])
def test_coarse_counts_are_in_fives_and_a_few_look_like_none(number, told):
    assert thresholds.coarse(number, thresholds.FIVES) == told


@given(number=st.integers(0, 10_000), step=st.sampled_from([5, 50]))
def test_coarse_is_never_further_away_than_one_step(number, step):
    told = thresholds.coarse(number, step)

    assert told % step == 0
    assert abs(told - number) < step


@pytest.mark.parametrize(
    ("members", "staff", "band"),
    [
        (0, 0, ""),
        (0, 10, "under_quarter"),
        (24, 100, "under_quarter"),
        (25, 100, "quarter"),
        (50, 100, "half"),
        (75, 100, "most"),
        (100, 100, "most"),
    ],
)
def test_reach_band(members, staff, band):
    assert thresholds.reach_band(members, staff) == band


@pytest.mark.parametrize(
    ("meetings", "groups", "band"),
    [(9, 0, ""), (8, 3, "under_3"), (9, 3, "3_to_5"), (15, 3, "5_to_8"), (24, 3, "over_8")],
)
def test_average_band(meetings, groups, band):
    assert thresholds.average_band(meetings, groups) == band


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ({1, 2, 3}, {1, 2, 3}, True),
        ({1, 2, 3, 4}, {1, 2, 3}, False),  # one left
        ({1, 2, 3, 4}, {1, 2, 3, 5}, False),  # one left, one came
        ({1, 2, 3}, {1, 2, 3, 4, 5}, False),  # two came
        ({1, 2, 3}, {4, 5, 6}, True),
    ],
)
def test_years_stand_beside_each_other_only_with_the_same_schools_or_three_apart(one, other, may):
    assert thresholds.may_stand_beside(one, other) is may


@pytest.mark.parametrize(
    ("known", "leaves"),
    [([], False), ([{1}, {2}, {3}], False), ([{1, 2}], True), ([{1, 2, 3}], False), ([{1}, {2, 3}], True)],
)
def test_whoever_leads_all_schools_but_one_reads_that_one(known, leaves):
    assert thresholds.leaves_one({1, 2, 3}, known) is leaves


@pytest.mark.parametrize(
    ("told", "new", "isolates"),
    [
        ([], {1, 2, 3}, False),
        ([{1, 2, 3}], {1, 2, 3}, False),
        ([{1, 2, 3}], {1, 2, 3, 4}, True),
        ([{1, 2, 3}], {1, 2, 3, 4, 5}, True),
        ([{1, 2, 3}], {1, 2, 3, 4, 5, 6}, False),
        ([{1, 2, 3}, {4, 5, 6}], {1, 2, 3, 4, 5, 6, 7}, True),  # by two sums together
        ([{1, 2, 3, 4}, {3, 4, 5, 6}], {1, 2, 5, 6, 7, 8}, False),
        ([{1, 2, 3, 4}, {3, 4, 5, 6}], {1, 2, 5, 6}, True),  # half of all three leaves 1 and 2 alone
    ],
)
def test_isolates(told, new, isolates):
    assert thresholds.isolates(told, new) is isolates


def known_of(pair, sets, schools):
    """Attack: is some combination of the sums about nobody but these two? Solved over, with exact fractions."""
    others = [one for one in schools if one not in pair]
    rows = [([Fraction(one in found) for one in others], [Fraction(one in found) for one in pair]) for found in sets]
    for column in range(len(others)):
        pivot = next((row for row in rows if row[0][column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows = [less(row, pivot, column) for row in rows]
    return any(any(left) for _gone, left in rows)


def less(row, pivot, column):
    factor = row[0][column] / pivot[0][column]
    return tuple(
        [mine - factor * hers for mine, hers in zip(part, other, strict=True)]
        for part, other in zip(row, pivot, strict=True)
    )


ASKED = st.lists(st.sets(st.integers(1, 8), min_size=3), min_size=1, max_size=6)


def told_of(asked, rule):
    told = []
    for one in asked:
        if not rule(told, one):
            told.append(one)
    return told


@settings(max_examples=200, deadline=None)
@given(asked=ASKED)
def test_attacker_who_adds_and_subtracts_never_reaches_one_or_two_schools(asked):
    told = told_of(asked, thresholds.isolates)
    schools = sorted(set().union(*asked))

    assert not [pair for pair in combinations(schools, 2) if known_of(pair, told, schools)]


def test_attacker_reaches_a_school_where_the_rule_is_taken_away():
    told = told_of([{1, 2, 3}, {1, 2, 3, 4}], lambda _told, _new: False)

    assert [pair for pair in combinations(range(1, 5), 2) if known_of(pair, told, [1, 2, 3, 4])]
