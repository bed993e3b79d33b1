"""What teachers of the story try out in class between meetings, a course, and what stood in the way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Any

from communities.models import Community
from learning.actions.try_outs import Tried, note_try_out
from meetings.localtime import wall_time
from schools.calendar import SchoolDays
from schools.models import User
from upkeep.demo import outcomes
from upkeep.demo.cast import key_in

Step = tuple[datetime, int, Any]
Groups = Mapping[str, Community]
People = Mapping[str, User]
ORDER = 60  # after what the groups do on the same moment


@dataclass(frozen=True, slots=True)
class Line:
    """One try-out, `ago` school days before the story day; `effect` None: planned."""

    who: str
    ago: int
    what: str
    class_name: str
    effect: str | None
    barriers: tuple[str, ...] = ()
    happened: str = ""
    course: str = ""


LINES = (
    Line(
        "tine", 18, "Eerst een schets, dan pas het voorschrift", "3B", "worked", (), "Bijna iedereen tekende spontaan."
    ),
    Line(
        "jef",
        16,
        "Functies raden uit een verhaal",
        "4A",
        "partly",
        ("busy",),
        "De helft kwam niet aan de tweede vraag.",
    ),
    Line("lotte", 14, "Exitkaartje met één vraag", "3C", "worked", ("material",)),
    Line("wouter", 7, "Redeneerstarters op een kaartje", "4D", "not", ("distant", "busy"), "Te talig voor deze klas."),
    Line("tine", 5, "Exitkaartje met één vraag", "3B", "partly", ("busy",), "De antwoorden lezen kost een kwartier."),
    Line("nele", 3, "Elkaars grafiek nakijken", "4B", "worked", ("alone",)),
    Line("tine", 2, "Denktijd: een minuut stilte na elke vraag", "", None, (), "", "Studiedag formatief evalueren"),
)


def steps_of(days: SchoolDays, story_day: date, groups: Groups, people: People) -> Iterator[Step]:
    """Six try-outs in the design group of mathematics, one thing that a course brought, and what groups made."""
    for number, line in enumerate(LINES):
        day = days.before(story_day, line.ago) or days.begin
        yield wall_time(day, time(16, 30)), ORDER, partial(_note, groups, people, line, number)
    yield from outcomes.steps_of(days, story_day, groups, people)


def _note(groups: Groups, people: People, line: Line, number: int, now: datetime) -> None:
    tried = Tried(
        what=line.what,
        class_name=line.class_name,
        effect=line.effect or "",
        tried_on=None if line.effect is None else now.date(),
        happened=line.happened,
        barriers=list(line.barriers),
        course=line.course,
    )
    key = key_in(groups, f"try-out {number}")
    note_try_out(community=groups["wiskunde"], tried=tried, key=key, by=people[line.who], now=now)
