"""Two writers of one log: what each of them changed is still there."""

import pytest

from meetings.merge import merge, merge_choices, merge_rows, merge_text


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ([1, 2, 3], [1, 2, 3], [1, 3], [1, 3]),
        ([1, 2, 3], [1, 2], [1, 3], [1]),
        ([1, 2], [1, 2, 4], [2], [2, 4]),
        (None, [1], [2], [1, 2]),
    ],
)
def test_choices_are_merged_one_by_one(base, mine, theirs, merged):
    assert merge_choices(base, mine, theirs) == merged


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "merged"),
    [
        ("", "", "theirs", "theirs"),
        ("", "mine", "", "mine"),
        ("", "mine", "theirs", "theirs\nmine"),
        ("", "same", "same", "same"),
        ("a", "a", "", ""),
        ("a", "a and theirs too", "theirs", "a and theirs too"),
        (None, "mine", "theirs", "theirs\nmine"),
    ],
)
def test_text_that_both_changed_holds_both(base, mine, theirs, merged):
    assert merge_text(base, mine, theirs) == merged


def row(pk, text):
    return {"pk": pk, "text": text}


def test_rows_of_both_are_kept():
    merged = merge_rows([], [row(None, "mine")], [row(7, "theirs")])

    assert merged == [row(7, "theirs"), row(None, "mine")]


def test_row_that_only_they_changed_is_theirs():
    assert merge_rows([row(1, "old")], [row(1, "old")], [row(1, "new")]) == [row(1, "new")]


def test_row_that_i_changed_is_mine():
    assert merge_rows([row(1, "old")], [row(1, "mine")], [row(1, "theirs")]) == [row(1, "mine")]


def test_row_that_they_removed_is_gone_unless_i_changed_it():
    assert merge_rows([row(1, "a"), row(2, "b")], [row(1, "a"), row(2, "bb")], []) == [row(None, "bb")]


def test_merge_takes_what_i_changed_and_else_theirs():
    base = {"day": "2026-11-20", "minutes": 120, "note": "", "decisions": [], "present": [1, 2]}
    mine = {**base, "minutes": 150, "decisions": [row(None, "x")]}
    theirs = {**base, "day": "2026-11-19", "note": "n", "present": [1]}

    assert merge(base, mine, theirs) == {
        "day": "2026-11-19",
        "minutes": 150,
        "note": "n",
        "decisions": [row(None, "x")],
        "present": [1],
    }
