"""A teacher's own page: invitations, meetings, promises, groups. Seven statements with session and user."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime

from communities.models import Community, Invitation, Membership, Variant
from dashboard import words
from dashboard.queries.background import Background
from dashboard.queries.groups import rows_of
from dashboard.queries.rows import Row
from meetings.models import Meeting, Subtask
from schools.models import User

COMING = 4  # next meetings that are shown


@dataclass(frozen=True, slots=True)
class Asked:
    """An invitation that waits for an answer."""

    pk: int
    group: str
    variant: str
    by: str


@dataclass(frozen=True, slots=True)
class Appointment:
    """A planned meeting. `is_passed`: it has begun, and nobody logged it."""

    pk: int
    group: str
    day: str
    time: str
    place: str
    iso: str
    url: str
    is_today: bool
    is_passed: bool
    can_log: bool


@dataclass(frozen=True, slots=True)
class Promise:
    """An open subtask of mine."""

    pk: int
    text: str
    group: str
    due: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class MyPage:
    """Everything a teacher's own page prints."""

    invitations: tuple[Asked, ...]
    to_log: tuple[Appointment, ...]
    coming: tuple[Appointment, ...]
    promises: tuple[Promise, ...]
    rows: tuple[Row, ...]
    backgrounds: tuple[Background, ...]


def my_page(user: User, *, now: datetime, today: date) -> MyPage:
    memberships = Membership.objects.current().filter(user=user)
    rows, backgrounds, _is_in_year = rows_of(
        Community.objects.filter(pk__in=memberships.values("community_id")), today=today
    )
    appointments = my_appointments(user, now=now, today=today)
    return MyPage(
        invitations=my_invitations(user),
        to_log=tuple(one for one in appointments if one.is_passed and one.can_log),
        coming=tuple(one for one in appointments if not one.is_passed)[:COMING],
        promises=my_promises(user, today=today),
        rows=rows,
        backgrounds=backgrounds,
    )


def my_invitations(user: User) -> tuple[Asked, ...]:
    """Open invitations, the newest first."""
    open_ones = Invitation.objects.editable_by(user).select_related("community", "invited_by").order_by("-created_at")
    return tuple(
        Asked(
            pk=one.pk,
            group=one.community.name,
            variant=str(Variant(one.community.variant).label),
            by=one.invited_by.get_full_name() if one.invited_by else "",
        )
        for one in open_ones
    )


def my_appointments(user: User, *, now: datetime, today: date) -> tuple[Appointment, ...]:
    """Planned meetings of my groups, the earliest first: passed ones too."""
    planned = (
        Meeting.objects.planned()
        .filter(community__memberships__user=user, community__memberships__left_on=None)
        .annotate(role=F("community__memberships__role"), group=F("community__name"))
        .order_by("starts_at", "pk")
        .values_list("pk", "starts_at", "day", "place", "role", "group", named=True)
    )
    return tuple(
        Appointment(
            pk=one.pk,
            group=one.group,
            day=words.say_weekday(one.day),
            time=date_format(localtime(one.starts_at), "H:i"),
            place=one.place,
            iso=one.day.isoformat(),
            url=reverse("meetings:meeting", args=[one.pk]),
            is_today=one.day == today,
            is_passed=one.starts_at <= now,
            can_log=one.role != Membership.Role.STUDENT,
        )
        for one in planned
    )


def my_promises(user: User, *, today: date) -> tuple[Promise, ...]:
    """My open subtasks, the earliest due first, those without a date last."""
    mine = (
        Subtask.objects.open()
        .visible_to(user)
        .filter(owner=user)
        .annotate(group=F("meeting__community__name"))
        .order_by(F("due_on").asc(nulls_last=True), "pk")
        .values_list("pk", "text", "due_on", "group", named=True)
    )
    return tuple(
        Promise(
            pk=one.pk,
            text=one.text,
            group=one.group,
            due=words.say_day(one.due_on) if one.due_on else "",
            is_late=one.due_on is not None and one.due_on < today,
        )
        for one in mine
    )
