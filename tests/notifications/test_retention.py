"""Thirteen months, then a notice is gone with its words; what still waits stays."""

from datetime import UTC, datetime, timedelta

import pytest

from notifications import retention
from notifications.models import Notice
from notifications.retention import forget_old
from tests.factories import NoticeFactory

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 11, 1, 4, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "days", "is_kept"),
    [
        ("sent", 395, True),
        ("sent", 397, False),
        ("inbox", 397, False),
        ("muted", 397, False),
        ("dropped", 397, False),
        ("failed", 397, False),
        ("queued", 397, True),
        ("claimed", 397, True),
    ],
)
def test_forget_old_deletes_what_has_ended_long_ago(state, days, is_kept):
    moment = NOW - timedelta(days=days)
    sent = {"sent_at": moment, "sent_on": moment} if state == "sent" else {}
    NoticeFactory(state=state, created_at=moment, words={"heading": "x"}, told_at=moment, **sent)

    assert forget_old(now=NOW) == (not is_kept)
    assert Notice.objects.exists() == is_kept


def test_forget_old_goes_on_in_batches_and_stops_when_it_has_done_enough(monkeypatch):
    monkeypatch.setattr(retention, "BATCH", 2)
    monkeypatch.setattr(retention, "BATCHES", 2)
    for _ in range(5):
        NoticeFactory(state="dropped", created_at=NOW - timedelta(days=400))

    assert [forget_old(now=NOW) for _ in range(3)] == [4, 1, 0]
