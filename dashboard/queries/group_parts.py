"""Parts of the group page: meetings, people, open subtasks. One statement each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from communities.models import CoachRole, Membership
from dashboard import words
from dashboard.printing import TOKEN
from dashboard.queries.prepared import Prepared
from meetings.localtime import local_time
from meetings.models import Meeting, Subtask
from meetings.words import length_words
from schools.models import School, Staff

PLANNED = Meeting.Status.PLANNED
AHEAD = (PLANNED, Meeting.Status.DRAFT)
NAME = ("user__first_name", "user__prefix", "user__last_name", "user__email")


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting of the group: its frame."""

    pk: int
    iso: str
    day: str
    time: str
    note: str  # the place, until it is held
    length: str
    status: str
    status_word: str
    present: str
    url: str
    is_coming: bool
    is_unlogged: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes part."""

    name: str
    email: str
    note: str  # what they are in the group, beyond a member
    is_coach: bool
    is_facilitating: bool

    @property
    def url(self) -> str:
        """Where to write to."""
        return f"mailto:{quote(self.email, safe='@')}"


@dataclass(frozen=True, slots=True)
class Task:
    """An open subtask or step: whose or of which group, and by when."""

    text: str
    note: str
    done_url: str
    token: SafeString = TOKEN


@dataclass(frozen=True, slots=True)
class NextStep:
    """A next step whose page says what became of it."""

    text: str
    note: str
    url: str


FRAME = ("pk", "starts_at", "day", "minutes", "status", "place", "present_count")
# Of a group that was fetched through its own door: its people see drafts, nobody else does.
MEETINGS = {
    is_inside: Prepared(
        lambda group, since, hidden=hidden: (
            Meeting.objects.filter(community=group, day__gte=since)
            .exclude(status__in=hidden)
            .order_by("-starts_at", "-pk")
            .values_list(*FRAME)
        )
    )
    for is_inside, hidden in ((True, []), (False, [Meeting.Status.DRAFT]))
}


def taking_part(group: int) -> QuerySet[Membership]:
    """Who takes part now, a row for each open role."""
    return (
        Membership.objects.current()
        .filter(community=group)
        .annotate(open_role=FilteredRelation("coach_roles", condition=Q(coach_roles__ended_on=None)))
        .order_by("user__last_name", "user__first_name", "pk", "open_role__kind")
    )


def works_for(user: int) -> Exists:
    """Whether somebody works in a school that this person leads."""
    led = School.objects.editable_by(user).values("pk")  # type: ignore[arg-type] # an id will do
    return Exists(Staff.objects.current().filter(user=OuterRef("user_id"), school__in=led))


PEOPLE = Prepared(lambda group: taking_part(group).values_list("pk", "role", "open_role__kind", *NAME))
# The same for the leader of a partner school: she reads the names of her own people.
OWN_PEOPLE = Prepared(
    lambda group, user: taking_part(group).filter(works_for(user)).values_list("pk", "role", "open_role__kind", *NAME)
)
TASKS = Prepared(
    lambda group: (
        Subtask.objects.open()
        .filter(meeting__community=group)
        .order_by(F("due_on").asc(nulls_last=True), "pk")
        .values_list("pk", "text", "due_on", *(column.replace("user__", "owner__") for column in NAME))
    )
)


def meeting_lines(group_id: int, *, since: date, today: date, is_inside: bool) -> tuple[MeetingLine, ...]:
    """The group's meetings from `since` on as this person may see them, the latest first."""
    states = {value: str(label) for value, label in Meeting.Status.choices}
    url = reverse("meetings:meeting", args=[0])
    found = MEETINGS[is_inside].rows(group=group_id, since=since)
    return tuple(
        MeetingLine(
            pk=pk,
            iso=day.isoformat(),
            day=words.say_weekday(day) if day.year == today.year else words.say_long_day(day),
            time=f"{local_time(starts_at):%H:%M}",
            note=f"· {place}" if place and is_inside and status in AHEAD else "",
            length=length_words(minutes),
            status=status,
            status_word=_("not logged yet") if status == PLANNED and day < today else states[status],
            present="–" if present is None else str(present),
            url=url.replace("/0/", f"/{pk}/"),
            is_coming=status == PLANNED and day >= today,
            is_unlogged=status == PLANNED and day < today,
        )
        for pk, starts_at, day, minutes, status, place, present in found
    )


def people_of(group_id: int, *, own_of: int | None = None) -> tuple[Person, ...]:
    """Who takes part now, by name; with `own_of` only who works in a school that this person leads."""
    kinds: dict[int, list[str]] = {}
    found = {}
    rows = PEOPLE.rows(group=group_id) if own_of is None else OWN_PEOPLE.rows(group=group_id, user=own_of)
    for pk, role, kind, *name in rows:
        found[pk] = role, name
        kinds.setdefault(pk, []).extend([kind] if kind else [])
    return tuple(
        Person(
            name=say_name(*name),
            email=name[-1],
            note=say_part(role, kinds[pk]),
            is_coach=role == Membership.Role.COACH,
            is_facilitating=CoachRole.Kind.FACILITATING in kinds[pk],
        )
        for pk, (role, name) in found.items()
    )


def say_part(role: str, kinds: Sequence[str]) -> str:
    """Process coach, facilitating: what somebody is beyond a member."""
    part = [] if role == Membership.Role.MEMBER else [str(Membership.Role(role).label)]
    return ", ".join([*part, *(str(CoachRole.Kind(kind).label).lower() for kind in kinds)])


def say_name(first_name: str, prefix: str, last_name: str, email: str) -> str:
    """A name as spoken, from its columns; as `User.get_full_name`."""
    return " ".join(part for part in (first_name, prefix, last_name) if part) or email


def open_tasks(group_id: int, *, today: date) -> tuple[Task, ...]:
    """Open subtasks of the group, the earliest due first; for its own people."""
    url = reverse("meetings:subtask-done", args=[0])
    return tuple(
        Task(
            text=text,
            note=say_task(say_name(*name) if name[-1] else _("nobody yet"), due_on, today),
            done_url=url.replace("/0/", f"/{pk}/"),
        )
        for pk, text, due_on, *name in TASKS.rows(group=group_id)
    )


def say_task(whose: str, due_on: date | None, today: date) -> str:
    """Tine Claes · by 9 November · past its date."""
    parts = [whose]
    if due_on is not None:
        parts.append(_("by %(day)s") % {"day": words.say_day(due_on)})
        parts += [_("past its date")] if due_on < today else []
    return " · ".join(parts)
