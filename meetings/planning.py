"""Plans for one community: proposed days, and what speaks against a chosen one. Reads once, answers from memory."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from communities.models import Community, Membership
from communities.variants import VARIANTS
from meetings.cadence import ONE_DAY, clock_start, due_days
from meetings.known import Known, known_on
from meetings.models import Meeting
from meetings.proposals import WINDOW, Pace, clashes, propose_next, propose_year
from schools.calendar import WEEK

LOCAL_ZONE = ZoneInfo("Europe/Brussels")  # Europe/Amsterdam keeps the same wall clock
USUAL_START = time(14, 0)  # inside lesson hours (R59), for a group that never met
REMEMBERED = 5  # meetings that make a habit

Value = TypeVar("Value")


class Row(NamedTuple):
    """A meeting as far as planning goes."""

    day: date
    starts_at: datetime
    minutes: int
    status: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposed meeting: local day, start as an aware local moment, length, and codes of what speaks against it."""

    day: date
    starts_at: datetime
    minutes: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Planner:
    """The habits, school days and busy days of one community on `today`. Made by `planner_for`."""

    known: Known
    today: date
    own: tuple[date, ...]  # its held and planned days
    drafted: tuple[date, ...]
    busy: frozenset[date]  # days on which one of its people is planned to meet in another community
    weekday: int | None
    start: time
    minutes: int

    def next(self, number: int = 3) -> list[Proposal]:
        """Days for the next meeting, inside the window where there is one; empty where the calendar is not known."""
        known = self.known
        if known.days is None:
            return []
        found = propose_next(
            known.days,
            window=(known.rhythm.opens_on, known.rhythm.due_on),
            today=self.today,
            last_on=known.rhythm.last_held_on,
            gap=known.policy.gap_days,
            weekday=self.weekday,
            busy=self.busy,
            number=number,
        )
        return [self.proposal(day) for day in found]

    def year(self) -> list[Proposal]:
        """The meetings this school year still asks for, beside those planned and drafted."""
        known = self.known
        if known.days is None:
            return []
        anchor = known.rhythm.last_held_on or clock_start(known.days, known.community.started_on) - ONE_DAY
        found = propose_year(
            known.days,
            pace=self._pace(),
            anchor=anchor,
            today=self.today,
            fixed=[day for day in (*known.history.planned, *self.drafted) if day >= self.today],
            weekday=self.weekday,
            busy=self.busy,
        )
        return [self.proposal(day) for day in found]

    def clashes(self, day: date, *, beside: Iterable[date] = ()) -> tuple[str, ...]:
        """past, closed_day, too_close, double_booked, last_days, about `day`. `beside`: other days on the form."""
        days = self.known.days
        in_year = days is not None and days.begin <= day <= days.end
        return clashes(
            day,
            days=days if in_year else None,
            today=self.today,
            others=(*self.own, *beside),
            gap=self.known.policy.gap_days,
            busy=self.busy,
        )

    def proposal(self, day: date) -> Proposal:
        """This day at the usual time, with what speaks against it."""
        starts_at = datetime.combine(day, self.start, tzinfo=LOCAL_ZONE)
        return Proposal(day, starts_at, self.minutes, self.clashes(day))

    def _pace(self) -> Pace:
        policy, days, rhythm = self.known.policy, self.known.days, self.known.rhythm
        if policy.regime == "interval" and policy.target_weeks and policy.limit_weeks:
            return Pace(policy.gap_days, WEEK * policy.target_weeks, WEEK * policy.limit_weeks)
        if policy.regime == "count" and days is not None and rhythm.required:
            due = due_days(days, rhythm.required, self.known.community.started_on)
            return Pace(policy.gap_days, WINDOW, None, due[rhythm.held :])
        return Pace(policy.gap_days)


def planner_for(community: Community, *, today: date, except_meeting: int | None = None) -> Planner:
    """Reads what planning needs in a constant number of queries. `except_meeting`: the meeting being moved."""
    return planners_of(known_on([community], day=today), today=today, except_meeting=except_meeting)[community.pk]


def planners_of(known: Sequence[Known], *, today: date, except_meeting: int | None = None) -> dict[int, Planner]:
    """A planner for each of these communities, by id: two queries for any number of them."""
    ids = [one.community.pk for one in known]
    found: dict[int, list[Row]] = {pk: [] for pk in ids}
    rows = Meeting.objects.filter(community__in=ids).exclude(status=Meeting.Status.CANCELLED)
    columns = ("community_id", "day", "starts_at", "minutes", "status")
    for community_id, *row in rows.exclude(pk=except_meeting or 0).order_by("-starts_at").values_list(*columns):
        found[community_id].append(Row(*row))
    busy = busy_days_of(ids, today)
    return {one.community.pk: _planner(one, today, found[one.community.pk], busy[one.community.pk]) for one in known}


def _planner(known: Known, today: date, rows: list[Row], busy: frozenset[date]) -> Planner:
    """`rows` are its meetings, the latest first; the latest ones make its habits."""
    habits = [row for row in rows if row.status != Meeting.Status.DRAFT][:REMEMBERED]
    starts = [row.starts_at.astimezone(LOCAL_ZONE) for row in habits]
    return Planner(
        known=known,
        today=today,
        own=tuple(row.day for row in rows if row.status != Meeting.Status.DRAFT),
        drafted=tuple(row.day for row in rows if row.status == Meeting.Status.DRAFT),
        busy=busy,
        weekday=_most_common([moment.weekday() for moment in starts]),
        start=_most_common([moment.time() for moment in starts]) or USUAL_START,
        minutes=_most_common([row.minutes for row in habits]) or VARIANTS[known.community.variant].minutes,
    )


def busy_days(community: Community, today: date) -> frozenset[date]:
    """Days on which somebody who takes part here is planned to meet in another community."""
    return busy_days_of([community.pk], today)[community.pk]


def busy_days_of(community_ids: Collection[int], today: date) -> dict[int, frozenset[date]]:
    """`busy_days` of each of these communities; one query."""
    inside = Membership.objects.current().insiders().filter(community__in=community_ids)
    elsewhere = inside.filter(
        user__memberships__left_on=None,
        user__memberships__community__meetings__status=Meeting.Status.PLANNED,
        user__memberships__community__meetings__day__gte=today,
    )
    found: dict[int, set[date]] = {pk: set() for pk in community_ids}
    columns = ("community_id", "user__memberships__community_id", "user__memberships__community__meetings__day")
    for here, there, day in elsewhere.values_list(*columns).distinct():
        if there != here:
            found[here].add(day)
    return {pk: frozenset(days) for pk, days in found.items()}


def _most_common(values: list[Value]) -> Value | None:
    """The value seen most, the latest of equals; None for none."""
    return Counter(values).most_common(1)[0][0] if values else None
