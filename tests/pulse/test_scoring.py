"""What may be said of answers: by tables, and by whatever hypothesis comes up with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse.scoring import (
    Level,
    agreement_of,
    band_of,
    change_of,
    groups_class,
    may_compare,
    person_score,
    pooled_band,
    size_of,
    told_of,
)

SCORES = st.lists(
    st.sampled_from([1, 4 / 3, 1.5, 5 / 3, 2, 2.5, 3, 10 / 3, 3.5, 4, 13 / 3, 4.5, 5]), min_size=4, max_size=9
)
GROUP = (1, 2, 3, 4, 5, 6, 7, 8)


@pytest.mark.parametrize(
    ("answers", "score"),
    [((4, 4, 5), 13 / 3), ((4, 0, 5), 4.5), ((0, 0, 5), None), ((0, 0, 0), None), ((1, 2, 0), 1.5), ((5, 5, 5), 5)],
)
def test_score_of_a_person_takes_two_of_three(answers, score):
    assert person_score(answers) == pytest.approx(score) if score else person_score(answers) is None


@pytest.mark.parametrize(
    ("mean", "median", "band"),
    [
        (2.74, 2.7, "discuss"), (2.75, 2.75, "growing"), (3.75, 3.75, "growing"), (3.76, 3.8, "strong"),
        (2.7, 3.0, "growing"),  # the middle is higher: one person pulls the mean down
        (3.8, 3.5, "growing"),
    ],
)  # fmt: skip
def test_outer_band_takes_mean_and_median(mean, median, band):
    assert band_of(Level(mean, median, 5)) == band


@pytest.mark.parametrize(
    ("scores", "word"),
    [
        ([3, 3, 3, 3], ""),  # all equal: the band alone
        ([3, 3, 3, 10 / 3], ""),  # and nearly so, or the missing word would tell that all are equal
        ([4, 4, 4, 5], "one"),
        ([3, 3, 4, 4.5, 5], "mixed"),
        ([2, 3, 4, 4, 3], "mixed"),
        ([1, 1, 5, 5], "divided"),
        ([1, 5, 3, 3, 1], "divided"),
    ],
)
def test_agreement_in_three_words(scores, word):
    assert agreement_of(scores) == word


@given(SCORES)
def test_fewer_than_four_say_nothing(scores):
    assert all(told_of(scores[:number]) is None for number in range(4))
    assert told_of(scores) is not None


@given(SCORES)
def test_words_do_not_depend_on_who_said_what(scores):
    told, turned = told_of(scores), told_of(scores[::-1])
    assert (told.band, told.agreement) == (turned.band, turned.agreement)


@given(SCORES, st.integers(0, 8))
def test_whoever_was_in_it_never_knows_all_others(scores, place):
    """Some other group with the same answer of this person reads the same words: no word tells what others said."""
    own, told = scores[place % len(scores)], told_of(scores)
    others = [score for number, score in enumerate(scores) if number != place % len(scores)]
    nudged = []
    for number in range(len(others)):
        for by in (-2 / 3, -1 / 3, 1 / 3, 2 / 3):
            other = [*others[:number], min(5, max(1, others[number] + by)), *others[number + 1 :]]
            nudged.append((other, told_of([own, *other])))
    same = [other for other, words in nudged if (words.band, words.agreement) == (told.band, told.agreement)]
    assert any(other != pytest.approx(others) for other in same)


@pytest.mark.parametrize(
    ("number", "size"), [(0, ""), (3, ""), (4, "4-5"), (5, "4-5"), (6, "6-8"), (8, "6-8"), (9, "9+")]
)
def test_size_is_a_class(number, size):
    assert size_of(number) == size


@pytest.mark.parametrize(
    ("before", "after", "asked_before", "asked_after", "may"),
    [
        (5, 5, GROUP[:5], GROUP[:5], True),
        (5, 4, GROUP[:5], GROUP[:5], False),  # one answer fewer
        (6, 4, GROUP[:6], GROUP[:6], False),  # two
        (8, 5, GROUP, GROUP, True),  # three
        (6, 6, GROUP[:6], GROUP[:7], False),  # one came, and fewer than eight answered
        (6, 6, GROUP[:6], (*GROUP[:5], 9), False),  # one left and one came
        (8, 8, GROUP, (*GROUP, 9), True),  # one came to a large group
        (4, 4, GROUP[:4], (1, 2, 8, 9), False),  # half of it is new
        (5, 5, (), GROUP[:5], False),
    ],
)
def test_change_speaks_of_the_group_and_not_of_one_or_two(before, after, asked_before, asked_after, may):
    levels = Level(3, 3, before), Level(4, 4, after)
    assert may_compare(*levels, asked_before=asked_before, asked_after=asked_after) is may


@pytest.mark.parametrize(
    ("before", "after", "in_year_one", "word"),
    [
        (3.0, 3.5, False, "up"), (3.0, 3.49, False, ""), (3.5, 3.0, False, "down"), (4.2, 3.9, False, ""),
        (4.2, 3.9, True, ""), (4.2, 3.2, True, ""), (4.2, 3.2, False, "down"), (3.2, 4.2, True, "up"),
    ],
)  # fmt: skip
def test_change_is_clear_and_potency_may_sink_in_year_one(before, after, in_year_one, word):
    levels = Level(before, before, 5), Level(after, after, 5)
    assert change_of(*levels, is_potency_in_year_one=in_year_one) == word


@pytest.mark.parametrize(
    ("numbers", "is_told"),
    [((4, 4, 4), True), ((5, 5), False), ((4, 4), False), ((4, 4, 1), False), ((8, 4, 4), True), ((9, 4, 4), False)],
)
def test_school_takes_three_groups_ten_answers_and_no_large_one(numbers, is_told):
    assert bool(pooled_band([Level(3, 3, number) for number in numbers])) is is_told


@given(st.lists(st.tuples(st.floats(1, 5), st.integers(4, 9)), min_size=3, max_size=8))
def test_school_is_the_weighted_middle_of_its_groups(pairs):
    levels = [Level(mean, mean, number) for mean, number in pairs]
    band = pooled_band(levels)
    lowest, highest = min(mean for mean, _ in pairs), max(mean for mean, _ in pairs)
    assert band != "strong" or highest > 3.75
    assert band != "discuss" or lowest < 2.75


def test_groups_of_a_school_as_a_class():
    assert [groups_class(number) for number in (3, 5, 6, 9, 10, 30)] == ["3-5", "3-5", "6-9", "6-9", "10+", "10+"]
