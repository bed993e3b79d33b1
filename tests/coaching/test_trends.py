"""Small pictures of a school year: path data and columns, no database."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.trends import HEIGHT, Column, focuses, lengths, months, stacked, subtasks, try_outs
from meetings.mirror import PLANNED, Spent

BAR = re.compile(r"M(\d+)\.15 (\d+)v-(\d+)h\.70v(\d+)z")
COLUMNS = st.integers(1, 4).flatmap(
    lambda size: st.lists(st.lists(st.integers(0, 500), min_size=size, max_size=size), max_size=20)
)


@given(COLUMNS)
def test_bars_stay_inside_their_picture(columns):
    for path in stacked(columns):
        assert BAR.sub("", path) == ""
        for place, bottom, height, back in BAR.findall(path):
            assert int(place) < len(columns)
            assert 0 <= int(bottom) - int(height) + 1 <= HEIGHT
            assert height == back


@given(COLUMNS)
def test_every_number_above_nothing_has_a_bar(columns):
    paths = stacked(columns)

    for series, path in enumerate(paths):
        assert len(BAR.findall(path)) == sum(numbers[series] > 0 for numbers in columns)


def test_fullest_column_is_as_high_as_the_picture():
    assert stacked([[120], [60]]) == (f"M0.15 {HEIGHT}v-24h.70v24zM1.15 {HEIGHT}v-12h.70v12z",)


def test_meetings_stand_in_order_of_their_days():
    meetings = [Spent(2, date(2026, 11, 12), PLANNED, (0, 0, 0, 90), 0, 90), Spent(1, date(2026, 10, 1), PLANNED)]

    assert [column.day.month for column in lengths(meetings).columns] == [10, 11]
    assert focuses(meetings).columns[1] == Column(date(2026, 11, 12), (0, 0, 0, 90, 0))


def test_what_was_dropped_is_neither_done_nor_open():
    day = date(2026, 10, 1)

    assert subtasks([(day, day, None), (day, None, None), (day, None, day)]).columns == (Column(day, (1, 1)),)


@pytest.mark.parametrize(
    ("begin", "today", "number"),
    [
        (date(2026, 9, 1), date(2026, 9, 1), 1),
        (date(2026, 9, 1), date(2027, 1, 31), 5),
        (date(2026, 12, 31), date(2027, 1, 1), 2),
    ],
)
def test_every_month_has_a_place(begin, today, number):
    assert len(months(begin, today)) == number
    assert try_outs([today], begin=begin, today=today).columns[-1].numbers == (1,)
