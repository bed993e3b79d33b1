"""Wall clock and moments, also in the nights on which the clock changes."""

from datetime import UTC, date, datetime, time

import pytest

from meetings.localtime import NonexistentTime, local_day, local_time, wall_time


@pytest.mark.parametrize(
    ("day", "moment"),
    [
        (date(2026, 12, 3), datetime(2026, 12, 3, 12, 30, tzinfo=UTC)),
        (date(2026, 7, 1), datetime(2026, 7, 1, 11, 30, tzinfo=UTC)),
    ],
)
def test_wall_time_is_winter_or_summer_time(day, moment):
    assert wall_time(day, time(13, 30)) == moment
    assert (local_day(moment), local_time(moment)) == (day, time(13, 30))


def test_wall_time_that_the_clock_skips_does_not_exist():
    with pytest.raises(NonexistentTime):
        wall_time(date(2027, 3, 28), time(2, 30))


def test_wall_time_that_comes_twice_is_the_first():
    assert wall_time(date(2026, 10, 25), time(2, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_local_day_just_after_midnight_is_the_new_day():
    assert local_day(datetime(2026, 12, 2, 23, 30, tzinfo=UTC)) == date(2026, 12, 3)
