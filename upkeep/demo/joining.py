"""Who joins what in the story: an idea that grows, a guest whose school is asked, what people say of themselves."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any

from communities.actions import (
    accept_invitation,
    answer_composition,
    give_consent,
    invite_people,
    join_openly,
    open_community,
    propose_community,
    state_own_part,
    tell_of_idea,
)
from communities.models import Community, GuestConsent, Invitation, Membership
from meetings.localtime import wall_time
from schools.actions import state_of_oneself
from schools.calendar import SchoolDays
from schools.models import School, Staff, User

Step = tuple[datetime, int, Any]
Groups = Mapping[str, Community]
People = Mapping[str, User]
ORDER = 60  # after what the groups do on the same moment
GRADES = ("2de graad", "2de graad, 3de graad", "3de graad", "1ste graad")
SINCE = (1998, 2019, 2008, 2023, 2012)
STATED = ("tine", "jef", "lotte", "wouter", "sofie", "pieter", "fatima", "luc", "koen", "els")
BROUGHT = (
    ("jef", "Twintig jaar lessen wiskunde, en veel opgaven.", "Hoe ik leerlingen zelf laat bewijzen."),
    ("tine", "Handigheid met GeoGebra.", "Rustiger uitleggen."),
    ("lotte", "", "Hoe anderen hun lessen opbouwen."),
)


def steps_of(days: SchoolDays, story_day: date, groups: Groups, people: People) -> Iterator[Step]:
    """The last weeks before the story day, on school days."""

    def before(number: int) -> date:
        return days.before(story_day, number) or days.begin

    yield wall_time(before(9), time(12)), ORDER, partial(_state, people)
    yield wall_time(before(8), time(12, 30)), ORDER, partial(_propose, people)
    yield wall_time(before(6), time(15)), ORDER, partial(_say, groups, people)
    yield wall_time(before(5), time(12)), ORDER, partial(_open, groups, people)
    yield wall_time(before(4), time(10)), ORDER, partial(_guests, groups, people, days.after(story_day, 40) or days.end)


def _state(people: People, now: datetime) -> None:
    """Most state something, some nothing: nobody has to."""
    for number, key in enumerate(STATED):
        staff = Staff.objects.get(user=people[key])
        since = SINCE[number % len(SINCE)] if number % 3 else None
        state_of_oneself(
            staff=staff, grades=GRADES[number % len(GRADES)], teaching_since=since, by=people[key], now=now
        )


def _propose(people: People, now: datetime) -> None:
    school = School.objects.get(staff__user=people["hilde"])
    frame: dict[str, Any] = {"school": school, "started_on": now.date(), "now": now}
    idea = propose_community(
        variant="COP",
        name="Ondernemend leren in elk vak",
        purpose="Leerlingen zien wat ze met ons vak kunnen beginnen, en proberen dat op school uit.",
        task="Een markt in mei waar elke klas iets toont dat ze zelf bedacht.",
        by=people["samira"],
        **frame,
    )
    join_openly(community=idea, by=people["bram"], now=now, brings="Contacten met bedrijven uit de buurt.")
    join_openly(community=idea, by=people["joke"], now=now, learns="Hoe je een markt klein houdt.")
    tell_of_idea(community=idea, people=[people["tine"], people["stijn"]], by=people["hilde"], now=now)
    propose_community(variant="LS", name="Stilte in de les: samen kijken wat ze doet", by=people["ruben"], **frame)


def _say(groups: Groups, people: People, now: datetime) -> None:
    for key, brings, learns in BROUGHT:
        membership = Membership.objects.current().get(community=groups["wiskunde"], user=people[key])
        state_own_part(membership=membership, brings=brings, learns=learns, by=people[key], now=now)
    note = "Iemand die ook in de eerste graad lesgeeft."
    answer_composition(community=groups["wiskunde"], fit="partly", note=note, by=people["jef"], now=now)


def _open(groups: Groups, people: People, now: datetime) -> None:
    open_community(community=groups["digitaal"], is_open=True, by=people["tom"], now=now)


def _guests(groups: Groups, people: People, until: date, now: datetime) -> None:
    """Of the other school: one is in for some weeks, for one the school has not answered yet."""
    for group, by, key in (("doorstroming", "bram", "simon"), ("zorg", "leen", "hanne")):
        who = people[key]
        asked: dict[str, Any] = {"people": [who], "role": Membership.Role.EXPERT, "until": until, "by": people[by]}
        invite_people(community=groups[group], now=now, **asked)
        accept_invitation(invitation=Invitation.objects.get(community=groups[group], user=who), by=who, now=now)
    consent = GuestConsent.objects.get(community=groups["doorstroming"], user=people["simon"])
    give_consent(consent=consent, until=None, by=people["marleen"], now=now)
