"""Everything the rhythm of many communities is reckoned from, read in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Q, Value

from communities.models import Community, Partnership, Pause, Regime
from communities.variants import Waits, rhythm_of
from meetings import ladder
from meetings.cadence import History, Policy, Rhythm, Status, reckon, status_on
from meetings.cycles import Run, Step
from meetings.models import Activity, CycleStep, Meeting, Subtask
from schools.calendar import SchoolDays, Span
from schools.school_time import SchoolTime, Year, load_school_time

ONE_DAY = timedelta(days=1)
PROMISED = "promised"
Dot = tuple[date, int, str]  # day, minutes, "h" held or "p" planned


@dataclass(frozen=True, slots=True)
class Known:
    """One community as known on `day`.

    `open_days` are its school days in the school year around `day`, `counted` those that count for a rhythm (without
    what stops the clock of a school), `days` the same without its pauses. All are None in the summer or where a
    calendar is not known; then `year` is None too. `quiet` are days that one of its schools keeps free of meetings.
    `dots` are its held and planned meetings of that school year, `promised_on` the days by which open subtasks were
    promised; `rest` knows its pauses.
    """

    community: Community
    day: date
    year: Year | None
    is_calendar_known: bool
    turns: tuple[date, ...]  # days on which its school time turns: a year begins or is over
    open_days: SchoolDays | None
    counted: SchoolDays | None
    days: SchoolDays | None
    quiet: tuple[Span, ...]
    policy: Policy
    history: History
    rhythm: Rhythm
    dots: tuple[Dot, ...]
    rest: ladder.Rest | None = None
    promised_on: tuple[date, ...] = ()

    def status(self) -> Status:
        """What it means on that day."""
        community, pauses = self.community, self.history.pauses
        return status_on(
            self.rhythm, day=self.day, started_on=community.begins_on, ended_on=community.ended_on, pauses=pauses
        )

    def next_look_on(self, *, has_been_told: bool) -> date | None:
        """The next day on which anything about this community changes or may have to be said; None for never.

        A day of which something may have to be said may lie today or behind us. Until a sweep has looked
        (`has_been_told`), that makes it today; afterwards only days after today count.
        """
        has_ended = self.community.ended_on is not None and self.day >= self.community.ended_on
        telling, changing = [] if has_ended else self._telling_days(), self._changing_days()
        if not has_been_told and any(day <= self.day for day in telling):
            return self.day
        return min((day for day in (*telling, *changing) if day > self.day), default=None)

    def _telling_days(self) -> list[date]:
        """Days from which a notice of the ladder may be told: the steps, a tight year, meetings, promises, pauses."""
        if self.days is None:
            return []
        days, rhythm = self.days, self.rhythm
        due, planned_next = rhythm.due_on, rhythm.planned_next_on
        found: list[date | None] = []
        if due is None or planned_next is None or planned_next > due:
            found += [step.on for step in ladder.steps(rhythm, days, waits_of(self.community))]
        if rhythm.last_reachable_on and self.day <= rhythm.last_reachable_on:
            found.append(rhythm.tight_on)
        for planned, _minutes, kind in self.dots:
            if kind == "p":
                asked = days.after(planned, 1), days.after(planned, ladder.AGAIN_AFTER)
                found += [ladder.upcoming_from(days, planned), *asked]
        found += [ladder.upcoming_from(days, due_on) for due_on in self.promised_on if self.day <= due_on]
        return [day for day in (*found, *self._pause_days()) if day is not None]

    def _pause_days(self) -> list[date]:
        """Days from which the end of a pause is told."""
        rest = self.rest
        told = [ladder.pause_told_from(span, rest) for span in rest.pauses if self.day <= span[1]] if rest else []
        return [found[0] for found in told if found]

    def _changing_days(self) -> list[date]:
        """Days on which the stored facts become others by themselves."""
        found = [self.community.begins_on, self.community.ended_on, *self.turns]
        found += [day if kind == "h" else day + ONE_DAY for day, _minutes, kind in self.dots]
        found += [self.rhythm.planned_next_on and self.rhythm.planned_next_on + ONE_DAY]
        for first_day, last_day in self.history.pauses:
            found += [first_day, last_day + ONE_DAY]
        return [day for day in found if day is not None]


def known_on(communities: Sequence[Community], *, day: date) -> list[Known]:
    """What is known of these communities on `day`, in the same order: five queries for any number of them.

    One more where a community works in cycles, and one where a community is online.
    """
    ids = [community.pk for community in communities]
    partners = _grouped(Partnership.objects.filter(community__in=ids).values_list("community_id", "school_id"))
    pauses = _grouped(Pause.objects.filter(community__in=ids).values_list("community_id", "first_day", "last_day"))
    schools = {community.school_id for community in communities}
    schools.update(school_id for rows in partners.values() for (school_id,) in rows)
    time = load_school_time(schools, day)
    current = (time.year_on(community.school_id, day) for community in communities)
    since = min((year.first_day for year in current if year), default=day)
    meetings = _grouped(_dated_rows(ids, since))
    runs, active = runs_of(communities, day), active_of(communities, day)
    return [
        known_from(
            community,
            day,
            time,
            partners[community.pk],
            pauses[community.pk],
            meetings[community.pk],
            cycle=runs.get(community.pk),
            active_on=active.get(community.pk),
        )
        for community in communities
    ]


def runs_of(communities: Iterable[Community], day: date, *, logging: int = 0) -> dict[int, Run]:
    """The cycle that each of these communities runs on `day`, by id; one query, none where nobody works in cycles.

    logging: the id of a meeting that is to be taken as held, while its log is being written.
    """
    ids = [community.pk for community in communities if community.regime == Regime.CYCLE]
    if not ids:
        return {}
    rows = CycleStep.objects.filter(cycle__community__in=ids, cycle__started_on__lte=day)
    running = rows.filter(Q(cycle__ended_on=None) | Q(cycle__ended_on__gt=day)).order_by("cycle_id", "position")
    columns = (
        "cycle__community_id",
        "cycle__started_on",
        "meeting_id",
        "meeting__day",
        "meeting__status",
        "skipped_on",
    )
    started: dict[int, date] = {}
    steps: defaultdict[int, list[Step]] = defaultdict(list)
    for pk, started_on, meeting_id, on, status, skipped_on in running.values_list(*columns):
        started[pk] = started_on
        is_held = status == Meeting.Status.HELD or (meeting_id is not None and meeting_id == logging)
        is_agreed = is_held or status == Meeting.Status.PLANNED
        steps[pk].append(Step(on if is_agreed else None, is_held, skipped_on is not None))
    return {pk: Run(started_on, tuple(steps[pk])) for pk, started_on in started.items()}


def active_of(communities: Iterable[Community], day: date) -> dict[int, date]:
    """The latest activity up to `day` of each online community, by id; one query, none where nobody is online."""
    ids = [community.pk for community in communities if community.regime == Regime.NONE]
    if not ids:
        return {}
    rows = Activity.objects.filter(community__in=ids, day__lte=day).order_by().values("community_id")
    return dict(rows.annotate(latest=Max("day")).values_list("community_id", "latest"))


def _dated_rows(ids: Sequence[int], since: date) -> Iterable[tuple]:  # type: ignore[type-arg]
    """Community, day, minutes and status of meetings that count; of promises, the day and `PROMISED`. One query."""
    counted = [Meeting.Status.HELD, Meeting.Status.PLANNED]
    rows = Meeting.objects.filter(community__in=ids, day__gte=since, status__in=counted)
    promises = Subtask.objects.open().filter(meeting__community__in=ids, due_on__gte=since).exclude(owner=None)
    columns = promises.values_list("meeting__community_id", "due_on", Value(0), Value(PROMISED))
    return rows.values_list("community_id", "day", "minutes", "status").union(columns, all=True)


def _grouped(rows: Iterable[tuple]) -> defaultdict[int, list[tuple]]:  # type: ignore[type-arg]
    """Rows by their first column."""
    found: defaultdict[int, list[tuple]] = defaultdict(list)  # type: ignore[type-arg]
    for key, *rest in rows:
        found[key].append(tuple(rest))
    return found


def known_from(
    community: Community,
    day: date,
    time: SchoolTime,
    partners: list[tuple[int]],
    pauses: list[Span],
    meetings: list[tuple[date, int, str]],
    *,
    cycle: Run | None = None,
    active_on: date | None = None,
) -> Known:
    host = community.school_id
    schools = (host, *sorted(school_id for (school_id,) in partners if school_id != host))
    year = time.year_on(host, day)
    open_days = time.days_in(schools, year) if year else None
    days = time.counted_in(schools, year) if year else None
    is_known = days is not None or (year is None and time.is_known_on(host, day))
    history = History(
        started_on=community.begins_on,
        ended_on=community.ended_on,
        held=tuple((on, minutes) for on, minutes, status in meetings if status == Meeting.Status.HELD),
        planned=tuple(on for on, _minutes, status in meetings if status == Meeting.Status.PLANNED),
        pauses=tuple(pauses),
        cycle=cycle,
        active_on=active_on,
    )
    policy = policy_of(community)
    dots = sorted((on, minutes, status[0]) for on, minutes, status in meetings if status != PROMISED)
    promised = sorted({on for on, _minutes, status in meetings if status == PROMISED})
    return Known(
        community=community,
        day=day,
        year=year if days is not None else None,
        is_calendar_known=is_known,
        turns=tuple(time.turns_of(host)),
        open_days=open_days,
        counted=days,
        days=days.without(pauses) if days is not None and pauses else days,
        quiet=time.quiet_of(schools),
        policy=policy,
        history=history,
        rhythm=reckon(policy, days, history, today=day),
        dots=tuple(dot for dot in dots if days is not None and days.begin <= dot[0] <= days.end),
        rest=ladder.Rest(days, tuple(pauses), community.ended_on) if days is not None else None,
        promised_on=tuple(on for on in promised if days is not None and days.begin <= on <= days.end),
    )


def waits_of(community: Community) -> Waits:
    """How much softer its ladder is."""
    return Waits(community.overdue_wait, community.help_wait, community.leader_wait)


def policy_of(community: Community) -> Policy:
    """The community's own numbers; an empty one is its regime's default."""
    numbers = rhythm_of(
        community.regime,
        target_weeks=community.target_weeks,
        limit_weeks=community.limit_weeks,
        minimum_per_year=community.minimum_per_year,
        gap_weeks=community.gap_weeks,
    )
    return Policy(
        community.regime, numbers.target_weeks, numbers.limit_weeks, numbers.minimum_per_year, numbers.gap_weeks
    )
