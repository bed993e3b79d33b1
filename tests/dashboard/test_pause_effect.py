"""What a pause would do, told while its days are chosen."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from communities.models import Pause
from dashboard.queries.group import group_page
from dashboard.queries.pause_effect import pause_effect_on
from meetings.models import Meeting
from meetings.rhythm import refresh_cadence
from tests.factories import MeetingFactory, PauseFactory

NOTHING_IS_SAVED = {"first_day": "2026-12-01", "last_day": "2027-01-08", "instead_of": ""}


@pytest.fixture(autouse=True)
def frozen(monkeypatch, today):
    monkeypatch.setattr("plc_platform.clock.today", lambda: today)
    with override("en"):
        yield


@pytest.fixture
def group(personas, today):
    for day in (date(2026, 10, 8), date(2026, 10, 30)):
        MeetingFactory(community=personas.group, day=day, status=Meeting.Status.HELD)
    refresh_cadence(community_ids=[personas.group.pk], today=today)
    return personas.group


def effect(user, group, today, first_day, last_day, instead_of=""):
    return pause_effect_on(user, group.pk, first_day=first_day, last_day=last_day, instead_of=instead_of, today=today)


def test_clock_next_meeting_plans_and_year_are_told(personas, group, today):
    MeetingFactory(community=group, day=date(2026, 12, 10))

    assert effect(personas.teacher, group, today, "2026-12-01", "2027-01-08") == (
        "19 school days do not count: the clock stands still and nobody gets a notice about the rhythm.",
        "The clock runs again from 11 January; the next meeting then by 29 January at the latest.",
        "In these days a meeting is planned: 10 December. Move it, or choose other days.",
        "3 more needed; feasible if the next is by 19 May.",
    )


def test_changed_pause_is_reckoned_instead_of_the_old_one(personas, group, today):
    new = effect(personas.teacher, group, today, "2026-12-01", "2027-01-08")
    PauseFactory(community=group, first_day=date(2026, 12, 1), last_day=date(2027, 3, 1))

    assert effect(personas.teacher, group, today, "2026-12-01", "2027-01-08", "2026-12-01") == new


@pytest.mark.parametrize(
    ("first_day", "last_day", "told"),
    [
        ("", "2026-12-04", []),
        ("2026-12-04", "2026-12-01", []),
        ("2027-07-10", "2027-07-20", []),
        ("2026-12-05", "2026-12-06", ["No school day falls in these days, so nothing changes."]),
        ("2027-06-28", "2027-07-05", ["The clock runs again in the next school year."]),
        ("2026-11-02", "2026-11-13", ["The clock runs again from 16 November; the next meeting then by 8 January"]),
    ],
)
def test_days_that_say_little(personas, group, today, first_day, last_day, told):
    found = " ".join(effect(personas.teacher, group, today, first_day, last_day))

    assert [text for text in told if text not in found] == []
    assert bool(found) is bool(told)


def test_late_group_is_welcome_afterwards(personas, group, today):
    Meeting.objects.filter(day=date(2026, 10, 30)).update(day=date(2026, 9, 7))
    Meeting.objects.filter(day=date(2026, 10, 8)).delete()

    assert effect(personas.teacher, group, today, "2026-12-01", "2026-12-04")[1] == (
        "The clock runs again from 7 December; a next meeting is then welcome soon."
    )


@pytest.mark.parametrize(("who", "status"), [("teacher", 200), ("leader", 200), ("outsider", 404)])
def test_part_is_for_who_may_pause_and_saves_nothing(personas, group, signed_in, who, status):
    path = reverse("dashboard:pause-effect", args=[group.pk])

    assert signed_in(getattr(personas, who)).get(path, NOTHING_IS_SAVED).status_code == status
    assert not Pause.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_part_needs_a_fixed_number_of_statements(personas, group, signed_in, django_assert_num_queries, number):
    for day in range(number):
        PauseFactory(community=group, first_day=date(2027, 2, 1 + day), last_day=date(2027, 2, 1 + day))
        MeetingFactory(community=group, day=date(2026, 12, 10 + day))
    client = signed_in(personas.teacher)

    with django_assert_num_queries(8):
        assert client.get(reverse("dashboard:pause-effect", args=[group.pk]), NOTHING_IS_SAVED).status_code == 200


def test_group_page_tells_the_reason(personas, group, today):
    PauseFactory(community=group, first_day=today, last_day=date(2026, 12, 4), reason="Drukke periode")
    refresh_cadence(community_ids=[group.pk], today=today)

    page = group_page(personas.leader, group.pk, today=today)

    assert [(line.words, line.reason) for line in page.pauses] == [
        ("23 November up to and including 4 December", "Drukke periode")
    ]
    assert page.row.note == "Pauses up to and including 4 December; the next meeting then by 18 January."
