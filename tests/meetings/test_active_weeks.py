"""Activity per school week of the Flemish year 2026-27, and for how long it has been quiet."""

from datetime import date

import pytest

from meetings.active_weeks import bars, holidays, quiet_weeks, today_line, weeks_of
from tests.meetings.test_cadence import FLANDERS


def test_every_week_of_the_school_year_has_its_number() -> None:
    active = [date(2026, 9, 1), date(2026, 9, 6), date(2026, 11, 4), date(2026, 11, 12), date(2027, 7, 20)]

    weeks = weeks_of(FLANDERS, active)

    assert {week.first: week.number for week in weeks if week.number} == {
        date(2026, 8, 31): 2,
        date(2026, 11, 2): 1,
        date(2026, 11, 9): 1,
    }
    assert [week.first for week in weeks if not week.is_open][:2] == [date(2026, 11, 2), date(2026, 12, 21)]
    assert (len(weeks), weeks[0].last) == (44, date(2026, 9, 6))


@pytest.mark.parametrize(
    ("last_active_on", "today", "weeks"),
    [
        (date(2026, 11, 12), date(2026, 11, 12), 0),
        (date(2026, 11, 12), date(2026, 11, 18), 0),
        (date(2026, 11, 12), date(2026, 11, 19), 1),
        (date(2026, 10, 30), date(2026, 11, 8), 0),  # holidays are not quiet
        (None, date(2026, 9, 6), 0),
        (None, date(2026, 9, 7), 1),
    ],
)
def test_quiet_is_counted_in_full_school_weeks(last_active_on: date | None, today: date, weeks: int) -> None:
    assert quiet_weeks(FLANDERS, last_active_on, today) == weeks


def test_the_strip_draws_a_bar_a_week_beside_the_liveliest_one() -> None:
    weeks = weeks_of(FLANDERS, [date(2026, 9, 1)] * 3 + [date(2026, 9, 8)] * 40)

    assert bars(weeks) == "M0.15 24v-2h.7v2zM1.15 24v-24h.7v24z"
    assert holidays(weeks[8:11]) == "M1 0h1v24h-1z"
    assert today_line(weeks, date(2026, 9, 10)) == "M1.5 0v24"
