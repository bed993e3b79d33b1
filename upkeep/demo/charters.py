"""Charters of the story: one that a group rewrote and that waits for its members, one agreed, one being written."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any

from communities.actions import Wording, accept_charter, put_charter, save_charter
from communities.charter_queries import draft_of, stored_text
from communities.charter_text import digest
from communities.models import CharterVersion, Community
from meetings.localtime import wall_time
from schools.calendar import SchoolDays
from schools.models import User

Step = tuple[datetime, int, Any]
Groups = Mapping[str, Community]
People = Mapping[str, User]
ORDER = 30  # after what the groups do on the same moment
MATHS_TEAM = ("jef", "lotte", "nele", "wouter", "tine")
READING_TEAM = ("sofie", "pieter", "an", "tine")
MATHS = {
    "need": "In de tweede graad haken leerlingen af zodra een functie geen recept meer heeft.",
    "pupils": "Derde en vierde jaar, doorstroom: ze leggen uit waarom een grafiek zo loopt, ook als ze nog twijfelen.",
    "material": "Acht lessen over functies, met een toets en een handleiding voor collega's.",
    "method": "Eerst zelf proberen, dan in duo vergelijken, dan pas de regel.",
    "weights": "3 2 0 5",
    "working_model": "scrum",
    "agreements": "We beginnen en stoppen op tijd.\nWie er niet bij kan zijn, zet zijn stuk vooraf klaar.\n"
    "Wat over een les gezegd wordt, blijft in de groep.",
    "regime_reason": "Tussen twee keren proberen we een les uit in de klas.",
    "mandate_own": "Welke lessen we maken en in welke volgorde.",
    "mandate_asked": "In mei tonen we de lessen aan de vakgroep.",
    "timetable": "Woensdagnamiddag, om de vier weken; het rooster houdt dat vrij.",
    "plan_goal": "Meer leerlingen die durven redeneren, in alle vakken.",
    "contact": "Hilde, via het middenkader",
}
REWRITTEN = {
    "pupils": "Derde en vierde jaar, doorstroom en dubbele finaliteit: ze leggen uit waarom een grafiek zo loopt, ook "
    "als ze nog twijfelen.",
    "process": "De toets wordt de gezamenlijke toets van de vakgroep.",
    "weights": "2 2 2 4",
    "agreements": "We beginnen en stoppen op tijd.\nWie er niet bij kan zijn, zet zijn stuk twee dagen vooraf klaar.\n"
    "Wat over een les gezegd wordt, blijft in de groep.",
}
READING = {
    "need": "Leerlingen lezen een zakelijke tekst van begin tot einde en weten daarna niet waar hij over ging.",
    "pupils": "Eerste en tweede jaar: ze vinden de hoofdgedachte en tonen waar ze die haalden.",
    "method": "Hardop denken bij het lezen, in elk vak.",
    "weights": "2 5 0 3",
    "working_model": "own",
    "agreements": "We kijken naar leerlingen, niet naar de collega die lesgeeft.",
}
CARE = {
    "need": "Zorgvragen komen in de klas terecht, en ieder zoekt alleen.",
    "cop_domain": "Wat een leerkracht in de klas kan doen voor een leerling die het moeilijk heeft.",
    "cop_practice": "Een casus, drie vragen, één idee om uit te proberen.",
}


def steps_of(days: SchoolDays, before: SchoolDays, story_day: date, groups: Groups, people: People) -> Iterator[Step]:
    """Last year's charter of one group, a new version that some have accepted, and two others."""
    year_ago = before.nth(20) or before.begin
    yield wall_time(year_ago, time(16)), ORDER, partial(_agree, groups, people, "wiskunde", MATHS, MATHS_TEAM)
    lately = days.before(story_day, 3) or days.begin
    yield wall_time(lately, time(16)), ORDER, partial(_agree, groups, people, "wiskunde", REWRITTEN, MATHS_TEAM[:3])
    early = days.nth(6) or days.begin
    yield wall_time(early, time(16)), ORDER, partial(_agree, groups, people, "lezen", READING, READING_TEAM)
    yield wall_time(lately, time(17)), ORDER, partial(_write, groups, people, "zorg", CARE, "leen")


def _write(groups: Groups, people: People, key: str, texts: Mapping[str, str], who: str, now: datetime) -> None:
    draft = draft_of(groups[key])
    wordings = {name: Wording(text, digest(stored_text(draft, name))) for name, text in texts.items()}
    save_charter(community=groups[key], wordings=wordings, by=people[who], now=now)


def _agree(
    groups: Groups, people: People, key: str, texts: Mapping[str, str], team: tuple[str, ...], now: datetime
) -> None:
    _write(groups, people, key, texts, team[0], now)
    version: CharterVersion = put_charter(community=groups[key], by=people[team[0]], now=now)
    for number, member in enumerate(team):
        checks = ("is_relevant", "is_clear", "is_feasible")[: 3 - number % 2]
        accept_charter(version=version, checks=checks, by=people[member], now=now)
