"""When a round makes sense, and when it may not be opened (domain 2.6). Pure.

Three a school year: after the second meeting, halfway, before the last. Never within six school weeks of one another,
in a holiday or in the last two school weeks.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from schools.calendar import WEEK, SchoolDays, monday_of

APART = 6 * WEEK  # school days between two openings
OPEN = 2 * WEEK  # school days that a round stays open
REMINDERS = (5, 8)  # school days after opening
LAST = 2 * WEEK  # school days at the end of a year in which none is opened
SECOND = 2  # the meeting after which the first round makes sense
NEAR_END = 10 * WEEK  # school days that are left when the last round makes sense
MEMBERS = 4  # fewer: the conversation card instead
ONE_WEEK = timedelta(days=7)


class Refusal(StrEnum):
    """Why no round can be opened now."""

    ONLINE = "online"
    NOT_RUNNING = "not_running"
    FEW = "few"
    OPEN = "open"
    TOO_SOON = "too_soon"
    HOLIDAY = "holiday"
    YEAR_END = "year_end"


class Moment(StrEnum):
    """Why a round makes sense now."""

    BASELINE = "baseline"
    MIDDLE = "middle"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class Group:
    """What the rhythm of rounds needs to know. `held`: meetings of this school year; `last_opened`: in any year;
    `days`: the school days of this year, None in the summer; `is_known`: whether the school's calendar is."""

    is_online: bool
    is_running: bool
    members: int
    held: int
    last_opened: date | None
    has_open_round: bool
    days: SchoolDays | None
    is_known: bool


def refusal(group: Group, today: date) -> Refusal | None:
    """The first reason not to open a round today."""
    reasons = (
        (group.is_online, Refusal.ONLINE),
        (group.members < MEMBERS, Refusal.FEW),
        (not group.is_running, Refusal.NOT_RUNNING),
        (group.has_open_round, Refusal.OPEN),
        (is_holiday(group, today), Refusal.HOLIDAY),
        (is_year_end(group, today), Refusal.YEAR_END),
        (is_too_soon(group, today), Refusal.TOO_SOON),
    )
    return next((reason for is_so, reason in reasons if is_so), None)


def is_holiday(group: Group, today: date) -> bool:
    """A week without any school day; nothing is a holiday where no calendar is known."""
    if group.days is None:
        return group.is_known
    monday = monday_of(today)
    return group.days.count(monday - timedelta(days=1), monday + timedelta(days=6)) == 0


def is_year_end(group: Group, today: date) -> bool:
    """The round could not stay open for two school weeks."""
    return group.days is not None and group.days.after(today, LAST) is None


def is_too_soon(group: Group, today: date) -> bool:
    """Fewer than six school weeks after the last one opened."""
    last = group.last_opened
    if last is None:
        return False
    if group.days is None or last < group.days.begin:
        return today < last + 6 * ONE_WEEK
    return group.days.count(last, today) < APART


def last_day(days: SchoolDays | None, today: date) -> date:
    """Ten school days after today; two weeks where no calendar is known."""
    return (days.after(today, OPEN) if days else None) or today + 2 * ONE_WEEK


def reminders_due(days: SchoolDays | None, opened_on: date, today: date) -> int:
    """How many reminders should have gone by today: 0, 1 or 2."""
    passed = days.count(opened_on, today) if days else (today - opened_on).days * WEEK // 7
    return sum(passed >= number for number in REMINDERS)


def suggested(group: Group, today: date) -> Moment | None:
    """Why a round makes sense now; None where it does not, or none may be opened."""
    days, last = group.days, group.last_opened
    if days is None or refusal(group, today) is not None:
        return None
    if last is None or last < days.begin:
        return Moment.BASELINE if group.held >= SECOND else None
    for part, moment in ((len(days) - NEAR_END, Moment.LAST), (len(days) // 2, Moment.MIDDLE)):
        since = days.at(part)
        if since is not None and today >= since:
            return moment if last < since else None
    return None
