"""What is usual, and nothing of too few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leading.answer_time import ENOUGH, usual_days


@pytest.mark.parametrize(
    ("days", "usual"),
    [([], None), ([1, 2], None), ([0, 0, 0], 0), ([1, 2, 30], 2), ([1, 2, 3, 4], 3), ([5, 5, 5, 5, 0], 5)],
)
def test_usual_is_the_middle_rounded_up(days, usual):
    assert usual_days(days) == usual


@given(st.lists(st.integers(0, 400), min_size=ENOUGH))
def test_at_least_half_of_the_answers_came_within_what_is_said(days):
    usual = usual_days(days)

    assert usual is not None
    assert 2 * sum(day <= usual for day in days) >= len(days)
