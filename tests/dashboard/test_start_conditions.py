"""The start conditions of all groups of a school: words and lists, by name; nothing to rank groups by."""

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils.translation import override

from conditions.catalogue import CODES
from dashboard.queries.start_conditions import GroupLine, start_conditions_page
from tests.factories import (
    CommunityFactory,
    ConditionAnswerFactory,
    SchoolConditionFactory,
    StartConfirmationFactory,
)


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)
    with override("en"):
        yield


def said(group, side, status, code="goal", **fields):
    return ConditionAnswerFactory(community=group, code=code, side=side, status=status, **fields)


def lines(personas, today):
    return start_conditions_page(personas.leader, personas.school.slug, today=today).lines


def codes(conditions):
    return [condition.code for condition in conditions]


@pytest.mark.parametrize("number", [1, 3])
def test_page_needs_a_fixed_number_of_statements(personas, signed_in, django_assert_num_queries, number):
    for _group in range(number):
        group = CommunityFactory(school=personas.school)
        for code in CODES[:number]:
            said(group, "leader", "no", code, owner=personas.leader, next_step="Nagaan")
            said(group, "group", "yes", code, by=personas.teacher)
            StartConfirmationFactory(community=group, code=code, by=personas.leader)
        SchoolConditionFactory(school=personas.school)
    client = signed_in(personas.leader)

    with django_assert_num_queries(7):
        response = client.get(reverse("dashboard:start-conditions", args=[personas.school.slug]))

    assert response.status_code == 200


@pytest.mark.parametrize("who", ["teacher", "coach", "outsider", "other_leader"])
def test_overview_is_for_the_leader(personas, signed_in, who):
    path = reverse("dashboard:start-conditions", args=[personas.school.slug])

    assert signed_in(getattr(personas, who)).get(path).status_code == 404


def test_groups_stand_by_name_whatever_is_open(personas, today):
    personas.group.name = "M"
    personas.group.save()
    first, last = CommunityFactory(school=personas.school, name="A"), CommunityFactory(school=personas.school, name="Z")
    for group, status in ((last, "no"), (first, "yes")):
        for code in CODES:
            said(group, "leader", status, code)

    assert [line.name for line in lines(personas, today)] == ["A", "M", "Z"]


def test_no_line_holds_a_number_to_rank_by():
    """No total, ever: beside the id of its group a line is words and lists."""
    assert is_dataclass(GroupLine)
    assert [field.name for field in fields(GroupLine) if field.type in (int, float, "int", "float")] == ["pk"]


def test_line_lists_what_is_open_for_the_leader(personas, today):
    said(personas.group, "leader", "no", "size")
    said(personas.group, "leader", "partly", "task")
    said(personas.group, "leader", "yes", "goal")

    (line,) = lines(personas, today)

    assert (codes(line.open), line.is_untouched) == (["task", "size"], False)
    assert "goal" not in codes(line.unanswered)


def test_group_that_nobody_looked_at_is_said_to_be_so(personas, signed_in, today):
    (line,) = lines(personas, today)
    path = reverse("dashboard:start-conditions", args=[personas.school.slug])

    assert (line.is_untouched, line.open, line.waiting) == (True, (), ())
    assert signed_in(personas.leader).get(path).status_code == 200


def test_answer_of_the_group_waits_for_the_leaders_own(personas, signed_in, today):
    said(personas.group, "group", "no", next_step="Samen herschrijven", by=personas.teacher)
    (line,) = lines(personas, today)
    assert (line.different, line.steps, line.is_untouched) == ((), (), True)

    said(personas.group, "leader", "yes")

    (line,) = lines(personas, today)
    assert (codes(line.different), [step.said.next_step for step in line.steps]) == (["goal"], ["Samen herschrijven"])


def test_reason_waits_until_it_is_given(personas, today):
    said(personas.group, "leader", "no", "time")
    (line,) = lines(personas, today)
    assert codes(line.waiting) == ["time"]

    StartConfirmationFactory(community=personas.group, code="time")

    (line,) = lines(personas, today)
    assert (line.waiting, [one.code for one, _given in line.confirmed]) == ((), ["time"])


def test_next_steps_of_what_is_open_come_by_day(personas, today):
    def step(code, status, day):
        said(personas.group, "leader", status, code, next_step=code, due_on=day, owner=personas.leader)

    step("goal", "no", None)
    step("task", "partly", date(2026, 12, 4))
    step("size", "no", date(2026, 11, 20))
    step("history", "yes", date(2026, 11, 1))

    (line,) = lines(personas, today)

    assert [(one.said.next_step, one.is_past, one.said.owner) for one in line.steps] == [
        ("size", True, str(personas.leader)),
        ("task", False, str(personas.leader)),
        ("goal", False, str(personas.leader)),
    ]


def test_last_answer_counts(personas, today):
    said(personas.group, "leader", "no", at=datetime(2026, 9, 1, tzinfo=UTC))
    said(personas.group, "leader", "yes", at=datetime(2026, 10, 1, tzinfo=UTC))

    (line,) = lines(personas, today)

    assert line.open == ()


def test_group_that_has_ended_is_not_listed(personas, today):
    personas.group.ended_on = today
    personas.group.save()

    assert lines(personas, today) == ()


def test_page_shows_no_score(personas, signed_in, today):
    for code in CODES[:5]:
        said(personas.group, "leader", "no", code)
    page = signed_in(personas.leader).get(reverse("dashboard:start-conditions", args=[personas.school.slug]))

    main = page.content.decode().partition("<main")[2]
    for shown in ("5/14", "5 / 14", "5 of 14", "9 of 14", "%"):
        assert shown not in main
