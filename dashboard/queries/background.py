"""What lies behind every strip of a school: its holidays, exam weeks and months, drawn once a page."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import get_language

from dashboard import words
from dashboard.queries.school_time import SchoolTime
from dashboard.strip import YearScale
from schools.calendar import Span


@dataclass(frozen=True, slots=True)
class Background:
    """The holidays, days without meetings, months and today of one school year.

    `days` is its width, `months` are (place, word).
    """

    year_id: int
    days: int
    holidays: str
    quiet: str
    today: str
    months: tuple[tuple[str, str], ...]


def background(time: SchoolTime, school_ids: list[int], scale: YearScale) -> Background:
    """The background for strips of the first of these schools; days closed in any of them are shaded, days without
    meetings get a band below."""
    closed, quiet = tuple(time.closed(school_ids)), tuple(time.kept_free(school_ids))
    return _background(school_ids[0], closed, quiet, scale, time.today, get_language() or "")


@lru_cache(maxsize=256)
def _background(
    year_id: int, closed: tuple[Span, ...], quiet: tuple[Span, ...], scale: YearScale, today: date, language: str
) -> Background:
    return Background(
        year_id=year_id,
        days=scale.days,
        holidays=scale.areas(closed),
        quiet=scale.areas(quiet, top=19, height=5),
        today=scale.line(today),
        months=tuple((place, words.say_month(day)) for day, place in scale.months()),
    )
