"""The rhythm of a community: when the next meeting opens, is due, has stalled, and whether the year still works out.

Pure: dates and numbers in, dated facts and a status with codes out; `today` is always given. Sources: R57-R59 and
R71-R75. The numbers are advice, so nothing here forbids anything. Facts (`Rhythm`) change only with what happened and
may be stored; a `Status` is what they mean on one day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, timedelta
from operator import attrgetter

from meetings.cycles import Run
from schools.calendar import WEEK, SchoolDays, Span

FREE_END = 10  # the last school days of a year are not for meetings (count regime and the year's horizon)
NOTICE = 10  # school days: the window of the count regime and the distance at which a year is tight
LENGTHS = (120, 180)  # advised minutes of a meeting, where the rhythm is kept by meetings
CYCLE_LENGTHS = (60, 120)  # the same inside a research-lesson cycle
NUMBERED = ("interval", "count")
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Policy:
    """A community's own rhythm. Weeks are school weeks of five school days; None where the regime does not use it."""

    regime: str
    target_weeks: int | None = None
    limit_weeks: int | None = None
    minimum_per_year: int | None = None
    gap_weeks: int | None = None

    @property
    def gap_days(self) -> int:
        """School days between two meetings below which they are too close."""
        return WEEK * (self.gap_weeks or 0)


@dataclass(frozen=True, slots=True)
class History:
    """What happened and what is planned: all years, in any order. `held` is (day, minutes).

    `cycle` is used in the regime `cycle`, `active_on` (the latest activity beside meetings) in the regime `none`.
    """

    started_on: date
    ended_on: date | None = None
    held: tuple[tuple[date, int], ...] = ()
    planned: tuple[date, ...] = ()
    pauses: tuple[Span, ...] = ()
    cycle: Run | None = None
    active_on: date | None = None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The dated facts of one school year. A date that would fall past the last school day does not exist (None).

    last_places: the latest days on which the remaining meetings still fit, one each; the first is last_reachable_on.
    last_active_on: the latest activity or meeting of an online community; None elsewhere.
    tight_on: first day on which the year is tight. unlogged_on: the latest planned day that passed unlogged.
    length_advice: "", `too_short` or `long`, of the last held meeting. Counts are None where the regime has none.
    skipped: steps of a cycle that were skipped before the next one.
    """

    opens_on: date | None = None
    due_on: date | None = None
    stalled_on: date | None = None
    last_held_on: date | None = None
    last_active_on: date | None = None
    held: int = 0
    required: int | None = None
    remaining: int | None = None
    last_reachable_on: date | None = None
    last_places: tuple[date, ...] = ()
    tight_on: date | None = None
    planned_next_on: date | None = None
    unlogged_on: date | None = None
    is_in_year: bool = False
    too_close: bool = False
    length_advice: str = ""
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Status(Rhythm):
    """A rhythm on one day. state: inactive, paused, on_track, plan_now, overdue or stalled. year: reached,
    unreachable, tight, reachable or None. reasons: never_met, unlogged, planned_late, too_close, too_short, long."""

    state: str = "on_track"
    year: str | None = None
    reasons: tuple[str, ...] = ()


_facts = attrgetter(*(field.name for field in fields(Rhythm)))


def assess(policy: Policy, days: SchoolDays | None, history: History, *, today: date) -> Status:
    """The status of a community on `today`, as if nothing after it had been held. See `reckon` for `days`."""
    rhythm = reckon(policy, days, history, today=today)
    return status_on(rhythm, day=today, started_on=history.started_on, ended_on=history.ended_on, pauses=history.pauses)


def reckon(policy: Policy, days: SchoolDays | None, history: History, *, today: date) -> Rhythm:
    """The dated facts as known on `today`.

    `days` are the school days of the community in the school year that contains `today`, pauses not yet taken out;
    None in the summer and where a calendar is not known: then nothing is computed but the next planned day.
    """
    planned_next_on = min((day for day in history.planned if day >= today), default=None)
    if days is None:
        return Rhythm(planned_next_on=planned_next_on)
    lengths = _lengths(history, days, today)
    met = sorted(lengths)
    last = met[-1] if met else None
    unlogged_on = max((day for day in history.planned if days.begin <= day < today), default=None)
    days = days.without(history.pauses) if history.pauses else days
    required, remaining = _numbers(policy, days, history.started_on, len(met))
    places = last_places(policy, days, remaining or 0)
    run = history.cycle if policy.regime == "cycle" else None
    if run:
        opens, due, stalled = run.window(days, clock_start(days, run.started_on), today)
    else:
        opens, due, stalled = _window(policy, days, history.started_on, last, required or 0, len(met))
    advised = LENGTHS if policy.regime in NUMBERED else CYCLE_LENGTHS if run else None
    return Rhythm(
        opens_on=opens,
        due_on=due,
        stalled_on=stalled,
        last_held_on=last,
        last_active_on=_last_active(history.active_on, last, days, today) if policy.regime == "none" else None,
        held=len(met),
        required=required,
        remaining=remaining,
        last_reachable_on=places[0] if places else None,
        last_places=places,
        tight_on=_tight_on(days, places[0]) if places else None,
        planned_next_on=planned_next_on,
        unlogged_on=unlogged_on,
        is_in_year=True,
        too_close=policy.regime in NUMBERED and _is_too_close(met, planned_next_on, policy, days),
        length_advice=_length_advice(lengths[last], advised) if last and advised else "",
        skipped=run.skipped_before_next(today) if run else 0,
    )


def status_on(
    rhythm: Rhythm, *, day: date, started_on: date, ended_on: date | None, pauses: Iterable[Span] = ()
) -> Status:
    """What the facts mean on `day`, a day of the school year they were reckoned for."""
    state = _state(rhythm, day, started_on, ended_on, pauses)
    reasons = _reasons(rhythm) if rhythm.is_in_year else ()
    return Status(*[*_facts(rhythm), state, _year(rhythm, day), reasons])


def clock_start(days: SchoolDays, started_on: date) -> date:
    """c0: the later of the start and the first school day of the year."""
    return max(started_on, days.first or days.begin)


def required_in(days: SchoolDays, minimum: int, started_on: date) -> int:
    """The year's minimum, in proportion for who starts during the year; 0 in a year without a school day."""
    if not days:
        return 0
    left = len(days) - days.index_from(clock_start(days, started_on))
    return -(-minimum * left // len(days))


def horizon(days: SchoolDays) -> date | None:
    """H: the last school day on which a meeting counts on being held, before the last ten."""
    return days.at(len(days) - FREE_END - 1)


def due_days(days: SchoolDays, required: int, started_on: date) -> tuple[date, ...]:
    """The due days of meeting 1 to `required` in the count regime; empty when no school day is left before the end."""
    start = days.index_from(clock_start(days, started_on))
    span = len(days) - FREE_END - start
    if span <= 0:
        return ()
    return tuple(days.days[start + -(-number * span // required) - 1] for number in range(1, required + 1))


def last_places(policy: Policy, days: SchoolDays, remaining: int) -> tuple[date, ...]:
    """The latest days of the remaining meetings, oldest first: from H back with the gap between them.

    Empty where nothing remains and where they do not fit into the year.
    """
    end = len(days) - FREE_END - 1
    start = end - (remaining - 1) * policy.gap_days
    if remaining < 1 or start < 0:
        return ()
    return tuple(days.days[end - turn * policy.gap_days] for turn in reversed(range(remaining)))


def _lengths(history: History, days: SchoolDays, today: date) -> dict[date, int]:
    """The days of this year held up to `today`, each with its longest meeting: two on one day count once."""
    lengths: dict[date, int] = {}
    for day, minutes in history.held:
        if days.begin <= day <= min(today, days.end):
            lengths[day] = max(minutes, lengths.get(day, 0))
    return lengths


def _numbers(policy: Policy, days: SchoolDays, started_on: date, held: int) -> tuple[int | None, int | None]:
    """required and remaining; None for a community without a minimum."""
    if policy.minimum_per_year is None or policy.regime not in NUMBERED:
        return None, None
    required = required_in(days, policy.minimum_per_year, started_on)
    return required, max(0, required - held)


def _tight_on(days: SchoolDays, last_reachable_on: date) -> date:
    """From when the last day on which the year still works out is near."""
    return days.before(last_reachable_on, NOTICE) or days.begin


def _window(
    policy: Policy, days: SchoolDays, started_on: date, last: date | None, required: int, held: int
) -> tuple[date | None, date | None, date | None]:
    """opens_on, due_on and stalled_on of the next meeting."""
    if policy.regime == "interval" and policy.target_weeks is not None and policy.limit_weeks is not None:
        anchor = last or clock_start(days, started_on) - ONE_DAY
        target, limit = WEEK * policy.target_weeks, WEEK * policy.limit_weeks
        return days.after(anchor, target), days.after(anchor, limit), days.after(anchor, 2 * limit)
    if policy.regime == "count" and held < required:
        due = due_days(days, required, started_on)
        if due:
            return days.before(due[held], NOTICE), due[held], due[held + 1] if held + 1 < required else None
    return None, None, None


def _last_active(active_on: date | None, last: date | None, days: SchoolDays, today: date) -> date | None:
    """The later of the latest activity and the last live moment, in this school year."""
    found = [day for day in (active_on, last) if day is not None and days.begin <= day <= today]
    return max(found, default=None)


def _is_too_close(meetings: list[date], planned_next_on: date | None, policy: Policy, days: SchoolDays) -> bool:
    """The last two held, or the last held and the next planned of this school year."""
    pairs = [tuple(meetings[-2:])] if len(meetings) > 1 else []
    if meetings and planned_next_on is not None and planned_next_on <= days.end:
        pairs.append((meetings[-1], planned_next_on))
    return any(days.count(earlier, later) < policy.gap_days for earlier, later in pairs)


def _length_advice(minutes: int, advised: tuple[int, int]) -> str:
    shortest, longest = advised
    return "too_short" if minutes < shortest else "long" if minutes > longest else ""


def _state(rhythm: Rhythm, day: date, started_on: date, ended_on: date | None, pauses: Iterable[Span]) -> str:
    """The first state that fits, in the order of the rules."""
    if day < started_on or (ended_on is not None and day >= ended_on):
        return "inactive"
    if any(first <= day <= last for first, last in pauses):
        return "paused"
    due, planned = rhythm.due_on, rhythm.planned_next_on
    if due is None or (planned is not None and planned <= due) or (rhythm.opens_on and day < rhythm.opens_on):
        return "on_track"
    if day <= due:
        return "plan_now"
    return "overdue" if rhythm.stalled_on is None or day <= rhythm.stalled_on else "stalled"


def _year(rhythm: Rhythm, day: date) -> str | None:
    if rhythm.remaining is None:
        return None
    if rhythm.remaining == 0:
        return "reached"
    if rhythm.last_reachable_on is None or day > rhythm.last_reachable_on:
        return "unreachable"
    return "tight" if rhythm.tight_on is not None and day >= rhythm.tight_on else "reachable"


def _reasons(rhythm: Rhythm) -> tuple[str, ...]:
    due, planned = rhythm.due_on, rhythm.planned_next_on
    codes = {
        "never_met": rhythm.held == 0,
        "unlogged": rhythm.unlogged_on is not None,
        "planned_late": due is not None and planned is not None and planned > due,
        "too_close": rhythm.too_close,
        "too_short": rhythm.length_advice == "too_short",
        "long": rhythm.length_advice == "long",
    }
    return tuple(code for code, holds in codes.items() if holds)
