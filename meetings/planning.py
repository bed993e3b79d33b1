"""Plans for one community: proposed days, and what speaks against a chosen one. Reads once, answers from memory."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from communities.models import Community, Membership
from communities.variants import VARIANTS
from meetings.cadence import ONE_DAY, clock_start, due_days
from meetings.known import Known, known_on
from meetings.models import Meeting
from meetings.proposals import WINDOW, Ground, Pace, clashes, propose_next, propose_year
from schools.calendar import WEEK

LOCAL_ZONE = ZoneInfo("Europe/Brussels")  # Europe/Amsterdam keeps the same wall clock
USUAL_START = time(14, 0)  # inside lesson hours (R59), for a group that never met
REMEMBERED = 5  # meetings that make a habit

Value = TypeVar("Value")
Hours = tuple[datetime, datetime]  # begin and end of a meeting


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


@dataclass(frozen=True)
class Planner:
    """The habits, school days and busy hours of one community on `today`. Made by `planner_for`."""

    known: Known
    today: date
    own: tuple[date, ...]  # its held and planned days
    drafted: tuple[date, ...]
    elsewhere: frozenset[Hours]  # when one of its people is planned to meet in another community
    weekday: int | None
    start: time
    minutes: int

    @cached_property
    def busy(self) -> frozenset[date]:
        """Days on which somebody meets elsewhere at the usual hour; a meeting at another hour is in nobody's way."""
        length, found = timedelta(minutes=self.minutes), set()
        for begins, ends in self.elsewhere:
            day = begins.astimezone(LOCAL_ZONE).date()
            own = datetime.combine(day, self.start, tzinfo=LOCAL_ZONE)
            if begins < own + length and own < ends:
                found.add(day)
        return frozenset(found)

    @cached_property
    def ground(self) -> Ground | None:
        """Where its meetings can be; None where the calendar is not known."""
        known = self.known
        if known.days is None or known.open_days is None:
            return None
        return Ground(known.days, known.open_days, known.quiet, self.weekday, self.busy)

    def next(self, number: int = 3) -> list[Proposal]:
        """Days for the next meeting, inside the window where there is one; empty where the calendar is not known."""
        known = self.known
        if self.ground is None:
            return []
        found = propose_next(
            self.ground,
            window=(known.rhythm.opens_on, known.rhythm.due_on),
            today=self.today,
            last_on=known.rhythm.last_held_on,
            gap=known.policy.gap_days,
            planned=self._fixed,
            number=number,
        )
        return [self.proposal(day) for day in found]

    def year(self) -> list[Proposal]:
        """The meetings this school year still asks for, beside those planned and drafted."""
        known = self.known
        if self.ground is None:
            return []
        anchor = known.rhythm.last_held_on or clock_start(self.ground.days, known.community.started_on) - ONE_DAY
        found = propose_year(
            self.ground, pace=self._pace(), anchor=anchor, today=self.today, fixed=[*self._fixed, *self._drafts]
        )
        return [self.proposal(day) for day in found]

    def clashes(self, day: date, *, beside: Iterable[date] = ()) -> tuple[str, ...]:
        """The codes of `proposals.clashes` about `day`. `beside`: other days on the form."""
        ground = self.ground
        return clashes(
            day,
            ground=ground if ground and ground.days.begin <= day <= ground.days.end else None,
            today=self.today,
            others=(*self.own, *beside),
            gap=self.known.policy.gap_days,
            busy=self.busy,
            quiet=self.known.quiet,
        )

    def without(self, day: date) -> "Planner":
        """The same as if nothing were held or planned on that day."""
        return replace(self, own=tuple(own for own in self.own if own != day))

    @property
    def _fixed(self) -> list[date]:
        return [day for day in self.known.history.planned if day >= self.today]

    @property
    def _drafts(self) -> list[date]:
        return [day for day in self.drafted if day >= self.today]

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
    busy = hours_elsewhere(ids, today)
    return {one.community.pk: _planner(one, today, found[one.community.pk], busy[one.community.pk]) for one in known}


def _planner(known: Known, today: date, rows: list[Row], elsewhere: frozenset[Hours]) -> Planner:
    """`rows` are its meetings, the latest first; the latest ones make its habits."""
    habits = [row for row in rows if row.status != Meeting.Status.DRAFT][:REMEMBERED]
    starts = [row.starts_at.astimezone(LOCAL_ZONE) for row in habits]
    return Planner(
        known=known,
        today=today,
        own=tuple(row.day for row in rows if row.status != Meeting.Status.DRAFT),
        drafted=tuple(row.day for row in rows if row.status == Meeting.Status.DRAFT),
        elsewhere=elsewhere,
        weekday=_most_common([moment.weekday() for moment in starts]),
        start=_most_common([moment.time() for moment in starts]) or USUAL_START,
        minutes=_most_common([row.minutes for row in habits]) or VARIANTS[known.community.variant].minutes,
    )


def hours_elsewhere(community_ids: Collection[int], today: date) -> dict[int, frozenset[Hours]]:
    """When somebody who takes part in these communities is planned to meet in another one, by id; one query."""
    inside = Membership.objects.current().filter(community__in=community_ids)
    there = "user__memberships__community__meetings__"
    rows = inside.filter(**{
        "user__memberships__left_on": None,
        f"{there}status": Meeting.Status.PLANNED,
        f"{there}day__gte": today,
    })  # fmt: skip
    found: dict[int, set[Hours]] = {pk: set() for pk in community_ids}
    columns = ("community_id", "user__memberships__community_id", f"{there}starts_at", f"{there}minutes")
    for here, elsewhere, starts_at, minutes in rows.values_list(*columns).distinct():
        if elsewhere != here:
            found[here].add((starts_at, starts_at + timedelta(minutes=minutes)))
    return {pk: frozenset(hours) for pk, hours in found.items()}


def _most_common(values: list[Value]) -> Value | None:
    """The value seen most, the latest of equals; None for none."""
    return Counter(values).most_common(1)[0][0] if values else None
