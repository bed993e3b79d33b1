"""Wall clock of the schools: a meeting is agreed in local time and kept in UTC. Pure.

Flanders, Wallonia and the Netherlands keep the same wall clock, so one zone serves all.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Brussels")
YEARS = range(1950, 2101)  # what a date on a command line may lie in, as in a workbook


class NonexistentTime(ValueError):
    """The clock jumps over this time: the last Sunday of March, between two and three."""


def wall_time(day: date, at: time) -> datetime:
    """This day and time on the wall as a moment in UTC; of a doubled hour the first. Raises NonexistentTime."""
    local = datetime.combine(day, at, tzinfo=ZONE)
    moment = local.astimezone(UTC)
    if moment.astimezone(ZONE).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise NonexistentTime
    return moment


def iso_day(text: str) -> date | None:
    """The day that an address or a command names, as 2026-12-03; None for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text and day.year in YEARS else None


def local_day(moment: datetime) -> date:
    """The date on the wall at this moment."""
    return moment.astimezone(ZONE).date()


def local_time(moment: datetime) -> time:
    """The time on the wall at this moment."""
    return moment.astimezone(ZONE).time().replace(tzinfo=None)
