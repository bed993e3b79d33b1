"""One line of reason for every state; advice, never blame."""

from datetime import date

import pytest
from django.utils.translation import override

from dashboard import words
from meetings.cadence import Status

TODAY = date(2026, 11, 23)
DUE, LAST, REACHABLE = date(2026, 11, 30), date(2026, 10, 8), date(2027, 4, 30)
FRAME = words.Frame(date(2026, 9, 1), None)


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def status(state, **facts):
    return Status(is_in_year=True, state=state, **facts)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (
            status("stalled", due_on=DUE, last_held_on=LAST),
            "Has not met since 8 October and nothing is planned.",
        ),
        (
            status("overdue", due_on=DUE),
            "Has not met yet this school year; practice advises a first meeting by 30 November.",
        ),
        (
            status("plan_now", due_on=DUE, last_held_on=LAST),
            "Last met on 8 October. Now is a good time for the next: by 30 November.",
        ),
        (
            status("plan_now", due_on=DUE, planned_next_on=date(2026, 12, 3)),
            "The next meeting is on Thu 3 December; practice advises by 30 November.",
        ),
        (status("on_track", planned_next_on=date(2026, 12, 3)), "Next meeting on Thu 3 December."),
        (
            status("on_track", opens_on=date(2026, 11, 25), due_on=DUE),
            "A good time for the next meeting: 25 November to 30 November.",
        ),
        (status("on_track", year="reached", remaining=0), "The year's meetings are all held."),
        (status("on_track"), "Works without a fixed rhythm of meetings."),
        (
            status("on_track", unlogged_on=date(2026, 11, 19)),
            "The meeting of Thu 19 November has not been logged yet.",
        ),
    ],
)
def test_reason_says_where_the_group_is(given, text):
    assert words.reason(given, FRAME, today=TODAY) == text


OUT_OF_REACH = "The advised 5 are out of reach this school year; every meeting still counts."


@pytest.mark.parametrize(
    ("state", "year", "facts", "text"),
    [
        ("on_track", "reachable", {"remaining": 3}, "3 more needed; feasible if the next is by 30 April."),
        ("stalled", "tight", {"remaining": 1}, "1 more needed; feasible if it is by 30 April."),
        ("paused", "reachable", {"remaining": 3}, "3 more needed; feasible if the next is by 30 April."),
        ("overdue", "unreachable", {"remaining": 4, "required": 5}, OUT_OF_REACH),
        ("on_track", "unreachable", {"remaining": 4, "required": 5, "last_reachable_on": None}, OUT_OF_REACH),
        ("inactive", "reachable", {"remaining": 3}, ""),
        ("on_track", "reached", {"remaining": 0}, ""),
        ("on_track", None, {}, ""),
    ],
)
def test_year_is_said_wherever_its_minimum_is_not_reached(state, year, facts, text):
    assert words.reachable(status(state, year=year, **{"last_reachable_on": REACHABLE, **facts})) == text


def test_reason_of_groups_that_do_not_run():
    paused = words.Frame(date(2026, 9, 1), None, [(date(2026, 11, 2), date(2026, 12, 1))])

    assert words.reason(status("paused"), paused, today=TODAY) == "Pauses up to and including 1 December."
    due = status("paused", due_on=date(2027, 1, 14))
    assert words.reason(due, paused, today=TODAY) == (
        "Pauses up to and including 1 December; the next meeting then by 14 January."
    )
    assert words.reason(status("inactive"), words.Frame(date(2027, 1, 5), None), today=TODAY) == "Starts on 5 January."
    ended = words.Frame(date(2026, 9, 1), date(2026, 10, 1))
    assert words.reason(status("inactive"), ended, today=TODAY) == "Finished on 1 October."


def test_summer_says_that_the_clock_stands_still():
    summer = words.Frame(date(2026, 9, 1), None, is_in_year=False)

    assert words.reason(Status(), summer, today=TODAY) == "Between two school years; the clock stands still."


def test_meetings_are_counted_against_the_minimum():
    assert words.counted(status("on_track", held=2, required=5)) == "2 of 5 meetings"
    assert words.counted(status("on_track", held=1)) == "1 meeting"
    assert words.counted(status("on_track")) == ""


def test_strip_is_told_in_words():
    meetings = [["2026-10-01", 120, "h"], ["2026-11-05", 90, "h"], ["2026-12-10", 120, "p"]]
    given = status("on_track", opens_on=date(2026, 12, 7), due_on=date(2027, 1, 4))

    assert words.say_strip(given, meetings) == (
        "School year: held: 1 October, 5 November; planned: 10 December; "
        "good time for the next: 7 December to 4 January"
    )
    assert words.say_strip(status("on_track"), []) == "School year: No meetings yet"


@pytest.mark.parametrize(
    ("state", "year", "told"),
    [
        ("stalled", "tight", "; last feasible days: 30 April, 26 May"),
        ("stalled", "unreachable", ""),
        ("inactive", "reachable", ""),
    ],
)
def test_last_feasible_days_are_told_as_they_are_drawn(state, year, told):
    given = status(state, year=year, remaining=2, last_places=(REACHABLE, date(2027, 5, 26)))

    assert words.say_strip(given, []) == "School year: No meetings yet" + told
    assert bool(words.places_of(given)) is bool(told)
