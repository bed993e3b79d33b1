"""A teacher's own page: invitations, what asks something, meetings, promises, groups. Eight statements with session
and user."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from communities.models import Invitation, Variant
from dashboard import words
from dashboard.printing import TOKEN
from dashboard.queries.asking import Asking, asked_of
from dashboard.queries.background import Background
from dashboard.queries.group_parts import NAME, NextStep, Task, say_name
from dashboard.queries.groups import MINE, rows_of
from dashboard.queries.own_steps import own_steps
from dashboard.queries.prepared import Prepared
from dashboard.queries.rows import Row
from meetings.localtime import local_time
from meetings.models import Meeting, Reply
from schools.models import User

COMING = 4  # next meetings that are shown
INVITATIONS = Prepared(
    lambda user: (
        Invitation.objects.editable_by(User(pk=user))
        .order_by("-created_at", "-pk")
        .values_list(
            "pk",
            "community__name",
            "community__variant",
            "community__form__name",
            *(column.replace("user__", "invited_by__") for column in NAME),
        )
    )
)


def _own_answer(user: int) -> "QuerySet[Reply, str]":
    """What this person answered to the meeting of the outer query, as long as it is still meant."""
    own = Reply.objects.still_meant().visible_to(User(pk=user)).filter(meeting=OuterRef("pk"), user=user)
    return own.values_list("answer", flat=True)[:1]


APPOINTMENTS = Prepared(
    lambda user: (
        Meeting.objects.planned()
        .filter(community__memberships__user=user, community__memberships__left_on=None)
        .annotate(answer=Coalesce(Subquery(_own_answer(user)), Value(""), output_field=CharField()))
        .order_by("starts_at", "pk")
        .values_list("pk", "starts_at", "day", "place", "community__name", "answer")
    )
)


@dataclass(frozen=True, slots=True)
class Asked:
    """An invitation that waits for an answer."""

    pk: int
    group: str
    words: str
    url: str
    accept_url: str
    decline_url: str
    token: SafeString = TOKEN


@dataclass(frozen=True, slots=True)
class Appointment:
    """A planned meeting. `is_passed`: it has begun, and nobody logged it. note: today, where, and one's own answer."""

    pk: int
    group: str
    day: str
    time: str
    note: str
    iso: str
    url: str
    log_url: str
    is_passed: bool


@dataclass(frozen=True, slots=True)
class MyPage:
    """Everything a teacher's own page prints."""

    invitations: tuple[Asked, ...]
    to_log: tuple[Appointment, ...]
    coming: tuple[Appointment, ...]
    asking: tuple[Asking, ...]
    promises: tuple[Task | NextStep, ...]
    rows: tuple[Row, ...]
    backgrounds: tuple[Background, ...]


def my_page(user: User, *, now: datetime, today: date) -> MyPage:
    """Six statements; two more for session and user."""
    rows, backgrounds, _is_in_year = rows_of(MINE, user.pk, today=today)
    appointments = my_appointments(user, now=now, today=today)
    return MyPage(
        invitations=my_invitations(user),
        to_log=tuple(one for one in appointments if one.is_passed),
        coming=tuple(one for one in appointments if not one.is_passed)[:COMING],
        asking=asked_of(user, today=today),
        promises=own_steps(user, today=today),
        rows=rows,
        backgrounds=backgrounds,
    )


def my_invitations(user: User) -> tuple[Asked, ...]:
    """Open invitations, the newest first."""
    variants = {value: str(label) for value, label in Variant.choices}
    urls = {name: reverse(f"communities:{name}", args=[0]) for name in ("invitation", "accept", "decline")}
    return tuple(
        Asked(
            pk=pk,
            group=group,
            words=say_question(say_name(*name) if name[-1] else "", form or variants[variant]),
            url=urls["invitation"].replace("/0/", f"/{pk}/"),
            accept_url=urls["accept"].replace("/0/", f"/{pk}/"),
            decline_url=urls["decline"].replace("/0/", f"/{pk}/"),
        )
        for pk, group, variant, form, *name in INVITATIONS.rows(user=user.pk)
    )


def say_question(name: str, variant: str) -> str:
    """Who asks, if that is known."""
    if name:
        return _("%(name)s asks whether you would like to join (%(variant)s).") % {"name": name, "variant": variant}
    return _("You are asked whether you would like to join (%(variant)s).") % {"variant": variant}


def my_appointments(user: User, *, now: datetime, today: date) -> tuple[Appointment, ...]:
    """Planned meetings of my groups, the earliest first: passed ones too."""
    url, log_url = reverse("meetings:meeting", args=[0]), reverse("meetings:log", args=[0])
    said = {"yes": _("you will be there"), "maybe": _("maybe you will be there"), "no": _("you cannot be there")}
    return tuple(
        Appointment(
            pk=pk,
            group=group,
            day=words.say_weekday(day),
            time=f"{local_time(starts_at):%H:%M}",
            note=" · ".join(part for part in (_("today") if day == today else "", place, said.get(answer, "")) if part),
            iso=day.isoformat(),
            url=url.replace("/0/", f"/{pk}/"),
            log_url=log_url.replace("/0/", f"/{pk}/"),
            is_passed=starts_at <= now,
        )
        for pk, starts_at, day, place, group, answer in APPOINTMENTS.rows(user=user.pk)
    )
