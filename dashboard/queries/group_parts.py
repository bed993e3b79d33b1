"""Parts of the group page: meetings, people, open subtasks. One statement each."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from communities.models import CoachRole, Membership
from dashboard import words
from meetings.models import Meeting, Subtask
from meetings.words import length_words
from schools.models import User


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting of the group: its frame."""

    pk: int
    iso: str
    day: str
    time: str
    place: str
    length: str
    status: str
    status_word: str
    present: int | None
    url: str
    is_coming: bool
    is_unlogged: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes part."""

    name: str
    email: str
    role: str
    role_word: str
    coach_roles: tuple[str, ...]
    is_coach: bool
    is_facilitating: bool


@dataclass(frozen=True, slots=True)
class Task:
    """An open subtask of the group."""

    pk: int
    text: str
    owner: str
    due: str
    is_late: bool


def meeting_lines(
    user: User, group_id: int, *, since: date | None, today: date, takes_part: bool
) -> tuple[MeetingLine, ...]:
    """The group's meetings as this person may see them, the latest first; from `since` on, or all."""
    seen = Meeting.objects.visible_to(user).filter(community=group_id).order_by("-starts_at", "-pk")
    if since is not None:
        seen = seen.filter(day__gte=since)
    return tuple(_line(one, today, takes_part) for one in seen)


def _line(meeting: Meeting, today: date, takes_part: bool) -> MeetingLine:
    is_planned = meeting.status == Meeting.Status.PLANNED
    return MeetingLine(
        pk=meeting.pk,
        iso=meeting.day.isoformat(),
        day=words.say_weekday(meeting.day) if meeting.day.year == today.year else words.say_long_day(meeting.day),
        time=date_format(localtime(meeting.starts_at), "H:i"),
        place=meeting.place if takes_part else "",
        length=length_words(meeting.minutes),
        status=meeting.status,
        status_word=str(Meeting.Status(meeting.status).label),
        present=meeting.present_count,
        url=reverse("meetings:meeting", args=[meeting.pk]),
        is_coming=is_planned and meeting.day >= today,
        is_unlogged=is_planned and meeting.day < today,
    )


def people_of(group_id: int, *, is_student: bool) -> tuple[Person, ...]:
    """Who takes part now, by name; a student guest reads first names only."""
    rows = (
        Membership.objects.current()
        .filter(community=group_id)
        .annotate(open_role=FilteredRelation("coach_roles", condition=Q(coach_roles__ended_on=None)))
        .annotate(kind=F("open_role__kind"))
        .select_related("user")
        .order_by("user__last_name", "user__first_name", "pk", "kind")
    )
    kinds: dict[int, list[str]] = {}
    people: dict[int, Membership] = {}
    for one in rows:
        people[one.pk] = one
        kinds.setdefault(one.pk, []).extend([one.kind] if one.kind else [])  # type: ignore[attr-defined]
    return tuple(_person(one, kinds[one.pk], is_student) for one in people.values())


def _person(membership: Membership, kinds: list[str], is_student: bool) -> Person:
    user = membership.user
    return Person(
        name=user.get_short_name() if is_student else user.get_full_name(),
        email="" if is_student else user.email,
        role=membership.role,
        role_word=str(Membership.Role(membership.role).label),
        coach_roles=tuple(str(CoachRole.Kind(kind).label) for kind in kinds),
        is_coach=membership.role == Membership.Role.COACH,
        is_facilitating=CoachRole.Kind.FACILITATING in kinds,
    )


def open_tasks(user: User, group_id: int, *, today: date) -> tuple[Task, ...]:
    """Open subtasks of the group, the earliest due first."""
    rows: QuerySet[Subtask] = (
        Subtask.objects.visible_to(user)
        .filter(meeting__community=group_id, done_on=None, dropped_on=None)
        .select_related("owner")
        .order_by(F("due_on").asc(nulls_last=True), "pk")
    )
    return tuple(
        Task(
            pk=one.pk,
            text=one.text,
            owner=one.owner.get_full_name() if one.owner else "",
            due=words.say_day(one.due_on) if one.due_on else "",
            is_late=one.due_on is not None and one.due_on < today,
        )
        for one in rows
    )
