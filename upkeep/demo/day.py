"""On which day the story plays: today when every state can be shown today, else the nearest day when it can. Pure."""

from datetime import date, timedelta

from schools.calendar import SchoolDays
from schools.published import PublishedYear, published_year_on

CALENDAR = "BE-VLG"
ENOUGH_BEHIND = 48  # school days since the start of the year: a stalled group needs a long silence
ENOUGH_AHEAD = 22  # school days until its end: planned meetings and their windows need room
SEARCH = 400


def school_days(year: PublishedYear) -> SchoolDays:
    """The days on which a school of this calendar is open when it adds none of its own."""
    closed = [(period.first_day, period.last_day) for period in year.periods]
    return SchoolDays.between(year.first_day, year.last_day, closed)


def holds_on(day: date) -> bool:
    """Whether every state of the story can exist on this day."""
    year = published_year_on(CALENDAR, day)
    if year is None:
        return False
    days = school_days(year)
    behind = days.count(year.first_day - timedelta(days=1), day)
    return behind >= ENOUGH_BEHIND and len(days) - behind >= ENOUGH_AHEAD


def story_day(today: date) -> date:
    """`today` when the story holds on it, else the nearest school day on which it does, the earlier one first.

    Raises LookupError where no published calendar is near.
    """
    if holds_on(today):
        return today
    for distance in range(1, SEARCH):
        for day in (today - timedelta(days=distance), today + timedelta(days=distance)):
            if holds_on(day) and _is_school_day(day):
                return day
    raise LookupError(f"No school calendar is published around {today:%Y-%m-%d}.")


def day_behind(today: date) -> date:
    """`today` when the story holds on it, else the last school day before it on which it does: nothing that is told
    beside a real school lies in the future. Raises LookupError where no published calendar is near."""
    for distance in range(SEARCH):
        day = today - timedelta(days=distance)
        if holds_on(day) and (not distance or _is_school_day(day)):
            return day
    raise LookupError(f"No school calendar is published before {today:%Y-%m-%d}.")


def _is_school_day(day: date) -> bool:
    year = published_year_on(CALENDAR, day)
    return year is not None and day in school_days(year)
