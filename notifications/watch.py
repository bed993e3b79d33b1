"""Whether the reminders run, judged from signs of life. Pure.

Nights, holidays and summers are no failure: the look goes on every few minutes all year, it only finds nothing to tell.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

LATE = timedelta(minutes=12)  # two looks were missed; a monitor that asks every minute knows it within a quarter
REFUSALS = ("went_back", "other_address", "too_many")  # why nothing is sent though all runs: errors of a look
FORGOTTEN = timedelta(minutes=75)  # a closed way is tried every hour at least: silence after that says nothing of it


@dataclass(frozen=True, slots=True)
class Sign:
    """The last sign of a part: `error` is what was wrong then, "" for nothing, and `since` when that began."""

    at: datetime
    since: datetime
    error: str = ""


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known; None where a part never gave a sign.

    `claimed_at`: since when a worker has held the notice it holds longest; `unsent_since`: when the oldest notice was
    written that might have left by now.
    """

    beat: Sign | None = None
    look: Sign | None = None
    delivery: Sign | None = None
    mail_error: Sign | None = None
    claimed_at: datetime | None = None
    unsent_since: datetime | None = None


def late_after(tick_seconds: int) -> timedelta:
    """How long a part may be silent when a look is due every so many seconds."""
    return max(LATE, timedelta(seconds=2.5 * tick_seconds))


def troubles(signs: Signs, *, now: datetime, late: timedelta) -> tuple[str, ...]:
    """What is wrong, most telling first; empty when reminders run.

    look: no worker came to the end of a look; beat: nothing wakes the workers; look_error: looks fail; went_back,
    other_address, too_many: sending was stopped on purpose; mail: the mail server does not take mail; stuck: a worker
    holds notices and does not send them; unsent: notices wait though all of it seems to run.
    """
    error = signs.look.error if signs.look and now - signs.look.since >= late else ""
    found = {
        "look": is_silent(signs.look, now=now, late=late),
        "beat": is_silent(signs.beat, now=now, late=late),
        **{refusal: error == refusal for refusal in REFUSALS},
        "look_error": bool(error) and error not in REFUSALS,
        "mail": is_mail_stopped(signs.mail_error, now=now, late=late),
        "stuck": signs.claimed_at is not None and now - signs.claimed_at >= late,
        "unsent": signs.unsent_since is not None,
    }
    return tuple(name for name, is_wrong in found.items() if is_wrong)


def is_silent(sign: Sign | None, *, now: datetime, late: timedelta) -> bool:
    return sign is None or now - sign.at >= late


def is_mail_stopped(error: Sign | None, *, now: datetime, late: timedelta) -> bool:
    """The way has been closed for a while, and was still closed when it was last tried."""
    return error is not None and error.at - error.since >= late and now - error.at < FORGOTTEN
