"""A group of the story that tried something out, got more time once, and stopped well; and one that got more time."""

from collections.abc import Iterator, Mapping, MutableMapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from communities.actions import (
    accept_invitation,
    decide_stage,
    finish_community,
    invite_people,
    start_community,
    start_experiment,
)
from communities.models import Community, Invitation, Membership
from meetings.actions import LogEntry, NoteLine, log_meeting, plan_meeting
from meetings.localtime import wall_time
from schools.calendar import SchoolDays
from schools.models import School, User
from upkeep.demo.cast import key_in

Step = tuple[datetime, int, Any]
People = Mapping[str, User]
Groups = MutableMapping[str, Community]
ORDER = 42
KEY, NAME = "toetsen", "Toetsen waar je van leert"
MEMBERS = ("griet", "tine", "ilse", "dries")
QUESTION = "Doen leerlingen iets met een toets die ze zonder punten terugkrijgen?"
LEARNED = "Met één tip in plaats van een cijfer verbeteren de meeste leerlingen hun werk. Zonder lestijd ervoor niet."
SO_FAR = "In twee vakken werkt het, in de andere hebben we het nog niet geprobeerd."
THANKS = "Dank je wel, Tine, Ilse en Dries. Onze tipkaart ligt nu in elke klas, en dat is jullie werk."
DECIDED = (
    "Elk van ons geeft één toets terug zonder punten, met één tip.",
    "We geven tien minuten lestijd om met de tip te werken.",
    "De tipkaart komt op de gedeelde schijf, voor iedereen.",
)
MET = (45, 75, 105)  # school days of the year before
ONLINE_QUESTION = "Vinden collega's hier sneller een antwoord dan in de lerarenkamer?"
ONLINE_SO_FAR = "Er komen meer vragen dan vorig jaar, maar nog altijd van dezelfde acht mensen."


def steps_of(
    school: School, days: SchoolDays, before: SchoolDays, story_day: date, groups: Groups, people: People
) -> Iterator[Step]:
    """Last year's group from its start to its end, early this year; the online group asks for more time."""
    begun = before.nth(30) or before.begin
    yield wall_time(begun, time(9)), ORDER, partial(_begin, school, groups, people, before.nth(140) or before.end)
    for number, nth in enumerate(MET):
        day = before.nth(nth) or before.end
        yield wall_time(day, time(18)), ORDER, partial(_meet, groups, people, day, number)
    longer, stopped = before.nth(138) or before.end, days.nth(9) or days.begin
    yield wall_time(longer, time(16)), ORDER, partial(_extend, groups, people, KEY, "griet", SO_FAR, days.end)
    yield wall_time(stopped, time(16)), ORDER, partial(_stop, groups, people)
    tried, so_far = days.nth(5) or days.begin, days.before(story_day, 4) or days.begin
    soon = days.after(story_day, 3) or days.end
    yield wall_time(tried, time(9)), ORDER, partial(_try, groups, people, soon)
    if so_far > tried:
        yield (
            wall_time(so_far, time(16)),
            ORDER,
            partial(_extend, groups, people, "digitaal", "tom", ONLINE_SO_FAR, days.end),
        )


def _begin(school: School, groups: Groups, people: People, ends_on: date, now: datetime) -> None:
    """An experiment from its first day on; who is asked accepts."""
    founder = people[MEMBERS[0]]
    group = start_community(
        school=school,
        variant="COP",
        name=NAME,
        purpose="Toetsen die leerlingen vooruithelpen, niet alleen meten.",
        contribution="Uitproberen in verschillende vakken en eerlijk vergelijken.",
        task="Een tipkaart waarmee elke collega een toets zonder punten kan teruggeven.",
        started_on=now.date(),
        by=founder,
        now=now,
    )
    groups[KEY] = group
    others = [people[key] for key in MEMBERS[1:]]
    invite_people(community=group, people=others, role=Membership.Role.MEMBER, by=founder, now=now)
    for invitation in Invitation.objects.filter(community=group).select_related("community", "user"):
        accept_invitation(invitation=invitation, by=invitation.user, now=now + timedelta(hours=1))
    start_experiment(community=group, question=QUESTION, ends_on=ends_on, by=founder, now=now)


def _meet(groups: Groups, people: People, day: date, number: int, now: datetime) -> None:
    by, starts_at = people[MEMBERS[number]], wall_time(day, time(15, 50))
    meeting = plan_meeting(
        community=groups[KEY], starts_at=starts_at, minutes=90, place="A110", by=by, now=now - timedelta(days=10)
    )
    entry = LogEntry(
        key=key_in(groups, f"ending {day}"),
        version=meeting.version,
        starts_at=starts_at,
        minutes=90,
        present={people[key].pk: True for key in MEMBERS},
        decisions=[NoteLine(DECIDED[number])],
    )
    log_meeting(meeting=meeting, entry=entry, by=by, now=now)


def _try(groups: Groups, people: People, ends_on: date, now: datetime) -> None:
    start_experiment(community=groups["digitaal"], question=ONLINE_QUESTION, ends_on=ends_on, by=people["tom"], now=now)


def _extend(groups: Groups, people: People, key: str, who: str, answer: str, ends_on: date, now: datetime) -> None:
    said = {"kind": "extend", "answer": answer, "reason": "Te vroeg om te beslissen.", "decided_on": now.date()}
    decide_stage(community=groups[key], **said, ends_on=ends_on, by=people[who], now=now)  # type: ignore[arg-type]


def _stop(groups: Groups, people: People, now: datetime) -> None:
    """With what was learned, and a word of thanks."""
    reason = "Het werk is klaar. De vakgroepen nemen het over."
    group, by = groups[KEY], people[MEMBERS[0]]
    finish_community(community=group, ended_on=now.date(), answer=LEARNED, reason=reason, thanks=THANKS, by=by, now=now)
