"""The page of a year plan: all groups by the weeks of a school year, and what could not be placed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from communities.models import Community
from meetings.models import Meeting
from planning.models import PlannedDate, YearPlan
from planning.plan_words import FAILED, lessons_words, why_words, window_words
from planning.queries import plans
from planning.queries.ground import running
from schools.calendar import SchoolDays, monday_of
from schools.models import School, SchoolYear, User

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Mark:
    """A meeting in a week. kind: new (proposed), moved, held, planned; `url` leads to where a new one is moved."""

    number: int
    kind: str
    words: str
    url: str = ""
    day: date = date.min


@dataclass(frozen=True, slots=True)
class Cell:
    """Some weeks without a meeting (`span`), or one week with its meetings."""

    span: int
    marks: tuple[Mark, ...] = ()
    is_off: bool = False


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group: its weeks, its dates in words, and why some meetings have no place."""

    name: str
    url: str
    cells: list[Cell]
    marks: list[Mark]
    placed: int
    wanted: int
    reasons: list[tuple[str, str]] = field(default_factory=list)  # window, why
    lessons: str = ""  # that its dates cost lessons, in words

    @property
    def held(self) -> str:
        """The days that are past in one line, so that what comes stands out on a phone."""
        return ", ".join(formats.date_format(mark.day, "j F") for mark in self.marks if mark.kind == "held")

    @property
    def ahead(self) -> list[Mark]:
        return [mark for mark in self.marks if mark.kind != "held"]


@dataclass(frozen=True)
class PlanPage:
    """`months` are (name, number of weeks); `weeks` the Mondays; `off` those without a school day."""

    school: School
    year: SchoolYear
    plan: YearPlan | None
    lines: list[GroupLine]
    out: list[tuple[str, str]]
    months: list[tuple[str, int]]
    weeks: list[date]
    numbers: dict[str, int]
    years: list[SchoolYear]
    left: int = 0
    lessons: int = 0  # groups whose dates cost lessons
    new: int = 0

    @property
    def is_waiting(self) -> bool:
        return self.plan is not None and self.plan.asked_at is not None

    @property
    def is_draft(self) -> bool:
        return self.plan is not None and self.plan.published_at is None and not self.is_waiting

    @property
    def failure(self) -> str:
        """Why the last proposal did not come about, in words."""
        return str(FAILED[self.plan.failure]) if self.plan and self.plan.failure in FAILED else ""


def plan_page(user: User, school: School, year: SchoolYear, *, today: date) -> PlanPage:
    plan = plans.plan_of(user, school, year.label)
    groups = list(running(school, max(today, year.first_day)))
    dates = plans.dates_in(plan)
    meetings = plans.meetings_in(school, year, max(today, year.first_day))
    closed = list(school.closures.between(year.first_day, year.last_day).values_list("first_day", "last_day"))
    days = SchoolDays.between(year.first_day, year.last_day, closed)
    weeks, open_weeks = weeks_of(year), {monday_of(day) for day in days.days}
    left = {row["community"]: row for row in plan.left_over} if plan else {}
    lines = [
        line_of(group, plan, dates, meetings.get(group.pk, []), weeks, open_weeks, left.get(group.pk))
        for group in groups
        if not is_out(left.get(group.pk))
    ]
    out = [(group.name, why_words(left[group.pk]["reasons"][0])) for group in groups if is_out(left.get(group.pk))]
    return PlanPage(
        school=school,
        year=year,
        plan=plan,
        lines=lines,
        out=out,
        months=months_of(weeks),
        weeks=weeks,
        numbers=plans.numbers_of(school, today),
        years=plans.years_to_plan(school, today),
        left=sum(len(line.reasons) for line in lines),
        lessons=sum(bool(line.lessons) for line in lines),
        new=sum(one.meeting_id is None for one in dates),
    )


def is_out(row: dict[str, object] | None) -> bool:
    """Whether a group is left out of the plan as a whole."""
    return row is not None and row["wanted"] == 0


def weeks_of(year: SchoolYear) -> list[date]:
    """The Mondays of a school year."""
    first = monday_of(year.first_day)
    return [first + WEEK * number for number in range((year.last_day - first).days // 7 + 1)]


def months_of(weeks: Iterable[date]) -> list[tuple[str, int]]:
    named = groupby(weeks, key=lambda monday: formats.date_format(monday, "M"))
    return [(name, len(list(mondays))) for name, mondays in named]


def line_of(
    group: Community,
    plan: YearPlan | None,
    dates: Sequence[PlannedDate],
    meetings: Sequence[tuple[date, str]],
    weeks: Sequence[date],
    open_weeks: set[date],
    left: dict[str, object] | None,
) -> GroupLine:
    own = [one for one in dates if one.community_id == group.pk and one.meeting_id is None]
    marks = [mark_of(one, plan) for one in own] + [known_mark(day, status) for day, status in meetings]
    marks.sort(key=lambda mark: mark.day)
    number = left.get("teaching") if left else 0
    reasons = left["reasons"] if left and isinstance(left["reasons"], list) else []
    url = reverse("planning:plan-group", args=[plan.school.slug, plan.year, group.pk]) if plan else ""
    return GroupLine(
        name=group.name,
        url=url,
        cells=cells_of(marks, weeks, open_weeks),
        marks=marks,
        placed=len(own),
        wanted=len(own) + len(reasons),
        reasons=[(window_words(reason), why_words(reason)) for reason in reasons],
        lessons=lessons_words(number) if isinstance(number, int) and number else "",
    )


def mark_of(planned: PlannedDate, plan: YearPlan | None) -> Mark:
    words = f"{formats.date_format(planned.day, 'D j F')}, {planned.starts:%H:%M}"
    words = f"{words} · {planned.room.name}" if planned.room else words
    url = reverse("planning:move", args=[planned.pk]) if plan and plan.published_at is None else ""
    return Mark(planned.day.day, "moved" if planned.is_moved else "new", words, url, planned.day)


def known_mark(day: date, status: str) -> Mark:
    word = _("held") if status == Meeting.Status.HELD else _("planned")
    return Mark(day.day, status, f"{formats.date_format(day, 'D j F')} · {word}", "", day)


def cells_of(marks: Sequence[Mark], weeks: Sequence[date], open_weeks: set[date]) -> list[Cell]:
    """Weeks of one kind without a meeting become one cell, so that a page of sixty groups stays light."""
    by_week: dict[date, list[Mark]] = {}
    for mark in marks:
        by_week.setdefault(monday_of(mark.day), []).append(mark)
    cells: list[Cell] = []
    for (kind, _key), stretch in groupby(weeks, key=lambda week: kind_of(week, by_week, open_weeks)):
        if kind == "met":
            cells += [Cell(1, tuple(by_week[week])) for week in stretch]
        else:
            cells.append(Cell(len(list(stretch)), (), kind == "off"))
    return cells


def kind_of(week: date, by_week: dict[date, list[Mark]], open_weeks: set[date]) -> tuple[str, date | None]:
    if week in by_week:
        return "met", week
    return ("open" if week in open_weeks else "off"), None
