"""The weekly digest: on the first school day of a week, to leaders and coaches, only when there is something to say.

A school is looked at once a week: `DigestDay.next_on` names the day, found by one index. What a digest tells is what
the ladder wants of each group at that moment, so it never reaches a leader before the ladder does.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast

from django.db import transaction
from django.db.models import Q, QuerySet

from communities.models import Community, Membership
from meetings import ladder, reminders
from meetings.known import Known, known_on
from meetings.localtime import local_day
from meetings.models import Cadence
from meetings.models.digest import DigestDay, may_need
from meetings.signals import week_begins
from notifications import outbox
from notifications.registry import subject_key
from schools.calendar import monday_of
from schools.models import School, SchoolYear
from schools.school_time import SchoolTime, load_school_time

SCHOOLS = 100  # schools a transaction
FOR_LEADERS = {ladder.ASK_LEADER, ladder.YEAR_TIGHT}
FOR_COACHES = {ladder.OVERDUE, ladder.HELP_OFFER, ladder.ASK_LEADER, ladder.LOG_MEETING, ladder.YEAR_TIGHT}


@dataclass(frozen=True, slots=True)
class Need:
    """A group of which there is something to say, and the kinds of the ladder that say it."""

    known: Known
    kinds: frozenset[str]

    @property
    def is_for_leaders(self) -> bool:
        """From the first school day after its members were told."""
        tight_on = self.known.rhythm.tight_on
        kinds = self.kinds if tight_on and tight_on < self.known.day else self.kinds - {ladder.YEAR_TIGHT}
        return bool(kinds & FOR_LEADERS)

    @property
    def is_for_coaches(self) -> bool:
        return bool(self.kinds & FOR_COACHES)


def look(*, now: datetime) -> int:
    """Remember the digests of the schools whose day has come. Gives how many are wanted."""
    today, wanted = local_day(now), 0
    ids = list(DigestDay.objects.due(today).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), SCHOOLS):
        with transaction.atomic():
            rows = list(DigestDay.objects.select_for_update().due(today).filter(pk__in=ids[start : start + SCHOOLS]))
            time = load_school_time([row.pk for row in rows], today)
            telling = [row for row in rows if is_time(time, row, today)]
            wanted += remember([row.pk for row in telling], now=now)
            for row in telling:
                row.looked_on = today
            for row in rows:
                row.next_on = next_on(time, row.pk, today, row.looked_on)
            DigestDay.objects.bulk_update(rows, ["looked_on", "next_on"])
    return wanted


def imagine(*, now: datetime) -> None:
    """Remember the digests of every school for which this is the first school day of the week; to be rolled back."""
    today = local_day(now)
    running = SchoolYear.objects.filter(first_day__lte=today, last_day__gte=today)
    ids = sorted(set(running.values_list("school_id", flat=True)))
    for start in range(0, len(ids), SCHOOLS):
        time = load_school_time(ids[start : start + SCHOOLS], today)
        telling = [pk for pk in ids[start : start + SCHOOLS] if first_of_week(time, pk, today) == today]
        remember(telling, now=now)


def remember(school_ids: list[int], *, now: datetime) -> int:
    """The digests of these schools, and what the apps above tell in the same week. Gives how many are wanted."""
    if not school_ids:
        return 0
    wanted = outbox.enqueue(drafts=drafts_of(school_ids, now=now), now=now)
    told = cast("list[tuple[object, int]]", week_begins.send(sender=None, school_ids=school_ids, now=now))
    return wanted + sum(number for _receiver, number in told)


def refresh_days(*, school_ids: Collection[int], today: date) -> None:
    """When these schools are looked at next; a week that was looked at is over."""
    looked = dict(DigestDay.objects.filter(pk__in=school_ids).values_list("pk", "looked_on"))
    time = load_school_time(school_ids, today)
    DigestDay.objects.bulk_create(
        [
            DigestDay(school_id=pk, looked_on=looked.get(pk), next_on=next_on(time, pk, today, looked.get(pk)))
            for pk in sorted(school_ids)
        ],
        update_conflicts=True,
        unique_fields=["school"],
        update_fields=["next_on"],
    )


def cover_all(*, today: date) -> None:
    """A day for every school that has none yet: one that was loaded past the actions."""
    refresh_days(school_ids=list(School.objects.filter(digest_day=None).values_list("pk", flat=True)), today=today)


def on_school_time_changed(sender: object, *, school_ids: Sequence[int], today: date, **kwargs: object) -> None:
    """Receiver of `schools.signals.school_time_changed`."""
    refresh_days(school_ids=school_ids, today=today)


def is_time(time: SchoolTime, row: DigestDay, today: date) -> bool:
    """Whether the first school day of this week has come, and the school was not looked at in this week."""
    first = first_of_week(time, row.pk, today)
    return first is not None and first <= today and (row.looked_on is None or row.looked_on < monday_of(today))


def first_of_week(time: SchoolTime, school_id: int, day: date) -> date | None:
    """The first school day of the week around `day`; None in a week without any."""
    first = first_school_day(time, school_id, monday_of(day))
    return first if first and first < monday_of(day) + timedelta(days=7) else None


def next_on(time: SchoolTime, school_id: int, today: date, looked_on: date | None) -> date | None:
    """The first school day of this week, or of the next one that has any when this one was looked at."""
    monday = monday_of(today)
    is_over = looked_on is not None and looked_on >= monday
    return first_school_day(time, school_id, monday + timedelta(days=7) if is_over else monday)


def first_school_day(time: SchoolTime, school_id: int, day: date) -> date | None:
    """The first school day on or after `day`, as far as school years are known."""
    for year in sorted(time.years.get(school_id, ()), key=lambda year: year.first_day):
        days = time.days_in((school_id,), year) if year.last_day >= day else None
        if days is not None and (found := days.at(days.index_from(day))):
            return found
    return None


def week_of(day: date) -> str:
    """The occasion of a digest: "2026-W49"."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"


def drafts_of(school_ids: Collection[int], *, now: datetime) -> Iterator[outbox.Draft]:
    """A digest for the leaders and the coaches of the groups of these schools, where there is something to say."""
    today = local_day(now)
    needs = needs_of(Community.objects.filter(school__in=school_ids), now=now)
    asking = {need.known.community.school_id for need in needs if need.is_for_leaders}
    for school_id, user_id in reminders.leaders_of(asking):
        yield draft_of("school", school_id, user_id, today)
    groups = [need.known.community for need in needs if need.is_for_coaches]
    for user_id in sorted({user_id for _group, user_id in coaches_of(groups, today)}):
        yield draft_of("user", user_id, user_id, today)


def draft_of(noun: str, number: int, recipient_id: int, today: date) -> outbox.Draft:
    return outbox.Draft(
        kind=ladder.WEEKLY_DIGEST,
        subject=subject_key(noun, number),
        occasion=week_of(today),
        occasion_on=today,
        recipient_id=recipient_id,
    )


def needs_of(communities: "QuerySet[Community]", *, now: datetime) -> list[Need]:
    """The groups among these of which there is something to say: reckoned for those alone that may need something."""
    today = local_day(now)
    asking = communities.filter(school__has_reminders=True).filter(
        Q(cadence=None) | Q(cadence__in=Cadence.objects.filter(may_need(today)))
    )
    found: list[Need] = []
    ids = list(asking.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), reminders.BATCH):
        batch = Community.objects.filter(pk__in=ids[start : start + reminders.BATCH])
        known = known_on(list(batch.order_by("name", "pk")), day=today)
        things = reminders.things_of(known)
        wants = ((one, reminders.wants_of(one, things, now)) for one in known)
        found += [Need(one, frozenset(want.kind for want in its_wants)) for one, its_wants in wants if its_wants]
    return found


def coaches_of(communities: Sequence[Community], day: date) -> Iterator[tuple[int, int]]:
    """Community and user of who coaches these groups on `day`."""
    for community_id, user_id, role in reminders.memberships_on(communities, day):
        if role == Membership.Role.COACH:
            yield community_id, user_id


def groups_by_coach(needs: Sequence[Need], day: date) -> dict[int, list[Need]]:
    """What each coach may be told of."""
    by_id = {need.known.community.pk: need for need in needs if need.is_for_coaches}
    found: dict[int, list[Need]] = defaultdict(list)
    for community_id, user_id in coaches_of([need.known.community for need in by_id.values()], day):
        found[user_id].append(by_id[community_id])
    return found
