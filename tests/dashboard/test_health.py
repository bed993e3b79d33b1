"""The page that says whether reminders run, the answer for monitors, and the line on a leader's page."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError
from django.urls import reverse

from notifications import heartbeat
from notifications.delivery import Tally
from notifications.models import AddressFault
from plc_platform import clock
from tests.factories import NoticeFactory

pytestmark = pytest.mark.django_db
NOW = "2026-11-23T09:00:00+01:00"
Name = heartbeat.Name


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def running():
    now = clock.now()
    heartbeat.note(Name.BEAT, now=now)
    heartbeat.note(Name.LOOK, now=now)


@pytest.mark.usefixtures("running")
def test_monitor_gets_200_in_three_statements_while_all_runs(client, django_assert_num_queries):
    with django_assert_num_queries(3):
        response = client.get("/healthz")

    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]
    assert response.json() == {
        "status": "ok",
        "troubles": [],
        "look_age": 0,
        "beat_age": 0,
        "last_mail_age": None,
        "mail_failing_age": None,
        "claim_age": None,
        "unsent_age": None,
    }


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize(("minutes", "status"), [(11, 200), (15, 503)])
def test_monitor_knows_within_a_quarter_that_nothing_runs(client, morning, minutes, status):
    morning.shift(timedelta(minutes=minutes))

    assert client.get("/healthz").status_code == status


def test_monitor_is_told_that_nothing_ever_ran(client):
    response = client.get("/healthz")

    assert (response.status_code, response.json()["troubles"]) == (503, ["look", "beat"])


def test_monitor_is_told_that_the_database_is_away(client, monkeypatch):
    def away(**moment):
        raise DatabaseError("no connection")

    monkeypatch.setattr(heartbeat, "read_signs", away)
    response = client.get("/healthz")

    assert (response.status_code, response.json()) == (503, {"status": "failing", "troubles": ["database"]})


@pytest.mark.usefixtures("running")
def test_answer_to_a_monitor_names_nobody(client, personas):
    NoticeFactory(recipient=personas.teacher, state="claimed", claimed_at=clock.now(), claimed_by="x")

    content = client.get("/healthz").content.decode()

    assert "@" not in content
    assert "Tine" not in content


def page(personas, signed_in):
    return signed_in(personas.leader).get(reverse("dashboard:health")).content.decode()


@pytest.mark.usefixtures("running")
def test_leader_reads_that_reminders_run(personas, signed_in):
    NoticeFactory(recipient=personas.teacher)

    html = page(personas, signed_in)

    assert "notice--warning" not in html
    assert "09:00" in html
    assert personas.school.name in html


@pytest.mark.usefixtures("running")
def test_leader_reads_since_when_they_do_not_and_whom_to_call(personas, signed_in, morning, settings):
    settings.SUPPORT_CONTACT = "ICT-dienst, 09 123 45 67"
    morning.shift(timedelta(hours=3))

    html = page(personas, signed_in)

    assert html.count("notice--warning") == 2
    assert "09:00" in html
    assert "ICT-dienst, 09 123 45 67" in html


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize("number", [1, 3])
def test_health_page_costs_the_same_for_any_number_of_notices(personas, signed_in, number, django_assert_num_queries):
    client = signed_in(personas.leader)
    NoticeFactory.create_batch(number)

    with django_assert_num_queries(9):
        client.get(reverse("dashboard:health"))


@pytest.mark.usefixtures("running")
def test_leader_sees_how_many_addresses_refuse_in_her_own_school(personas, signed_in):
    for user in (personas.teacher, personas.other_leader):
        AddressFault.objects.create(user=user, address=user.email, at=clock.now(), text="550")

    assert page(personas, signed_in).count("status--overdue") == 1


@pytest.mark.usefixtures("running")
def test_leader_reads_that_sending_was_stopped_on_purpose(personas, signed_in, morning):
    for _number in range(2):
        heartbeat.note_run(Tally(why_not="went_back"), now=clock.now())
        heartbeat.note(Name.BEAT, now=clock.now())
        morning.shift(timedelta(minutes=11))
    heartbeat.note_run(Tally(why_not="went_back"), now=clock.now())

    assert "after_restore" in page(personas, signed_in)


def banner(personas, signed_in):
    path = reverse("dashboard:school", args=[personas.school.slug])
    return signed_in(personas.leader).get(path).content.decode().count(reverse("dashboard:health"))


def test_leader_is_told_on_her_own_page_when_nothing_runs(personas, signed_in, running, morning):
    assert banner(personas, signed_in) == 0
    morning.shift(timedelta(minutes=13))
    assert banner(personas, signed_in) == 1


def test_leader_is_told_when_mail_does_not_leave(personas, signed_in, running, morning):
    heartbeat.note(Name.MAIL_ERROR, now=clock.now(), error="no route")
    morning.shift(timedelta(minutes=20))
    heartbeat.note(Name.MAIL_ERROR, now=clock.now(), error="no route")
    heartbeat.note(Name.LOOK, now=clock.now())

    assert banner(personas, signed_in) == 1


def test_school_that_wants_no_reminders_is_not_told(personas, signed_in):
    personas.school.has_reminders = False
    personas.school.save()

    assert banner(personas, signed_in) == 0
