"""What lies behind every strip of a school: its holidays and months, drawn once a page."""

from dataclasses import dataclass

from dashboard import words
from dashboard.queries.school_time import SchoolTime
from dashboard.strip import YearScale


@dataclass(frozen=True, slots=True)
class Background:
    """The holidays, months and today of one school year. `days` is its width, `months` are (place, word)."""

    year_id: int
    days: int
    holidays: str
    today: str
    months: tuple[tuple[str, str], ...]


def background(time: SchoolTime, school_ids: list[int], scale: YearScale) -> Background:
    """The background for strips of the first of these schools; days closed in any of them are shaded."""
    return Background(
        year_id=school_ids[0],
        days=scale.days,
        holidays=scale.areas(time.closed(school_ids)),
        today=scale.line(time.today),
        months=tuple((place, words.say_month(day)) for day, place in scale.months()),
    )
