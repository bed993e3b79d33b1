"""Groups that talk more than they design: the maths team reads it itself first, the French team's coach reads it too.

What the French team puts on its agendas stands in `talks.FRENCH`; the maths team lost its way at its last three.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from meetings.actions import Block, set_agenda
from meetings.localtime import wall_time
from meetings.models import Meeting
from schools.models import User
from upkeep.demo.groups import Plot
from upkeep.demo.talks import C, E, P

Step = tuple[datetime, int, Any]
ORDER = 43
LATEST = 3
TALKED = (
    ("Hoe liep de les in onze klassen?", 55, E),
    ("Artikel over misvattingen bij functies", 40, P),
    ("Ideeën voor de volgende les verzamelen", 25, E),
    ("Toetsvraag afwerken", 15, C),
)


def steps_of(plot: Plot, held: Sequence[date], groups: Mapping[str, Any], people: Mapping[str, User]) -> Iterator[Step]:
    """The day before each of its last meetings somebody makes an agenda with little designing on it."""
    if plot.key == "wiskunde":
        for day in held[-LATEST:]:
            moment = wall_time(day - timedelta(days=1), time(21))
            yield moment, ORDER, partial(_talk, groups, people[plot.people[0]].pk, day)


def _talk(groups: Mapping[str, Any], who: int, day: date, now: datetime) -> None:
    meeting = Meeting.objects.planned().filter(community=groups["wiskunde"], day=day).first()
    if meeting:
        blocks = [Block(title, minutes, focus, who) for title, minutes, focus in TALKED]
        set_agenda(meeting=meeting, version=meeting.version, blocks=blocks, by=User.objects.get(pk=who), now=now)
