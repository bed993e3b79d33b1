"""What a group spends its meetings on, beside what it wanted (R76-R78)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.mirror import (
    CHIPS,
    FOCUSES,
    MEASURED,
    PLANNED,
    UNKNOWN,
    Block,
    Held,
    Spent,
    drift_for_coach,
    drift_of,
    seen_by_coach,
    spent_of,
    summed,
    wanted_share,
)

DAY = date(2026, 11, 12)
DESIGNING = (0, 20, 20, 60)
BLOCK = st.builds(
    Block,
    focus=st.sampled_from(["", *FOCUSES]),
    minutes=st.integers(0, 180),
    spent=st.none() | st.integers(0, 10_000),
)
HELD = st.builds(
    Held,
    pk=st.integers(1, 9),
    day=st.just(DAY),
    minutes=st.integers(1, 300),
    blocks=st.lists(BLOCK, max_size=6).map(tuple),
    chips=st.lists(st.sampled_from(FOCUSES), max_size=4).map(tuple),
)


@pytest.mark.parametrize(
    ("blocks", "chips", "source", "minutes", "apart"),
    [
        ([Block("curriculum", 60, 3600), Block("", 60, 1800)], [], MEASURED, (0, 0, 0, 60), 30),
        ([Block("curriculum", 60, 30), Block("expertise", 60)], [], PLANNED, (60, 0, 0, 60), 0),
        ([Block("curriculum", 60), Block("", 15)], ["school"], PLANNED, (0, 0, 0, 60), 15),
        ([Block("", 60)], ["expertise", "school"], CHIPS, (60, 0, 60, 0), 0),
        ([], ["curriculum", "expertise", "school"], CHIPS, (40, 0, 40, 40), 0),
        ([], [], UNKNOWN, (0, 0, 0, 0), 120),
        ([Block("", 60, 7200)], [], UNKNOWN, (0, 0, 0, 0), 120),
    ],
)
def test_the_best_that_is_known_of_a_meeting(blocks, chips, source, minutes, apart):
    found = spent_of(Held(1, DAY, 120, tuple(blocks), tuple(chips)))

    assert (found.source, found.minutes, found.apart) == (source, minutes, apart)


@given(HELD)
def test_chips_share_the_whole_length_and_nothing_is_negative(held):
    found = spent_of(held)

    assert min(*found.minutes, found.apart) >= 0
    if found.source in (CHIPS, UNKNOWN):
        assert found.known + found.apart == held.minutes
    if found.source == PLANNED:
        assert found.known + found.apart == sum(block.minutes for block in held.blocks)


def talked(*designed, each=120):
    """Meetings of two hours, the latest first, with so many minutes of designing."""
    return [
        Spent(number, DAY - timedelta(days=21 * number), PLANNED, (each - minutes, 0, 0, minutes))
        for number, minutes in enumerate(designed)
    ]


@pytest.mark.parametrize(
    ("weights", "variant", "wanted"),
    [
        (DESIGNING, "COP", 60),
        ((40, 20, 20, 20), "TDT", 0),  # its own weights go before what its variant is for
        ((0, 0, 0, 0), "TDT", 50),
        ((0, 0, 0, 0), "COP", 0),
        ((25, 25, 25, 25), "LN", 25),
    ],
)
def test_who_asks_for_designing(weights, variant, wanted):
    assert wanted_share(weights, variant) == wanted


@pytest.mark.parametrize(
    ("meetings", "weights", "variant", "expected"),
    [
        (talked(0, 30, 32), DESIGNING, "TDT", (62, 360)),  # 72 would be a third of the wished share
        (talked(12, 30, 30), DESIGNING, "TDT", None),
        (talked(0, 0, 0), (0, 0, 0, 0), "TDT", (0, 360)),
        (talked(0, 0, 0), (0, 0, 0, 0), "COP", None),
        (talked(0, 0, 0), (50, 30, 20, 0), "TDT", None),
        (talked(0, 0), DESIGNING, "TDT", None),
        (talked(0, 0, 0, 120), DESIGNING, "TDT", (0, 360)),
        (talked(120, 0, 0, 0), DESIGNING, "TDT", None),
        ([*talked(0, 0), Spent(9, DAY, UNKNOWN, (0, 0, 0, 0), 120)], DESIGNING, "TDT", None),
        ([*talked(0, 0), Spent(9, DAY, PLANNED, (30, 0, 0, 0), 90)], DESIGNING, "TDT", None),
    ],
)
def test_what_the_group_reads(meetings, weights, variant, expected):
    found = drift_of(meetings, weights, variant)

    assert (found and (found.design, found.total)) == expected


@pytest.mark.parametrize(
    ("designed", "group", "coach"),
    [
        ((0, 0, 0), True, False),  # the group first
        ((0, 0, 0, 120), True, False),
        ((0, 0, 0, 0), True, True),  # one meeting later
        ((120, 0, 0, 0), False, False),  # it turned: there is nothing to say any more
        ((10, 0, 0, 0, 120), True, True),
    ],
)
def test_the_coach_reads_it_one_meeting_later(designed, group, coach):
    meetings = talked(*designed)

    assert (drift_of(meetings, DESIGNING, "TDT") is not None) == group
    assert (drift_for_coach(meetings, DESIGNING, "TDT") is not None) == coach


@given(st.lists(st.integers(0, 120), max_size=7), st.sampled_from([DESIGNING, (0, 0, 0, 0), (90, 5, 5, 0)]))
def test_a_coach_never_reads_more_than_the_group_did(designed, weights):
    meetings = talked(*designed)

    if found := drift_for_coach(meetings, weights, "TDT"):
        assert drift_of(meetings, weights, "TDT")
        assert found == drift_of(meetings[1:], weights, "TDT")
        assert found.last < meetings[0].day
    assert all(one in meetings[1:] for one in seen_by_coach(meetings))


@given(st.lists(st.integers(0, 120), min_size=3, max_size=3))
def test_more_designing_never_makes_drift(designed):
    before = drift_of(talked(*designed), DESIGNING, "TDT")
    after = drift_of(talked(*[min(120, minutes + 20) for minutes in designed]), DESIGNING, "TDT")

    assert before or not after


def test_sum_keeps_apart_what_has_no_focus():
    meetings = [Spent(1, DAY, PLANNED, (10, 0, 0, 50), 5), Spent(2, DAY, CHIPS, (0, 20, 0, 0), 0)]

    assert summed(meetings) == ((10, 20, 0, 50), 5)
