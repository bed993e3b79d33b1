"""Where days of one school year lie in the next."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.calendar import SchoolDays, Span, moved_to_year, stretches_of
from tests.factories import CLOSURES_2026

YEAR = (date(2026, 9, 1), date(2027, 6, 30))
FLANDERS = SchoolDays.between(*YEAR, CLOSURES_2026)
YEAR_28 = SchoolDays.between(
    date(2027, 9, 1),
    date(2028, 6, 30),
    [
        (date(2027, 11, 1), date(2027, 11, 7)),
        (date(2027, 12, 27), date(2028, 1, 9)),
        (date(2028, 2, 28), date(2028, 3, 5)),
        (date(2028, 4, 3), date(2028, 4, 17)),
    ],
)


@pytest.mark.parametrize(
    ("span", "moved"),
    [
        ((date(2026, 12, 7), date(2026, 12, 18)), (date(2027, 12, 13), date(2027, 12, 24))),  # two weeks before
        ((date(2027, 3, 24), date(2027, 3, 26)), (date(2028, 3, 29), date(2028, 3, 31))),
        ((date(2027, 6, 10), date(2027, 6, 30)), (date(2028, 6, 8), date(2028, 6, 30))),  # up to the last school day
        ((date(2026, 9, 1), date(2026, 9, 4)), (date(2027, 9, 1), date(2027, 9, 3))),  # cut off at the first day
    ],
)
def test_days_move_to_the_same_weeks_before_the_same_holiday(span: Span, moved: Span) -> None:
    assert moved_to_year(span, FLANDERS, YEAR_28) == moved


def test_a_short_week_is_no_holiday() -> None:
    shut = [(date(2027, 5, 3), date(2027, 5, 3)), (date(2027, 5, 6), date(2027, 5, 7))]

    assert [len(stretch) for stretch in stretches_of(FLANDERS.without(shut))] == [9, 6, 5, 6, 11]


def test_days_move_by_number_of_the_week_where_the_holidays_differ() -> None:
    one_stretch = SchoolDays.between(date(2027, 9, 6), date(2027, 12, 17))

    assert moved_to_year((date(2026, 9, 14), date(2026, 9, 18)), FLANDERS, one_stretch) == (
        date(2027, 9, 20),
        date(2027, 9, 24),
    )
    assert moved_to_year((date(2026, 9, 14), date(2026, 9, 18)), FLANDERS, SchoolDays((), *YEAR)) is None


@given(first=st.sampled_from(FLANDERS.days), length=st.integers(0, 30))
def test_moved_days_lie_in_the_new_year_in_order_and_on_the_same_weekday(first: date, length: int) -> None:
    moved = moved_to_year((first, first + timedelta(days=length)), FLANDERS, YEAR_28)

    if moved:
        begin, end = moved
        assert YEAR_28.begin <= begin <= end <= YEAR_28.end
        assert begin.weekday() == first.weekday() or begin == YEAR_28.begin
