"""The daily look: which communities want which notice, for whom. The ladder says what, this module to whom.

A look finds the rows that may want something (one index), refreshes them, and puts what they want in the outbox, in one
transaction. It may run any number of times, at once or after weeks of silence: keys make each notice one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from communities.models import CoachRole, Community, Membership
from meetings import invitations, ladder
from meetings.known import Known, known_on, waits_of
from meetings.localtime import local_day
from meetings.models import Cadence, Meeting, Subtask
from meetings.rhythm import refreshed
from notifications import outbox
from notifications.registry import subject_key
from schools.models import School, StaffRole

BATCH = 1000  # communities a transaction


@dataclass(frozen=True, slots=True)
class Wanted:
    """A notice that is wanted now, with what its words are made of."""

    draft: outbox.Draft
    known: Known
    want: ladder.Want
    meeting: Meeting | None
    subtask: Subtask | None = None


@dataclass(slots=True)
class Things:
    """Planned meetings and open subtasks by community."""

    meetings: defaultdict[int, list[Meeting]] = field(default_factory=lambda: defaultdict(list))
    subtasks: defaultdict[int, list[Subtask]] = field(default_factory=lambda: defaultdict(list))

    def of(self, want: ladder.Want, community_id: int) -> tuple[Meeting | None, Subtask | None]:
        """The meeting or the subtask that this is about."""
        meetings = (one for one in self.meetings[community_id] if one.pk == want.meeting_id)
        return next(meetings, None), next(
            (one for one in self.subtasks[community_id] if one.pk == want.subtask_id), None
        )


@dataclass(slots=True)
class People:
    """Who is who in one community on one day; ids of people who may sign in."""

    members: set[int] = field(default_factory=set)
    coaches: set[int] = field(default_factory=set)
    inside: set[int] = field(default_factory=set)
    facilitators: set[int] = field(default_factory=set)
    leaders: set[int] = field(default_factory=set)

    def add(self, user_id: int, role: str) -> None:
        self.inside.add(user_id)
        if role == Membership.Role.MEMBER:
            self.members.add(user_id)
        elif role == Membership.Role.COACH:
            self.coaches.add(user_id)


def look(*, now: datetime) -> tuple[int, int]:
    """Look at the communities that are due. Gives how many were looked at and how many notices they want."""
    today = local_day(now)
    ids = list(Cadence.objects.to_look_at(today).order_by("pk").values_list("pk", flat=True))
    return look_at(ids, now=now)


def look_at(community_ids: Sequence[int], *, now: datetime) -> tuple[int, int]:
    """Refresh these communities and remember what they want; see `look`."""
    drafts = 0
    for start in range(0, len(community_ids), BATCH):
        with transaction.atomic():
            known = refreshed(
                community_ids=community_ids[start : start + BATCH], today=local_day(now), has_been_told=True
            )
            drafts += outbox.enqueue(drafts=(one.draft for one in wanted(known, now=now)), now=now)
    # After the invitations: who gets a new one needs no news of the old.
    return len(community_ids), drafts + invitations.look(now=now)


def imagine(*, now: datetime) -> None:
    """Remember what every community would want at that moment, without refreshing any; to be rolled back."""
    ids = list(Community.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        communities = Community.objects.filter(pk__in=ids[start : start + BATCH]).order_by("pk")
        known = known_on(list(communities), day=local_day(now))
        outbox.enqueue(drafts=(one.draft for one in wanted(known, now=now)), now=now)
    invitations.look(now=now)


def wanted(known: Sequence[Known], *, now: datetime) -> list[Wanted]:
    """What these communities want at this moment. The same number of queries for any number of them."""
    hosts = {one.community.school_id for one in known}
    reminded = set(School.objects.filter(pk__in=hosts, has_reminders=True).values_list("pk", flat=True))
    known = [one for one in known if one.days is not None and one.community.school_id in reminded]
    things = things_of(known)
    wants = [(one, list(wants_of(one, things, now))) for one in known]
    people = people_of([one.community for one, found in wants if found], day=local_day(now))
    found = []
    for one, its_wants in wants:
        for want in its_wants:
            meeting, subtask = things.of(want, one.community.pk)
            for recipient in sorted(recipients(want, meeting, subtask, people[one.community.pk])):
                found.append(Wanted(draft_of(want, one, recipient), one, want, meeting, subtask))
    return found


def wants_of(known: Known, things: Things, now: datetime) -> tuple[ladder.Want, ...]:
    pk = known.community.pk
    return ladder.wanted(
        status=known.status(),
        label=known.year.label if known.year else "",
        days=known.days,
        planned=[ladder.Planned(meeting.pk, meeting.day, meeting.starts_at <= now) for meeting in things.meetings[pk]],
        day=known.day,
        waits=waits_of(known.community),
        promises=[ladder.Promise(task.pk, task.due_on) for task in things.subtasks[pk] if task.due_on],
        rest=known.rest,
    )


def draft_of(want: ladder.Want, known: Known, recipient_id: int) -> outbox.Draft:
    return outbox.Draft(
        kind=want.kind,
        subject=subject_key("community", known.community.pk),
        occasion=want.occasion,
        occasion_on=want.occasion_on,
        recipient_id=recipient_id,
    )


def recipients(want: ladder.Want, meeting: Meeting | None, subtask: Subtask | None, people: People) -> set[int]:
    """To whom this is told."""
    if want.is_again or want.kind == ladder.HELP_OFFER:
        return people.coaches
    if want.kind == ladder.PLAN_NEXT:
        return people.facilitators or people.members
    if want.kind in (ladder.OVERDUE, ladder.YEAR_TIGHT):
        return people.members | people.coaches
    if want.kind == ladder.ASK_LEADER:
        return people.leaders
    if want.kind == ladder.SUBTASK_DUE:
        return {subtask.owner_id} & people.inside if subtask and subtask.owner_id else set()
    if want.kind == ladder.LOG_MEETING and meeting and meeting.note_taker_id in people.inside:
        return {meeting.note_taker_id}
    return people.members


def things_of(known: Sequence[Known]) -> Things:
    """Meetings that are planned and not logged, and open subtasks with an owner and a date, of the school year that
    each community is in: two queries."""
    years = [one.days for one in known if one.days is not None]
    things = Things()
    if not years:
        return things
    ids = [one.community.pk for one in known]
    first, last = min(days.begin for days in years), max(days.end for days in years)
    for meeting in Meeting.objects.planned().filter(community__in=ids, day__gte=first, day__lte=last):
        things.meetings[meeting.community_id].append(meeting)
    promised = [one.community.pk for one in known if one.promised_on]
    if promised:
        tasks = Subtask.objects.open().filter(meeting__community__in=promised, due_on__gte=first, due_on__lte=last)
        for task in tasks.exclude(owner=None).select_related("meeting"):
            things.subtasks[task.meeting.community_id].append(task)
    return things


def people_of(communities: Sequence[Community], *, day: date) -> defaultdict[int, People]:
    """Who takes part on `day`, and who leads the host school; three queries."""
    people: defaultdict[int, People] = defaultdict(People)
    if not communities:
        return people
    for community_id, user_id, role in memberships_on(communities, day):
        people[community_id].add(user_id, role)
    for community_id, user_id in facilitators_on(communities, day):
        people[community_id].facilitators.add(user_id)
    leaders: defaultdict[int, set[int]] = defaultdict(set)
    for school_id, user_id in leaders_of({community.school_id for community in communities}):
        leaders[school_id].add(user_id)
    for community in communities:
        group = people[community.pk]
        group.leaders = leaders[community.school_id]
        group.facilitators &= group.inside
    return people


def memberships_on(communities: Sequence[Community], day: date) -> Iterator[tuple[int, int, str]]:
    ends = Q(left_on=None) | Q(left_on__gt=day)
    rows = Membership.objects.filter(ends, community__in=communities, joined_on__lte=day, user__is_active=True)
    yield from rows.values_list("community_id", "user_id", "role")


def facilitators_on(communities: Sequence[Community], day: date) -> Iterator[tuple[int, int]]:
    ends = Q(ended_on=None) | Q(ended_on__gt=day)
    rows = CoachRole.objects.filter(ends, membership__community__in=communities, started_on__lte=day)
    facilitating = rows.filter(kind=CoachRole.Kind.FACILITATING)
    yield from facilitating.values_list("membership__community_id", "membership__user_id")


def leaders_of(school_ids: Iterable[int]) -> Iterator[tuple[int, int]]:
    rows = StaffRole.objects.filter(role=StaffRole.Role.LEADER, staff__school__in=school_ids, staff__left_on=None)
    yield from rows.filter(staff__user__is_active=True).values_list("staff__school_id", "staff__user_id")
