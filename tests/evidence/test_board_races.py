"""A leader who releases or leaves while counts are added up: she is in the sum and stays so, or in neither."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from django.db import connection

from evidence.actions import roll_ups
from evidence.actions.school_groups import leave_school_group
from evidence.models import GroupPlace, Release, RollUp
from schools.models import User
from tests.factories import UserFactory, open_school
from tests.factories_leading import GroupPlaceFactory, ReleaseFactory, RollUpFactory, SchoolGroupFactory

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
NIGHT = datetime(2026, 12, 19, 3, tzinfo=UTC)
EVENING = datetime(2026, 12, 18, 21, tzinfo=UTC)
YEAR = "2026-2027"


def take_back(place: GroupPlace, row: RollUp, by: User) -> None:
    try:
        roll_ups.withdraw_release(place=place, roll_up=row, by=by, now=EVENING)
    except roll_ups.IsClosed:
        pass


def leave(place: GroupPlace, row: RollUp, by: User) -> None:
    leave_school_group(place=place, by=by, now=EVENING)


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="SQLite lets one write at a time anyway")
@pytest.mark.parametrize("act", [take_back, leave])
@pytest.mark.parametrize("_turn", range(4))
def test_what_is_added_up_is_what_stays_released(act, _turn):
    group = SchoolGroupFactory()
    for _number in range(4):
        place = GroupPlaceFactory(group=group, school=open_school())
        ReleaseFactory(group=group, school=place.school, year=YEAR, people=15, figures={"groups": 5})
    row = RollUpFactory(group=group, year=YEAR, closes_on=date(2026, 12, 18), made_on=None)
    leader, together = UserFactory(), Barrier(2)

    def run(number: int) -> None:
        together.wait(timeout=20)
        try:
            if number:
                act(place, row, leader)
            else:
                roll_ups.make_due_roll_ups(now=NIGHT)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(run, range(2)))

    row.refresh_from_db()
    assert row.is_enough
    assert row.schools == Release.objects.filter(group=group, year=YEAR).count()
