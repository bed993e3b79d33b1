"""The three roles per meeting: taken and given back, each for oneself (R66)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from meetings.models import RoleTurn
from schools.models import AuditEvent
from tests.factories import CoachRoleFactory, MeetingFactory, MembershipFactory
from tests.factories_learning import RoleTurnFactory

SOON = datetime(2026, 11, 26, 15, tzinfo=UTC)


@pytest.fixture
def meeting(personas):
    return MeetingFactory(community=personas.group, starts_at=SOON, day=SOON.date(), status="planned")


@pytest.fixture(autouse=True)
def on_a_monday(monkeypatch):
    monkeypatch.setattr("plc_platform.clock.today", lambda: datetime(2026, 11, 23, tzinfo=UTC).date())


def page_of(client, personas):
    return client.get(reverse("meetings:roles", args=[personas.group.pk]))


def turn(client, meeting, **said):
    return client.post(reverse("meetings:role-turn", args=[meeting.pk]), said)


def test_taken_and_given_back_in_one_tap_each(personas, signed_in, meeting):
    client = signed_in(personas.teacher)

    for _tap in range(2):
        turn(client, meeting, kind="facilitating", take="1")
    assert RoleTurn.objects.get().user == personas.teacher
    turn(client, meeting, kind="facilitating")

    assert not RoleTurn.objects.exists()
    assert AuditEvent.objects.count() == 2


def test_somebody_else_s_role_stays_hers(personas, signed_in, meeting):
    RoleTurnFactory(meeting=meeting, user=personas.coach)

    turn(signed_in(personas.teacher), meeting, kind="facilitating")

    assert RoleTurn.objects.get().user == personas.coach


@pytest.mark.parametrize("who", ["leader", "outsider", "other_leader"])
def test_nobody_from_outside_sees_or_takes(personas, signed_in, meeting, who):
    client = signed_in(getattr(personas, who))

    assert page_of(client, personas).status_code == 404
    assert turn(client, meeting, kind="expert", take="1").status_code == 404
    assert not RoleTurn.objects.exists()


def test_a_turn_stands_before_who_has_it_for_longer(personas, signed_in, meeting):
    own = personas.group.memberships.get(user=personas.coach)
    CoachRoleFactory(membership=own, kind="facilitating")
    CoachRoleFactory(membership=own, kind="expert")
    RoleTurnFactory(meeting=meeting, user=personas.teacher, kind="expert")

    page = page_of(signed_in(personas.teacher), personas).context["page"]

    grid = page.lines[0].grid
    said = {row.user: [(square.is_taken, square.note) for square in row.squares] for row in grid.rows}
    assert said == {
        personas.teacher: [(False, ""), (True, ""), (False, "")],
        personas.coach: [(False, "zoals gewoonlijk"), (False, ""), (False, "")],
    }
    assert [row.is_own for row in grid.rows] == [True, False]
    assert grid.uncovered == ("Ondersteunend",)


def test_only_the_own_row_is_tapped(personas, signed_in, meeting):
    page = page_of(signed_in(personas.teacher), personas).text

    path = reverse("meetings:role-turn", args=[meeting.pk])
    assert page.count(f'action="{path}"') == 3  # three roles, one row


def test_a_large_group_shows_who_has_a_role(personas, signed_in, meeting):
    MembershipFactory.create_batch(12, community=personas.group)
    RoleTurnFactory(meeting=meeting, user=personas.coach)

    grid = page_of(signed_in(personas.teacher), personas).context["page"].lines[0].grid

    assert [row.user for row in grid.rows] == [personas.teacher, personas.coach]


def test_who_did_it_least_is_thought_of(personas, signed_in, meeting):
    held = MeetingFactory(community=personas.group, day=SOON.date() - timedelta(days=30), status="held")
    RoleTurnFactory(meeting=held, user=personas.coach, kind="facilitating")

    page = page_of(signed_in(personas.teacher), personas).context["page"]

    assert dict(page.next_up)["Faciliterend"] == personas.teacher


@pytest.mark.parametrize("number", [1, 3])
def test_statements_do_not_grow(personas, signed_in, django_assert_num_queries, number):
    for place in range(number):
        row = MeetingFactory(community=personas.group, day=SOON.date() + timedelta(days=7 * place), status="planned")
        RoleTurnFactory(meeting=row, user=personas.teacher)
    client = signed_in(personas.teacher)

    with django_assert_num_queries(7):
        page_of(client, personas)
