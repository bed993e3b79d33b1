"""A research lesson of the story: three case pupils, what was expected and seen, and a talk that is not over yet."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from communities.models import Community
from learning.actions import lessons as actions
from learning.actions.lessons import Said
from learning.models import CasePupil
from meetings.localtime import wall_time
from meetings.models import CycleStep
from schools.calendar import SchoolDays
from schools.models import User

Step = tuple[datetime, int, Any]
Groups = Mapping[str, Community]
People = Mapping[str, User]
ORDER = 61  # after what the groups do on the same moment
KEY, WEEK = "lezen", 12  # school days before the story day on which the letters were chosen
LABELS = {
    "A": "leest vlot, mist de hoofdgedachte",
    "B": "zoekt elk moeilijk woord op",
    "C": "haakt af bij meer dan een bladzijde",
}
EXPECTED = {
    "A": "Is als eerste klaar en onderlijnt bijna alles.",
    "B": "Blijft hangen in de eerste alinea.",
    "C": "Vraagt na vijf minuten hoelang het nog duurt.",
}
# Who saw what, in minutes after the bell; "" is the others.
SEEN: Sequence[tuple[str, str, int, str]] = (
    ("pieter", "A", 4, "“Gaat over water.” Leest de kop niet, begint bij de eerste zin."),
    ("pieter", "A", 17, "Schrapt drie van de vijf lijnen als de buur vraagt waarom."),
    ("an", "B", 6, "Slaat het woord “verdroging” over en leest gewoon door."),
    ("an", "B", 21, "Zegt de hoofdgedachte juist, in eigen woorden."),
    ("tine", "C", 9, "Kijkt naar de foto, leest dan alleen het bijschrift."),
    ("tine", "C", 24, "Praat mee zodra het per twee mag."),
    ("tine", "", 26, "Vier duo’s beginnen bij de laatste alinea."),
)


def steps_of(days: SchoolDays, story_day: date, groups: Groups, people: People) -> Iterator[Step]:
    """Letters, then predictions, then the lesson, then a talk about two of the three."""
    begun = days.before(story_day, WEEK) or days.begin
    yield wall_time(begun, time(16)), ORDER, partial(_choose, groups, people["sofie"])
    yield wall_time(begun, time(16, 10)), ORDER, partial(_predict, groups, people["an"])
    lesson = days.before(story_day, WEEK - 1) or begun
    for number, (who, code, minute, text) in enumerate(SEEN):
        moment = wall_time(lesson, time(10, 15)) + timedelta(minutes=minute)
        yield moment, ORDER, partial(_observe, groups, people[who], code, text, number)
    for code in ("A", "B"):
        yield wall_time(lesson, time(16)), ORDER, partial(_talk, groups, people["sofie"], code)


def lesson_of(groups: Groups) -> CycleStep:
    return CycleStep.objects.select_related("cycle").get(cycle__community=groups[KEY], kind="lesson")


def _choose(groups: Groups, by: User, now: datetime) -> None:
    labels = {code: Said(label) for code, label in LABELS.items()}
    actions.name_case_pupils(cycle=lesson_of(groups).cycle, labels=labels, by=by, now=now)


def _predict(groups: Groups, by: User, now: datetime) -> None:
    step = lesson_of(groups)
    said = {pupil: Said(EXPECTED[pupil.code]) for pupil in CasePupil.objects.filter(cycle=step.cycle)}
    actions.predict(step=step, said=said, by=by, now=now)


def _observe(groups: Groups, by: User, code: str, text: str, number: int, now: datetime) -> None:
    step = lesson_of(groups)
    pupil = CasePupil.objects.filter(cycle=step.cycle, code=code).first()
    key = UUID(int=(step.pk << 40) + number)
    actions.observe(step=step, pupil=pupil, text=text, key=key, by=by, now=now)


def _talk(groups: Groups, by: User, code: str, now: datetime) -> None:
    actions.talk_about(step=lesson_of(groups), code=code, is_done=True, by=by, now=now)
