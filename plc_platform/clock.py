"""The one clock of the product. Views, tasks and commands ask it; rules and actions get the moment as an argument.

In the demo the clock may be moved by whole days, so that its story falls in a school year also in the summer.
"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

LOCAL_ZONE = ZoneInfo("Europe/Brussels")  # Europe/Amsterdam keeps the same wall clock


def now() -> datetime:
    """This moment, aware, in UTC."""
    return timezone.now() + settings.CLOCK_SHIFT


def today() -> date:
    """The local date of this moment, in Flanders and the Netherlands."""
    return now().astimezone(LOCAL_ZONE).date()
