"""School days: counting them, and what is known of a partner school."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schools.calendar import SchoolDays, closed_outside, is_known
from schools.published import published_year

AUTUMN = (date(2026, 11, 2), date(2026, 11, 8))
spans = st.tuples(st.dates(date(2026, 8, 1), date(2027, 7, 31)), st.integers(0, 20)).map(
    lambda pair: (pair[0], pair[0] + timedelta(days=pair[1]))
)


@pytest.fixture
def flanders() -> SchoolDays:
    year = published_year("BE-VLG", "2026-2027")
    assert year is not None
    return SchoolDays.between(year.first_day, year.last_day, [(p.first_day, p.last_day) for p in year.periods])


def test_flanders_has_183_school_days_in_2026_2027(flanders: SchoolDays) -> None:
    assert (len(flanders), flanders.first, flanders.last) == (183, date(2026, 9, 1), date(2027, 6, 30))


def test_51_calendar_days_may_be_27_school_days(flanders: SchoolDays) -> None:
    assert flanders.count(date(2026, 12, 14), date(2027, 2, 3)) == 27


def test_membership_and_positions() -> None:
    days = SchoolDays.between(date(2026, 10, 28), date(2026, 11, 11), [AUTUMN])

    assert [day.day for day in days.days] == [28, 29, 30, 9, 10, 11]
    assert date(2026, 10, 30) in days
    assert date(2026, 10, 31) not in days
    assert date(2026, 11, 3) not in days
    assert "2026-10-30" not in days
    assert days.nth(4) == date(2026, 11, 9)
    assert days.nth(7) is None
    assert days.nth(0) is None
    assert days.index_from(date(2026, 11, 1)) == 3


def test_after_and_before_are_strict_and_end_with_the_year() -> None:
    days = SchoolDays.between(date(2026, 10, 28), date(2026, 11, 11), [AUTUMN])

    assert days.after(date(2026, 10, 30), 1) == date(2026, 11, 9)
    assert days.after(date(2026, 10, 31), 3) == date(2026, 11, 11)
    assert days.after(date(2026, 10, 31), 4) is None
    assert days.before(date(2026, 11, 9), 1) == date(2026, 10, 30)
    assert days.before(date(2026, 11, 9), 4) is None


def test_a_year_without_school_days_has_no_first_and_no_last() -> None:
    days = SchoolDays.between(date(2026, 10, 31), date(2026, 11, 1), [])

    assert (len(days), days.first, days.last) == (0, None, None)
    assert days.after(date(2026, 10, 1), 1) is None


def test_without_takes_a_pause_out_and_keeps_the_year() -> None:
    days = SchoolDays.between(date(2026, 10, 26), date(2026, 11, 11), [AUTUMN])

    paused = days.without([(date(2026, 10, 26), date(2026, 10, 29)), (date(2026, 11, 10), date(2026, 11, 10))])

    assert [day.day for day in paused.days] == [30, 9, 11]
    assert (paused.begin, paused.end) == (days.begin, days.end)


@given(st.lists(spans, max_size=8), st.dates(date(2026, 8, 1), date(2027, 7, 31)), st.integers(1, 60))
def test_counting_agrees_with_walking(closed: list[tuple[date, date]], day: date, number: int) -> None:
    days = SchoolDays.between(date(2026, 9, 1), date(2027, 6, 30), closed)

    later = days.after(day, number)

    if later is not None:
        assert later in days
        assert days.count(day, later) == number
        assert days.before(later, number) in {None, max((d for d in days.days if d <= day), default=None)}


@pytest.mark.parametrize(
    ("years", "known"),
    [
        ([], False),
        ([(date(2026, 8, 31), date(2027, 7, 16))], True),
        ([(date(2026, 9, 14), date(2027, 6, 1))], True),  # its own summers lie on both sides
        ([(date(2025, 9, 1), date(2026, 6, 30))], False),
        ([(date(2026, 9, 1), date(2027, 1, 29))], False),
        ([(date(2026, 9, 1), date(2027, 1, 29)), (date(2027, 2, 1), date(2027, 6, 30))], True),
        ([(date(2026, 11, 1), date(2027, 6, 30))], False),
    ],
)
def test_a_partner_calendar_is_known_in_and_beside_its_years(years: list[tuple[date, date]], known: bool) -> None:
    assert is_known(date(2026, 9, 1), date(2027, 6, 30), years) is known


def test_closed_outside_is_the_summer_of_the_partner() -> None:
    years = [(date(2026, 9, 7), date(2027, 6, 25))]

    assert closed_outside(date(2026, 9, 1), date(2027, 6, 30), years) == [
        (date(2026, 9, 1), date(2026, 9, 6)),
        (date(2027, 6, 26), date(2027, 6, 30)),
    ]
    assert closed_outside(date(2026, 9, 7), date(2027, 6, 25), years) == []
