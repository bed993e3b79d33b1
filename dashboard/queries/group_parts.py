"""Parts of the group page: meetings, people, open subtasks. One statement each."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, FilteredRelation, Q
from django.urls import reverse

from communities.models import CoachRole, Membership
from dashboard import words
from dashboard.queries.prepared import Prepared
from meetings.localtime import local_time
from meetings.models import Meeting, Subtask
from meetings.words import length_words
from schools.models import User

NAME = ("user__first_name", "user__prefix", "user__last_name", "user__email")


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


MEETINGS = Prepared(
    lambda user, group, since: (
        Meeting.objects.visible_to(User(pk=user))
        .filter(community=group, day__gte=since)
        .order_by("-starts_at", "-pk")
        .values_list("pk", "starts_at", "day", "minutes", "status", "place", "present_count")
    )
)
PEOPLE = Prepared(
    lambda group: (
        Membership.objects.current()
        .filter(community=group)
        .annotate(open_role=FilteredRelation("coach_roles", condition=Q(coach_roles__ended_on=None)))
        .order_by("user__last_name", "user__first_name", "pk", "open_role__kind")
        .values_list("pk", "role", "open_role__kind", *NAME)
    )
)
TASKS = Prepared(
    lambda user, group: (
        Subtask.objects.visible_to(User(pk=user))
        .filter(meeting__community=group, done_on=None, dropped_on=None)
        .order_by(F("due_on").asc(nulls_last=True), "pk")
        .values_list("pk", "text", "due_on", *(column.replace("user__", "owner__") for column in NAME))
    )
)


def meeting_lines(user: User, group_id: int, *, since: date, today: date, takes_part: bool) -> tuple[MeetingLine, ...]:
    """The group's meetings from `since` on as this person may see them, the latest first."""
    states = {value: str(label) for value, label in Meeting.Status.choices}
    url = reverse("meetings:meeting", args=[0])
    found = MEETINGS.rows(user=user.pk, group=group_id, since=since)
    return tuple(
        MeetingLine(
            pk=pk,
            iso=day.isoformat(),
            day=words.say_weekday(day) if day.year == today.year else words.say_long_day(day),
            time=f"{local_time(starts_at):%H:%M}",
            place=place if takes_part else "",
            length=length_words(minutes),
            status=status,
            status_word=states[status],
            present=present,
            url=url.replace("/0/", f"/{pk}/"),
            is_coming=status == Meeting.Status.PLANNED and day >= today,
            is_unlogged=status == Meeting.Status.PLANNED and day < today,
        )
        for pk, starts_at, day, minutes, status, place, present in found
    )


def people_of(group_id: int, *, is_student: bool) -> tuple[Person, ...]:
    """Who takes part now, by name; a student guest reads first names only."""
    roles = {value: str(label) for value, label in Membership.Role.choices}
    words_of = {value: str(label) for value, label in CoachRole.Kind.choices}
    people: dict[int, Person] = {}
    for pk, role, kind, first_name, prefix, last_name, email in PEOPLE.rows(group=group_id):
        earlier = people[pk].coach_roles if pk in people else ()
        is_facilitating = kind == CoachRole.Kind.FACILITATING or (pk in people and people[pk].is_facilitating)
        people[pk] = Person(
            name=first_name if is_student else say_name(first_name, prefix, last_name, email),
            email="" if is_student else email,
            role=role,
            role_word=roles[role],
            coach_roles=(*earlier, words_of[kind]) if kind else earlier,
            is_coach=role == Membership.Role.COACH,
            is_facilitating=is_facilitating,
        )
    return tuple(people.values())


def say_name(first_name: str, prefix: str, last_name: str, email: str) -> str:
    """A name as spoken, from its columns; as `User.get_full_name`."""
    return " ".join(part for part in (first_name, prefix, last_name) if part) or email


def open_tasks(user: User, group_id: int, *, today: date) -> tuple[Task, ...]:
    """Open subtasks of the group, the earliest due first."""
    return tuple(
        Task(
            pk=pk,
            text=text,
            owner=say_name(*name) if name[-1] else "",
            due=words.say_day(due_on) if due_on else "",
            is_late=due_on is not None and due_on < today,
        )
        for pk, text, due_on, *name in TASKS.rows(user=user.pk, group=group_id)
    )
