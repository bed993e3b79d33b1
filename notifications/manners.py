"""How one notice is told to one person: the rule. Pure: choices and days in, a way out."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

WEEK = timedelta(days=7)


class Way(Enum):
    """Where a notice goes now."""

    MAIL = "mail"
    INBOX = "inbox"  # not mailed, but shown in the product
    NOWHERE = "nowhere"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody chose for a kind. mail: once, weekly or none; the quiet days are both included."""

    mail: str = "once"
    has_inbox: bool = True
    is_weekly: bool = False
    quiet_from: date | None = None
    quiet_until: date | None = None

    def is_quiet_on(self, day: date) -> bool:
        return bool(self.quiet_from and self.quiet_until and self.quiet_from <= day <= self.quiet_until)

    @property
    def is_bundled(self) -> bool:
        return self.mail == "weekly" or (self.mail == "once" and self.is_weekly)


AS_USUAL = Wish()


def way_of(wish: Wish, *, is_optional: bool, day: date, created_on: date, is_bundle_day: bool) -> Way:
    """The way of a notice on a school day of its reader.

    is_bundle_day: the first school day of the week for this reader. What was created in an earlier week has missed it
    (an outage, a mail server that was down) and goes with the first mail that can.
    """
    if not is_optional:
        return Way.MAIL
    if wish.is_quiet_on(day):
        return Way.WAIT
    if wish.mail == "none":
        return Way.INBOX if wish.has_inbox else Way.NOWHERE
    if wish.is_bundled and not is_bundle_day and created_on >= monday_of(day):
        return Way.WAIT
    return Way.MAIL


def waits_until(wish: Wish, day: date) -> date:
    """The day on which a notice that waits is looked at again; the school days of its reader do the rest."""
    if wish.is_quiet_on(day) and wish.quiet_until:
        return wish.quiet_until + timedelta(days=1)
    return monday_of(day) + WEEK


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())
