"""What people chose is asked at delivery: at once, once a week, only here, quiet. Nothing is lost by it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

from notifications import actions, outbox, registry
from notifications.actions import Chosen
from notifications.models import Choice, Notice
from notifications.registry import Kind, Verdict
from tests.factories import NoticeFactory, UserFactory

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def notice(kind="test", **fields):
    return NoticeFactory(kind=kind, **fields)


def state_of(row):
    row.refresh_from_db()
    return row.state


@pytest.fixture
def invitations(answers, monkeypatch):
    """A kind "invite" that nobody can do without."""
    monkeypatch.setitem(registry._composers, "invite", registry._composers["test"])
    monkeypatch.setitem(registry._kinds, "invite", Kind("invite", is_optional=False))


def choose(person, now, mail="once", *, has_inbox=True, is_weekly=False, kind="test"):
    actions.choose(by=person, is_weekly=is_weekly, chosen={kind: Chosen(mail, has_inbox)}, now=now)


def deliver(now):
    """Mails of one delivery."""
    mail.outbox.clear()
    outbox.deliver_due(now=now)
    return len(mail.outbox)


# --- by kind ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("choice", "has_inbox", "state", "mails", "is_in_inbox"),
    [
        ("once", True, "sent", 1, True),
        ("once", False, "sent", 1, False),
        ("none", True, "inbox", 0, True),
        ("none", False, "muted", 0, False),
    ],
)
def test_deliver_due_does_as_chosen(answers, now, choice, has_inbox, state, mails, is_in_inbox):
    row = notice()
    choose(row.recipient, now, choice, has_inbox=has_inbox)

    assert deliver(now) == mails
    assert state_of(row) == state
    assert Notice.objects.in_inbox().filter(pk=row.pk).exists() == is_in_inbox


def test_deliver_due_keeps_the_words_as_they_were_told(answers, now):
    row = notice(occasion="a")

    deliver(now)

    row.refresh_from_db()
    assert (row.words["heading"], row.words["lines"], row.told_at) == ("Doe iets", ["Het is tijd."], now)
    assert row.words["group_path"] == "/communities/1/"


def test_deliver_due_tells_the_tally_what_was_not_mailed(answers, now):
    for has_inbox in (True, False):
        choose(notice().recipient, now, "none", has_inbox=has_inbox)

    tally = outbox.deliver_due(now=now)

    assert (tally.mails, tally.kept, tally.muted, tally.sent) == (0, 1, 1, 0)


def test_choice_for_one_kind_leaves_the_others(answers, now, monkeypatch):
    monkeypatch.setitem(registry._composers, "other", registry._composers["test"])
    person = UserFactory()
    rows = notice(recipient=person), notice("other", recipient=person)
    choose(person, now, "none")

    deliver(now)

    assert [state_of(row) for row in rows] == ["inbox", "sent"]


def test_invitation_is_mailed_at_once_whatever_was_chosen(invitations, now):
    person = UserFactory()
    row = notice("invite", recipient=person, created_at=now)
    choose(person, now, "none", has_inbox=False, is_weekly=True, kind="invite")
    actions.be_quiet(by=person, first_day=now.date(), last_day=now.date(), now=now)

    assert deliver(now + timedelta(days=1)) == 1
    assert state_of(row) == "sent"


def test_preview_shows_only_what_would_be_mailed(answers, now):
    sent, kept = notice(), notice()
    choose(kept.recipient, now, "none")

    assert outbox.preview(now=now) == [sent]


# --- once a week -----------------------------------------------------------------------------------------------------
def test_weekly_is_one_mail_on_the_first_school_day_of_the_next_week(answers, now):
    person = UserFactory()
    choose(person, now, is_weekly=True)
    tuesday = now + timedelta(days=1)
    rows = [notice(recipient=person, created_at=tuesday + timedelta(days=n)) for n in range(3)]

    assert [deliver(tuesday + timedelta(days=n)) for n in range(7)] == [0, 0, 0, 0, 0, 0, 1]
    assert mail.outbox == [] or mail.outbox[0].body.count("Doe iets") == 3
    assert {state_of(row) for row in rows} == {"sent"}


def test_weekly_says_when_it_will_be_told(answers, now):
    row = notice(created_at=now + timedelta(days=1))
    choose(row.recipient, now, "weekly")

    deliver(now + timedelta(days=1))

    assert state_of(row) == "queued"
    assert row.not_before == datetime(2026, 11, 30, 6, 30, tzinfo=UTC)


@pytest.mark.usefixtures("answers")
def test_weekly_goes_over_a_holiday_week_and_a_day_off(now, monkeypatch):
    """Closed from Monday 30 November to Monday 7 December: Tuesday 8 December is the first school day of its week."""
    closed = lambda day: day.weekday() > 4 or date(2026, 11, 30) <= day <= date(2026, 12, 7)  # noqa: E731
    gate = lambda notices, day: set() if closed(day) else {n.pk for n in notices}  # noqa: E731
    monkeypatch.setattr(registry, "_gates", [gate])
    person = UserFactory()
    choose(person, now, is_weekly=True)
    before, meanwhile = notice(recipient=person, created_at=now + timedelta(days=1)), None
    sent_on = []
    for day in range(1, 30):
        moment = now + timedelta(days=day)
        if moment.date() == date(2026, 12, 8):
            meanwhile = notice(recipient=person, created_at=moment)
        sent_on += [moment.date()] * deliver(moment)

    assert sent_on == [date(2026, 12, 8)]
    assert (state_of(before), state_of(meanwhile)) == ("sent", "sent")


def test_weekly_made_up_after_an_outage_on_monday(answers, now):
    row = notice(created_at=now - timedelta(days=4))
    choose(row.recipient, now, "weekly")

    assert deliver(now + timedelta(days=2)) == 1


def test_weekly_comes_with_the_invitation_of_that_day(invitations, now):
    person = UserFactory()
    choose(person, now, is_weekly=True)
    notice(recipient=person, created_at=now), notice("invite", recipient=person, created_at=now)

    assert deliver(now) == 1
    assert mail.outbox[0].body.count("Doe iets") == 2


def test_weekly_that_is_no_longer_true_is_dropped(answers, now):
    row = notice(occasion="gone", created_at=now + timedelta(days=1))
    choose(row.recipient, now, "weekly")
    deliver(now + timedelta(days=1))
    answers["gone"] = Verdict.DROP

    assert deliver(now + WEEK) == 0
    assert state_of(row) == "dropped"


def test_weekly_leaves_what_comes_weekly_anyhow(answers, now, monkeypatch):
    monkeypatch.setitem(registry._kinds, "test", Kind("test", comes_weekly=True))
    row = notice(created_at=now + timedelta(days=1))
    choose(row.recipient, now, "weekly", is_weekly=True)

    assert deliver(now + timedelta(days=1)) == 1


def test_choosing_anew_frees_what_waits(answers, now):
    tuesday = now + timedelta(days=1)
    row, failing = notice(created_at=tuesday), None
    failing = notice(recipient=row.recipient, not_before=tuesday + timedelta(hours=3), error="451 later")
    choose(row.recipient, now, "weekly")
    deliver(tuesday)
    choose(row.recipient, tuesday, "once")

    assert deliver(tuesday) == 1
    assert (state_of(row), state_of(failing)) == ("sent", "queued")


# --- quiet -----------------------------------------------------------------------------------------------------------
def test_quiet_period_holds_all_but_invitations_and_tells_afterwards_what_is_still_true(invitations, answers, now):
    person = UserFactory()
    still, gone = notice(recipient=person, occasion="still"), notice(recipient=person, occasion="gone")
    actions.be_quiet(by=person, first_day=date(2026, 11, 20), last_day=date(2026, 11, 24), now=now)

    assert deliver(now) == 0
    notice("invite", recipient=person, occasion="invitation")
    assert deliver(now + timedelta(days=1)) == 1
    assert mail.outbox[0].body.count("Doe iets") == 1
    answers["gone"] = Verdict.DROP
    assert deliver(now + timedelta(days=2)) == 1
    assert (state_of(still), state_of(gone)) == ("sent", "dropped")


def test_quiet_period_that_is_ended_frees_what_waits(answers, now):
    row = notice()
    actions.be_quiet(by=row.recipient, first_day=now.date(), last_day=date(2026, 12, 20), now=now)
    deliver(now)
    assert row.not_before is None or state_of(row) == "queued"

    actions.be_quiet(by=row.recipient, first_day=None, last_day=None, now=now)

    assert deliver(now) == 1


# --- cost ------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("number", [1, 3])
def test_sorting_a_batch_takes_one_query(answers, now, number, django_assert_num_queries):
    from notifications.preferences import sort

    rows = [notice() for _ in range(number)]
    for row in rows:
        choose(row.recipient, now, "weekly")

    with django_assert_num_queries(1):
        assert len(sort(rows, now.date()).mail) == number


def test_choose_makes_no_row_for_what_stays_as_usual(now):
    person = UserFactory()

    choose(person, now)

    assert not Choice.objects.exists()
