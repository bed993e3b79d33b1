"""What the school told of hours and rooms, and its groups of their wishes; the plan itself is one tap away."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any

from communities.models import Community
from meetings.localtime import wall_time
from planning.actions import add_hour, save_room, say_taught_hours, say_wish
from schools.calendar import SchoolDays
from schools.models import User

Step = tuple[datetime, int, Any]
ORDER = 80
ROOMS = (("Bibliotheek", 24), ("Leraarskamer", 16), ("Lokaal B12", 14), ("STEM-lab", 18), ("Stille ruimte", None))
HOURS = (
    ((0, 3), time(15, 30), time(17, 30), False),
    ((1, 3), time(12, 50), time(15, 10), True),
    ((2,), time(12, 30), time(15, 30), True),
)
TEACHING = {"tine": (1, time(13), time(14)), "stijn": (3, time(13), time(15))}
WISHES = {"wiskunde": ([2, 3], "Liefst niet vlak voor een toetsweek."), "stem": ([1], "In het STEM-lab, als het kan.")}


def steps_of(
    days: SchoolDays, story_day: date, groups: Mapping[str, Community], people: Mapping[str, User]
) -> Iterator[Step]:
    """Some weeks before the story day."""
    yield wall_time(days.before(story_day, 22) or days.begin, time(16)), ORDER, partial(_school, groups, people)
    yield wall_time(days.before(story_day, 12) or days.begin, time(16)), ORDER, partial(_groups, groups, people)


def _school(groups: Mapping[str, Community], people: Mapping[str, User], now: datetime) -> None:
    school, by = groups["wiskunde"].school, people["hilde"]
    for name, seats in ROOMS:
        save_room(school=school, room=None, name=name, seats=seats, by=by, now=now)
    for weekdays, starts, ends, in_lesson_time in HOURS:
        add_hour(
            school=school,
            weekdays=weekdays,
            starts=starts,
            ends=ends,
            in_lesson_time=in_lesson_time,
            by=by,
            now=now,
        )


def _groups(groups: Mapping[str, Community], people: Mapping[str, User], now: datetime) -> None:
    school = groups["wiskunde"].school
    for key, hour in TEACHING.items():
        days = {hour[0]: [hour]}
        say_taught_hours(school=school, user=people[key], days=days, by=people[key], now=now)
    for key, (weekdays, line) in WISHES.items():
        group = groups[key]
        by = group.memberships.current().select_related("user").earliest("pk").user
        say_wish(community=group, weekdays=weekdays, line=line, plans_itself=False, by=by, now=now)
