"""The conditions of a school: everybody who works there reads them, its leader puts the school's own words."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from conditions import actions
from conditions.catalogue import ASKS_WHY, CODES
from conditions.models import SchoolCondition
from tests.factories import SchoolConditionFactory

WORDS = {"name": "Wij weten waarvoor we het doen", "text": "Het staat in het schoolplan.", "source": "school"}
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


def path(personas, name="catalogue", *rest):
    return reverse(f"conditions:{name}", args=[personas.school.slug, *rest])


@pytest.mark.parametrize(("who", "may_change"), [("teacher", False), ("outsider", False), ("leader", True)])
def test_staff_reads_and_the_leader_changes(personas, signed_in, who, may_change):
    page = signed_in(getattr(personas, who)).get(path(personas)).content.decode()

    assert page.count('class="condition-name"') == len(CODES)
    assert (path(personas, "write", "goal") in page) is may_change


@pytest.mark.parametrize(("name", "rest"), [("add", []), ("write", ["goal"]), ("restore", ["goal"])])
@pytest.mark.parametrize("who", ["teacher", "outsider", "other_leader"])
def test_nobody_else_changes_the_words(personas, signed_in, who, name, rest):
    SchoolConditionFactory(school=personas.school, code="goal", name="Zoals het was")

    response = signed_in(getattr(personas, who)).post(path(personas, name, *rest), WORDS)

    assert response.status_code == 404
    assert list(SchoolCondition.objects.values_list("code", "name")) == [("goal", "Zoals het was")]


def test_own_words_stand_instead_and_can_be_taken_back(personas, signed_in):
    client = signed_in(personas.leader)

    client.post(path(personas, "write", "goal"), WORDS)
    assert WORDS["name"] in client.get(path(personas)).content.decode()

    client.post(path(personas, "restore", "goal"))
    assert not SchoolCondition.objects.exists()


def test_own_table_of_actions_and_behaviour_is_typed_by_the_school(personas, signed_in):
    client = signed_in(personas.leader)

    client.post(path(personas, "write", "goal"), WORDS | {"actions": "Wij vragen het na.", "behaviour": "Zelf tonen."})

    page = signed_in(personas.teacher).get(path(personas)).content.decode()
    assert "Wij vragen het na." in page
    assert "Zelf tonen." in page


def test_condition_of_the_school_is_added_once(personas, signed_in):
    client = signed_in(personas.leader)

    for _twice in range(2):
        client.post(path(personas, "add"), WORDS | {"name": "Goal"})

    assert [(row.code, row.name) for row in SchoolCondition.objects.all()] == [("goal-2", "Goal")]


def test_condition_that_is_left_out_is_shown_to_the_leader_alone(personas, signed_in):
    signed_in(personas.leader).post(path(personas, "write", "variant"), WORDS | {"is_hidden": "on"})

    seen = [
        WORDS["name"] in signed_in(person).get(path(personas)).content.decode()
        for person in (personas.leader, personas.teacher)
    ]
    assert seen == [True, False]


@pytest.mark.parametrize("code", ASKS_WHY)
def test_three_conditions_are_always_asked(personas, signed_in, code):
    signed_in(personas.leader).post(path(personas, "write", code), WORDS | {"is_hidden": "on"})

    assert not SchoolCondition.objects.filter(is_hidden=True).exists()
    with pytest.raises(actions.CannotBeHidden):
        actions.write_condition(
            school=personas.school, code=code, words=actions.Words("x", is_hidden=True), by=personas.leader, now=NOW
        )


def test_name_is_needed_and_the_rest_stays_typed(personas, signed_in):
    response = signed_in(personas.leader).post(path(personas, "add"), WORDS | {"name": ""})

    assert not SchoolCondition.objects.exists()
    assert "Het staat in het schoolplan." in response.content.decode()


def test_unknown_condition_is_not_there(personas, signed_in):
    assert signed_in(personas.leader).get(path(personas, "write", "nothing")).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_page_needs_a_fixed_number_of_statements(personas, signed_in, django_assert_num_queries, number):
    SchoolConditionFactory.create_batch(number, school=personas.school)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(5):
        assert client.get(path(personas)).status_code == 200
