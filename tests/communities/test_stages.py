"""What may be decided, when members are asked again, and when a sum may be shown: tables, no database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communities.stages import is_renewal_due, open_kinds, sum_of

SEPTEMBER = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("stage", "has_experiment", "is_extended", "kinds"),
    [
        ("experiment", True, False, ("embed", "extend", "change", "stop")),
        ("experiment", True, True, ("embed", "change", "stop")),
        ("running", False, False, ("embed", "stop")),
        ("embedded", False, False, ("stop",)),
        ("proposal", False, False, ()),
        ("nonsense", False, False, ()),
    ],
)
def test_open_kinds(stage, has_experiment, is_extended, kinds):
    assert open_kinds(stage, has_experiment=has_experiment, is_extended=is_extended) == kinds


@pytest.mark.parametrize(
    ("last", "begins", "due"),
    [
        (date(2026, 6, 20), SEPTEMBER, True),
        (date(2026, 9, 1), SEPTEMBER, False),
        (date(2026, 11, 1), SEPTEMBER, False),
        (None, SEPTEMBER, True),
        (date(2025, 6, 20), None, False),  # the summer, or no calendar
    ],
)
def test_renewal_is_asked_once_a_school_year(last, begins, due):
    assert is_renewal_due(last, year_begins=begins) is due


@pytest.mark.parametrize(
    ("voices", "members", "sums"),
    [
        ([True, True, True, False], 4, (3, 1)),
        ([True] * 5, 5, (5, 0)),
        ([True, False, True], 3, None),  # too few to hide in
        ([True] * 4, 5, None),  # one has not answered yet
        ([], 0, None),
    ],
)
def test_sum_is_shown_when_everybody_of_a_group_of_four_has_answered(voices, members, sums):
    assert sum_of(voices, members=members) == sums


@given(st.lists(st.booleans(), max_size=12), st.integers(min_value=0, max_value=12))
def test_sum_is_never_shown_of_less_than_four_nor_before_the_last(voices, members):
    found = sum_of(voices, members=members)

    if len(voices) < 4 or len(voices) < members:
        assert found is None
    else:
        assert sum(found) == len(voices)
