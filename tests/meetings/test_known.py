"""When a community is looked at again, and that its stored row holds until then."""

from datetime import date, timedelta
from typing import Any

import pytest

from communities.models import Community
from meetings.known import known_on
from meetings.rhythm import FACTS, row_of
from tests.factories import CommunityFactory, MeetingFactory, PauseFactory, open_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def group() -> Community:
    return CommunityFactory(school=open_school())


def met(community: Community, *days: date, **fields: Any) -> None:
    for day in days:
        MeetingFactory(community=community, day=day, status="held", **fields)


def look(community: Community, today: date, *, has_been_told: bool = False) -> date | None:
    return known_on([community], day=today)[0].next_look_on(has_been_told=has_been_told)


NOT_TOLD = {"has_been_told": False}
TOLD = {"has_been_told": True}


@pytest.mark.parametrize(
    ("today", "options", "next_look_on"),
    [
        (date(2026, 11, 23), NOT_TOLD, date(2026, 12, 7)),  # opens
        (date(2026, 12, 7), NOT_TOLD, date(2026, 12, 7)),
        (date(2026, 12, 7), TOLD, date(2027, 1, 5)),  # first school day after due
        (date(2027, 1, 5), NOT_TOLD, date(2027, 1, 5)),
        (date(2027, 1, 5), TOLD, date(2027, 1, 11)),  # five school days after due
        (date(2027, 1, 11), TOLD, date(2027, 2, 23)),  # stalled
        (date(2027, 2, 23), TOLD, date(2027, 4, 16)),  # the year becomes tight
        (date(2027, 4, 16), TOLD, date(2027, 7, 1)),  # the year is over
        (date(2027, 7, 1), TOLD, date(2027, 8, 12)),  # beyond the shortest summer nothing is known
    ],
)
def test_the_next_look_walks_through_the_rhythm(
    group: Community, today: date, options: dict[str, bool], next_look_on: date
) -> None:
    met(group, date(2026, 10, 30))

    assert look(group, today, **options) == next_look_on


@pytest.mark.parametrize(
    ("today", "options", "next_look_on"),
    [
        (date(2026, 11, 23), NOT_TOLD, date(2026, 12, 8)),  # five school days before
        (date(2026, 12, 8), TOLD, date(2026, 12, 16)),  # the day after
        (date(2026, 12, 16), TOLD, date(2026, 12, 18)),  # three school days after: told again
        (date(2026, 12, 18), TOLD, date(2027, 1, 5)),
    ],
)
def test_the_next_look_goes_round_a_planned_meeting(
    group: Community, today: date, options: dict[str, bool], next_look_on: date
) -> None:
    met(group, date(2026, 10, 30))
    MeetingFactory(community=group, day=date(2026, 12, 15))

    assert look(group, today, **options) == next_look_on


def test_the_next_look_is_at_start_pause_and_end() -> None:
    group = CommunityFactory(
        school=open_school(), regime="none", started_on=date(2026, 10, 1), ended_on=date(2027, 3, 1)
    )
    PauseFactory(community=group, first_day=date(2026, 12, 1), last_day=date(2026, 12, 31))
    looks = []
    today: date | None = date(2026, 9, 15)

    while today is not None:
        today = look(group, today)
        looks.append(today)

    assert looks == [
        date(2026, 10, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2027, 3, 1),
        date(2027, 7, 1),
        date(2027, 8, 12),
        None,
    ]


def test_between_two_looks_nothing_changes_but_what_is_read_from_the_day(group: Community) -> None:
    """Walks a school year: as long as no look is due, yesterday's row is today's."""
    met(group, date(2026, 10, 15), date(2026, 11, 26), date(2027, 5, 20))
    MeetingFactory(community=group, day=date(2026, 10, 8))
    MeetingFactory(community=group, day=date(2027, 1, 22))
    PauseFactory(community=group, first_day=date(2027, 3, 1), last_day=date(2027, 3, 26))
    day = date(2026, 12, 1)
    row = row_of(known_on([group], day=day)[0], has_been_told=True)

    while day < date(2027, 8, 31):
        day += timedelta(days=1)
        fresh = row_of(known_on([group], day=day)[0], has_been_told=True)
        if row.next_look_on is not None and row.next_look_on <= day:
            row = fresh
        assert [getattr(row, name) for name in FACTS] == [getattr(fresh, name) for name in FACTS], day
