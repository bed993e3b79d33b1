"""The rhythm rules a second time, written naively from the text: walk the days, look, count. Shares no code with us."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

DAY = timedelta(days=1)
Span = tuple[date, date]


@dataclass(frozen=True)
class Group:
    """A community as the oracle sees it. `numbers`: target, limit, minimum, gap in school weeks."""

    regime: str
    numbers: tuple[int | None, int | None, int | None, int | None]
    started_on: date
    ended_on: date | None
    held: tuple[tuple[date, int], ...]
    planned: tuple[date, ...]
    pauses: tuple[tuple[date, date], ...]
    cycle: tuple[date, tuple[tuple[date | None, str], ...]] | None = None
    """Start of the cycle that runs, and its steps: day, and "held", "skipped" or "coming"."""


def every_day(first: date, last: date) -> Iterable[date]:
    while first <= last:
        yield first
        first += DAY


def naive(
    group: Group, year: tuple[date, date] | None, is_open: Callable[[date], bool], as_of: date
) -> dict[str, object]:
    """What `manage.py rhythm` must say of this group. `is_open`: no school is closed (weekends not yet looked at)."""
    out: dict[str, object] = dict.fromkeys(
        ["year", "opens_on", "due_on", "stalled_on", "last_held_on", "required", "remaining", "last_reachable_on"]
    )
    out.update(held=0, reasons=[], last_places=[])
    future = sorted(day for day in group.planned if day >= as_of)
    planned_next = future[0] if future else None
    out["planned_next_on"] = planned_next
    if year is not None:
        _facts(out, group, year, is_open, as_of)
    out["state"] = _state(out, group, as_of)
    return out


def _facts(  # noqa: C901 - the text of the rules, in its own order
    out: dict[str, object], group: Group, year: Span, is_open: Callable[[date], bool], as_of: date
) -> None:
    first, last = year
    days = [
        day
        for day in every_day(first, last)
        if day.weekday() not in (5, 6) and is_open(day) and not any(a <= day <= b for a, b in group.pauses)
    ]
    lengths: dict[date, list[int]] = {}
    for day, minutes in group.held:
        if first <= day <= last and day <= as_of:
            lengths.setdefault(day, []).append(minutes)
    met = sorted(lengths)
    planned_next = out["planned_next_on"]
    out["held"] = len(met)
    out["last_held_on"] = met[-1] if met else None
    reasons = out["reasons"]
    assert isinstance(reasons, list)
    if not met:
        reasons.append("never_met")
    if any(first <= day < as_of for day in group.planned):
        reasons.append("unlogged")
    if group.regime == "cycle" and group.cycle is not None:
        _in_a_cycle(out, group.cycle, days, year, as_of)
        if met and max(lengths[met[-1]]) < 60:
            reasons.append("too_short")
        if met and max(lengths[met[-1]]) > 120:
            reasons.append("long")
    if group.regime not in ("interval", "count"):
        return
    target, limit, minimum, gap = group.numbers
    c0 = max(group.started_on, days[0]) if days else max(group.started_on, first)

    def after(day: date, number: int) -> date | None:
        later = [d for d in days if d > day]
        return later[number - 1] if len(later) >= number else None

    def between(a: date, b: date) -> int:
        return len([d for d in days if a < d <= b])

    required = ceil(minimum * Fraction(len([d for d in days if d >= c0]), len(days))) if days else 0
    remaining = max(0, required - len(met))
    out["required"], out["remaining"] = required, remaining
    usable = days[:-10]
    if remaining:
        back = list(reversed(usable))
        steps = (remaining - 1) * 5 * gap
        if steps < len(back):
            out["last_reachable_on"] = back[steps]
            out["last_places"] = [back[5 * gap * turn] for turn in range(remaining)][::-1]
    reachable = out["last_reachable_on"]
    if not remaining:
        out["year"] = "reached"
    elif reachable is None or as_of > reachable:
        out["year"] = "unreachable"
    else:
        out["year"] = "tight" if between(as_of, reachable) <= 10 else "reachable"
    if group.regime == "interval":
        anchor = met[-1] if met else c0 - DAY
        out["opens_on"], out["due_on"], out["stalled_on"] = (
            after(anchor, n) for n in (5 * target, 5 * limit, 10 * limit)
        )
    else:
        ahead = [d for d in usable if d >= c0]
        if ahead and len(met) < required:
            due = [ahead[ceil(Fraction(k * len(ahead), required)) - 1] for k in range(1, required + 1)]
            out["due_on"] = due[len(met)]
            out["stalled_on"] = due[len(met) + 1] if len(met) + 1 < required else None
            earlier = [d for d in days if d < due[len(met)]]
            out["opens_on"] = earlier[-10] if len(earlier) >= 10 else None
    if out["due_on"] and planned_next and planned_next > out["due_on"]:
        reasons.append("planned_late")
    pairs = [(met[-2], met[-1])] if len(met) > 1 else []
    if met and planned_next and planned_next <= last:
        pairs.append((met[-1], planned_next))
    if any(between(a, b) < 5 * gap for a, b in pairs):
        reasons.append("too_close")
    if met and max(lengths[met[-1]]) < 120:
        reasons.append("too_short")
    if met and max(lengths[met[-1]]) > 180:
        reasons.append("long")


def _in_a_cycle(  # noqa: C901 - the text of the rules, in its own order
    out: dict[str, object],
    cycle: tuple[date, tuple[tuple[date | None, str], ...]],
    days: list[date],
    year: Span,
    as_of: date,
) -> None:
    """The next step after the last held one decides; what was passed over or skipped does not."""
    started_on, steps = cycle
    following: list[tuple[date | None, str]] = []
    anchors = []
    for day, how in steps:
        if how == "held" and day and day <= as_of:
            following = []
            if day >= year[0]:
                anchors.append(day)
        elif how != "skipped":
            following.append((day, how))
    if not following:
        return
    c0 = max(started_on, days[0]) if days else max(started_on, year[0])
    anchor = sorted(anchors)[-1] if anchors else c0 - DAY

    def after(day: date, number: int) -> date | None:
        later = [d for d in days if d > day]
        return later[number - 1] if len(later) >= number else None

    agreed = following[0][0]
    if agreed is not None and agreed > year[1]:
        return
    if agreed is None or agreed < year[0]:
        out["opens_on"], out["due_on"], out["stalled_on"] = (after(anchor, n) for n in (5, 15, 30))
    else:
        opens = after(anchor, 5)
        out["opens_on"] = agreed if opens is None or opens > agreed else opens
        out["due_on"], out["stalled_on"] = agreed, after(agreed, 15)
    planned = out["planned_next_on"]
    if out["due_on"] and planned and planned > out["due_on"]:
        reasons = out["reasons"]
        assert isinstance(reasons, list)
        reasons.append("planned_late")


def _state(out: dict[str, object], group: Group, as_of: date) -> str:
    if as_of < group.started_on or (group.ended_on and as_of >= group.ended_on):
        return "inactive"
    if any(a <= as_of <= b for a, b in group.pauses):
        return "paused"
    opens, due, stalled, planned = (out[key] for key in ("opens_on", "due_on", "stalled_on", "planned_next_on"))
    if due is None:
        return "on_track"
    if planned and planned <= due:
        return "on_track"
    if opens and as_of < opens:
        return "on_track"
    if as_of <= due:
        return "plan_now"
    if stalled is None or as_of <= stalled:
        return "overdue"
    return "stalled"
