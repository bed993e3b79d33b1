"""Facts of who is in a group, and advice on its size: numbers in, numbers out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communities.composition import Facts, Size, Stated, Variety, facts_of, size_of, split, words_in
from communities.variants import VARIANTS


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", set()),
        (" , ;", set()),
        ("Wiskunde, fysica", {"wiskunde", "fysica"}),
        ("wiskunde / STEM;  Fysica", {"wiskunde", "stem", "fysica"}),
        ("Latijn en Grieks", {"latijn", "grieks"}),
        ("2de  graad", {"2de graad"}),
    ],
)
def test_words_are_taken_as_people_write_them(text, words):
    assert words_in(text) == words


def test_facts_count_different_ones_and_who_did_not_state_it():
    people = [
        Stated(frozenset({1}), "Wiskunde, fysica", "2de graad", 2024),
        Stated(frozenset({1, 2}), "wiskunde", "2de graad, 3de graad", 2005),
        Stated(frozenset({2})),
    ]

    assert facts_of(people, year=2026) == Facts(3, 2, Variety(2, 1), Variety(2, 1), Variety(2, 1))


def test_nobody_is_nothing():
    assert facts_of([], year=2026) == Facts(0, 0, Variety(0, 0), Variety(0, 0), Variety(0, 0))


@pytest.mark.parametrize(
    ("code", "number", "advice"),
    [
        ("TDT", 0, Size("too_small", 8)),
        ("TDT", 1, Size("too_small", 7)),
        ("TDT", 2, Size("small", 6)),
        ("TDT", 3, Size("small", 5)),
        ("TDT", 4, Size("", 4)),
        ("TDT", 8, Size("", 0)),
        ("TDT", 9, Size("large", 0, (5, 4))),
        ("COP", 3, Size("too_small", 5)),
        ("COP", 17, Size("large", 0, (6, 6, 5))),
        ("LN", 1, Size("", None)),
        ("LN", 40, Size("", None)),
        ("OLC", 200, Size("", None)),
    ],
)
def test_size_is_advised_against_the_band_of_the_variant(code, number, advice):
    of_variant = VARIANTS[code]

    assert size_of(number, least=of_variant.size_min, band=of_variant.size_ideal) == advice


@given(st.integers(1, 500), st.integers(1, 12))
def test_split_keeps_everybody_in_groups_of_nearly_one_size(number, high):
    parts = split(number, high)

    assert sum(parts) == number
    assert max(parts) <= high
    assert max(parts) - min(parts) <= 1


people = st.builds(
    Stated,
    st.frozensets(st.integers(1, 4), max_size=2),
    st.sampled_from(["", "wiskunde", "Wiskunde, fysica"]),
    st.sampled_from(["", "1ste graad"]),
    st.one_of(st.none(), st.integers(1980, 2026)),
)


@given(st.lists(people, max_size=12))
def test_order_and_persons_leave_no_trace(some):
    assert facts_of(some, year=2026) == facts_of(some[::-1], year=2026)
    assert 0 <= facts_of(some, year=2026).stages.number <= 3
