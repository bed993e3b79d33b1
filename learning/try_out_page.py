"""What the page of try-outs shows: planned ones, done ones between meetings, and barriers as counts of the group."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.functional import Promise

from communities.models import Community
from learning.models import TryOut
from learning.try_out_words import HELPS
from meetings.known import known_on
from meetings.models import Meeting, Subtask
from schools.models import User

SHOWN = 200  # lines
CLASSES = 6  # chips
ENOUGH_TRY_OUTS, ENOUGH_PEOPLE = 4, 3  # below, a count would tell who met which barrier


@dataclass(slots=True)
class Interval:
    """Try-outs from one meeting to the next; `since` None: before the first meeting that we know of."""

    since: date | None
    until: date | None
    rows: list[TryOut] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BarrierCount:
    """How often a barrier stood in the way this school year, and what helps."""

    label: str | Promise
    number: int
    helps: str | Promise


@dataclass(frozen=True, slots=True)
class TryOutPage:
    """`planned` are still to come; `barriers` is empty while a count could point at somebody."""

    planned: list[TryOut]
    intervals: list[Interval]
    barriers: list[BarrierCount]
    subtasks: list[Subtask]
    next_meeting: Meeting | None
    since: date | None

    @property
    def recent(self) -> list[TryOut]:
        """What was tried since the last meeting."""
        return [row for one in self.intervals if one.until is None for row in one.rows]


def try_out_page(community: Community, user: User, *, today: date, is_mine: bool = False) -> TryOutPage:
    """For the group's own people."""
    rows = TryOut.objects.visible_to(user).filter(community=community).select_related("by", "meeting", "subtask")
    every = list(rows.order_by("-noted_on", "-pk")[:SHOWN])
    shown = [row for row in every if row.by_id == user.pk] if is_mine else every
    held = list(
        Meeting.objects.held()
        .filter(community=community, day__lte=today)
        .order_by("-day")
        .values_list("day", flat=True)
    )
    days = known_on([community], day=today)[0].days
    return TryOutPage(
        planned=[row for row in shown if row.tried_on is None],
        intervals=intervals([row for row in shown if row.tried_on], held),
        barriers=barriers_of([row for row in every if row.noted_on >= (days.begin if days else date.min)]),
        subtasks=open_subtasks(community, user),
        next_meeting=next_meeting(community, today=today),
        since=held[0] if held else None,
    )


def intervals(rows: Sequence[TryOut], held: Sequence[date]) -> list[Interval]:
    """Done try-outs, newest first, cut at the days on which the group met (`held`, newest first)."""
    found: list[Interval] = []
    for row in sorted(rows, key=lambda one: (one.tried_on or date.min, one.pk), reverse=True):
        day = row.tried_on or date.min
        since = next((one for one in held if one <= day), None)
        if not found or found[-1].since != since:
            later = [one for one in held if one > day]
            found.append(Interval(since, later[-1] if later else None))
        found[-1].rows.append(row)
    return found


def barriers_of(rows: Sequence[TryOut]) -> list[BarrierCount]:
    """Counts of the group for itself, the most frequent first; nothing while they could point at somebody."""
    met = [row for row in rows if row.barriers]
    if len(met) < ENOUGH_TRY_OUTS or len({row.by_id for row in met if row.by_id}) < ENOUGH_PEOPLE:
        return []
    counts = Counter(code for row in met for code in set(row.barriers) if code in HELPS)
    return [BarrierCount(TryOut.Barrier(code).label, number, HELPS[code]) for code, number in counts.most_common()]


def classes_of(community: Community, user: User) -> list[str]:
    """Classes in which somebody tried things before, the latest first."""
    own = TryOut.objects.visible_to(user).filter(community=community, by=user).exclude(class_name="")
    return list(dict.fromkeys(own.order_by("-noted_on", "-pk").values_list("class_name", flat=True)[:40]))[:CLASSES]


def open_subtasks(community: Community, user: User) -> list[Subtask]:
    """What this person took on and did not note as a try-out yet."""
    mine = Subtask.objects.visible_to(user).filter(meeting__community=community, owner=user)
    return list(mine.filter(done_on=None, dropped_on=None, try_outs=None).order_by("due_on", "pk")[:8])


def next_meeting(community: Community, *, today: date) -> Meeting | None:
    """The first meeting to come."""
    return Meeting.objects.filter(community=community).coming(today).first()
