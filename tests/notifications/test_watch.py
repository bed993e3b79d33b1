"""Whether reminders run: a table of signs of life, without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from notifications.watch import LATE, Sign, Signs, late_after, troubles

NOW = datetime(2026, 12, 7, 8, 5, tzinfo=UTC)
SUMMER_NIGHT = datetime(2027, 7, 24, 1, 30, tzinfo=UTC)


def ago(minutes: float, now: datetime = NOW) -> datetime:
    return now - timedelta(minutes=minutes)


def sign(minutes: float, since: float | None = None, error: str = "") -> Sign:
    return Sign(ago(minutes), ago(minutes if since is None else since), error)


WELL = {"beat": sign(1), "look": sign(4), "delivery": sign(60)}


@pytest.mark.parametrize(
    ("signs", "found"),
    [
        ({}, ()),
        ({"delivery": None}, ()),
        ({"look": None}, ("look",)),
        ({"look": sign(11.9)}, ()),
        ({"look": sign(12)}, ("look",)),
        ({"beat": None}, ("beat",)),
        ({"beat": sign(13)}, ("beat",)),
        ({"beat": sign(600), "look": sign(600)}, ("look", "beat")),
        ({"look": sign(1, since=6, error="ValueError")}, ()),
        ({"look": sign(1, since=20, error="ValueError")}, ("look_error",)),
        ({"look": sign(1, since=1)}, ()),
        ({"mail_error": sign(1, since=6, error="no route")}, ()),
        ({"mail_error": sign(1, since=13, error="no route")}, ("mail",)),
        ({"mail_error": sign(74, since=300, error="no route")}, ("mail",)),
        ({"mail_error": sign(76, since=300, error="no route")}, ()),  # nobody tried since: the evening, a holiday
        ({"claimed_at": ago(5)}, ()),
        ({"claimed_at": ago(12)}, ("stuck",)),
        ({"unsent_since": ago(30)}, ("unsent",)),
    ],
)
def test_troubles(signs, found):
    assert troubles(Signs(**{**WELL, **signs}), now=NOW, late=LATE) == found


def test_a_night_in_summer_is_no_trouble():
    now = SUMMER_NIGHT
    signs = Signs(beat=Sign(ago(1, now), now), look=Sign(ago(3, now), now), delivery=Sign(ago(40_000, now), now))

    assert troubles(signs, now=now, late=LATE) == ()


def test_slower_looks_may_be_silent_longer():
    assert [late_after(seconds) for seconds in (30, 300, 1200)] == [LATE, timedelta(seconds=750), timedelta(minutes=50)]
