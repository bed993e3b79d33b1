"""What the product took of the people of the story, month by month: a little less as they know the way."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from functools import partial
from typing import Any

from communities.models import Community
from meetings.localtime import wall_time
from schools.calendar import SchoolDays
from schools.models import User
from upkeep.models import PageTime
from upkeep.page_kinds import Kind

Step = tuple[datetime, int, Any]
ORDER = 90
# Kind, pages in a month, seconds each in the first month.
TAKEN = (
    (Kind.LOG, 14, 118),
    (Kind.PLAN, 22, 52),
    (Kind.AGENDA, 26, 74),
    (Kind.RUN, 9, 380),
    (Kind.ANSWER, 60, 14),
    (Kind.LEARN, 48, 61),
    (Kind.COACH, 12, 66),
    (Kind.READ, 310, 19),
    (Kind.SETTINGS, 17, 31),
    (Kind.LEAD, 75, 48),
)


def steps_of(
    days: SchoolDays, story_day: date, groups: Mapping[str, Community], people: Mapping[str, User]
) -> Iterator[Step]:
    """At the end of every month of the school year that has ended."""
    months = sorted({day.replace(day=1) for day in days.days if day < story_day.replace(day=1)})
    for number, month in enumerate(months):
        end = max(day for day in days.days if day.replace(day=1) == month)
        yield wall_time(end, time(17)), ORDER, partial(_take, groups, month, number)


def _take(groups: Mapping[str, Community], month: date, number: int, now: datetime) -> None:
    school = next(iter(groups.values())).school
    PageTime.objects.bulk_create(
        PageTime(
            school=school, month=month, kind=kind, views=views, seconds=views * (each - each * min(number, 6) // 20)
        )
        for kind, views, each in TAKEN
    )
