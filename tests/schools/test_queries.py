from datetime import date

import pytest

from schools import queries
from schools.models import SchoolYear
from tests.factories import ClosureFactory, QuietPeriodFactory, SchoolFactory, StaffFactory, open_school


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 11, 23), date(2026, 11, 24)),
        (date(2026, 11, 27), date(2026, 11, 30)),
        (date(2026, 12, 18), date(2027, 1, 4)),
        (date(2026, 7, 10), date(2026, 9, 1)),
        (date(2027, 7, 10), date(2027, 7, 11)),
    ],
)
def test_next_school_day(db, today, day):
    assert queries.next_school_day(open_school(), today=today) == day


def test_months_show_what_closes_the_school_and_a_local_day_covers_a_published_one(db):
    school = open_school()
    ClosureFactory(school=school, kind="study_day", first_day=date(2026, 11, 11))
    year = SchoolYear.objects.get()

    months = queries.months_of(year, school.closures.all(), today=date(2026, 11, 23))

    assert [month.first.month for month in months] == [9, 10, 11, 12, 1, 2, 3, 4, 5, 6]
    november = {day.number: day for week in months[2].weeks for day in week if day}
    assert [november[number].kind for number in (2, 7, 11, 12)] == ["published", "weekend", "study_day", ""]
    assert [day.number for day in november.values() if day.is_today] == [23]


def test_school_days_of_a_year(db):
    year = open_school().years.get()

    assert queries.count_school_days(year, year.school.closures.all()) == 183


def test_years_ahead_are_published_and_the_next_is_unknown(db):
    ahead = queries.years_ahead(open_school(calendar="NL-N"), today=date(2026, 11, 23))

    assert [year.label for year in ahead["ahead"]] == ["2027-2028", "2028-2029", "2029-2030"]
    assert ahead["unknown"] == "2030-2031"


@pytest.mark.parametrize(("state", "number"), [("", 3), ("active", 1), ("invited", 1), ("waiting", 1), ("gone", 1)])
def test_people_by_state(db, now, state, number):
    school = SchoolFactory()
    StaffFactory(school=school, user__last_login=now)
    StaffFactory(school=school, invited_at=now)
    StaffFactory(school=school)
    StaffFactory(school=school, left_on=now.date())

    assert queries.people_of(school, state=state).count() == number


def test_people_are_found_by_name_address_or_subject(db):
    school = SchoolFactory()
    found = StaffFactory(school=school, subjects="wiskunde", user__first_name="Zohra")
    StaffFactory(school=school, subjects="wiskunde")

    assert list(queries.people_of(school, search="zoh wisk")) == [found]


def test_months_show_days_without_meetings_below_what_closes_the_school(db):
    school = open_school()
    QuietPeriodFactory(school=school, first_day=date(2026, 11, 9), last_day=date(2026, 11, 14))
    year = SchoolYear.objects.get()

    months = queries.months_of(year, school.closures.all(), school.quiet_periods.all(), today=date(2026, 11, 23))

    november = {day.number: day.kind for week in months[2].weeks for day in week if day}
    assert [november[number] for number in (8, 9, 10, 11, 13, 14, 16)] == [
        "weekend",
        "quiet",
        "quiet",
        "published",
        "quiet",
        "weekend",
        "",
    ]
