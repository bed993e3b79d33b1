"""Kinds of groups in the story: why each was chosen, the school's own name for one, what members think of a plan."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any

from communities.actions import choose_variant, hide_form, make_form, say_watch_words, write_form
from communities.catalogue import text_of
from communities.models import Community, SchoolVariant
from meetings.localtime import wall_time
from schools.calendar import SchoolDays
from schools.models import School, User

Step = tuple[datetime, int, Any]
Groups = Mapping[str, Community]
People = Mapping[str, User]
ORDER = 41  # after where the groups stand
# key of a group -> why this kind, and the six answers of its founder.
CHOSEN: dict[str, tuple[str, dict[str, str]]] = {
    "wiskunde": (
        "We willen tegen juni een lessenreeks hebben die iedereen kan geven.",
        {"outcome": "dated", "schools": "one_same", "scale": "small", "membership": "fixed"},
    ),
    "doorstroming": (
        "We praten al jaren over doorstroming zonder te weten wat er echt aan de hand is.",
        {"outcome": "answer", "research": "both", "schools": "one_mixed", "scale": "small", "membership": "fixed"},
    ),
    "lezen": (
        "We willen zien wat leerlingen doen als ze vastlopen in een tekst.",
        {"outcome": "lesson", "lesson": "all", "schools": "one_same", "scale": "small"},
    ),
    "geschiedenis": (
        "Twee scholen, hetzelfde leerplan: we hebben elkaars bronnen nodig.",
        {"outcome": "product", "schools": "several_same", "scale": "small", "membership": "fixed"},
    ),
    "taalbeleid": (
        "Iedereen heeft een mening over taal; wij willen het weten.",
        {"outcome": "answer", "research": "some"},
    ),
    "zorg": ("We lopen met dezelfde vragen rond.", {}),
}
THOUGHTS = {"jef": (4, 5, 4), "tine": (3, 4, 5), "lotte": (2, 4, 4), "wouter": (4, 3, 4)}
LATER = "We blijven een datateam: de vraag is goed, maar we hebben iemand nodig die de cijfers mee leest."
OWN_KIND = "Vakgroep"


def start_of(key: str) -> dict[str, Any]:
    """Why a group was started as what it is, for `start_community`."""
    reason, answers = CHOSEN.get(key, ("", {}))
    return {"reason": reason, "answers": answers}


def steps_of(school: School, days: SchoolDays, story_day: date, groups: Groups, people: People) -> Iterator[Step]:
    """A department of the school's own, twice rewritten; a kind that is not offered; a group that chose its kind
    again; four members' thoughts."""
    yield wall_time(days.begin, time(9, 10)), ORDER, partial(_name, school, people["hilde"])
    yield wall_time(days.nth(3) or days.begin, time(9)), ORDER, partial(_rewrite, school, people["hilde"])
    yield wall_time(days.nth(3) or days.begin, time(9, 30)), ORDER, partial(_hide, school, people["hilde"])
    yield wall_time(days.nth(4) or days.begin, time(17)), ORDER, partial(_think, groups, people)
    yield wall_time(days.before(story_day, 3) or days.begin, time(17)), ORDER, partial(_change, groups, people)


def _name(school: School, leader: User, now: datetime) -> None:
    make_form(school=school, base="TDT", name=OWN_KIND, by=leader, now=now)


def _rewrite(school: School, leader: User, now: datetime) -> None:
    """Two versions: a first try, and the words that hold."""
    kind = SchoolVariant.objects.get(school=school, name=OWN_KIND)
    content = text_of("TDT", "nl").as_content()
    for number, for_whom in enumerate(
        (
            "Voor alle leerkrachten van één vak in onze school.",
            "Voor alle leerkrachten van één vak in onze school, van de eerste tot de derde graad.",
        )
    ):
        text = content | {"for_whom": for_whom, "horizon": "elk schooljaar opnieuw"}
        text |= {"size_low": 2, "size_high": 10, "minutes_low": 50, "minutes_high": 100}
        write_form(school=school, code=kind.code, name=OWN_KIND, content=text, number=number, by=leader, now=now)


def _hide(school: School, leader: User, now: datetime) -> None:
    """One network is enough for this school; the one there is goes on."""
    hide_form(school=school, code="LN", is_hidden=True, by=leader, now=now)


def _think(groups: Groups, people: People, now: datetime) -> None:
    for key, (feasible, supported, purposeful) in THOUGHTS.items():
        said = {"feasible": feasible, "supported": supported, "purposeful": purposeful}
        say_watch_words(community=groups["wiskunde"], **said, by=people[key], now=now)


def _change(groups: Groups, people: People, now: datetime) -> None:
    choose_variant(community=groups["taalbeleid"], variant="DT", reason=LATER, by=people["sofie"], now=now)
