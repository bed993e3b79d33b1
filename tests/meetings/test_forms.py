"""Moments and lengths as people fill them in."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from meetings.forms.fields import LengthField, day_field, length_choices, moment_from, moment_of
from meetings.forms.log import StateField


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-12-03T13:30", datetime(2026, 12, 3, 12, 30, tzinfo=UTC)),
        ("2026-07-01T13:30", datetime(2026, 7, 1, 11, 30, tzinfo=UTC)),
        ("2027-03-28T02:30", None),
        ("2026-12-03T13:30+01:00", None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_moment_from_text(text, moment):
    assert moment_from(text) == moment


def test_moment_of_an_hour_that_the_clock_skips_is_a_fault():
    with pytest.raises(ValidationError):
        moment_of(date(2027, 3, 28), time(2, 30))


def test_moment_of_half_an_answer_is_none():
    assert moment_of(date(2026, 12, 3), None) is None


def test_lengths_hold_what_is_there_already():
    assert [minutes for minutes, _words in length_choices(75, None)] == [60, 75, 90, 120, 150, 180]


@pytest.mark.parametrize(("value", "minutes"), [("75", 75), ("1440", 1440)])
def test_length_that_is_sane_is_taken(value, minutes):
    assert LengthField().clean(value) == minutes


@pytest.mark.parametrize("value", ["0", "1441", "-5", "1.5", "x", "²"])
def test_length_that_is_not_is_a_fault(value):
    with pytest.raises(ValidationError):
        LengthField().clean(value)


@pytest.mark.parametrize("day", ["0001-01-01", "1999-12-31", "2100-01-01", "9999-12-31", "10000-01-01", "3/12/2026"])
def test_day_of_another_century_is_a_fault(day):
    with pytest.raises(ValidationError):
        day_field().clean(day)
    assert moment_from(f"{day}T10:00") is None


@pytest.mark.parametrize("text", ["[" * 100_000, "no json", "[1]", '"text"', ""])
def test_state_that_is_none_is_empty(text):
    assert StateField(required=False).clean(text) == {}
