"""The stored rhythm: fresh after every change, the same as reckoned, in a constant number of queries."""

from datetime import date
from threading import Event, Thread
from time import sleep
from typing import Any

import pytest
from django.db import connection, transaction

from communities.models import Community
from communities.signals import rhythm_changed
from meetings.models import Cadence
from meetings.rhythm import proposals_for, refresh_cadence, refreshed, school_days_of, statuses
from schools.models import School
from schools.signals import school_time_changed
from tests.factories import (
    ClosureFactory,
    CommunityFactory,
    MeetingFactory,
    PartnershipFactory,
    PauseFactory,
    SchoolFactory,
    SchoolYearFactory,
    open_school,
)

pytestmark = pytest.mark.django_db


def met(community: Community, *days: date, **fields: Any) -> None:
    for day in days:
        MeetingFactory(community=community, day=day, status="held", **fields)


@pytest.fixture
def school() -> School:
    return open_school()


@pytest.fixture
def group(school: School) -> Community:
    return CommunityFactory(school=school)


def stored(community: Community, today: date, **options: bool) -> Cadence:
    assert refresh_cadence(community_ids=[community.pk], today=today, **options) == 1
    return Cadence.objects.get(community=community)


def test_refresh_stores_the_facts_of_the_first_example(group: Community, today: date) -> None:
    met(group, date(2026, 10, 30), minutes=100)
    MeetingFactory(community=group, day=date(2026, 11, 12))
    MeetingFactory(community=group, day=date(2026, 12, 15), minutes=150)
    MeetingFactory(community=group, day=date(2026, 11, 19), status="cancelled")
    MeetingFactory(community=group, day=date(2026, 12, 17), status="draft")

    row = stored(group, today)

    assert (row.opens_on, row.due_on, row.stalled_on) == (date(2026, 12, 7), date(2027, 1, 4), date(2027, 2, 22))
    assert (row.year, row.is_calendar_known, row.held, row.required, row.remaining) == ("2026-2027", True, 1, 5, 4)
    assert (row.last_reachable_on, row.tight_on) == (date(2027, 4, 30), date(2027, 4, 16))
    assert (row.planned_next_on, row.unlogged_on) == (date(2026, 12, 15), date(2026, 11, 12))
    assert row.reasons == ["unlogged", "too_short"]
    assert row.dots == [["2026-10-30", 100, "h"], ["2026-11-12", 120, "p"], ["2026-12-15", 150, "p"]]
    assert row.reckoned_on == today


def test_refreshing_again_writes_over_the_same_row(group: Community, today: date) -> None:
    stored(group, today)
    met(group, date(2026, 11, 19))

    row = stored(group, today)

    assert (row.held, Cadence.objects.count()) == (1, 1)


@pytest.mark.parametrize("number", [1, 3])
def test_refresh_costs_the_same_for_any_number(
    school: School, today: date, number: int, django_assert_num_queries: Any
) -> None:
    for group in CommunityFactory.create_batch(number, school=school):
        met(group, date(2026, 10, 1), date(2026, 11, 12))
        PauseFactory(community=group, first_day=date(2026, 12, 1), last_day=date(2026, 12, 4))
        PartnershipFactory(community=group, school=open_school())
    ids = list(Community.objects.values_list("pk", flat=True))

    with django_assert_num_queries(7):
        assert refresh_cadence(community_ids=ids, today=today) == number


@pytest.mark.parametrize("number", [1, 3])
def test_statuses_cost_the_same_for_any_number(
    school: School, today: date, number: int, django_assert_num_queries: Any
) -> None:
    CommunityFactory.create_batch(number, school=school)

    with django_assert_num_queries(6):
        assert len(statuses(Community.objects.all(), as_of=today)) == number


def test_refresh_of_nothing_writes_nothing(today: date, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert refresh_cadence(community_ids=[], today=today) == 0


def test_statuses_are_by_code_and_as_of_the_day(school: School) -> None:
    second = CommunityFactory(school=school, code="b")
    CommunityFactory(school=school, code="a", regime="count", gap_weeks=3)
    met(second, date(2026, 10, 30))

    found = statuses(Community.objects.all(), as_of=date(2026, 10, 29))

    assert [(community.code, status.held, status.state) for community, status in found] == [
        ("a", 0, "overdue"),
        ("b", 0, "overdue"),
    ]


def test_empty_numbers_take_the_defaults_of_the_regime(school: School, today: date) -> None:
    group = CommunityFactory(
        school=school, regime="count", target_weeks=None, limit_weeks=None, minimum_per_year=None, gap_weeks=None
    )

    [(_, status)] = statuses(Community.objects.filter(pk=group.pk), as_of=today)

    assert (status.required, status.due_on, status.last_reachable_on) == (5, date(2026, 10, 19), date(2027, 3, 5))


def test_a_day_counts_only_when_every_school_is_open(group: Community, today: date) -> None:
    met(group, date(2026, 10, 30))
    partner = open_school()
    ClosureFactory(school=partner, first_day=date(2026, 11, 30))
    PartnershipFactory(community=group, school=partner)

    assert stored(group, today).opens_on == date(2026, 12, 8)


def test_the_summer_of_a_partner_is_closed(group: Community, today: date) -> None:
    partner = SchoolFactory()
    SchoolYearFactory(school=partner, first_day=date(2026, 9, 14), last_day=date(2027, 6, 18))
    PartnershipFactory(community=group, school=partner)

    days = school_days_of(group, day=today)

    assert days is not None
    assert (days.first, days.last) == (date(2026, 9, 14), date(2027, 6, 18))


def test_a_partner_without_a_calendar_makes_everything_unknown(group: Community, today: date) -> None:
    met(group, date(2026, 10, 30))
    MeetingFactory(community=group, day=date(2026, 12, 15))
    PartnershipFactory(community=group, school=SchoolFactory())

    row = stored(group, today)

    assert (row.is_calendar_known, row.year, row.held, row.due_on, row.required) == (False, "", 0, None, None)
    assert (row.planned_next_on, row.dots, row.reasons) == (date(2026, 12, 15), [], [])
    assert school_days_of(group, day=today) is None
    assert proposals_for(group, today=today) == []


def test_in_the_summer_the_calendar_is_known_and_nothing_is_due(group: Community) -> None:
    SchoolYearFactory(school=group.school, label="2027-2028", first_day=date(2027, 9, 1), last_day=date(2028, 6, 30))

    row = stored(group, date(2027, 7, 20))

    assert (row.is_calendar_known, row.year, row.due_on, row.next_look_on) == (True, "", None, date(2027, 9, 1))


def test_beyond_the_known_years_nothing_is_known(group: Community) -> None:
    row = stored(group, date(2027, 10, 1))

    assert (row.is_calendar_known, row.year, row.next_look_on) == (False, "", None)


def test_a_pause_moves_the_dates(group: Community, today: date) -> None:
    met(group, date(2026, 10, 30))
    PauseFactory(community=group, first_day=date(2026, 11, 30), last_day=date(2026, 12, 4))

    assert stored(group, today).opens_on == date(2026, 12, 14)


def test_a_closure_refreshes_the_groups_of_host_and_partner(group: Community, today: date) -> None:
    joined = CommunityFactory(school=open_school())
    PartnershipFactory(community=joined, school=group.school)
    elsewhere = CommunityFactory(school=open_school())

    school_time_changed.send(sender=School, school_ids=[group.school_id], today=today)

    assert set(Cadence.objects.values_list("community_id", flat=True)) == {group.pk, joined.pk}
    assert elsewhere.pk not in Cadence.objects.values_list("community_id", flat=True)


def test_a_changed_community_is_refreshed_by_its_signal(group: Community, today: date) -> None:
    rhythm_changed.send(sender=Community, community_ids=[group.pk], today=today)

    assert Cadence.objects.get().community_id == group.pk


def test_refreshed_returns_what_the_sweep_needs(group: Community, today: date) -> None:
    met(group, date(2026, 10, 30))

    [known] = refreshed(community_ids=[group.pk], today=today, has_been_told=True)

    assert known.community == group
    assert known.status().state == "on_track"
    assert known.days is not None
    assert known.days.after(known.rhythm.due_on or today, 1) == date(2027, 1, 5)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_once_the_later_stores_both(today: date) -> None:
    group = CommunityFactory(school=open_school())
    first_wrote = Event()

    def second() -> None:
        first_wrote.wait(5)
        try:
            with transaction.atomic():
                met(group, date(2026, 11, 12))
                refresh_cadence(community_ids=[group.pk], today=today)  # waits here for the first
        finally:
            connection.close()

    thread = Thread(target=second)
    thread.start()
    with transaction.atomic():
        met(group, date(2026, 10, 15))
        refresh_cadence(community_ids=[group.pk], today=today)
        first_wrote.set()
        sleep(0.3)
    thread.join(5)

    assert Cadence.objects.get(community=group).held == 2
