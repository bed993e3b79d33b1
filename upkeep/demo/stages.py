"""Where the groups of the story stand: one tries something out, one is a part of the school and asks its members."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any

from communities.actions import close_renewal, decide_stage, open_renewal, say_renewal, start_experiment
from communities.models import Community
from meetings.localtime import wall_time
from schools.calendar import SchoolDays
from schools.models import User

Step = tuple[datetime, int, Any]
Groups = Mapping[str, Community]
People = Mapping[str, User]
ORDER = 40  # after what the groups do on the same moment
LEFT, AGO = 12, 20  # school days: until the experiment is decided, and since the embedded group asked its members
QUESTION = "Spreken leerlingen van het derde jaar meer Frans als de opdrachten van ons samen zijn?"
EMBEDDED, ANSWERS = "geschiedenis", (True, True, True, True, False)


def steps_of(days: SchoolDays, before: SchoolDays, story_day: date, groups: Groups, people: People) -> Iterator[Step]:
    """An experiment near its date, a group that was embedded last year and renewed, and one that asks now."""
    begun = days.nth(4) or days.begin
    ends_on = days.after(story_day, LEFT) or days.end
    yield wall_time(begun, time(9)), ORDER, partial(_begin, groups, people, ends_on)
    year_ago = before.nth(150) or before.end
    for key, who, answer in (
        ("geschiedenis", "koen", "Twee scholen zien inderdaad meer: het bronnenpakket wordt in acht klassen gebruikt."),
        ("wiskunde", "jef", "De lessenreeks over functies staat, en leerlingen durven meer."),
    ):
        yield wall_time(year_ago, time(16)), ORDER, partial(_embed, groups, people, key, who, answer, year_ago)
    renewed = max(days.before(story_day, AGO) or begun, begun)
    yield wall_time(renewed, time(16)), ORDER, partial(_renew, groups, people)
    asked = days.before(story_day, 2) or begun
    yield wall_time(asked, time(16)), ORDER, partial(_ask, groups, people)


def _begin(groups: Groups, people: People, ends_on: date, now: datetime) -> None:
    start_experiment(community=groups["frans"], question=QUESTION, ends_on=ends_on, by=people["fatima"], now=now)


def _embed(groups: Groups, people: People, key: str, who: str, answer: str, day: date, now: datetime) -> None:
    reason = "Er is een vast uur in het rooster, en een doel in het schoolplan."
    said = {"kind": "embed", "answer": answer, "reason": reason, "decided_on": day}
    decide_stage(community=groups[key], **said, by=people[who], now=now)  # type: ignore[arg-type]


def _renew(groups: Groups, people: People, now: datetime) -> None:
    group = groups[EMBEDDED]
    renewal = open_renewal(community=group, by=people["koen"], now=now)
    for key, goes_on in zip(("koen", "bart", "els", "geert", "veerle"), ANSWERS, strict=True):
        say_renewal(renewal=renewal, goes_on=goes_on, by=people[key])
    note = "We gaan verder, met één bijeenkomst minder in juni."
    close_renewal(renewal=renewal, goes_on=True, note=note, by=people["koen"], now=now)


def _ask(groups: Groups, people: People, now: datetime) -> None:
    renewal = open_renewal(community=groups["wiskunde"], by=people["jef"], now=now)
    for key in ("jef", "lotte", "nele"):
        say_renewal(renewal=renewal, goes_on=True, by=people[key])
