"""The ladder of notices on the worked examples of the rules: Flanders, 2026-27."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communities.variants import USUAL, Waits
from meetings.cadence import History, Policy, assess
from meetings.cycles import Run, Step
from meetings.ladder import KINDS, Planned, Promise, Rest, Want, steps, wanted
from schools.calendar import SchoolDays
from tests.factories import CLOSURES_2026

DAYS = SchoolDays.between(date(2026, 9, 1), date(2027, 6, 30), CLOSURES_2026)
INTERVAL = Policy("interval", 4, 6, 5, 2)
COUNT = Policy("count", minimum_per_year=5, gap_weeks=3)
START = date(2026, 9, 1)
# Last held Fri 30 Oct 2026: opens Mon 7 Dec, due Mon 4 Jan, stalled Mon 22 Feb.
HELD = ((date(2026, 10, 30), 120),)


def wants(day, *, policy=INTERVAL, held=HELD, planned=(), days=DAYS, begun=False, waits=USUAL, promises=(), **history):
    history = History(START, held=held, planned=tuple(planned), **history)
    return wanted(
        status=assess(policy, days, history, today=day),
        label="2026-2027",
        days=days.without(history.pauses) if days else None,
        planned=[Planned(number, on, has_begun=begun) for number, on in enumerate(planned, 1)],
        day=day,
        waits=waits,
        promises=[Promise(number, on) for number, on in enumerate(promises, 1)],
        rest=Rest(days, history.pauses, history.ended_on) if days else None,
    )


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
        (date(2027, 1, 8), ["overdue"]),
        (date(2027, 1, 11), ["overdue", "help_offer"]),
        (date(2027, 2, 22), ["overdue", "help_offer"]),
        (date(2027, 2, 23), ["overdue", "help_offer", "ask_leader"]),
        (date(2027, 4, 15), ["overdue", "help_offer", "ask_leader"]),
        (date(2027, 4, 16), ["overdue", "help_offer", "ask_leader", "year_tight"]),
        (date(2027, 4, 30), ["overdue", "help_offer", "ask_leader", "year_tight"]),
        (date(2027, 5, 3), ["overdue", "help_offer", "ask_leader"]),  # out of reach: no use in saying so
        (date(2027, 6, 30), ["overdue", "help_offer", "ask_leader"]),
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
        (date(2026, 10, 26), ["overdue", "help_offer"]),
        (date(2026, 12, 15), ["overdue", "help_offer"]),
        (date(2026, 12, 16), ["overdue", "help_offer", "ask_leader"]),
    ],
)
def test_rhythm_of_a_count(day, expected):
    assert kinds(day, policy=COUNT, held=()) == expected


def test_rhythm_keys_name_the_year_and_the_meeting_to_come():
    assert wants(date(2027, 2, 23)) == (
        Want("overdue", "2026-2027#2", date(2027, 1, 4)),
        Want("help_offer", "2026-2027#2", date(2027, 1, 4)),
        Want("ask_leader", "2026-2027#2", date(2027, 2, 22)),
    )
    assert wants(date(2026, 12, 7)) == (Want("plan_next", "2026-2027#2", date(2026, 12, 7)),)


def test_skipped_step_of_a_cycle_makes_the_next_a_question_of_its_own():
    def occasion(*steps):
        cycle = Run(date(2026, 11, 9), steps)
        [want] = wants(date(2026, 11, 19), policy=Policy("cycle"), held=(), cycle=cycle)
        return want.kind, want.occasion

    assert occasion(Step(), Step()) == ("plan_next", "2026-2027#1")
    assert occasion(Step(is_skipped=True), Step()) == ("plan_next", "2026-2027#1+1")


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
        (date(2026, 11, 30), True, ["log_meeting"]),
        (date(2026, 12, 1), True, ["log_meeting", "log_meeting"]),
    ],
)
def test_around_a_meeting(day, begun, expected):
    assert kinds(day, planned=[date(2026, 11, 26)], begun=begun) == expected


def test_around_a_meeting_keys_name_the_meeting_and_its_day():
    assert wants(date(2026, 11, 20), planned=[date(2026, 11, 26)]) == (
        Want("upcoming", "meeting:1@2026-11-26", date(2026, 11, 26), 1),
    )


def test_log_meeting_is_asked_again_under_a_key_of_its_own():
    assert wants(date(2026, 12, 1), planned=[date(2026, 11, 26)], begun=True) == (
        Want("log_meeting", "meeting:1@2026-11-26", date(2026, 11, 26), 1),
        Want("log_meeting", "meeting:1@2026-11-26+again", date(2026, 11, 26), 1, is_again=True),
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
    planned = [date(2027, 2, 19), date(2027, 2, 25)]

    assert wants(date(2027, 2, 22), planned=planned, promises=[date(2027, 2, 24)], **history) == ()


def test_nothing_is_wanted_where_no_school_year_is_known():
    assert wants(date(2027, 7, 5), days=None, planned=[date(2027, 7, 6)]) == ()


# --- a tight year ----------------------------------------------------------------------------------------------------
# One held of five, two school weeks apart: the next by Fri 30 April, ten school days after Fri 16 April.
def test_year_tight_is_told_whatever_is_planned_and_names_the_next_meeting():
    assert wants(date(2027, 4, 16), planned=[date(2027, 4, 29)])[-1:] == (
        Want("year_tight", "2026-2027#2", date(2027, 4, 16)),
    )


@pytest.mark.parametrize("policy", [Policy("none"), Policy("cycle")])
def test_year_tight_is_only_told_where_a_minimum_is_kept(policy):
    assert "year_tight" not in kinds(date(2027, 4, 20), policy=policy)


# --- promises --------------------------------------------------------------------------------------------------------
# Five school days before Thu 7 January is Thu 17 December: the Christmas holidays do not count.
@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2026, 12, 16), 0),
        (date(2026, 12, 17), 1),
        (date(2027, 1, 7), 1),
        (date(2027, 1, 8), 0),  # past its date: the next meeting takes it up
    ],
)
def test_subtask_due_is_told_five_school_days_before(day, number):
    assert kinds(day, promises=[date(2027, 1, 7)]).count("subtask_due") == number


def test_subtask_due_is_keyed_by_subtask_and_date():
    assert wants(date(2026, 11, 24), promises=[date(2026, 11, 26)]) == (
        Want("subtask_due", "subtask:1@2026-11-26", date(2026, 11, 26), subtask_id=1),
    )


@pytest.mark.parametrize("due_on", [date(2026, 8, 20), date(2027, 7, 2), date(2027, 9, 3)])
def test_subtask_due_is_not_told_for_a_day_outside_the_school_year(due_on):
    assert "subtask_due" not in kinds(date(2027, 6, 30), promises=[due_on])


# --- the end of a pause ----------------------------------------------------------------------------------------------
# Until Sun 28 February: five school days before the clock runs again is Mon 22 February.
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2027, 1, 31), None),
        (date(2027, 2, 19), ()),
        (date(2027, 2, 22), (Want("pause_ends", "pause@2027-02-28", date(2027, 2, 28)),)),
        (date(2027, 2, 28), (Want("pause_ends", "pause@2027-02-28", date(2027, 2, 28)),)),
    ],
)
def test_pause_ends_is_told_in_its_last_five_school_days(day, expected):
    found = wants(day, pauses=((date(2027, 2, 1), date(2027, 2, 28)),))

    assert found == expected if expected is not None else "pause_ends" not in [want.kind for want in found]


@pytest.mark.parametrize(
    ("pauses", "day", "expected"),
    [
        # Shorter than a school week: told from its first day on.
        ([(date(2027, 1, 13), date(2027, 1, 15))], date(2027, 1, 13), ["pause@2027-01-15"]),
        # The next begins before a school day: one pause.
        (
            [(date(2027, 1, 11), date(2027, 1, 15)), (date(2027, 1, 18), date(2027, 1, 29))],
            date(2027, 1, 14),
            [],
        ),
        (
            [(date(2027, 1, 11), date(2027, 1, 15)), (date(2027, 1, 18), date(2027, 1, 29))],
            date(2027, 1, 25),
            ["pause@2027-01-29"],
        ),
        # One school day between them: two ends.
        (
            [(date(2027, 1, 11), date(2027, 1, 15)), (date(2027, 1, 19), date(2027, 1, 29))],
            date(2027, 1, 14),
            ["pause@2027-01-15"],
        ),
        # Until the summer: the clock does not run again this school year.
        ([(date(2027, 5, 3), date(2027, 6, 30))], date(2027, 6, 29), []),
        ([(date(2027, 5, 3), date(2027, 9, 10))], date(2027, 6, 29), []),
    ],
    ids=["short", "one pause of two", "its end", "two pauses", "until summer", "over the summer"],
)
def test_pause_ends_counts_the_days_on_which_the_clock_runs_again(pauses, day, expected):
    assert [want.occasion for want in wants(day, pauses=tuple(pauses))] == expected


def test_pause_ends_is_not_told_when_the_group_ends_with_it():
    pauses = ((date(2027, 2, 1), date(2027, 2, 28)),)

    assert wants(date(2027, 2, 25), pauses=pauses, ended_on=date(2027, 3, 1)) == ()


# --- a softer ladder -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ((0, 0, 0), (0, 0, 0)),
        ((10, 0, 0), (10, 10, 10)),
        ((5, 15, 10), (5, 15, 15)),
        ((0, 5, 20), (0, 5, 20)),
    ],
)
def test_softer_early_step_pushes_the_later_ones(given, kept):
    assert Waits.in_order(*given) == Waits(*kept)


def dated(held=HELD, policy=INTERVAL, waits=USUAL, days=DAYS, day=date(2027, 1, 5)):
    rhythm = assess(policy, days, History(START, held=held), today=day)
    return {step.kind: step.on for step in steps(rhythm, days, waits)}


@pytest.mark.parametrize(
    ("waits", "overdue", "help_offer", "ask_leader"),
    [
        (Waits(), date(2027, 1, 5), date(2027, 1, 11), date(2027, 2, 23)),
        (Waits(5, 5, 5), date(2027, 1, 12), date(2027, 1, 18), date(2027, 3, 2)),
        (Waits(0, 10, 20), date(2027, 1, 5), date(2027, 1, 25), date(2027, 3, 23)),
    ],
)
def test_steps_of_a_softer_ladder(waits, overdue, help_offer, ask_leader):
    assert dated(waits=waits) == {
        "plan_next": date(2026, 12, 7),
        "overdue": overdue,
        "help_offer": help_offer,
        "ask_leader": ask_leader,
    }


def test_steps_past_the_last_school_day_do_not_exist():
    assert dated(held=((date(2027, 4, 20), 120),), day=date(2027, 4, 20)) == {
        "plan_next": date(2027, 5, 21),
        "overdue": date(2027, 6, 7),
        "help_offer": date(2027, 6, 11),
    }


def test_softer_ladder_keeps_the_states():
    softer = wants(date(2027, 1, 11), waits=Waits(10, 10, 10))

    assert softer == ()
    assert assess(INTERVAL, DAYS, History(START, held=HELD), today=date(2027, 1, 11)).state == "overdue"


def test_softer_ladder_reaches_the_leader_after_the_coach_where_meetings_are_close():
    crowded = Policy("count", minimum_per_year=60, gap_weeks=0)
    found = dated(held=(), policy=crowded, waits=Waits(5, 20, 20))

    assert found["ask_leader"] >= found["help_offer"]


# --- whatever happens ------------------------------------------------------------------------------------------------
SOFT = st.sampled_from([0, 5, 10, 15, 20])
YEAR_DAYS = st.dates(date(2026, 9, 1), date(2027, 6, 30))
HISTORIES = st.fixed_dictionaries(
    {
        "policy": st.sampled_from([INTERVAL, COUNT, Policy("none")]),
        "held": st.lists(st.tuples(YEAR_DAYS, st.just(120)), max_size=4).map(tuple),
        "planned": st.lists(YEAR_DAYS, max_size=3, unique=True),
        "promises": st.lists(YEAR_DAYS, max_size=3, unique=True),
        "pauses": st.lists(YEAR_DAYS, max_size=1).map(
            lambda first: tuple((day, day + timedelta(days=20)) for day in first)
        ),
    }
)
FEWER = settings(max_examples=60)
LEADING = ("overdue", "help_offer", "ask_leader")


@FEWER
@given(history=HISTORIES, day=YEAR_DAYS)
def test_keys_are_unique_and_the_same_again(history, day):
    found = wants(day, **history)

    assert found == wants(day, **history)
    assert len({(want.kind, want.occasion) for want in found}) == len(found)
    assert {want.kind for want in found} <= set(KINDS)


@FEWER
@given(history=HISTORIES, day=st.dates(date(2027, 7, 1), date(2027, 8, 31)))
def test_nothing_is_ever_wanted_in_the_summer(history, day):
    assert wants(day, days=None, **history) == ()


@FEWER
@given(history=HISTORIES, day=YEAR_DAYS, given_waits=st.tuples(SOFT, SOFT, SOFT))
def test_softer_ladder_is_never_earlier_and_changes_nothing_else(history, day, given_waits):
    usual, softer = wants(day, **history), wants(day, waits=Waits.in_order(*given_waits), **history)

    assert set(softer) <= set(usual)
    assert [want for want in usual if want.kind not in LEADING] == [want for want in softer if want.kind not in LEADING]


@FEWER
@given(held=st.lists(st.tuples(YEAR_DAYS, st.just(120)), max_size=2).map(tuple), waits=st.tuples(SOFT, SOFT, SOFT))
def test_leader_is_never_reached_before_the_coach(held, waits):
    for policy in (INTERVAL, COUNT):
        found = dated(held=held, policy=policy, waits=Waits.in_order(*waits), day=date(2027, 6, 30))
        if "ask_leader" in found:
            assert found["overdue"] <= found["help_offer"] <= found["ask_leader"]
