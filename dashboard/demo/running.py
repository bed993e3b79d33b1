"""How the groups of the story lead their meetings: a script of their own."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any

from communities.models import Community
from meetings.actions import copy_script, save_script
from meetings.localtime import wall_time
from meetings.scripts import built_in
from schools.calendar import SchoolDays
from schools.models import User

Step = tuple[datetime, int, Any]
Groups = Mapping[str, Community]
People = Mapping[str, User]
ORDER = 42  # after what the groups do on the same moment
COPIED = 60  # school days ago


def steps_of(days: SchoolDays, story_day: date, groups: Groups, people: People) -> Iterator[Step]:
    """The maths group made GRROW its own."""
    copied = max(days.before(story_day, COPIED) or days.begin, days.begin)
    yield wall_time(copied, time(17)), ORDER, partial(_copy, groups, people)


def _copy(groups: Groups, people: People, now: datetime) -> None:
    row = copy_script(community=groups["wiskunde"], script=built_in("nl")[0], by=people["jef"], now=now)
    steps = [
        {**step, "title": "Ronde: hoe zit iedereen erbij?"} if place == 0 else step
        for place, step in enumerate(row.steps)
    ]
    save_script(script=row, name="GRROW zoals wij het doen", steps=steps, by=people["jef"], now=now)
