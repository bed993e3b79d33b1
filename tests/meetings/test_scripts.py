"""Scripts of a meeting add up to the minute, whatever its length (R67, domain 4.2)."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.models import Focus, Purpose
from meetings.scripts import (
    BREAK_BEYOND,
    MODELS,
    SOURCE,
    Step,
    built_in,
    fitted,
    ordered,
    own,
    rows_of,
    scaled,
)

CODES = ["grrow", "scrum", "s3", "lesson", "data", "exchange"]
LENGTHS = {"grrow": (120, 150, 180), "scrum": (120, 150, 180), "s3": (120, 150, 180), "exchange": (120, 150, 180)}
LENGTHS |= {"lesson": (75,), "data": (90,)}
DOMAIN = {  # domain 4.2, the table of each model
    "grrow": "8 20 10 20 10 10 20 15 7 | 10 25 10 25 10 15 25 20 10 | 10 30 15 30 15 15 30 25 10",
    "scrum": "5 35 20 10 20 25 5 | 5 45 25 10 25 35 5 | 10 55 30 15 25 40 5",
    "s3": "8 7 20 15 10 20 25 7 8 | 10 10 25 20 10 25 30 10 10 | 10 10 30 25 15 30 35 15 10",
    "lesson": "5 10 10 10 10 15 10 5",
    "data": "5 10 45 15 10 5",
}


def script(code: str, language: str = "nl"):
    return next(one for one in built_in(language) if one.code == code)


def test_six_scripts_in_both_languages():
    assert [one.code for one in built_in("nl")] == CODES
    assert [one.code for one in built_in("en-gb")] == CODES
    for dutch, english in zip(built_in("nl"), built_in("en"), strict=True):
        assert dutch.name != english.name
        assert len(dutch.steps) == len(english.steps)


@pytest.mark.parametrize("code", DOMAIN)
def test_minutes_are_those_of_the_domain(code):
    versions = [[int(number) for number in part.split()] for part in DOMAIN[code].split("|")]

    assert [[step.minutes[at] for step in script(code).steps] for at in range(len(versions))] == versions


@pytest.mark.parametrize("code", CODES)
def test_every_version_adds_up(code):
    assert script(code).lengths == LENGTHS[code]


def test_codes_are_known_ones():
    for one in built_in("en"):
        for step in one.steps:
            assert step.focus in {"", *Focus.values}
            assert (step.purpose == "") == step.is_break
            assert step.purpose in {"", *Purpose.values}


def test_source_says_everything_twice():
    for row in json.loads(SOURCE.read_text(encoding="utf-8")):
        assert all(row[language][word] for language in ("nl", "en") for word in ("name", "about"))
        assert all(step["nl"] and step["en"] for step in row["steps"])


@pytest.mark.parametrize("code", ["grrow", "s3", "exchange"])
def test_models_that_evaluate_keep_time_for_it(code):
    """Three to five minutes an hour in the closing step, as the tables of domain 4.2 have it."""
    last = script(code).steps[-1]

    assert last.purpose == "reflect"
    assert all(3 <= minutes / (length / 60) <= 5 for minutes, length in zip(last.minutes, LENGTHS[code], strict=True))


@given(st.sampled_from(CODES), st.integers(20, 600))
def test_fitted_script_is_exact_and_has_its_break(code, minutes):
    steps = fitted(script(code), minutes, "nl")

    assert sum(step.minutes[0] for step in steps) == minutes
    assert all(step.minutes[0] >= 1 for step in steps)
    assert any(step.is_break for step in steps) == (minutes > BREAK_BEYOND)


@given(st.sampled_from(CODES))
def test_a_version_is_taken_as_it_stands(code):
    for at, length in enumerate(script(code).lengths):
        assert [step.minutes[0] for step in fitted(script(code), length, "nl")] == [
            step.minutes[at] for step in script(code).steps
        ]


def test_break_keeps_its_minutes():
    assert [step.minutes[0] for step in fitted(script("grrow"), 140, "nl") if step.is_break] == [10]
    assert [step.minutes[0] for step in fitted(script("grrow"), 240, "nl") if step.is_break] == [15]


@given(st.lists(st.integers(1, 90), min_size=1, max_size=20), st.integers(1, 600))
def test_scaling_gives_away_every_minute(parts, total):
    shares = scaled(parts, total)

    assert sum(shares) == max(total, len(parts))
    assert min(shares) >= 1


def test_nothing_to_fit():
    assert fitted(own(1, "Leeg", []), 120, "nl") == []


def test_group_keeps_what_it_copied():
    copied = own(7, "Onze manier", rows_of(script("s3")))

    assert copied.code == "own-7"
    assert copied.steps == script("s3").steps
    assert own(1, "Kort", [{"title": "Ronde", "minutes": [10]}]).steps == (Step("Ronde", (10,)),)


@pytest.mark.parametrize("model", MODELS)
def test_way_of_the_charter_leads(model):
    assert [one.code for one in ordered(built_in("nl"), model)] == [model, *(one for one in CODES if one != model)]
