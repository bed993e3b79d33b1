"""manage.py remind: what scripts and people see."""

import json
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection

from meetings.models import Cadence
from notifications.models import Notice
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def slipping(personas):
    """The personas' group met on 30 October; nobody has stored its rhythm."""
    MeetingFactory(community=personas.group, day=date(2026, 10, 30), status="held")
    return personas


def remind(*options):
    out = StringIO()
    call_command("remind", *options, stdout=out)
    return out.getvalue()


def dry_run(as_of):
    return json.loads(remind("--as-of", as_of, "--dry-run", "--json"))


def test_dry_run_lists_kind_community_recipient_and_occasion(slipping):
    assert dry_run("2027-02-23T08:00") == [
        {"kind": kind, "community": "tdt-wis", "recipient": email, "occasion": occasion}
        for kind, email, occasion in [
            ("ask_leader", "leader@school.example", "2027-02-22"),
            ("help_offer", "coach@school.example", "2027-01-04"),
            ("overdue", "coach@school.example", "2027-01-04"),
            ("overdue", "teacher@school.example", "2027-01-04"),
        ]
    ]


@pytest.mark.parametrize(
    ("as_of", "number"),
    [
        ("2026-12-04T08:00", 0),  # before the window
        ("2026-12-07T07:29", 0),  # too early in the morning
        ("2026-12-07T07:30", 1),
        ("2026-12-07T18:30", 1),
        ("2026-12-07T18:31", 0),  # too late
        ("2026-12-12T10:00", 0),  # Saturday
        ("2026-12-28T10:00", 0),  # holiday
        ("2027-07-05T10:00", 0),  # summer
    ],
)
def test_dry_run_keeps_the_manners(slipping, as_of, number):
    assert len(dry_run(as_of)) == number


def test_dry_run_writes_nothing(slipping):
    before = counts()

    dry_run("2027-02-23T08:00")

    assert counts() == before
    assert mail.outbox == []


def counts():
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = {}
        for table in tables:
            cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
            found[table] = cursor.fetchone()
    return found


def test_dry_run_does_not_repeat_what_was_told(slipping):
    remind("--as-of", "2027-01-05T08:00")

    assert dry_run("2027-01-05T09:00") == []
    assert [row["kind"] for row in dry_run("2027-02-23T08:00")] == ["ask_leader", "help_offer"]


def test_dry_run_does_not_lean_on_a_stored_row(slipping):
    Cadence.objects.create(community=slipping.group, next_look_on=date(2030, 1, 1), held=9)

    assert [row["kind"] for row in dry_run("2026-12-07T08:00")] == ["plan_next"]


def test_remind_sends_and_says_what(slipping):
    rows = json.loads(remind("--as-of", "2026-12-07T08:00", "--json"))

    assert [(row["kind"], row["recipient"]) for row in rows] == [("plan_next", "teacher@school.example")]
    assert len(mail.outbox) == 1
    assert Notice.objects.get().sent_at == datetime(2026, 12, 7, 7, 0, tzinfo=UTC)


def test_remind_reads_the_wall_clock_also_in_summer(slipping):
    remind("--as-of", "2027-05-10T08:00")

    assert (
        Notice.objects.filter(sent_at=datetime(2027, 5, 10, 6, 0, tzinfo=UTC)).exclude(kind="weekly_digest").count()
        == 4
    )


def test_remind_without_json_writes_a_line_each(slipping):
    assert remind("--as-of", "2026-12-07T08:00", "--dry-run").split() == [
        "plan_next",
        "tdt-wis",
        "teacher@school.example",
        "2026-12-07",
    ]


@pytest.mark.parametrize(
    "as_of",
    ["tomorrow", "2026-12-07", "2026-12-07T25:00", "2027-03-28T02:30", "0001-01-01T00:00", "9999-12-31T23:59"],
)
def test_remind_refuses_what_is_no_moment(as_of, db):
    with pytest.raises(CommandError, match="is no local moment like 2026-11-23T08:00"):
        remind("--as-of", as_of)
