"""A group pauses itself: with a reason and an end, changed and ended by who may; who noted it is never a secret."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from communities.models import Pause
from communities.queries import pauses_of
from tests.factories import PauseFactory

DECEMBER = {"first_day": "2026-12-01", "last_day": "2026-12-04"}


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)


@pytest.fixture
def path(personas):
    return reverse("communities:pause", args=[personas.group.pk])


@pytest.fixture
def running(personas):
    return PauseFactory(community=personas.group, first_day=date(2026, 11, 20), last_day=date(2099, 12, 4))


def change(client, pause, last_day):
    return client.post(
        reverse("communities:change-pause", args=[pause.community_id, pause.pk]), {"last_day": last_day}, follow=True
    )


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"why": "busy", "reason": "rapporten"}, "Drukke periode: rapporten"),
        ({"why": "busy"}, "Drukke periode"),
        ({"why": "other", "reason": "verbouwing"}, "verbouwing"),
        ({"reason": "verbouwing"}, "verbouwing"),
        ({}, ""),
    ],
)
def test_reason_is_offered_and_may_be_left_out(personas, signed_in, path, given, reason):
    signed_in(personas.teacher).post(path, DECEMBER | given)

    pause = Pause.objects.get()
    assert (pause.reason.replace("Busy period", "Drukke periode"), pause.created_by) == (reason, personas.teacher)


@pytest.mark.parametrize(
    ("who", "viewer", "says"),
    [
        ("leader", "teacher", "Noted by the school leader."),
        ("leader", "leader", "Noted by you."),
        ("teacher", "coach", "Noted by Tine Claes."),
        ("teacher", "leader", "Noted by the group."),
    ],
)
def test_who_noted_it_is_told_but_no_name_to_the_leader(personas, who, viewer, says):
    personas.teacher.last_name = "Claes"
    personas.teacher.save()
    PauseFactory(
        community=personas.group,
        first_day=date(2026, 12, 1),
        last_day=date(2026, 12, 4),
        created_by=getattr(personas, who),
    )

    with override("en"):
        lines = pauses_of(personas.group, getattr(personas, viewer))

    assert [line.noted_by for line in lines] == [says]


def test_end_of_a_running_pause_is_changed(personas, signed_in, running):
    change(signed_in(personas.teacher), running, "2098-01-15")

    running.refresh_from_db()
    assert running.last_day == date(2098, 1, 15)


@pytest.mark.parametrize("last_day", ["", "nonsense", "2026-11-19"])
def test_end_that_cannot_be_is_refused_in_words(personas, signed_in, running, last_day):
    answer = change(signed_in(personas.teacher), running, last_day)

    running.refresh_from_db()
    assert running.last_day == date(2099, 12, 4)
    assert b"notice--error" in answer.content


@pytest.mark.parametrize("who", ["outsider", "other_leader"])
def test_end_is_not_for_outsiders(personas, signed_in, running, who):
    answer = change(signed_in(getattr(personas, who)), running, "2098-01-15")

    running.refresh_from_db()
    assert (answer.status_code, running.last_day) == (404, date(2099, 12, 4))


@pytest.mark.parametrize("number", [1, 3])
def test_page_needs_a_fixed_number_of_statements(personas, signed_in, path, django_assert_num_queries, number):
    for day in range(number):
        PauseFactory(community=personas.group, first_day=date(2027, 1, 1 + day), last_day=date(2027, 1, 1 + day))
    client = signed_in(personas.teacher)

    with django_assert_num_queries(5):
        assert client.get(path).status_code == 200
