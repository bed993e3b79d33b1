"""What learning communities bring: seven gains for people (R20) and five for a school (R21), in our own words. Pure.

Gains of people come to a school in words only, once a year, from enough people who chose to be counted: at least TEN
looked back, and at least TEN of them said something of the gain. A share is never told, so that the choice of one
person cannot be reckoned back.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("gains.json")
FALLBACK = "en"
PEOPLE, SCHOOL = "people", "school"
MORE, SAME, LESS = "more", "same", "less"
CHOICES = (MORE, SAME, LESS)
TEN = 10
MOST, HALF, FEW = "most", "half", "few"
MOST_FROM, HALF_FROM = 0.6, 0.4  # share that said "more"
BANDS = ((40, "40+"), (20, "20-39"), (TEN, "10-19"))
CLOSES = (9, 30)  # month and day after the school year: a staff day at the start of the next one still counts


@dataclass(frozen=True, slots=True)
class Gain:
    """One gain: a short name, and a line that says what somebody would notice."""

    code: str
    name: str
    line: str


@cache
def _gains(whose: str, language: str) -> tuple[Gain, ...]:
    rows = json.loads(DATA.read_text(encoding="utf-8"))[whose]
    return tuple(
        Gain(row["code"], row.get(language, row[FALLBACK]), row.get(f"{language}_line", row[f"{FALLBACK}_line"]))
        for row in rows
    )


def people_gains(language: str) -> tuple[Gain, ...]:
    """The seven for people (R20), in the order of the book; in English where a language is not known."""
    return _gains(PEOPLE, language)


def school_gains(language: str) -> tuple[Gain, ...]:
    """The five for a school (R21), in the order of the book."""
    return _gains(SCHOOL, language)


@cache
def codes_of(whose: str) -> tuple[str, ...]:
    """The codes of PEOPLE or SCHOOL: nothing else is kept."""
    return tuple(gain.code for gain in _gains(whose, FALLBACK))


# --- what the look backs of a year come to ---------------------------------------------------------------------------
def closes_on(last_day: date) -> date:
    """The last day on which a choice about a school year that ended on `last_day` still counts."""
    return date(last_day.year, *CLOSES)


def band_of(number: int) -> str:
    """How many looked back, as a band; empty below ten."""
    return next((band for least, band in BANDS if number >= least), "")


def word_of(choices: Iterable[str]) -> str:
    """Of how many somebody may say that it grew: "most", "half" or "few"; empty where fewer than ten spoke of it."""
    said = Counter(choice for choice in choices if choice in CHOICES)
    if said.total() < TEN:
        return ""
    share = said[MORE] / said.total()
    return MOST if share >= MOST_FROM else HALF if share >= HALF_FROM else FEW


def summed(looks: Iterable[Mapping[str, str]]) -> tuple[str, dict[str, str]]:
    """The band of how many looked back, and a word for each gain; nothing at all below ten."""
    counted = [look for look in looks if any(look.get(code) in CHOICES for code in codes_of(PEOPLE))]
    size = band_of(len(counted))
    if not size:
        return "", {}
    return size, {code: word_of(look.get(code, "") for look in counted) for code in codes_of(PEOPLE)}
