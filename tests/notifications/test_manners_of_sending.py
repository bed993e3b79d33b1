"""Refused addresses, closed ways, and an end to too much of a good thing."""

from datetime import timedelta

import pytest
from django.core import mail

from notifications import addresses, breakers, delivery, outbox
from notifications.models import AddressFault, Notice
from notifications.postman import Failure, Postman
from tests.factories import NoticeFactory, UserFactory

pytestmark = pytest.mark.django_db
REFUSED = Failure("550 no such user", is_final=True, is_address=True)
CUT = Failure("SMTPServerDisconnected()", is_uncertain=True)
BUSY = Failure("451 later")


@pytest.fixture(autouse=True)
def _own_journal(settings, tmp_path):
    settings.JOURNAL_DIR = tmp_path


@pytest.fixture
def server(monkeypatch):
    """What the mail server answers by address; it takes what it does not know."""
    said = {}
    carry = Postman.send

    def send(self, message, before_data):
        failure = said.get(message.to[0])
        if failure is None:
            return carry(self, message, before_data)
        if failure.is_uncertain:
            before_data()
        return failure

    monkeypatch.setattr(Postman, "send", send)
    return said


def notice(**fields):
    return NoticeFactory(kind="test", **fields)


# --- addresses -------------------------------------------------------------------------------------------------------
def test_refused_address_fails_alone_and_is_noted(answers, now, server):
    refused, other = notice(), notice()
    server[refused.recipient.email] = REFUSED

    tally = outbox.deliver_due(now=now)

    assert (tally.sent, tally.failed) == (1, 1)
    fault = AddressFault.objects.current().get()
    assert (fault.user, fault.text, fault.count, fault.paused) == (refused.recipient, REFUSED.text, 1, False)
    assert other.recipient.pk != fault.user_id


def test_address_that_is_refused_three_times_is_left_alone_until_it_changes(answers, now, server):
    person = UserFactory()
    server[person.email] = REFUSED
    for day in range(4):
        notice(recipient=person)
        outbox.deliver_due(now=now + timedelta(days=day))

    states = Notice.objects.order_by("pk").values_list("state", flat=True)
    assert list(states) == ["failed", "failed", "failed", "queued"]
    assert AddressFault.objects.paused().get().count == 3

    person.email = "mended@school.example"
    person.save()
    assert not AddressFault.objects.current().exists()
    assert outbox.deliver_due(now=now + timedelta(days=4)).mails == 1
    assert not AddressFault.objects.exists()


def test_note_refusal_begins_anew_for_a_new_address(now):
    person = UserFactory()
    for _ in range(3):
        addresses.note_refusal(person, "550", now)
    person.email = "other@school.example"

    assert addresses.note_refusal(person, "550", now).count == 1


def test_mail_that_is_refused_for_its_content_says_nothing_of_the_address(answers, now, server):
    server[notice().recipient.email] = Failure("554 looks bad", is_final=True)

    assert outbox.deliver_due(now=now).failed == 1
    assert not AddressFault.objects.exists()


# --- the way ---------------------------------------------------------------------------------------------------------
def test_backoff_takes_longer_each_time_and_scatters(answers, now, server):
    row = notice()
    server[row.recipient.email] = BUSY
    waits = []
    for _ in range(5):
        outbox.deliver_due(now=now)
        row.refresh_from_db()
        waits.append((row.not_before - now).total_seconds() / 60)
        now = row.not_before

    assert [0.8 * n <= wait <= 1.2 * n for n, wait in zip((1, 5, 15, 60, 60), waits, strict=True)] == [True] * 5
    assert len({delivery.scatter(person, 1) for person in range(50)}) > 30
    assert (row.message_id, row.sending_at, row.is_uncertain) == ("", None, False)


def test_mail_at_which_the_connection_breaks_is_tried_again_as_the_same_and_parked_at_last(answers, now, server):
    row = notice()
    server[row.recipient.email] = CUT
    ids = set()
    for _ in range(delivery.CUTS):
        outbox.deliver_due(now=now)
        row.refresh_from_db()
        ids.add(row.message_id)
        assert row.is_uncertain
        now += timedelta(hours=1)

    assert (row.state, len(ids)) == ("failed", 1)


def test_mail_that_others_took_over_is_not_sent(answers, now, monkeypatch):
    row = notice()
    build = delivery.mail.build

    def build_slowly(told, *, now):
        Notice.objects.update(state="queued", claimed_by="")
        return build(told, now=now)

    monkeypatch.setattr(delivery.mail, "build", build_slowly)
    outbox.deliver_due(now=now)

    row.refresh_from_db()
    assert (row.state, row.sending_at, mail.outbox) == ("queued", None, [])


def test_words_that_are_old_are_composed_anew(answers, now, monkeypatch):
    for _ in range(3):
        notice()
    moments = iter(range(0, 1000, 9))
    monkeypatch.setattr(delivery.time, "monotonic", lambda: next(moments))

    tally = outbox.deliver_due(now=now)

    assert (tally.mails, tally.later) == (3, 3)


# --- enough ----------------------------------------------------------------------------------------------------------
def sent(person, day, message_id):
    NoticeFactory(kind="test", recipient=person, state="sent", sent_at=day, sent_on=day.date(), message_id=message_id)


@pytest.mark.parametrize(("mails", "is_told"), [(4, True), (5, False)])
def test_nobody_gets_more_than_five_mails_in_a_week(answers, now, mails, is_told):
    person = UserFactory()
    for number in range(mails):
        for _notice in range(2):
            sent(person, now - timedelta(days=1 + number), f"<{number}@x>")
    sent(person, now - timedelta(days=7), "<old@x>")
    row = notice(recipient=person)

    outbox.deliver_due(now=now)

    row.refresh_from_db()
    assert row.state == ("sent" if is_told else "queued")


def test_told_enough_counts_mails_of_the_day(now):
    one, two = UserFactory(), UserFactory()
    sent(one, now, "<1@x>")
    sent(one, now, "<1@x>")
    for number in range(2):
        sent(two, now, f"<{number}@y>")

    assert breakers.told_enough([one.pk, two.pk], now) == [two.pk]


def test_all_together_get_no_more_than_their_number_explains(answers, now, monkeypatch):
    monkeypatch.setattr(breakers, "FLOOR", 3)
    monkeypatch.setattr(breakers, "SHARE", 0)
    monkeypatch.setattr(outbox, "BATCH", 1)
    for _ in range(5):
        notice()

    tally = outbox.deliver_due(now=now)
    assert (tally.mails, tally.why_not, breakers.is_open(now)) == (3, "too_many", True)

    assert outbox.deliver_due(now=now + timedelta(days=1)).mails == 2


def test_delivery_stops_when_its_time_is_up(answers, now, monkeypatch):
    monkeypatch.setattr(outbox, "BATCH", 1)
    for _ in range(3):
        notice()

    tally = outbox.deliver_due(now=now, seconds=0)

    assert tally.is_unfinished
    assert tally.mails < 3
