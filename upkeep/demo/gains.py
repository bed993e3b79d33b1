"""Teachers of the story look back on last year, and Tine makes an attest of her hours."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from communities.models import Community
from evidence.actions.attests import make_attest
from evidence.actions.look_backs import keep_look_back, reckon_gains
from evidence.gains import LESS, MORE, PEOPLE, SAME, closes_on, codes_of
from evidence.queries.attests import Chosen, offer_of
from evidence.signing import new_code
from meetings.localtime import wall_time
from schools.calendar import SchoolDays
from schools.models import SchoolYear, User

Step = tuple[datetime, int, Any]
ORDER = 90
OWN, OWN_GROUP = "tine", "wiskunde"
# Who let it count, with one sign a gain in the order of the book: + more, = the same, - less, . left out.
LOOKS = {
    "tine": "+++=+++",
    "jef": "++=====",
    "lotte": "+++++++",
    "wouter": "=+==.=+",
    "nele": "++++=+=",
    "sofie": "+++-=+=",
    "pieter": "=+=-==.",
    "an": "+++==++",
    "fatima": "=++==++",
    "luc": "===-==.",
    "elke": "+++==+=",
    "griet": "++++=++",
    "yannick": "=++=-=+",
}
SIGNS = {"+": MORE, "=": SAME, "-": LESS}
WORDS = "Samen lessen ontwerpen geeft me zin. Volgend jaar wil ik vaker bij collega’s in de klas."


def steps_of(
    days: SchoolDays, story_day: date, groups: Mapping[str, Community], people: Mapping[str, User]
) -> Iterator[Step]:
    """Looking back in the second week, the words of the school on the first of October, and an attest last week."""
    for number, key in enumerate(LOOKS):
        moment = wall_time(days.nth(7) or days.begin, time(16, number))
        if moment.date() <= min(story_day, closes_on(days.begin)):
            yield moment, ORDER, partial(_look, days.begin, groups, people[key], key)
    if closes_on(days.begin) < story_day:
        yield wall_time(closes_on(days.begin) + timedelta(days=1), time(4, 5)), ORDER, _add_up
    yield wall_time(days.before(story_day, 3) or story_day, time(19)), ORDER, partial(_attest, days.begin, people[OWN])


def _look(begin: date, groups: Mapping[str, Community], person: User, key: str, now: datetime) -> None:
    """At the school year that ended before this one."""
    ended = SchoolYear.objects.filter(school=groups[OWN_GROUP].school, last_day__lt=begin)
    said = {code: SIGNS[sign] for code, sign in zip(codes_of(PEOPLE), LOOKS[key], strict=True) if sign in SIGNS}
    words = WORDS if key == OWN else ""
    keep_look_back(year=ended.latest("last_day"), gains=said, words=words, is_counted=True, by=person, now=now)


def _add_up(now: datetime) -> None:
    reckon_gains(now=now)


def _attest(first_day: date, person: User, now: datetime) -> None:
    """All groups, and what she tried out; without the dates."""
    offer = offer_of(person, first_day, now.date())
    if offer.groups:
        chosen = Chosen(offer.groups.keys(), False, offer.activities.keys())
        make_attest(code=new_code(), offer=offer, chosen=chosen, by=person, now=now)
