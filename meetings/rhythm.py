"""The rhythm of communities: kept in `Cadence` rows, and reckoned for any day.

**Who refreshes.** Every action that changes a meeting, partner school, closure, school year, pause, policy, start or
end calls `refresh_cadence` in its own transaction (schools and communities by their signals). It takes any number of
communities and costs the same number of queries.

**When somebody looks again.** `Cadence.next_look_on` is the next day on which a row changes by itself or a notice may
fall due, so a sweep reads only `Cadence.objects.to_look_at(today)`. After an action a day of notice that is today or
past makes it today: nobody may have told yet. The sweep itself refreshes with `has_been_told=True`, enqueues what the
ladder wants in the same transaction, and the row sleeps until the next such day.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from itertools import islice

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from communities.models import Community, Partnership
from meetings.cadence import Rhythm, Status
from meetings.known import Known, known_on
from meetings.models import Cadence
from meetings.planning import Planner, Proposal, planner_for
from schools.calendar import SchoolDays

__all__ = [
    "Known",
    "Planner",
    "Proposal",
    "planner_for",
    "proposals_for",
    "refresh_cadence",
    "refreshed",
    "row_of",
    "school_days_of",
    "statuses",
]

BATCH = 1000
STORED = tuple(field.name for field in Cadence._meta.concrete_fields if field.name not in ("community", "refreshed_at"))
FACTS = tuple(name for name in STORED if name not in ("next_look_on", "reckoned_on"))
_RHYTHM = tuple(field.name for field in fields(Rhythm) if field.name in STORED and field.name != "last_places")


def refresh_cadence(*, community_ids: Iterable[int], today: date, has_been_told: bool = False) -> int:
    """Writes the rhythm of these communities as known on `today`; returns how many rows were written.

    has_been_told: the caller tells in this transaction whatever has to be told today (the sweep), see above.
    """
    return len(refreshed(community_ids=community_ids, today=today, has_been_told=has_been_told))


@transaction.atomic(savepoint=False)
def refreshed(*, community_ids: Iterable[int], today: date, has_been_told: bool = False) -> list[Known]:
    """`refresh_cadence`, returning what is now known of each community, by id.

    The communities are locked in order, so that of two actions at once the later also sees what the earlier wrote.
    """
    found: list[Known] = []
    for ids in _batches(sorted(set(community_ids))):
        communities = Community.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk")
        known = known_on(list(communities), day=today)
        Cadence.objects.bulk_create(
            [row_of(one, has_been_told=has_been_told) for one in known],
            update_conflicts=True,
            unique_fields=["community"],
            update_fields=[*STORED, "refreshed_at"],
        )
        found += known
    return found


def statuses(communities: QuerySet[Community], *, as_of: date) -> list[tuple[Community, Status]]:
    """Every community with its status as if today were `as_of`, by code. Computed, not read from what is stored."""
    ordered = list(communities.order_by("code", "pk"))
    return [
        (known.community, known.status())
        for start in range(0, len(ordered), BATCH)
        for known in known_on(ordered[start : start + BATCH], day=as_of)
    ]


def school_days_of(community: Community, *, day: date) -> SchoolDays | None:
    """The school days of a community, pauses taken out, in the school year around `day`; None where not known."""
    return known_on([community], day=day)[0].days


def proposals_for(community: Community, *, today: date, number: int = 3) -> list[Proposal]:
    """Proposed days for the next meeting, inside the window; see `planner_for` for the year and for clashes."""
    return planner_for(community, today=today).next(number)


def row_of(known: Known, *, has_been_told: bool = False) -> Cadence:
    """The row that stores this."""
    rhythm, status = known.rhythm, known.status()
    return Cadence(
        community=known.community,
        year=known.year.label if known.year else "",
        is_calendar_known=known.is_calendar_known,
        reasons=list(status.reasons),
        last_places=[day.isoformat() for day in rhythm.last_places],
        dots=[[day.isoformat(), minutes, kind] for day, minutes, kind in known.dots],
        next_look_on=known.next_look_on(has_been_told=has_been_told),
        reckoned_on=known.day,
        refreshed_at=timezone.now(),
        **{name: getattr(rhythm, name) for name in _RHYTHM},
    )


def touched_by_schools(school_ids: Sequence[int]) -> QuerySet[Community]:
    """Communities in whose school time these schools take part, as host or partner."""
    joined = Partnership.objects.filter(school__in=school_ids).values("community_id")
    return Community.objects.filter(Q(school__in=school_ids) | Q(pk__in=joined))


def on_school_time_changed(
    sender: object, *, school_ids: Sequence[int], today: date, **kwargs: object
) -> list[tuple[date, date]]:
    """Receiver of `schools.signals.school_time_changed`: answers with the due dates that moved, (before, after)."""
    touched = list(touched_by_schools(school_ids).values_list("pk", flat=True))
    stored = Cadence.objects.filter(pk__in=touched).exclude(due_on=None)
    before = dict(stored.values_list("pk", "due_on"))
    refresh_cadence(community_ids=touched, today=today)
    after = dict(stored.values_list("pk", "due_on"))
    pairs = ((was, after.get(pk)) for pk, was in before.items())
    return [(was, now) for was, now in pairs if was and now and was != now]


def on_rhythm_changed(sender: object, *, community_ids: Sequence[int], today: date, **kwargs: object) -> None:
    """Receiver of `communities.signals.rhythm_changed`."""
    refresh_cadence(community_ids=community_ids, today=today)


def _batches(ids: Sequence[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while batch := list(islice(rest, BATCH)):
        yield batch
