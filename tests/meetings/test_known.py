"""When a community is looked at again, and that its stored row holds until then."""

from datetime import date, timedelta
from typing import Any

import pytest

from communities.models import Community
from meetings.known import known_on
from meetings.rhythm import FACTS, row_of
from tests.factories import (
    ActivityFactory,
    CommunityFactory,
    CycleFactory,
    CycleStepFactory,
    MeetingFactory,
    PauseFactory,
    open_school,
)

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
        today = look(group, today, has_been_told=True)
        looks.append(today)

    assert looks == [
        date(2026, 10, 1),
        date(2026, 12, 1),
        date(2026, 12, 14),  # five school days before the clock runs again: Christmas holidays do not count
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


# --- cycles ----------------------------------------------------------------------------------------------------------
@pytest.fixture
def lesson_study() -> Community:
    """A cycle from 12 October: held on the 15th, planned on 26 November and 10 December, a last step without a day."""
    group = CommunityFactory(school=open_school(), variant="LS", regime="cycle")
    cycle = CycleFactory(community=group, started_on=date(2026, 10, 12))
    held = MeetingFactory(community=group, day=date(2026, 10, 15), minutes=90, status="held")
    CycleStepFactory(cycle=cycle, position=1, kind="orientation", meeting=held)
    for position, day in enumerate((date(2026, 11, 26), date(2026, 12, 10)), start=2):
        CycleStepFactory(cycle=cycle, position=position, meeting=MeetingFactory(community=group, day=day, minutes=90))
    CycleStepFactory(cycle=cycle, position=4, kind="share")
    return group


@pytest.mark.parametrize(
    ("today", "options", "next_look_on"),
    [
        (date(2026, 10, 16), TOLD, date(2026, 11, 19)),  # five school days before the step
        (date(2026, 11, 19), TOLD, date(2026, 11, 27)),  # the day after: overdue, and to be logged
        (date(2026, 11, 27), TOLD, date(2026, 12, 1)),  # three school days after
        (date(2026, 12, 1), TOLD, date(2026, 12, 3)),  # five: help is offered; and five before the second step
    ],
)
def test_the_next_look_wakes_for_the_days_of_steps(
    lesson_study: Community, today: date, options: dict[str, bool], next_look_on: date
) -> None:
    assert look(lesson_study, today, **options) == next_look_on


def test_between_two_looks_nothing_changes_in_a_cycle_either(lesson_study: Community) -> None:
    day = date(2026, 10, 1)
    row = row_of(known_on([lesson_study], day=day)[0], has_been_told=True)

    while day < date(2027, 8, 31):
        day += timedelta(days=1)
        if day == date(2026, 10, 12):  # to start a cycle is an act, which refreshes
            row = row_of(known_on([lesson_study], day=day)[0], has_been_told=True)
        fresh = row_of(known_on([lesson_study], day=day)[0], has_been_told=True)
        if row.next_look_on is not None and row.next_look_on <= day:
            row = fresh
        assert [getattr(row, name) for name in FACTS] == [getattr(fresh, name) for name in FACTS], day


def test_a_cancelled_step_has_no_day_and_an_ended_cycle_asks_nothing(lesson_study: Community) -> None:
    lesson_study.meetings.filter(day=date(2026, 11, 26)).update(status="cancelled")
    [known] = known_on([lesson_study], day=date(2026, 11, 20))
    assert (known.rhythm.opens_on, known.rhythm.due_on) == (date(2026, 10, 22), date(2026, 11, 13))

    lesson_study.cycles.update(ended_on=date(2026, 11, 20))
    [known] = known_on([lesson_study], day=date(2026, 11, 20))
    assert (known.rhythm.opens_on, known.rhythm.due_on, known.status().state) == (None, None, "on_track")
    [known] = known_on([lesson_study], day=date(2026, 11, 19))  # as it was the day before
    assert known.rhythm.due_on == date(2026, 11, 13)


@pytest.mark.parametrize("number", [1, 3])
def test_cycles_and_activity_are_read_in_one_query_each(number: int, django_assert_num_queries: Any) -> None:
    school = open_school()
    for _ in range(number):
        cycle = CycleFactory(community=CommunityFactory(school=school, regime="cycle"))
        CycleStepFactory.create_batch(number, cycle=cycle)
        ActivityFactory.create_batch(number, community=CommunityFactory(school=school, regime="none"))
    communities = list(Community.objects.all())

    with django_assert_num_queries(7):
        known = known_on(communities, day=date(2026, 11, 23))

    assert [one.rhythm.last_active_on for one in known if one.policy.regime == "none"] == [date(2026, 11, 12)] * number
    assert [one.rhythm.due_on for one in known if one.policy.regime == "cycle"] == [date(2026, 10, 30)] * number
