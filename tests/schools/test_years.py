from datetime import UTC, date, datetime

import pytest

from meetings.models import Cadence
from schools.models import AuditEvent, Closure, SchoolYear
from schools.published import published_year, published_years
from schools.years import open_published_years, open_school_year, open_years_of_schools
from tests.factories import CommunityFactory, SchoolFactory, UserFactory

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def school(db):
    return SchoolFactory(calendar="BE-VLG")


def test_open_year_holds_the_published_days_in_the_language_of_the_school(school):
    year = open_school_year(school=school, published=published_year("BE-VLG", "2026-2027"), by=None, now=NOW)

    assert (year.first_day, year.last_day) == (date(2026, 9, 1), date(2027, 6, 30))
    autumn = school.closures.get(first_day=date(2026, 11, 2))
    assert (autumn.kind, autumn.last_day, autumn.reason) == ("published", date(2026, 11, 8), "Herfstvakantie")

    english = SchoolFactory(calendar="BE-VLG", language="en")
    open_school_year(school=english, published=published_year("BE-VLG", "2026-2027"), by=None, now=NOW)
    assert english.closures.get(first_day=date(2026, 11, 2)).reason == "Autumn holiday"


def test_year_that_is_open_is_left_as_it_is(school):
    published = published_year("BE-VLG", "2026-2027")
    year = open_school_year(school=school, published=published, by=None, now=NOW)
    school.closures.filter(reason="Herfstvakantie").delete()

    again = open_school_year(school=school, published=published, by=None, now=NOW)

    assert again == year
    assert not school.closures.filter(reason="Herfstvakantie").exists()
    assert AuditEvent.objects.count() == 1


def test_every_published_year_is_opened_once(school):
    opened = open_published_years(school=school, by=None, now=NOW)

    assert [year.label for year in opened] == [year.label for year in published_years("BE-VLG")]
    assert open_published_years(school=school, by=None, now=NOW) == []


def test_opening_years_refreshes_the_rhythm(school):
    group = CommunityFactory(school=school)

    open_published_years(school=school, by=None, now=NOW)

    assert Cadence.objects.get(community=group).year == "2026-2027"


def test_opening_years_leaves_a_trace(school):
    person = UserFactory()

    open_school_year(school=school, published=published_year("BE-VLG", "2026-2027"), by=person, now=NOW)

    event = AuditEvent.objects.get()
    assert (event.actor, event.verb, event.target) == (f"user:{person.pk}", "open_school_year", f"school:{school.pk}")
    assert event.detail == {"schools": [school.pk], "labels": ["2026-2027"]}


@pytest.mark.parametrize("number", [1, 3])
def test_many_schools_cost_hardly_more_than_one(db, number, django_assert_max_num_queries):
    schools = [SchoolFactory(calendar=calendar) for calendar in ("NL-N", "BE-FR", "NL-S")[:number]]
    for school in schools:
        published_years(school.calendar)

    # Eleven, four of them for the day of the weekly digest; one more as SQLite takes 999 values at a time.
    with django_assert_max_num_queries(12):
        open_years_of_schools(schools=schools, by=None, now=NOW)

    assert SchoolYear.objects.count() >= 7 * number
    assert Closure.objects.filter(kind="published").exists()
