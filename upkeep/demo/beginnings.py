"""What the story's schools did before and beside their groups: asking how ready they are, and why they want groups."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from conditions.actions import purpose, readiness, steps
from conditions.models import ReadinessRound
from conditions.readiness_statements import codes
from meetings.localtime import wall_time
from schools.calendar import SchoolDays
from schools.models import School, User
from upkeep.demo.people import HOST, PARTNER

Step = tuple[datetime, int, Any]
People = dict[str, User]
LEADERS = ("hilde", "bart")
ASKED = (
    "tine",
    "jef",
    "lotte",
    "nele",
    "sofie",
    "pieter",
    "an",
    "fatima",
    "luc",
    "elke",
    "tom",
    "griet",
    "leen",
    "els",
)
# What the leaders see, what the team saw at first and sees now, in the order of the statements.
OF_LEADERS = (4, 3, 3, 4, 3, 3, 3, 2, 4, 2, 3, 3)
OF_TEAM_AT_FIRST = (1, 2, 1, 3, 3, 3, 2, 1, 2, 1, 1, 2)
OF_TEAM = (3, 3, 1, 4, 3, 4, 3, 2, 3, 2, 1, 3)
WANTED = (3, 3, 4, 4, 3, 4, 3, 3, 3, 3, 4, 4)
# statement, words, who, school days after the round in which it is due, and whether it is done.
PLANNED = (
    ("time", "Woensdag het achtste lesuur vrijhouden in het uurrooster van de groepen", "bart", 30, True),
    ("workload", "Per groep op papier zetten wat er wegvalt: toezicht, klassenraad of verslag", "hilde", 25, True),
    ("sharing", "Op elke personeelsvergadering tien minuten voor één groep", "leen", 60, False),
    ("", "Nieuwe collega's vertellen wat een leergemeenschap is", "", 80, False),
)
SCAN = {
    "name": "Bevraging van de pedagogische begeleiding",
    "result": "Veel goede wil om samen te werken; tijd en doorstroming van informatie vragen aandacht.",
}
NOTES = (
    ("want", "sofie", "Dat leerlingen uit 1A durven zeggen dat ze een tekst niet begrijpen."),
    ("want", "tine", "Minder ieder voor zich. Ik wil weten hoe Jef breuken aanbrengt."),
    ("want", "murat", "Dat we leerlingen niet pas zien als het fout loopt."),
    ("how", "jef", "Samen een les maken, geven en er eerlijk over praten."),
    ("how", "fatima", "Een vast moment, anders komt het er niet van."),
    ("task", "nele", "Eén lessenreeks van begin tot eind samen maken."),
)
DRAFTS = {
    "want": "Elke leerling durft vragen te stellen, en wij ook.",
    "how": "We maken en bekijken lessen samen, op een vast uur in de week.",
    "task": "Elke groep werkt dit jaar één lessenreeks, aanpak of onderzoek uit en deelt die met de school.",
}
AGREEING = ("tine", "jef", "sofie", "fatima", "leen", "els", "an")


def steps_of(
    schools: dict[str, School], people: People, *, before: SchoolDays, days: SchoolDays, story_day: date
) -> Iterator[Step]:
    """Two rounds of the host with the plan that came of them, its purpose, and a round that its partner has open."""
    host, partner = schools[HOST[0]], schools[PARTNER[0]]
    yield from round_of(host, people, before, 20, OF_TEAM_AT_FIRST)
    yield from round_of(host, people, days, 8, OF_TEAM)
    if planned := days.nth(20):
        yield wall_time(planned, time(16)), 20, partial(plan, host, people, days, story_day)
    if noted := before.nth(30):
        yield wall_time(noted, time(17)), 20, partial(write, host, people)
    if asked := days.before(story_day, 3):
        closes_on = days.after(story_day, 7) or story_day + timedelta(days=7)
        yield wall_time(asked, time(9)), 20, partial(ask, partner, people["marleen"], closes_on)


def round_of(school: School, people: People, days: SchoolDays, first: int, seen: tuple[int, ...]) -> Iterator[Step]:
    """A round of two school weeks from that school day on, answered on its third and settled after its last."""
    opened, answered, closes_on = days.nth(first), days.nth(first + 2), days.nth(first + 10)
    if opened and answered and closes_on:
        yield wall_time(opened, time(9)), 20, partial(ask, school, people["hilde"], closes_on)
        yield wall_time(answered, time(18)), 20, partial(answer, school, people, seen)
        yield wall_time(closes_on + timedelta(days=1), time(3)), 20, partial(settle, school)


def ask(school: School, by: User, closes_on: date, now: datetime) -> None:
    readiness.open_round(school=school, closes_on=closes_on, by=by, now=now)


def answer(school: School, people: People, seen: tuple[int, ...], now: datetime) -> None:
    """Everybody a little above or below what most think."""
    running = ReadinessRound.objects.get(school=school, closed_on=None)
    for number, key in enumerate((*LEADERS, *ASKED)):
        levels = OF_LEADERS if key in LEADERS else seen
        given = {
            code: (near(level, number + place), near(wanted, number))
            for place, (code, level, wanted) in enumerate(zip(codes(), levels, WANTED, strict=True))
            if key in LEADERS or (number + place) % 7
        }
        readiness.answer_readiness(readiness_round=running, answers=given, by=people[key], now=now)


def near(level: int, number: int) -> int:
    return max(1, min(4, level + (0, 0, 1, 0, -1)[number % 5]))


def settle(school: School, now: datetime) -> None:
    for running in ReadinessRound.objects.filter(school=school, closed_on=None):
        readiness.close_round(readiness_round=running, now=now)


def plan(school: School, people: People, days: SchoolDays, story_day: date, now: datetime) -> None:
    by = people["hilde"]
    steps.add_scan(school=school, **SCAN, taken_on=(now - timedelta(days=200)).date(), by=by, now=now)
    for code, text, key, later, is_done in PLANNED:
        due_on, owner = days.nth(20 + later), people.get(key)
        step = steps.add_step(school=school, code=code, text=text, owner=owner, due_on=due_on, by=by, now=now)
        if is_done and owner:
            steps.mark_step(step=step, is_done=True, by=owner, now=now + timedelta(days=14))


def write(school: School, people: People, now: datetime) -> None:
    for question, key, text in NOTES:
        purpose.add_note(school=school, question=question, text=text, by=people[key], now=now)
    for question, text in DRAFTS.items():
        draft = purpose.write_draft(
            school=school, question=question, text=text, version=0, by=people["hilde"], now=now + timedelta(days=7)
        )
        for key in AGREEING:
            purpose.agree(draft=draft, by=people[key], now=now + timedelta(days=8))
