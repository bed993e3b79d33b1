"""How long what is kept (domain 7.3, trust 2.6), as data. Pure.

A school year counts from 1 August: no meeting is held between the end of one school year and that day in any calendar
that we know, and one day for all keeps the nights equal. Rules that are counted say in a school how many rows went;
the others speak of what a leader does not see, not even how many.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

KEEP = "upkeep.keep"
TURN = 8  # the month in which a school year is counted to begin


@dataclass(frozen=True, slots=True)
class Rule:
    """amount: how many of `unit` (days, months, years, school_years; moment: at an event, amount 0).

    task: the nightly task that sees to it. is_counted: how many rows went is told to the school.
    """

    code: str
    amount: int
    unit: str
    task: str = KEEP
    is_counted: bool = False


RULES = (
    Rule("attendance", 1, "school_years", is_counted=True),
    Rule("minutes", 5, "school_years", is_counted=True),
    Rule("ended_groups", 5, "school_years"),
    Rule("observations", 6, "months", "learning.forget_observations"),
    Rule("cards", 0, "moment", "meetings.forget_cards"),
    Rule("ballots", 0, "moment", "pulse.nightly"),
    Rule("pulse_words", 5, "years", "pulse.nightly"),
    Rule("readiness", 0, "moment", "conditions.close_due_rounds"),
    Rule("help", 1, "school_years"),
    Rule("coach_notes", 90, "days", "coaching.forget_notes"),
    Rule("requests", 5, "school_years", is_counted=True),
    Rule("plans", 1, "school_years", is_counted=True),
    Rule("look_backs", 5, "school_years"),
    Rule("notices", 13, "months", "notifications.forget_old"),
    Rule("timetables", 30, "days", is_counted=True),
    Rule("accounts", 30, "days", is_counted=True),
    Rule("page_times", 25, "months", is_counted=True),
    Rule("audit", 24, "months"),
    Rule("runs", 25, "months"),
)
BY_CODE = {rule.code: rule for rule in RULES}
TASKS = frozenset(rule.task for rule in RULES)


def cutoff(rule: Rule, today: date) -> date:
    """The first day that is still kept: what is of before that day goes."""
    if rule.unit == "days":
        return today - timedelta(days=rule.amount)
    if rule.unit == "school_years":
        return date(year_begun(today) - rule.amount, TURN, 1)
    if rule.unit not in {"months", "years"}:
        raise ValueError(rule.unit)
    months = rule.amount * (12 if rule.unit == "years" else 1)
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def year_begun(today: date) -> int:
    """The calendar year in which the school year of this day began."""
    return today.year if today.month >= TURN else today.year - 1


def next_month(today: date) -> date:
    """The same day a month on, or its last day."""
    year, month = divmod(today.year * 12 + today.month, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
