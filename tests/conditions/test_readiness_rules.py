"""What may be said of a round: bands of the middle, gaps, and nothing of fewer than four people."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conditions.readiness_rules import (
    ENOUGH,
    Band,
    Line,
    View,
    band_of,
    lines_of,
    may_compare,
    openers,
    shared_wishes,
)
from conditions.readiness_statements import codes, statements

LEVEL = st.integers(1, 4)
PAIRS = st.lists(st.tuples(LEVEL, LEVEL), max_size=12)


@pytest.mark.parametrize(
    ("answers", "band"),
    [
        ([], None),
        ([1], Band.HARDLY),
        ([1, 1, 2, 4], Band.HARDLY),
        ([1, 2, 2, 4], Band.PARTLY),
        ([1, 2, 3, 4], Band.PARTLY),
        ([2, 3, 3, 4], Band.LARGELY),
        ([4], Band.LARGELY),
    ],
)
def test_band_is_that_of_the_middle_answer(answers, band):
    assert band_of(answers) == band


@given(st.lists(LEVEL, min_size=1), st.randoms())
def test_band_does_not_depend_on_the_order(answers, random):
    shuffled = random.sample(answers, len(answers))

    assert band_of(shuffled) == band_of(answers)


@given(PAIRS, PAIRS, PAIRS)
def test_nothing_is_shown_of_fewer_than_four(team, leader, before):
    (line,) = lines_of(["time"], team={"time": team}, leader={"time": leader}, before={"time": before})

    assert (line.team != View()) == (len(team) >= ENOUGH)
    assert (line.leader != View()) == bool(leader)
    assert line.before == View() or min(len(before), len(team)) >= ENOUGH
    assert -2 <= line.gap <= 2
    assert line.gap == 0 or len(team) >= ENOUGH


@pytest.mark.parametrize(
    ("before", "after", "may"),
    [
        (3, 9, False),
        (9, 3, False),
        (4, 4, True),
        (4, 5, False),
        (6, 4, False),
        (4, 7, True),
        (8, 9, True),
        (7, 8, False),
    ],
)
def test_two_rounds_stand_side_by_side_when_one_or_two_people_cannot_be_told_from_it(before, after, may):
    assert may_compare(before, after) is may
    assert may_compare(after, before) is may


@pytest.mark.parametrize("number", [4, 5, 6])
def test_who_knows_her_own_answer_cannot_read_that_of_a_colleague(number):
    """Over all answers that a team can give: own answer and band never leave a colleague a single level."""
    possible = {}
    for answers in product(range(1, 5), repeat=number):
        possible.setdefault((answers[0], band_of(answers)), set()).add(answers[1])

    assert min(len(levels) for levels in possible.values()) > 1


def line(code, team, leader, wanted=3):
    band = {None: None, 1: Band.HARDLY, 2: Band.PARTLY, 3: Band.LARGELY}
    return Line(code, View(band[team], band[wanted] if team else None), View(band[leader], None))


def test_widest_gap_comes_first_then_what_the_team_would_like_most():
    lines = [line("a", 2, 3), line("b", 3, 3), line("c", 1, 3), line("d", 1, 2), line("e", None, 3), line("f", 1, 1)]

    assert [one.code for one in openers(lines)] == ["c", "d", "a"]
    assert [one.code for one in shared_wishes(lines)] == ["f"]


def test_both_languages_have_the_same_twelve_statements():
    dutch, english = statements("nl"), statements("en")

    assert [one.code for one in dutch] == [one.code for one in english] == list(codes())
    assert len(set(codes())) == 12
    assert not {one.text for one in dutch} & {one.text for one in english}
    assert statements("fr") == english


@pytest.mark.parametrize("language", ["nl", "en"])
def test_statements_are_short_and_about_nobody(language):
    texts = [one.text for one in statements(language)]

    assert [text for text in texts if len(text) > 100] == []
    assert [
        text for text in texts if any(word in text.lower() for word in ("schoolleider", "directeur", "leader"))
    ] == []
