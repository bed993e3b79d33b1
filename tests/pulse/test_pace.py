"""When a round may be opened, and when it makes sense."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pulse.pace import Group, Moment, Refusal, last_day, refusal, reminders_due, suggested
from schools.calendar import SchoolDays

AUTUMN, CHRISTMAS = (date(2026, 11, 2), date(2026, 11, 8)), (date(2026, 12, 21), date(2027, 1, 3))
DAYS = SchoolDays.between(date(2026, 9, 1), date(2027, 6, 30), [AUTUMN, CHRISTMAS])
GROUP = Group(
    is_online=False,
    is_running=True,
    members=5,
    held=2,
    last_opened=None,
    has_open_round=False,
    days=DAYS,
    is_known=True,
)
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("changed", "today", "why"),
    [
        ({}, TODAY, None),
        ({"is_online": True}, TODAY, Refusal.ONLINE),
        ({"is_running": False}, TODAY, Refusal.NOT_RUNNING),
        ({"members": 3}, TODAY, Refusal.FEW),
        ({"members": 4}, TODAY, None),
        ({"has_open_round": True}, TODAY, Refusal.OPEN),
        ({"last_opened": date(2026, 10, 12)}, TODAY, Refusal.TOO_SOON),  # 25 school days ago
        ({"last_opened": date(2026, 10, 5)}, TODAY, None),  # 30
        ({"last_opened": date(2026, 6, 10)}, date(2026, 9, 14), None),  # last school year
        ({}, date(2026, 11, 4), Refusal.HOLIDAY),
        ({}, date(2026, 11, 7), Refusal.HOLIDAY),  # its Saturday
        ({}, date(2026, 11, 28), None),  # another Saturday
        ({"days": None}, date(2026, 7, 20), Refusal.HOLIDAY),  # summer
        ({"days": None, "is_known": False}, date(2026, 7, 20), None),
        ({"days": None, "is_known": False, "last_opened": date(2026, 7, 1)}, date(2026, 7, 20), Refusal.TOO_SOON),
        ({}, date(2027, 6, 16), None),  # ten school days are left after it
        ({}, date(2027, 6, 17), Refusal.YEAR_END),
        ({}, date(2027, 6, 28), Refusal.YEAR_END),
    ],
)
def test_no_round(changed, today, why):
    assert refusal(replace(GROUP, **changed), today) == why


@pytest.mark.parametrize(
    ("changed", "today", "moment"),
    [
        ({"held": 1}, TODAY, None),
        ({"held": 2}, TODAY, Moment.BASELINE),
        ({"last_opened": date(2026, 10, 5)}, TODAY, None),
        ({"last_opened": date(2026, 10, 5)}, date(2027, 3, 1), Moment.MIDDLE),
        ({"last_opened": date(2027, 3, 1)}, date(2027, 3, 29), None),
        ({"last_opened": date(2027, 3, 1)}, date(2027, 5, 3), Moment.LAST),
        ({"last_opened": date(2027, 5, 3)}, date(2027, 6, 1), None),
        ({"last_opened": date(2026, 5, 3)}, TODAY, Moment.BASELINE),
        ({"members": 3}, TODAY, None),
        ({"days": None, "is_known": False}, TODAY, None),
    ],
)
def test_round_makes_sense(changed, today, moment):
    assert suggested(replace(GROUP, **changed), today) == moment


@given(st.dates(date(2026, 9, 1), date(2027, 6, 30)), st.dates(date(2026, 9, 1), date(2027, 6, 30)))
def test_what_is_opened_stays_open_ten_school_days_and_six_weeks_from_the_last(last, today):
    group = replace(GROUP, last_opened=last)
    if last <= today and refusal(group, today) is None:
        assert DAYS.count(last, today) >= 30
        assert DAYS.count(today, last_day(DAYS, today)) == 10
        assert last_day(DAYS, today) in DAYS


def test_two_reminders_at_most():
    opened = date(2026, 11, 23)
    days = [day for day in DAYS.days if opened <= day <= last_day(DAYS, opened)]
    assert [reminders_due(DAYS, opened, day) for day in days] == [0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 2]
    assert last_day(None, opened) == date(2026, 12, 7)
    assert [reminders_due(None, opened, date(2026, 11, day)) for day in (23, 29, 30)] == [0, 0, 1]
