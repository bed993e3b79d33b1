"""Once, one mail a day, in school hours, and nothing that is no longer true."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from notifications import delivery, life, outbox, registry
from notifications.models import Notice
from notifications.outbox import Draft
from notifications.registry import Verdict
from tests.factories import NoticeFactory, UserFactory
from tests.notifications.conftest import section

pytestmark = pytest.mark.django_db


def notice(**fields):
    return NoticeFactory(kind="test", **fields)


def state_of(row):
    row.refresh_from_db()
    return row.state


# --- enqueue ---------------------------------------------------------------------------------------------------------
def test_enqueue_remembers_each_key_once(now):
    draft = Draft("test", "community:1", "2026-2027#2", UserFactory().pk, date(2026, 12, 7))

    for _ in range(3):
        outbox.enqueue(drafts=[draft, draft], now=now)

    row = Notice.objects.get()
    assert (row.state, row.created_at, row.occasion_on) == ("queued", now, date(2026, 12, 7))


@pytest.mark.parametrize(("before", "after"), [("queued", "queued"), ("claimed", "claimed"), ("failed", "failed")])
def test_enqueue_leaves_what_is_there(now, before, after):
    row = notice(state=before)

    outbox.enqueue(drafts=[Draft("test", row.subject, row.occasion, row.recipient_id)], now=now)

    assert state_of(row) == after


def test_enqueue_wakes_what_was_dropped_when_its_reason_is_back(now):
    row, other = notice(state="dropped"), notice(state="dropped")

    outbox.enqueue(drafts=[Draft("test", row.subject, row.occasion, row.recipient_id)], now=now)

    assert (state_of(row), state_of(other)) == ("queued", "dropped")
    assert row.created_at == now  # it waits from now on


@pytest.mark.parametrize("number", [1, 3])
def test_enqueue_takes_two_queries(now, number, django_assert_num_queries):
    drafts = [Draft("test", "community:1", f"{n}", UserFactory().pk) for n in range(number)]

    with django_assert_num_queries(2):
        outbox.enqueue(drafts=drafts, now=now)


# --- manners ---------------------------------------------------------------------------------------------------------
def test_deliver_due_sends_and_marks_with_the_moment(answers, now):
    row = notice()

    tally = outbox.deliver_due(now=now)

    row.refresh_from_db()
    assert (row.state, row.sent_at, row.sent_on, row.claimed_by) == ("sent", now, date(2026, 11, 23), "")
    assert (tally.mails, tally.sent) == (1, 1)
    assert mail.outbox[0].to == [row.recipient.email]


def test_deliver_due_makes_one_mail_of_all_for_one_person(answers, now):
    person, other = UserFactory(), UserFactory()
    for occasion in ("a", "b", "c"):
        notice(recipient=person, occasion=occasion)
    notice(recipient=other)

    outbox.deliver_due(now=now)

    assert [message.to for message in mail.outbox] == [[person.email], [other.email]]
    assert mail.outbox[0].body.count("Doe iets") == 3


def test_deliver_due_keeps_a_second_mail_for_the_next_day(answers, now):
    person = UserFactory()
    notice(recipient=person)
    outbox.deliver_due(now=now)
    second = notice(recipient=person)

    outbox.deliver_due(now=now + timedelta(hours=3))
    assert state_of(second) == "queued"

    outbox.deliver_due(now=now + timedelta(days=1))
    assert state_of(second) == "sent"


@pytest.mark.parametrize(
    ("hour", "minute", "is_sent"), [(7, 29, False), (7, 30, True), (18, 30, True), (18, 31, False), (3, 0, False)]
)
@pytest.mark.parametrize(("month", "offset"), [(11, 1), (5, 2)], ids=["winter", "summer"])
def test_deliver_due_keeps_school_hours(answers, hour, minute, is_sent, month, offset):
    notice()

    outbox.deliver_due(now=datetime(2026, month, 23, hour, minute, tzinfo=UTC) - timedelta(hours=offset))

    assert len(mail.outbox) == is_sent


def test_deliver_due_stops_at_a_gate(answers, now, monkeypatch):
    passing, held = notice(), notice()
    monkeypatch.setattr(registry, "_gates", [lambda notices, day: {n.pk for n in notices if n.pk != held.pk}])

    outbox.deliver_due(now=now)

    assert (state_of(passing), state_of(held)) == ("sent", "queued")


def test_deliver_due_drops_what_is_no_longer_true(answers, now):
    row = notice(occasion="gone")
    answers["gone"] = Verdict.DROP

    tally = outbox.deliver_due(now=now)

    assert (state_of(row), tally.dropped, mail.outbox) == ("dropped", 1, [])


def test_deliver_due_looks_again_next_morning_at_what_should_wait(answers, now):
    row = notice(occasion="wait")
    answers["wait"] = Verdict.LATER

    outbox.deliver_due(now=now)

    assert state_of(row) == "queued"
    assert row.not_before == datetime(2026, 11, 24, 6, 30, tzinfo=UTC)


def test_deliver_due_never_writes_to_who_may_not_sign_in(answers, now):
    row = notice(recipient=UserFactory(is_active=False))

    outbox.deliver_due(now=now)

    assert (state_of(row), mail.outbox) == ("dropped", [])


def test_deliver_due_waits_for_its_moment(answers, now):
    row = notice(not_before=now + timedelta(minutes=1))

    outbox.deliver_due(now=now)
    assert state_of(row) == "queued"

    outbox.deliver_due(now=now + timedelta(minutes=1))
    assert state_of(row) == "sent"


def test_deliver_due_goes_through_more_people_than_a_batch(answers, now, monkeypatch):
    monkeypatch.setattr(outbox, "BATCH", 2)
    for _ in range(5):
        notice()

    assert outbox.deliver_due(now=now).mails == 5


@pytest.mark.parametrize("number", [1, 3])
def test_deliver_due_with_nothing_to_do_takes_two_queries(answers, now, number, django_assert_num_queries):
    for _ in range(number):
        notice(state="dropped")

    with django_assert_num_queries(2):
        outbox.deliver_due(now=now)


# --- poison ----------------------------------------------------------------------------------------------------------
def test_poison_does_not_spoil_its_neighbours_and_is_parked_at_the_third_try(answers, now):
    poison, sound = notice(occasion="poison"), notice(occasion="sound")
    answers["poison"] = ValueError("no such date")

    outbox.deliver_due(now=now)
    assert (state_of(poison), state_of(sound)) == ("queued", "sent")
    outbox.deliver_due(now=now + timedelta(minutes=30))
    assert poison.attempts == 1  # not yet: somebody may mend it
    for later in (timedelta(hours=1), timedelta(days=1, hours=2)):
        outbox.deliver_due(now=now + later)

    assert state_of(poison) == "failed"
    assert poison.error == "compose: ValueError('no such date')"


def test_poison_of_a_kind_that_nobody_registered_is_parked_too(answers, now):
    row = NoticeFactory(kind="unknown")

    for later in (timedelta(), timedelta(hours=1), timedelta(days=1, hours=2)):
        outbox.deliver_due(now=now + later)

    assert state_of(row) == "failed"


def test_poison_in_a_mail_harms_only_that_mail(answers, now):
    poison, sound = notice(occasion="poison"), notice(occasion="sound")
    answers["poison"] = section(poison, attachments=[None])

    outbox.deliver_due(now=now)

    assert (state_of(poison), state_of(sound)) == ("queued", "sent")


# --- claims ----------------------------------------------------------------------------------------------------------
def test_claim_takes_a_notice_once(now):
    row = notice()

    assert outbox.claim([row], token="one", now=now) == 1
    assert outbox.claim([row], token="two", now=now) == 0
    assert Notice.objects.get().claimed_by == "one"


def test_claim_leaves_a_person_with_whom_another_worker_is_busy(now):
    person = UserFactory()
    first, second = notice(recipient=person), notice(recipient=person)

    assert outbox.claim([first], token="one", now=now) == 1
    assert outbox.claim([second], token="two", now=now) == 0


def test_release_dead_puts_back_the_claims_of_the_dead_only(now):
    orphan = notice(state="claimed", claimed_by="a-worker-that-died")
    with life.alive() as token:
        held = notice(state="claimed", claimed_by=token)
        assert outbox.release_dead().untold in (1, 2)  # one's own lock is no stranger's on PostgreSQL

    assert state_of(orphan) == "queued"
    assert held.pk


def test_deliver_due_leaves_nothing_claimed_when_the_process_goes_on_after_an_error(answers, now, monkeypatch):
    row = notice()
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "composed", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            outbox.deliver_due(now=now)
    assert state_of(row) == "claimed"

    assert outbox.deliver_due(now=now).released == 1
    assert state_of(row) == "sent"


# --- preview ---------------------------------------------------------------------------------------------------------
def test_preview_shows_what_would_be_sent_and_changes_nothing(answers, now):
    sound, gone = notice(occasion="sound"), notice(occasion="gone")
    answers["gone"] = Verdict.DROP

    assert outbox.preview(now=now) == [sound]
    assert (state_of(sound), state_of(gone), mail.outbox) == ("queued", "queued", [])
    assert outbox.preview(now=now + timedelta(hours=12)) == []
