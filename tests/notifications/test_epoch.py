"""A database that went back in time, or stands somewhere else, tells nobody anything until somebody says it may."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection

from notifications import epoch, outbox
from notifications.models import Notice, Sender
from tests.factories import NoticeFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_journal(settings, tmp_path):
    settings.JOURNAL_DIR = tmp_path


def notice(**fields):
    return NoticeFactory(kind="test", **fields)


def after_restore(*options, commits=None):
    out = StringIO()
    if commits is None:
        call_command("after_restore", *options, stdout=out)
    else:
        with commits(execute=True):
            call_command("after_restore", *options, stdout=out)
    return json.loads(out.getvalue())


def put_back(*rows):
    """The database of before these were sent, as last night's back-up had it."""
    Notice.objects.filter(pk__in=[row.pk for row in rows]).update(
        state="queued", sent_at=None, sent_on=None, message_id="", sending_at=None
    )
    Sender.objects.update(epoch=0)


def test_delivery_counts_in_the_database_and_beside_it(answers, now):
    for number in (1, 2):
        notice()
        outbox.deliver_due(now=now)
        assert (Sender.objects.get().epoch, epoch.in_file()) == (number, number)

    assert epoch.refusal() is None


def test_database_that_went_back_tells_nothing(answers, now):
    row = notice()
    outbox.deliver_due(now=now)
    put_back(row)

    tally = outbox.deliver_due(now=now)

    assert (tally.why_not, tally.mails, len(mail.outbox)) == ("went_back", 0, 1)


def test_database_that_is_ahead_of_its_file_only_saw_a_crash(answers, now):
    Sender.here()
    Sender.objects.update(epoch=7)
    notice()

    assert outbox.deliver_due(now=now).mails == 1
    assert epoch.in_file() == 8


def test_copy_at_another_address_tells_nothing(answers, now, settings):
    notice()
    outbox.deliver_due(now=now)
    settings.SITE_URL = "https://test.example"
    notice()

    assert outbox.deliver_due(now=now).why_not == "other_address"


def test_after_restore_marks_what_was_told_and_lets_the_rest_go(answers, now, django_capture_on_commit_callbacks):
    told, gone, lost = notice(), notice(occasion_on=date(2026, 12, 1)), notice(recipient=UserFactory())
    outbox.deliver_due(now=now)
    put_back(told)
    key = {name: getattr(gone, name) for name in ("kind", "subject", "occasion", "recipient_id", "occasion_on")}
    gone.delete()
    lost.recipient.delete()
    due = notice()

    dry = after_restore("--dry-run")
    assert dry == {"why_not": "went_back", "marked": 1, "added": 1, "unknown": 1, "epoch": 2}
    assert outbox.deliver_due(now=now).why_not == "went_back"

    assert after_restore(commits=django_capture_on_commit_callbacks) == dry
    told.refresh_from_db()
    assert (told.state, told.sent_at, told.sent_on) == ("sent", now, date(2026, 11, 23))
    assert Notice.objects.filter(state="sent", **key).exists()
    assert outbox.deliver_due(now=now).told == [due.pk]
    again = after_restore(commits=django_capture_on_commit_callbacks)
    assert (again["why_not"], again["marked"], again["added"]) == ("", 0, 0)


def test_after_restore_lets_a_copy_send_from_its_own_address(
    answers, now, settings, django_capture_on_commit_callbacks
):
    Sender.here()
    settings.SITE_URL = "https://new.example"
    notice()

    assert after_restore(commits=django_capture_on_commit_callbacks)["why_not"] == "other_address"
    assert outbox.deliver_due(now=now + timedelta(minutes=5)).mails == 1


def test_file_never_goes_back():
    Sender.here()
    epoch.write(5)
    epoch.write(3)

    assert epoch.in_file() == 5


@pytest.mark.django_db(transaction=True)
def test_durable_on_sqlite_waits_for_the_disk_and_only_there():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL always waits")
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA synchronous").fetchone()
        with epoch.durable():
            assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)
        assert cursor.execute("PRAGMA synchronous").fetchone() == before
