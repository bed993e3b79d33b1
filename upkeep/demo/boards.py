"""How groups of the story work by their steps: a design team that looped, a data team that went back for more data."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import partial
from typing import Any
from uuid import UUID

from communities.models import Community
from learning.actions import boards as actions
from learning.models import Board, Evidence
from learning.queries.boards import steps_to_copy
from meetings.localtime import wall_time
from schools.calendar import SchoolDays
from schools.models import User

Step = tuple[datetime, int, Any]
Groups = Mapping[str, Community]
People = Mapping[str, User]
ORDER = 60  # after what the groups do on the same moment
SHEET = "https://bestanden.example"
# A line of a step: (step, words, link); a move: (kind, step, reason). In the order in which they happened.
Told = tuple[str, str, str]
KINDS = ("forward", "back", "skip")
MATHS: Sequence[Told] = (
    ("analysis", "Leerlingen rekenen een functie uit, maar kunnen een grafiek niet uitleggen.", ""),
    ("analysis", "Wat werkt: de les met de waterbakken van vorig jaar.", ""),
    ("forward", "brief", ""),
    ("brief", "Elke les begint met een grafiek, niet met een voorschrift.", ""),
    ("brief", "Eerste schets van les 1", f"{SHEET}/functies/schets-les-1"),
    ("forward", "design", ""),
    ("design", "We kozen voor drie situaties die in alle lessen terugkomen.", ""),
    ("forward", "develop", ""),
    ("develop", "Les 1 en 2, met werkblad", f"{SHEET}/functies/les-1-2"),
    ("forward", "tryout", ""),
    ("tryout", "3B: ze praatten meer, maar het werkblad gaf het antwoord weg.", ""),
    ("back", "develop", "Het werkblad stuurt te veel, we maken het opener."),
    ("develop", "Werkblad versie 2, zonder invulvakjes", f"{SHEET}/functies/werkblad-2"),
    ("forward", "tryout", ""),
)
FLOW: Sequence[Told] = (
    ("problem", "Waarom verandert een op de vijf leerlingen na het eerste jaar van richting?", ""),
    ("forward", "hypotheses", ""),
    ("hypotheses", "Ze kiezen op basis van wat vrienden kiezen.", ""),
    ("hypotheses", "Het advies van de basisschool wordt niet gevolgd.", ""),
    ("forward", "collection", ""),
    ("collection", "Aantallen per richting van de laatste drie jaar, uit het leerlingvolgsysteem, zonder namen.", ""),
    ("forward", "quality", ""),
    ("quality", "Van twee jaar ontbreekt het advies van de basisschool.", ""),
    ("back", "collection", "Er zitten gaten in: we vragen de adviezen opnieuw op."),
    ("collection", "Adviezen van drie jaar, als aantallen per richting.", f"{SHEET}/doorstroming/aantallen"),
    ("forward", "quality", ""),
)
LANGUAGE: Sequence[Told] = (("problem", "In welke vakken haken leerlingen af bij lange instructies?", ""),)
CARE_EARLIER: Sequence[Told] = (("potential", "Wat doe je als een leerling elke dag te laat komt?", ""),)
STORIES: Sequence[tuple[str, str, str, Sequence[Told]]] = (
    ("wiskunde", "TDT", "Redeneren met functies", MATHS),
    ("doorstroming", "DT", "Van richting veranderen na het eerste jaar", FLOW),
    ("taalbeleid", "DT", "", LANGUAGE),
    ("zorg", "COP", "", CARE_EARLIER),
)

WHO: Mapping[str, Sequence[str]] = {
    "wiskunde": ("jef", "tine", "lotte", "nele"),
    "doorstroming": ("bram", "samira", "leen"),
    "taalbeleid": ("sofie", "griet"),
    "zorg": ("leen", "murat"),
}


def steps_of(days: SchoolDays, story_day: date, groups: Groups, people: Mapping[str, User]) -> Iterator[Step]:
    """Each group tells its story over the school days up to now, the newest things last."""
    for key, method, about, told in STORIES:
        by = [people[one] for one in WHO[key]]
        ago = len(told) * 3 + 2
        begun = days.before(story_day, ago) or days.begin
        yield wall_time(begun, time(16)), ORDER, partial(_start, groups, key, method, about, by[0])
        for number, said in enumerate(told):
            day = max(begun, days.before(story_day, ago - 3 * (number + 1)) or begun)
            yield (
                wall_time(day, time(16, number)),
                ORDER,
                partial(_tell, groups, key, said, number, by[number % len(by)]),
            )
    yield wall_time(story_day, time(7)), ORDER, partial(_judge, groups, people)


def _start(groups: Groups, key: str, method: str, about: str, by: User, now: datetime) -> None:
    group = groups[key]
    steps = steps_to_copy(group, method)
    actions.start_board(community=group, method=method, steps=steps, about=about, by=by, now=now)


def _tell(groups: Groups, key: str, said: Told, number: int, by: User, now: datetime) -> None:
    board = Board.objects.get(community=groups[key], ended_on=None)
    what, words, more = said
    if what in KINDS:
        seen = board.moves.count()
        actions.move_board(board=board, kind=what, target=words, reason=more, seen=seen, by=by, now=now)
    else:
        line = UUID(int=(board.pk << 32) + number)
        step = board.steps.get(code=what)
        actions.add_evidence(step=step, text=words, link=more, key=line, by=by, now=now)


def _judge(groups: Groups, people: People, now: datetime) -> None:
    """One of the causes of the data team turned out not to hold."""
    row = Evidence.objects.filter(step__board__community=groups["doorstroming"], step__code="hypotheses").first()
    if row:
        actions.say_verdict(evidence=row, verdict="rejected", by=people["samira"], now=now)
