"""The pace of a meeting that runs, without a database (R63, F12)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.pacing import Slot, pace, planned, spent_minutes

START = datetime(2026, 11, 12, 12, 30, tzinfo=UTC)
SLOTS = [Slot(1, 10, spent=660), Slot(2, 30), Slot(3, 10), Slot(4, 40), Slot(5, 5)]


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("now", "left", "over", "ends"),
    [(11, 30, 0, 96), (31, 10, 0, 96), (41, 0, 0, 96), (41.5, 0, 1, 96.5), (47, 0, 6, 102)],
)
def test_time_left_over_and_end(now, left, over, ends):
    found = pace(SLOTS, current=2, began_at=at(11), started_at=START, now=at(now))

    assert (found.at, found.left_minutes, found.over_minutes, found.ends_at) == (1, left, over, at(ends))
    assert found.until[0] == at(11)


def test_longest_later_block_can_give_time():
    assert pace(SLOTS, current=2, began_at=START, started_at=START, now=START).give == 4
    assert pace(SLOTS, current=4, began_at=START, started_at=START, now=START).give is None
    assert (
        pace([Slot(1, 5), Slot(2, 20), Slot(3, 20)], current=1, began_at=START, started_at=START, now=START).give == 3
    )


def test_time_spent_before_counts():
    slots = [Slot(1, 10, spent=240), Slot(2, 10)]

    assert pace(slots, current=1, began_at=at(20), started_at=START, now=at(22)).left_minutes == 4


def test_block_that_is_gone_counts_as_the_first():
    assert pace(SLOTS, current=99, began_at=START, started_at=START, now=START).at == 0


def test_no_blocks_no_pace():
    with pytest.raises(ValueError, match="without blocks"):
        pace([], current=None, began_at=START, started_at=START, now=START)


def test_clock_of_a_device_behind_never_counts_backwards():
    assert pace(SLOTS, current=2, began_at=at(5), started_at=START, now=at(4)).left == 30 * 60


@given(st.lists(st.integers(1, 90), min_size=1, max_size=12), st.integers(0, 11), st.integers(0, 20_000))
def test_end_is_now_with_all_that_is_left(minutes, place, seconds):
    slots = [Slot(pk, length) for pk, length in enumerate(minutes)]
    place %= len(slots)
    now = START + timedelta(seconds=seconds)

    found = pace(slots, current=place, began_at=START, started_at=START, now=now)

    rest = sum(slot.minutes * 60 for slot in slots[place + 1 :])
    assert found.ends_at == now + timedelta(seconds=max(0, found.left) + rest)
    assert list(found.until[place:]) == sorted(found.until[place:])
    assert found.over_minutes == 0 or found.left_minutes == 0


def test_planned_ends_add_up():
    assert planned(SLOTS, START) == [at(10), at(40), at(50), at(90), at(95)]


@pytest.mark.parametrize(("minutes", "said"), [(0, 5), (4, 5), (118, 120), (122, 120), (123, 125), (151, 150)])
def test_length_for_the_log_in_steps_of_five(minutes, said):
    assert spent_minutes(START, at(minutes)) == said
