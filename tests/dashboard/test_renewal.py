"""Once a school year the page of an embedded group leads its people to the question whether it goes on."""

from datetime import date

import pytest
from django.urls import reverse

from communities.actions import open_renewal, say_renewal
from communities.models import StageDecision
from dashboard.queries.group import group_page
from tests.factories import RenewalFactory, StageDecisionFactory


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)


@pytest.fixture
def embedded(personas):
    personas.group.stage = "embedded"
    personas.group.save()
    StageDecisionFactory(community=personas.group, kind=StageDecision.Kind.EMBED, decided_on=date(2026, 5, 20))
    return personas.group


def asked(user, group, today):
    page = group_page(user, group.pk, today=today)
    return page.is_renewal_due, page.group.yearly.awaits_me


@pytest.mark.parametrize(("who", "is_due"), [("teacher", True), ("coach", True), ("leader", False)])
def test_a_new_school_year_leads_the_groups_own_people_to_the_question(personas, embedded, today, who, is_due):
    assert asked(getattr(personas, who), embedded, today) == (is_due, False)


@pytest.mark.parametrize("opened_on", [date(2026, 9, 10), date(2026, 10, 20)])
def test_who_was_asked_this_school_year_is_not_led_there_again(personas, embedded, today, opened_on):
    RenewalFactory(community=embedded, opened_on=opened_on, closed_on=opened_on, goes_on=True)

    assert asked(personas.teacher, embedded, today) == (False, False)


def test_a_group_that_is_not_embedded_is_never_asked(personas, today):
    assert asked(personas.teacher, personas.group, today) == (False, False)


def test_an_open_question_waits_for_each_member_until_she_answered(personas, embedded, today, signed_in):
    renewal = open_renewal(community=embedded, by=personas.teacher, now=personas.teacher.created_at)
    path = reverse("communities:stage", args=[embedded.pk]) + "#renewal"
    page = reverse("dashboard:community", args=[embedded.pk])

    assert asked(personas.teacher, embedded, today) == (False, True)
    assert asked(personas.coach, embedded, today) == (False, False)  # no member
    assert path in signed_in(personas.teacher).get(page).text
    assert path not in signed_in(personas.leader).get(page).text

    say_renewal(renewal=renewal, goes_on=True, by=personas.teacher)
    assert asked(personas.teacher, embedded, today) == (False, False)


def test_in_the_summer_nobody_is_asked(personas, embedded):
    assert asked(personas.teacher, embedded, date(2026, 8, 10)) == (False, False)
