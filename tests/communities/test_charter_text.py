"""The pure rules of a charter: shares of the focus, who wrote last, what changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communities.charter_text import Outcome, both, compare, digest, has_changed, is_empty, outcome, shares

WEIGHTS = st.lists(st.integers(0, 10), min_size=4, max_size=4)
TEXTS = st.text(st.sampled_from("ab \n,é"), max_size=30)


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ((0, 0, 0, 0), (0, 0, 0, 0)),
        ((5, 0, 0, 0), (100, 0, 0, 0)),
        ((5, 5, 0, 0), (50, 50, 0, 0)),
        ((1, 1, 1, 0), (34, 33, 33, 0)),
        ((10, 5, 3, 2), (50, 25, 15, 10)),
        ((2, 2, 2, 1), (29, 29, 28, 14)),
    ],
)
def test_weights_become_shares(weights, expected):
    assert shares(weights) == expected


@given(WEIGHTS)
def test_shares_add_up_and_keep_the_order(weights):
    found = shares(weights)

    assert sum(found) == (100 if any(weights) else 0)
    assert all(found[i] >= found[j] for i in range(4) for j in range(4) if weights[i] > weights[j])
    assert all(share == 0 for share, weight in zip(found, weights, strict=True) if weight == 0)


@pytest.mark.parametrize(
    ("seen", "mine", "stored", "expected"),
    [
        ("a", "b", "a", Outcome.WRITE),
        ("a", "a", "b", Outcome.SAME),  # I changed nothing, somebody else did
        ("a", "b", "b", Outcome.SAME),  # we wrote the same
        ("a", "b", "c", Outcome.CLASH),
        ("", "b", "", Outcome.WRITE),
        ("", "", "c", Outcome.SAME),
        ("a", "", "a", Outcome.WRITE),
        ("a", "", "c", Outcome.CLASH),
        ("a\nb", "a\r\nb ", "a\nb", Outcome.SAME),
    ],
)
def test_who_wrote_last(seen, mine, stored, expected):
    assert outcome(seen=digest(seen), mine=mine, stored=stored) is expected


@given(TEXTS, TEXTS)
def test_both_texts_hold_both(theirs, mine):
    found = both(theirs, mine)

    assert theirs.strip() in found
    assert mine.strip() in found


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("we werken", "we werken", [("same", "we werken")]),
        ("", "nieuw", [("new", "nieuw")]),
        (
            "we lezen samen",
            "we rekenen samen",
            [("same", "we "), ("gone", "lezen"), ("new", "rekenen"), ("same", " samen")],
        ),
        ("a b c", "x y c", [("gone", "a b"), ("new", "x y"), ("same", " c")]),
    ],
)
def test_words_that_went_and_came(before, after, expected):
    assert [(piece.kind, piece.text) for piece in compare(before, after)] == expected


@given(TEXTS, TEXTS)
def test_pieces_read_as_both_texts(before, after):
    pieces = compare(before, after)

    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after


def test_loose_lines_are_compared_as_lines():
    pieces = compare("a: een derde\nb: een kwart", "a: een kwart\nb: een kwart", by_line=True)

    assert [(piece.kind, piece.text) for piece in pieces] == [
        ("gone", "a: een derde\n"),
        ("new", "a: een kwart\n"),
        ("same", "b: een kwart"),
    ]


def test_long_text_is_compared_by_line():
    line = "woord " * 200 + "\n"

    pieces = compare(line * 5, line * 4 + "slot")

    assert [piece.kind for piece in pieces] == ["same", "gone", "new"]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({}, {"need": ""}, False),
        ({"need": "a"}, {"need": "a", "school_weight": 0}, False),
        ({"need": "a"}, {"need": "b"}, True),
        ({"need": "a"}, {}, True),
        ({"school_weight": 1}, {"school_weight": 2}, True),
    ],
)
def test_an_empty_field_is_no_change(before, after, expected):
    assert has_changed(before, after) is expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ({}, True),
        ({"regime": "count", "minimum_per_year": 5, "school_weight": 0, "need": ""}, True),
        ({"school_weight": 1}, False),
        ({"task": "iets"}, False),
    ],
)
def test_empty_means_that_nobody_wrote(content, expected):
    assert is_empty(content) is expected
