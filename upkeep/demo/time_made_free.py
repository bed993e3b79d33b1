"""What falls away for the groups of the story, practical matters that people took, an agreement not published."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any

from communities.actions import set_time_made_free
from communities.models import Community
from meetings.actions import add_chore, claim_chore, finish_chore
from meetings.localtime import wall_time
from meetings.models import Meeting
from schools.actions import set_workload_rule
from schools.calendar import SchoolDays
from schools.models import School, User

Step = tuple[datetime, int, Any]
ORDER = 41
# Group, who says it, what falls away, usually in lesson time. The others have not said anything yet.
FREED = (
    ("wiskunde", "jef", "Het vakoverleg wiskunde van donderdag, en één middagtoezicht per lid.", True),
    ("geschiedenis", "koen", "Twee lesuren worden vervangen; daarvoor springt het team talen in.", True),
    ("frans", "fatima", "De werkgroep spreken gaat op in deze groep.", False),
    ("stem", "stijn", "", False),
)
LATELY = ("zorg", "leen", "Het zorgoverleg van dinsdag gaat voortaan om de twee weken door.", False)
# Kind, words, who takes it, whether it is seen to already.
CHORES = (
    ("room", "B204 met het digibord", "lotte", True),
    ("catering", "", "nele", False),
    ("material", "Grafische rekenmachines, een halve klas", "", False),
    ("notes", "", "", False),
)
AGREED = (
    "Voorstel voor de personeelsvergadering: wie boven dit aantal komt, bespreekt met de directie wat kan wegvallen."
)


def steps_of(
    days: SchoolDays,
    story_day: date,
    schools: Mapping[str, School],
    groups: Mapping[str, Any],
    people: Mapping[str, User],
) -> Iterator[Step]:
    """At the start of the year what falls away; some days before the story day the practical matters."""
    begun, lately = days.nth(5) or days.begin, days.before(story_day, 1) or days.begin
    for key, who, falls_away, in_lesson_time in (*FREED, LATELY):
        said = {"falls_away": falls_away, "in_lesson_time": in_lesson_time}
        day = lately if key == LATELY[0] else begun
        yield wall_time(day, time(12)), ORDER, partial(_free, groups, people, key, who, said)
    yield wall_time(lately, time(12)), ORDER, partial(_share, groups, people)
    yield wall_time(lately, time(13)), ORDER, partial(_agree, schools, people)


def _free(
    groups: Mapping[str, Community], people: Mapping[str, User], key: str, who: str, said: dict[str, Any], now: datetime
) -> None:
    if key in groups:
        set_time_made_free(community=groups[key], **said, by=people[who], now=now)


def _share(groups: Mapping[str, Community], people: Mapping[str, User], now: datetime) -> None:
    """The next meeting of the design team: one matter done, one taken, two free."""
    meeting = Meeting.objects.planned().filter(community=groups["wiskunde"], starts_at__gt=now).first()
    if meeting is None:
        return
    for kind, text, who, is_done in CHORES:
        chore = add_chore(meeting=meeting, kind=kind, text=text, by=people["jef"], now=now)
        if who:
            act = finish_chore if is_done else claim_chore
            act(chore=chore, by=people[who], now=now)


def _agree(schools: Mapping[str, School], people: Mapping[str, User], now: datetime) -> None:
    set_workload_rule(school=schools["ter-linde"], ceiling_hours=40, text=AGREED, by=people["hilde"], now=now)
