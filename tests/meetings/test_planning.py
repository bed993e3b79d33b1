"""Plans of one community: its habits, busy days, the rest of the year."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from communities.models import Community
from meetings.planning import LOCAL_ZONE, planner_for
from meetings.rhythm import proposals_for
from tests.factories import (
    CommunityFactory,
    MeetingFactory,
    MembershipFactory,
    PartnershipFactory,
    PauseFactory,
    QuietPeriodFactory,
    open_school,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def group() -> Community:
    return CommunityFactory(school=open_school())


def met(community: Community, *days: date, **fields: Any) -> None:
    for day in days:
        MeetingFactory(community=community, day=day, status="held", **fields)


def test_a_proposal_follows_the_habits_of_the_group(group: Community, today: date) -> None:
    met(group, date(2026, 9, 24), date(2026, 10, 29), minutes=135)

    found = proposals_for(group, today=today)

    assert [(p.day, p.minutes, p.reasons) for p in found] == [
        (date(2026, 12, 4), 135, ()),  # the window opens on a Friday
        (date(2026, 12, 10), 135, ()),
        (date(2026, 12, 17), 135, ()),
    ]
    assert found[0].starts_at.isoformat() == "2026-12-04T13:00:00+01:00"


def test_a_group_that_never_met_is_proposed_the_usual_length() -> None:
    group = CommunityFactory(school=open_school(), variant="COP", regime="count", gap_weeks=3)

    [first, *_] = proposals_for(group, today=date(2026, 9, 14))

    assert (first.day, first.minutes, first.starts_at.isoformat()) == (
        date(2026, 10, 5),
        120,
        "2026-10-05T14:00:00+02:00",
    )


def test_days_on_which_a_member_meets_elsewhere_come_last(group: Community, today: date) -> None:
    met(group, date(2026, 10, 29))
    member = MembershipFactory(community=group)
    other = MembershipFactory(community=CommunityFactory(school=group.school), user=member.user).community
    MeetingFactory(community=other, day=date(2026, 12, 10))

    planner = planner_for(group, today=today)

    assert date(2026, 12, 10) not in [proposal.day for proposal in planner.next()]
    assert planner.clashes(date(2026, 12, 10)) == ("double_booked",)


@pytest.mark.parametrize(
    ("hour", "minutes", "is_busy"),
    [(8, 120, False), (11, 120, False), (11, 121, True), (13, 30, True), (15, 60, False), (14, 60, True)],
)
def test_only_a_meeting_at_that_hour_stands_in_the_way(
    group: Community, today: date, hour: int, minutes: int, is_busy: bool
) -> None:
    met(group, date(2026, 10, 29))  # from one to three o'clock, local time: a winter day
    member = MembershipFactory(community=group)
    other = MembershipFactory(community=CommunityFactory(school=group.school), user=member.user).community
    starts_at = datetime(2026, 12, 10, hour, tzinfo=LOCAL_ZONE)
    MeetingFactory(community=other, day=date(2026, 12, 10), starts_at=starts_at, minutes=minutes)

    planner = planner_for(group, today=today)

    assert planner.clashes(date(2026, 12, 10)) == (("double_booked",) if is_busy else ())
    assert (date(2026, 12, 10) in [proposal.day for proposal in planner.next()]) is not is_busy


@pytest.mark.parametrize("stops_clock", [False, True])
def test_exam_weeks_of_a_partner_school_are_avoided(group: Community, today: date, stops_clock: bool) -> None:
    met(group, date(2026, 10, 29))
    partner = open_school()
    PartnershipFactory(community=group, school=partner)
    QuietPeriodFactory(school=partner, stops_clock=stops_clock)  # 7 to 18 December
    closed = date(2026, 12, 12)

    planner = planner_for(group, today=today)

    assert planner.known.rhythm.due_on == (date(2027, 1, 15) if stops_clock else date(2026, 12, 18))
    assert all(not date(2026, 12, 7) <= proposal.day <= date(2026, 12, 18) for proposal in planner.next())
    assert all(proposal.reasons == () for proposal in (*planner.next(), *planner.year()))
    assert planner.clashes(date(2026, 12, 10)) == ("quiet",)
    assert planner.clashes(closed) == ("closed_day", "quiet")


def test_a_day_in_a_pause_is_told_as_such(group: Community, today: date) -> None:
    PauseFactory(community=group, first_day=date(2027, 1, 11), last_day=date(2027, 1, 22))

    assert planner_for(group, today=today).clashes(date(2027, 1, 14)) == ("paused",)


def test_the_year_is_planned_beside_what_is_planned_and_drafted(group: Community, today: date) -> None:
    met(group, date(2026, 10, 29))
    MeetingFactory(community=group, day=date(2026, 12, 10))
    MeetingFactory(community=group, day=date(2027, 1, 21), status="draft")

    found = planner_for(group, today=today).year()

    assert [proposal.day for proposal in found] == [
        date(2027, 2, 25),
        date(2027, 3, 25),
        date(2027, 5, 13),
        date(2027, 6, 11),
    ]
    assert {proposal.reasons for proposal in found} == {()}


def test_the_meeting_that_is_moved_is_not_too_close_to_itself(group: Community, today: date) -> None:
    meeting = MeetingFactory(community=group, day=date(2026, 12, 10))

    assert planner_for(group, today=today).clashes(date(2026, 12, 11)) == ("too_close",)
    assert planner_for(group, today=today, except_meeting=meeting.pk).clashes(date(2026, 12, 11)) == ()


@pytest.mark.parametrize("number", [1, 3])
def test_planning_costs_the_same_for_any_history(
    group: Community, today: date, number: int, django_assert_num_queries: Any
) -> None:
    met(group, *[date(2026, 9, 24) + timedelta(weeks=n) for n in range(number)])

    with django_assert_num_queries(7):
        planner_for(group, today=today).year()
