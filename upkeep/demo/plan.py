"""When the story's groups met and will meet, counted in school days from the story day. Pure: dates in, dates out."""

from collections.abc import Iterator
from datetime import date

from meetings.cadence import due_days, required_in
from schools.calendar import SchoolDays
from upkeep.demo.groups import Plot
from upkeep.demo.people import HOST, PARTNER

SPREAD = 2  # school days by which a meeting may shift to fall on the group's own weekday
EARLY = 6  # school days before its due day on which a steady group meets
STUDY_DAY, FREE_DAY, EXAMS = "Pedagogische studiedag", "Facultatieve verlofdag", "Examens"
# Days that a school itself keeps free: school, number of the school day, why.
LOCAL_DAYS = (
    (HOST[0], 30, STUDY_DAY),
    (HOST[0], 118, STUDY_DAY),
    (HOST[0], 75, FREE_DAY),
    (PARTNER[0], 60, STUDY_DAY),
)
LAST_YEAR = (18, 46, 74, 102, 130, 158)  # school days of the year before on which a group with a history met


def exam_weeks(days: SchoolDays) -> list[tuple[date, date]]:
    """Two school weeks before Christmas and the last three of the year."""
    christmas = date(days.begin.year, 12, 25)
    ends = [(days.before(christmas, 10), days.before(christmas, 1)), (days.at(len(days) - 15), days.last)]
    return [(first, last) for first, last in ends if first and last]


def started_on(plot: Plot, days: SchoolDays, before: SchoolDays, day: date) -> date:
    """When the group started: last year, at the start of this year, or lately. `before` are last year's school days."""
    if plot.has_history:
        return before.nth(6) or before.begin
    return (days.before(day, plot.started_ago) if plot.started_ago else days.first) or days.begin


def pause_of(plot: Plot, days: SchoolDays, day: date) -> tuple[date, date] | None:
    """First and last day of the group's pause around `day`; None where it has none."""
    return (days.before(day, 12) or day, days.after(day, 15) or days.end) if plot.paused else None


def on_weekday(days: SchoolDays, target: date, weekday: int) -> date:
    """The school day near `target` that is the group's own weekday; `target` where there is none."""
    index = days.index_from(target)
    near = [day for shift in range(-SPREAD, SPREAD + 1) if (day := days.at(index + shift)) is not None]
    fitting = [day for day in near if day.weekday() == weekday]
    return min(fitting, key=lambda day: abs(days.index_from(day) - index), default=target)


def held_days(plot: Plot, days: SchoolDays, day: date, start: date) -> list[date]:
    """The days of this school year on which the group met, in order, all before `day`."""
    if plot.is_steady:
        found = [one for one in _steady(plot, days, start) if one < day]
    else:
        found = [on_weekday(days, one, plot.weekday) for ago in _agos(plot) if (one := days.before(day, ago))]
    return sorted({one for one in found if start <= one < day})


def planned_days(plot: Plot, days: SchoolDays, day: date, start: date) -> list[date]:
    """The days that are planned: ahead of `day`, or behind it where nobody logged."""
    if plot.is_steady:
        coming = [one for one in _steady(plot, days, start) if one >= day]
        return coming[:1]
    ahead = [on_weekday(days, on, plot.weekday) for n in plot.planned if n > 0 and (on := days.after(day, n))]
    return ahead + [on for n in plot.planned if n < 0 and (on := days.before(day, -n))]


def _agos(plot: Plot) -> Iterator[int]:
    yield from plot.held
    ago = plot.held[-1] if plot.held else 0
    while plot.step and ago < 200:
        ago += plot.step
        yield ago


def _steady(plot: Plot, days: SchoolDays, start: date) -> list[date]:
    """A meeting some days before each due day of the year's minimum."""
    due = due_days(days, required_in(days, 5, start), start)
    return [on_weekday(days, one, plot.weekday) for day in due if (one := days.before(day, EARLY)) is not None]
