"""Signs of life in the database."""

from datetime import UTC, datetime, timedelta

import pytest

from notifications import heartbeat
from notifications.delivery import Tally
from notifications.models import Heartbeat
from notifications.registry import register_gate
from notifications.watch import LATE
from tests.factories import NoticeFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 12, 7, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
Name = heartbeat.Name


def signs(now=NOW):
    return heartbeat.read_signs(now=now, late=LATE)


def test_run_with_nothing_to_send_costs_one_statement(django_assert_num_queries):
    heartbeat.note_run(Tally(), now=NOW)

    with django_assert_num_queries(1):
        heartbeat.note_run(Tally(), now=NOW + MINUTE)

    assert (signs().look.at, signs().look.error, signs().delivery) == (NOW + MINUTE, "", None)


def test_failing_look_keeps_the_moment_when_it_last_went_well():
    heartbeat.note_run(Tally(), now=NOW)
    for minutes in (5, 10):
        heartbeat.note_run(Tally(), now=NOW + minutes * MINUTE, look_error="ValueError")

    assert (signs().look.since, signs().look.at, signs().look.error) == (NOW, NOW + 10 * MINUTE, "ValueError")


def test_closed_way_is_remembered_until_a_mail_leaves():
    NoticeFactory(attempts=2, error="ConnectionRefusedError(111)", not_before=NOW)
    for minutes in (0, 5):
        heartbeat.note_run(Tally(is_stopped=True), now=NOW + minutes * MINUTE)
    failing = signs().mail_error

    heartbeat.note_run(Tally(), now=NOW + 6 * MINUTE)
    still = signs().mail_error
    heartbeat.note_run(Tally(mails=1), now=NOW + 7 * MINUTE)

    assert (failing.since, failing.at, failing.error) == (NOW, NOW + 5 * MINUTE, "ConnectionRefusedError(111)")
    assert still == failing
    assert (signs().mail_error, signs().delivery.at) == (None, NOW + 7 * MINUTE)


def test_page_may_ask_for_a_look_once_in_ten_minutes_and_only_without_one():
    assert heartbeat.may_ask_for_a_look(now=NOW)
    assert not heartbeat.may_ask_for_a_look(now=NOW + 9 * MINUTE)
    assert heartbeat.may_ask_for_a_look(now=NOW + 10 * MINUTE)

    heartbeat.note(Name.LOOK, now=NOW + 15 * MINUTE)

    assert not heartbeat.may_ask_for_a_look(now=NOW + 21 * MINUTE)
    assert heartbeat.may_ask_for_a_look(now=NOW + 25 * MINUTE)


@pytest.fixture
def open_gate(monkeypatch):
    monkeypatch.setattr("notifications.registry._gates", [])


@pytest.mark.usefixtures("open_gate")
def test_notice_that_could_have_left_is_seen():
    written = NOW - LATE - MINUTE
    NoticeFactory(created_at=written)

    assert signs().unsent_since == written


@pytest.mark.usefixtures("open_gate")
@pytest.mark.parametrize(
    "facts",
    [
        {"created_at": NOW - LATE + MINUTE},
        {"not_before": NOW - MINUTE},
        {"state": "sent", "sent_at": NOW, "sent_on": NOW.date()},
        {"state": "dropped"},
    ],
)
def test_notice_that_may_wait_is_not_counted(facts):
    NoticeFactory(**{"created_at": NOW - timedelta(days=1), **facts})

    assert signs().unsent_since is None


@pytest.mark.usefixtures("open_gate")
@pytest.mark.parametrize(("hour", "minute"), [(3, 0), (6, 35), (17, 45)])
def test_only_hours_in_which_somebody_may_be_told_count(hour, minute):
    NoticeFactory(created_at=NOW - timedelta(days=1))

    assert signs(NOW.replace(hour=hour, minute=minute)).unsent_since is None


def test_notice_of_a_reader_whose_school_is_closed_is_not_counted(monkeypatch):
    monkeypatch.setattr("notifications.registry._gates", [])
    register_gate(lambda notices, day: set())
    NoticeFactory(created_at=NOW - timedelta(days=1))

    assert signs().unsent_since is None


def test_signs_cost_three_statements(django_assert_num_queries):
    for name in Heartbeat.Name.values:
        heartbeat.note(name, now=NOW)

    with django_assert_num_queries(3):
        signs()
