"""The ladder of notices on the worked examples of the rules: Flanders, 2026-27."""

from datetime import date

import pytest

from meetings.cadence import History, Policy, assess
from meetings.ladder import Planned, Want, wanted
from schools.calendar import SchoolDays
from tests.factories import CLOSURES_2026

DAYS = SchoolDays.between(date(2026, 9, 1), date(2027, 6, 30), CLOSURES_2026)
INTERVAL = Policy("interval", 4, 6, 5, 2)
COUNT = Policy("count", minimum_per_year=5, gap_weeks=3)
START = date(2026, 9, 1)
# Last held Fri 30 Oct 2026: opens Mon 7 Dec, due Mon 4 Jan, stalled Mon 22 Feb.
HELD = ((date(2026, 10, 30), 120),)


def wants(day, *, policy=INTERVAL, held=HELD, planned=(), days=DAYS, begun=False, **history):
    status = assess(policy, days, History(START, held=held, planned=tuple(planned), **history), today=day)
    meetings = [Planned(number, on, has_begun=begun) for number, on in enumerate(planned, 1)]
    return wanted(status=status, label="2026-2027", days=days, planned=meetings, day=day)


def kinds(day, **options):
    return [want.kind for want in wants(day, **options)]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 12, 4), []),  # the last school day before the window opens
        (date(2026, 12, 7), ["plan_next"]),
        (date(2026, 12, 27), ["plan_next"]),  # holidays: the gate of the outbox keeps it, not the ladder
        (date(2027, 1, 4), ["plan_next"]),
        (date(2027, 1, 5), ["overdue"]),
        (date(2027, 2, 22), ["overdue"]),
        (date(2027, 2, 23), ["overdue", "ask_leader"]),
        (date(2027, 6, 30), ["overdue", "ask_leader"]),
    ],
)
def test_rhythm_of_an_interval(day, expected):
    assert kinds(day) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 10, 2), []),
        (date(2026, 10, 5), ["plan_next"]),  # ten school days before 19 October
        (date(2026, 10, 19), ["plan_next"]),
        (date(2026, 10, 20), ["overdue"]),
        (date(2026, 12, 15), ["overdue"]),
        (date(2026, 12, 16), ["overdue", "ask_leader"]),
    ],
)
def test_rhythm_of_a_count(day, expected):
    assert kinds(day, policy=COUNT, held=()) == expected


def test_rhythm_keys_name_the_year_and_the_meeting_to_come():
    assert wants(date(2027, 2, 23)) == (
        Want("overdue", "2026-2027#2", date(2027, 1, 4)),
        Want("ask_leader", "2026-2027#2", date(2027, 2, 22)),
    )
    assert wants(date(2026, 12, 7)) == (Want("plan_next", "2026-2027#2", date(2026, 12, 7)),)


@pytest.mark.parametrize("planned", [date(2026, 12, 18), date(2027, 1, 20)], ids=["in time", "late"])
@pytest.mark.parametrize("day", [date(2026, 12, 9), date(2026, 12, 10)])
def test_plan_next_is_silenced_by_any_planned_date(day, planned):
    assert kinds(day, planned=[planned]) == []


@pytest.mark.parametrize("day", [date(2027, 1, 6), date(2027, 3, 1)])
def test_overdue_is_silenced_by_a_date_ahead(day):
    assert kinds(day, planned=[date(2027, 3, 20)]) == []


def test_overdue_waits_for_the_first_school_day():
    closed = [*CLOSURES_2026, (date(2027, 1, 5), date(2027, 1, 5))]
    days = SchoolDays.between(date(2026, 9, 1), date(2027, 6, 30), closed)

    assert kinds(date(2027, 1, 5), days=days) == []
    assert kinds(date(2027, 1, 6), days=days) == ["overdue"]


def test_count_that_is_reached_wants_nothing():
    held = tuple((date(2026, 9, 3 + number), 120) for number in range(5))

    assert kinds(date(2027, 6, 1), policy=COUNT, held=held) == []


@pytest.mark.parametrize("regime", ["none", "cycle"])
def test_no_numbered_rhythm_wants_only_its_meetings(regime):
    assert kinds(date(2027, 6, 1), policy=Policy(regime)) == []
    assert kinds(date(2027, 6, 1), policy=Policy(regime), planned=[date(2027, 6, 3)]) == ["upcoming"]


# A meeting on Thu 26 November: five school days before it is Thu 19 November.
@pytest.mark.parametrize(
    ("day", "begun", "expected"),
    [
        (date(2026, 11, 18), False, []),
        (date(2026, 11, 19), False, ["upcoming"]),
        (date(2026, 11, 26), False, ["upcoming"]),
        (date(2026, 11, 26), True, []),
        (date(2026, 11, 27), True, ["log_meeting"]),
        (date(2026, 12, 4), True, ["log_meeting"]),
    ],
)
def test_around_a_meeting(day, begun, expected):
    assert kinds(day, planned=[date(2026, 11, 26)], begun=begun) == expected


def test_around_a_meeting_keys_name_the_meeting_and_its_day():
    assert wants(date(2026, 11, 20), planned=[date(2026, 11, 26)]) == (
        Want("upcoming", "meeting:1@2026-11-26", date(2026, 11, 26), 1),
    )


def test_upcoming_in_the_first_days_of_the_year_counts_from_its_first_day():
    assert kinds(date(2026, 9, 1), held=(), planned=[date(2026, 9, 3)]) == ["upcoming"]


def test_upcoming_over_a_holiday_counts_school_days():
    # Thu 7 January: five school days before it is Thu 17 December.
    assert kinds(date(2026, 12, 16), planned=[date(2027, 1, 7)]) == []
    assert kinds(date(2026, 12, 17), planned=[date(2027, 1, 7)]) == ["upcoming"]


def test_log_meeting_of_the_last_day_is_not_asked_in_the_summer():
    assert wants(date(2027, 7, 1), days=None, planned=[date(2027, 6, 30)], begun=True) == ()


def test_meeting_of_another_school_year_is_not_spoken_of():
    assert kinds(date(2026, 11, 2), planned=[date(2026, 6, 2), date(2027, 9, 2)]) == []


@pytest.mark.parametrize(
    "history",
    [
        {"pauses": ((date(2027, 2, 1), date(2027, 3, 1)),)},
        {"ended_on": date(2027, 2, 1)},
    ],
    ids=["paused", "finished"],
)
def test_nothing_is_wanted_of_a_community_at_rest(history):
    assert wants(date(2027, 2, 23), planned=[date(2027, 2, 19), date(2027, 2, 25)], **history) == ()


def test_nothing_is_wanted_where_no_school_year_is_known():
    assert wants(date(2027, 7, 5), days=None, planned=[date(2027, 7, 6)]) == ()
