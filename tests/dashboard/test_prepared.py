"""A prepared query answers as the queryset that it was made from, for every value."""

from datetime import date

import pytest
from django.db.models import Q

from dashboard.queries.prepared import Prepared
from schools.models import Closure, School
from tests.factories import ClosureFactory, SchoolFactory, open_school


@pytest.fixture
def schools(db):
    return [open_school(name="Zee"), SchoolFactory(name="Berg"), SchoolFactory(name="7")]


def test_rows_are_those_of_the_queryset_for_every_value(schools):
    by_id = Prepared(lambda school: School.objects.filter(pk=school).values_list("pk", "name"))

    assert [by_id.rows(school=school.pk) for school in schools] == [[(school.pk, school.name)] for school in schools]
    assert by_id.rows(school=0) == []


def test_days_go_in_and_come_out_as_days(schools):
    between = Prepared(
        lambda school, since, until: (
            Closure.objects.filter(school=school, first_day__range=(since, until))
            .order_by("first_day")
            .values_list("first_day", "last_day")
        )
    )

    assert between.rows(school=schools[0].pk, since=date(2026, 11, 3), until=date(2026, 12, 31)) == [
        (date(2026, 11, 11), date(2026, 11, 11)),
        (date(2026, 12, 21), date(2027, 1, 3)),
    ]


def test_value_may_be_used_twice_and_constants_stay(schools):
    either = Prepared(
        lambda text: School.objects.filter(Q(name=text) | Q(slug=text), calendar="BE-VLG").values_list("name")
    )

    assert either.rows(text="Zee") == [("Zee",)]
    assert either.rows(text=schools[1].slug) == [("Berg",)]


def test_sql_is_worked_out_once(schools, django_assert_num_queries):
    built = []
    named = Prepared(lambda text: built.append(1) or School.objects.filter(name=text).values_list("pk"))

    with django_assert_num_queries(2):
        named.rows(text="Zee")
        named.rows(text="Berg")

    assert built == [1]


def test_number_that_no_column_holds_finds_nothing(schools):
    assert Prepared(lambda school: School.objects.filter(pk=school).values_list("pk")).rows(school=10**30) == []


def test_value_that_does_not_reach_the_sql_is_a_mistake(db):
    ClosureFactory()

    with pytest.raises(ValueError, match="does not reach"):
        Prepared(lambda school: School.objects.values_list("pk")).rows(school=1)
