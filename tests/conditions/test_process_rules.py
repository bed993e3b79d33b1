"""The nine process conditions, when a look is suggested, and what is said of them beside one another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conditions import process
from conditions.process import CODES, is_review_due, not_said, process_conditions, side_by_side, worth_talking_about

STATUS = st.sampled_from(["", "no", "partly", "yes", "na"])
SAID = st.tuples(*(STATUS for _code in CODES)).map(
    lambda statuses: {code: status for code, status in zip(CODES, statuses, strict=True) if status}
)


def test_there_are_nine_in_both_languages_and_none_of_those_between_people():
    dutch, english = process_conditions("nl-be"), process_conditions("en")

    assert len(CODES) == len(set(CODES)) == 9
    assert [one.code for one in dutch] == [one.code for one in english] == list(CODES)
    assert all(one.name and one.text and one.question.endswith("?") for one in (*dutch, *english))
    assert not {"safety", "cohesion", "potency", "interdependence", "purpose"} & set(CODES)
    assert {one.actor for one in dutch} <= {"leader", "coach", "group"}


@pytest.mark.parametrize(
    ("since_start", "since_last", "is_one_open", "due"),
    [
        (None, None, False, False),  # no calendar known, or not begun
        (39, None, False, False),
        (40, None, False, True),
        (300, 79, False, False),
        (300, 80, False, True),
        (300, 80, True, False),
        (None, 80, False, True),
    ],
)
def test_a_look_is_suggested_twice_a_year(since_start, since_last, is_one_open, due):
    assert is_review_due(since_start=since_start, since_last=since_last, is_one_open=is_one_open) is due


@given(SAID)
def test_what_is_open_comes_first_and_what_is_settled_never(said):
    found = worth_talking_about(said)

    assert set(found) == {code for code, status in said.items() if status in ("no", "partly")}
    statuses = [said[code] for code in found]
    assert statuses == sorted(statuses, key=["no", "partly"].index)


@given(SAID)
def test_what_was_not_said_keeps_its_order(said):
    assert [*not_said(said)] == [code for code in CODES if code not in said]


@given(st.lists(SAID, max_size=3))
def test_reviews_stand_beside_one_another_and_nothing_is_added_up(reviews):
    rows = side_by_side(reviews)

    assert [code for code, _words in rows] == [code for code in CODES if any(code in said for said in reviews)]
    for code, words in rows:
        assert words == tuple(said.get(code, "") for said in reviews)


@pytest.mark.parametrize(
    ("stage", "part"),
    [("proposal", "start"), ("experiment", "start"), ("running", "development"), ("embedded", "later")],
)
def test_part_of_the_practice_table_follows_the_stage(stage, part):
    assert process.stage_of_practice(stage) == part
