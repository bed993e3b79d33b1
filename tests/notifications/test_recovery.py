"""What a dead worker left is settled by its traces: the announcement in the database, the line in the journal."""

from datetime import date, timedelta

import pytest
from django.core import mail

from notifications import journal, outbox, recovery
from notifications.models import Notice
from notifications.registry import Verdict
from tests.factories import NoticeFactory, UserFactory

pytestmark = pytest.mark.django_db
MESSAGE_ID = "<first-try@plc.example>"


@pytest.fixture(autouse=True)
def _own_journal(settings, tmp_path):
    settings.JOURNAL_DIR = tmp_path


@pytest.fixture
def orphans(answers, now):
    """Two notices of one mail that a worker, now dead, had announced."""
    person = UserFactory()
    fields = {"kind": "test", "recipient": person, "state": "claimed", "claimed_by": "dead", "claimed_at": now}
    return [
        NoticeFactory(occasion=occasion, sending_at=now, message_id=MESSAGE_ID, **fields) for occasion in ("a", "b")
    ]


def facts(*names):
    return list(Notice.objects.order_by("occasion").values_list(*names))


def test_release_of_what_was_not_announced_knows_that_it_was_not_told(answers, now):
    NoticeFactory(kind="test", state="claimed", claimed_by="dead", claimed_at=now)

    assert recovery.release_dead() == recovery.Released(untold=1)
    assert facts("state", "is_uncertain", "message_id") == [("queued", False, "")]


def test_release_of_what_the_journal_holds_is_sent_then(orphans, now):
    with journal.Journal() as book:
        assert book.note(orphans, message_id=MESSAGE_ID, now=now)

    assert recovery.release_dead() == recovery.Released(told=2)
    assert facts("state", "sent_at", "sent_on", "is_uncertain") == [("sent", now, date(2026, 11, 23), False)] * 2
    assert outbox.deliver_due(now=now).mails == 0


def test_release_of_what_the_journal_does_not_know_is_uncertain(orphans):
    assert recovery.release_dead() == recovery.Released(uncertain=2)
    assert facts("state", "is_uncertain", "message_id", "sending_at") == [("queued", True, MESSAGE_ID, None)] * 2
    assert Notice.objects.uncertain().count() == 2


def test_second_try_is_the_same_mail_whatever_waits_beside_it(orphans, now):
    newer = NoticeFactory(kind="test", recipient=orphans[0].recipient, occasion="c")

    outbox.deliver_due(now=now)

    (message,) = mail.outbox
    assert message.extra_headers["Message-ID"] == MESSAGE_ID
    assert message.body.count("Doe iets") == 2
    assert facts("state", "is_uncertain") == [("sent", True), ("sent", True), ("queued", False)]

    outbox.deliver_due(now=now + timedelta(days=1))
    newer.refresh_from_db()
    assert newer.state == "sent"
    assert mail.outbox[1].extra_headers["Message-ID"] != MESSAGE_ID


def test_second_try_leaves_out_what_is_no_longer_true(orphans, answers, now):
    answers["a"] = Verdict.DROP

    outbox.deliver_due(now=now)

    assert mail.outbox[0].extra_headers["Message-ID"] == MESSAGE_ID
    assert mail.outbox[0].body.count("Doe iets") == 1
    assert facts("state", "message_id") == [("dropped", ""), ("sent", MESSAGE_ID)]


@pytest.mark.parametrize("answer", [Verdict.LATER, ValueError("broken")], ids=["later", "broken"])
def test_second_try_waits_as_a_whole(orphans, answers, now, answer):
    answers["a"] = answer

    outbox.deliver_due(now=now)
    outbox.deliver_due(now=now + timedelta(hours=2))
    assert mail.outbox == []

    del answers["a"]
    outbox.deliver_due(now=now + timedelta(days=1, hours=1))
    assert [message.body.count("Doe iets") for message in mail.outbox] == [2]


def test_reason_that_comes_back_is_told_under_a_new_message_id(orphans, answers, now):
    answers |= {"a": Verdict.DROP, "b": Verdict.DROP}
    outbox.deliver_due(now=now)
    answers.clear()
    drafts = [outbox.Draft("test", n.subject, n.occasion, n.recipient_id) for n in orphans]
    outbox.enqueue(drafts=drafts, now=now)

    outbox.deliver_due(now=now)

    assert mail.outbox[0].extra_headers["Message-ID"] != MESSAGE_ID


# --- the journal -----------------------------------------------------------------------------------------------------
def test_journal_reads_back_what_it_wrote_and_passes_over_half_a_line(now):
    notices = NoticeFactory.create_batch(2, occasion_on=date(2026, 12, 1))
    with journal.Journal() as book:
        book.note(notices[:1], message_id="<1@x>", now=now)
        (path,) = journal.folder().glob("*.jsonl")
        with path.open("a") as file:
            file.write('{"at": "2026-')
        book.note(notices[1:], message_id="<2@x>", now=now)

    found = list(journal.lines())
    assert [line.message_id for line in found] == ["<1@x>", "<2@x>"]
    assert found[0].keys == [recovery.key_of(notices[0])]
    assert found[0].dates == [date(2026, 12, 1)]


def test_journal_holds_no_address_and_no_words(answers, now):
    row = NoticeFactory(kind="test", recipient__email="zq-canary@school.example", recipient__first_name="Zqanary")
    outbox.deliver_due(now=now)

    (path,) = journal.folder().glob("*.jsonl")
    assert row.occasion in path.read_text()
    assert "anary" not in path.read_text()


def test_journal_forgets_the_oldest_days(now, monkeypatch):
    monkeypatch.setattr(journal, "KEEP", 3)
    with journal.Journal() as book:
        for number in range(5):
            book.note([NoticeFactory()], message_id="<x@x>", now=now + timedelta(days=number))

    assert sorted(path.stem for path in journal.folder().glob("*.jsonl")) == ["2026-11-25", "2026-11-26", "2026-11-27"]


def test_journal_on_a_disk_that_refuses_keeps_nobody_from_being_told(answers, now, settings, tmp_path):
    settings.JOURNAL_DIR = tmp_path / "a-file"
    row = NoticeFactory(kind="test")
    settings.JOURNAL_DIR.touch()
    with journal.Journal() as book:
        assert not book.note([row], message_id="<x@x>", now=now)


def test_journal_does_not_need_the_database_to_write(now, django_assert_num_queries):
    row = NoticeFactory(kind="test")
    with journal.Journal() as book, django_assert_num_queries(0):
        assert book.note([row], message_id="<x@x>", now=now)


def test_worker_that_was_slower_than_another_finds_nothing_to_settle(monkeypatch, answers, orphans):
    """Between the names of the dead and their rows somebody else settled them: `manage.py simulate` came upon it."""

    def settled_meanwhile(owner):
        Notice.objects.update(state="queued", claimed_by="")
        return True

    monkeypatch.setattr(recovery.life, "is_dead", settled_meanwhile)

    assert recovery.release_dead() == recovery.Released()
