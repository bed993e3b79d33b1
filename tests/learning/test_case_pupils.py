"""Case pupils first: what is locked, how long the talk takes, when notes go."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning import case_pupils as rules


@pytest.mark.parametrize(
    ("pupils", "discussed", "is_open"),
    [
        ("ABC", [], False),
        ("ABC", ["A", "C"], False),
        ("ABC", ["C", "A", "B"], True),
        ("ABC", ["A", "B", "C", "D"], True),
        ("", [], False),
        ("A", ["B"], False),
    ],
)
def test_talk_of_teaching_opens_after_every_case_pupil(pupils, discussed, is_open):
    assert rules.is_open(list(pupils), discussed) is is_open


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.booleans()), max_size=12))
def test_tick_is_what_was_last_said(taps):
    discussed: list[str] = []
    for code, is_done in taps:
        discussed = rules.with_discussed(discussed, code, is_done=is_done)
        assert discussed == rules.with_discussed(discussed, code, is_done=is_done)
        assert (code in discussed) is is_done
        assert len(set(discussed)) == len(discussed)


def test_three_case_pupils_are_75_minutes():
    assert rules.minutes_of(3) == 75


@pytest.mark.parametrize(
    ("ended_on", "forget_on"),
    [
        (date(2026, 11, 23), date(2027, 5, 23)),
        (date(2026, 8, 31), date(2027, 2, 28)),
        (date(2026, 12, 1), date(2027, 6, 1)),
        (date(2027, 8, 31), date(2028, 2, 29)),
    ],
)
def test_notes_go_six_months_later(ended_on, forget_on):
    assert rules.forget_on(ended_on) == forget_on


@given(st.dates(date(2026, 1, 1), date(2040, 1, 1)))
def test_notes_are_kept_until_their_day_and_never_a_week_longer(ended_on):
    day = rules.forget_on(ended_on)
    assert ended_on <= rules.ended_by(date.fromordinal(day.toordinal() + 3))
    assert ended_on > rules.ended_by(date.fromordinal(day.toordinal() - 1))
