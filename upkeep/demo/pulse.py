"""How groups of the story ask themselves how working together goes: discussed, open, too few, shown."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from communities.models import Community
from meetings.localtime import wall_time
from pulse.actions import CannotOpenNow, Slip, answer_round, close_due_rounds, open_round, record_talk, say_share
from pulse.actions.keeping import release_school_words
from pulse.models import Round
from schools.calendar import SchoolDays
from schools.models import User

Step = tuple[datetime, int, Any]
Groups = Mapping[str, Community]
People = Mapping[str, User]
ORDER = 45  # after what the groups do on the same moment
OPEN = 11  # school days from opening to the look that closes a round
# Who answers, in the order interdependence, cohesion, safety, potency, purpose; and "0": cannot say yet.
MATHS = {"jef": "45244", "tine": "44334", "lotte": "55243", "wouter": "44152", "nele": "45344"}
MATHS_BEFORE = {"jef": "44244", "tine": "44234", "lotte": "54234", "wouter": "44154", "nele": "44254"}
HISTORY = {"koen": "34443", "bart": "44453", "els": "35442", "geert": "23344", "veerle": "44543", "hanne": "34043"}
LANGUAGE = {"sofie": "33432", "griet": "24331", "ilse": "33343", "murat": "34422"}
READING = {"sofie": "45444", "pieter": "44544", "an": "55454", "tine": "45545"}
FEW = {"bram": "33333", "leen": "44333"}
LINES = {
    "lotte": "Ik zou graag vaker bij elkaar in de les gaan kijken.",
    "nele": "Graag eerst luisteren, dan pas antwoorden.",
}


def steps_of(days: SchoolDays, story_day: date, groups: Groups, people: People) -> Iterator[Step]:
    """Rounds so many school days ago; a year that is too young for one leaves it out."""
    rounds: Sequence[tuple[str, str, int, Mapping[str, str], bool]] = (
        ("wiskunde", "jef", 70, MATHS_BEFORE, False),
        ("geschiedenis", "koen", 45, HISTORY, False),
        ("lezen", "tine", 40, READING, False),
        ("taalbeleid", "karim", 38, LANGUAGE, False),
        ("wiskunde", "karim", 32, MATHS, True),
        ("doorstroming", "bram", 25, FEW, False),
        ("frans", "karim", 4, {"luc": "44444"}, False),
    )
    for key, who, ago, answers, has_comments in rounds:
        begin = days.before(story_day, ago)
        if begin is not None and begin >= groups_begin(days):
            yield wall_time(begin, time(16)), ORDER, partial(_ask, groups, people, key, who, answers, has_comments)
            if (end := days.before(story_day, ago - OPEN)) is not None and ago > OPEN:
                yield wall_time(end, time(7)), ORDER, partial(_close, groups)
    if shown := days.before(story_day, 26):
        yield wall_time(shown, time(8)), ORDER, partial(_show, groups, people)
    if talked := days.before(story_day, 9):
        yield wall_time(talked, time(17)), ORDER, partial(_talk, groups, people)
    yield wall_time(story_day - timedelta(days=1), time(4)), ORDER, lambda now: release_school_words(now=now)


def groups_begin(days: SchoolDays) -> date:
    """Not before the second week of the year: the groups have just begun."""
    return days.nth(8) or days.begin


def _ask(
    groups: Groups,
    people: People,
    key: str,
    who: str,
    answers: Mapping[str, str],
    has_comments: bool,
    now: datetime,
) -> None:
    try:
        asked = open_round(community=groups[key], has_comments=has_comments, by=people[who], now=now)
    except CannotOpenNow:  # the story is told on a day just before the end of a year
        return
    for person, levels in answers.items():
        marks = tuple(int(level) for level in levels for _statement in range(3))
        line = LINES.get(person, "") if has_comments else ""
        answer_round(pulse_round=asked, slip=Slip(marks, line), by=people[person], now=now + timedelta(hours=1))


def _close(groups: Groups, now: datetime) -> None:
    for group in groups.values():
        close_due_rounds(now=now, community=group)


def _show(groups: Groups, people: People, now: datetime) -> None:
    """Every member of the reading group shows its round to the leader."""
    closed = Round.objects.filter(community=groups["lezen"], closed_on__isnull=False).exclude(size="").first()
    for person in READING if closed else ():
        say_share(pulse_round=closed, wants=True, by=people[person], now=now)  # type: ignore[arg-type]


def _talk(groups: Groups, people: People, now: datetime) -> None:
    group, day = groups["wiskunde"], now.date()
    meeting = group.meetings.filter(day=day).first()
    record_talk(community=group, condition="potency", held_on=day, meeting=meeting, by=people["tine"], now=now)
