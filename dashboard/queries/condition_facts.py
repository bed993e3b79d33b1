"""Reads the facts that stand beside the start conditions of one group: five statements."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone

from communities.models import CharterVersion, Community, Invitation, Membership, VariantChoice
from dashboard.condition_words import Facts
from meetings.models import Meeting
from schools.calendar import Span
from schools.models import AuditEvent, Staff

OWN_ACTS = tuple(f"community.{act}" for act in ("started", "proposed", "joined", "returned", "confirmed"))
Taking = tuple[int, str, str, bool]  # who, as what, how it came about, whether an invitation was accepted


def with_decisions(groups: "QuerySet[Community]") -> "QuerySet[Community]":
    """With when the kind of group was chosen and why, and how far its charter is."""
    choices = VariantChoice.objects.filter(community=OuterRef("pk")).order_by("-decided_on", "-pk")
    charters = CharterVersion.objects.filter(community=OuterRef("pk"))
    accepted = charters.exclude(accepted_at=None).order_by("-number")
    return groups.annotate(
        chosen_on=Subquery(choices.values("decided_on")[:1]),
        chosen_why=Subquery(choices.values("reason")[:1]),
        accepted_at=Subquery(accepted.values("accepted_at")[:1]),
        is_charter_put=Exists(charters),
    )


def facts_of(community: Community, *, year: Span | None, today: date) -> Facts:
    """`community` comes from `with_decisions`; `year` is the school year that counts, None where none is known."""
    people = list(_people(community))
    members = [user for user, role, *_rest in people if role == Membership.Role.MEMBER]
    texts = (community.purpose, community.contribution, community.task)
    accepted_at, chosen_why = community.accepted_at, community.chosen_why  # type: ignore[attr-defined]
    return Facts(
        variant=community.variant,
        members=len(members),
        coaches=sum(role == Membership.Role.COACH for _user, role, *_rest in people),
        experts=sum(role == Membership.Role.EXPERT for _user, role, *_rest in people),
        imported=_imported(community, people),
        purposes=sum(bool(text.strip()) for text in texts),
        has_task=bool(community.task.strip()),
        charter_accepted_on=timezone.localdate(accepted_at) if accepted_at else None,
        is_charter_put=community.is_charter_put,  # type: ignore[attr-defined]
        is_open=community.is_open,
        falls_away=bool(community.falls_away.strip()),
        usually_in_lessons=community.in_lesson_time,
        chosen_on=community.chosen_on,  # type: ignore[attr-defined]
        has_reason=bool(chosen_why),
        **_variety(members),
        **_time(community, year, today),
    )


def _people(community: Community) -> "QuerySet[Membership, Taking]":
    accepted = Invitation.objects.filter(community=community, user=OuterRef("user"), is_accepted=True)
    rows = Membership.objects.current().filter(community=community)
    return rows.annotate(said_yes=Exists(accepted)).values_list("user_id", "role", "came_by", "said_yes")


def _imported(community: Community, people: Iterable[Taking]) -> int:
    """How many were taken over from a list and have not confirmed it.

    Of rows older than that mark: who neither accepted an invitation, nor started the group, nor joined by herself.
    """
    rows = AuditEvent.objects.filter(target=f"community:{community.pk}", verb__in=OWN_ACTS)
    acted = set(rows.values_list("actor", flat=True)) | {f"user:{community.created_by_id}"}
    return sum(
        came_by == Membership.IMPORTED or not (said_yes or f"user:{user}" in acted)
        for user, _role, came_by, said_yes in people
    )


def _variety(members: Iterable[int]) -> dict[str, int]:
    """How many subjects and schools the staff lists name for these people."""
    rows = list(Staff.objects.current().filter(user__in=list(members)).values_list("school_id", "subjects"))
    subjects = {
        part.strip().casefold() for _school, text in rows for part in text.replace(";", ",").split(",") if part.strip()
    }
    return {"subjects": len(subjects), "schools": len({school for school, _text in rows})}


def _time(community: Community, year: Span | None, today: date) -> dict[str, int]:
    """Minutes in and outside lesson time this school year, held or planned, and the dates ahead."""
    first, last = year or (today, today)
    states = (Meeting.Status.HELD, Meeting.Status.PLANNED)
    rows = Meeting.objects.filter(community=community, status__in=states, day__range=(first, last))
    minutes: dict[bool | None, int] = {True: 0, False: 0, None: 0}
    ahead = with_place = 0
    for day, status, length, place, in_lessons in rows.values_list(
        "day", "status", "minutes", "place", "in_lesson_time"
    ):
        minutes[community.in_lesson_time if in_lessons is None else in_lessons] += length
        if status == Meeting.Status.PLANNED and day >= today:
            ahead += 1
            with_place += bool(place.strip())
    return {
        "minutes_in_lessons": minutes[True],
        "minutes_outside": minutes[False],
        "minutes_unknown": minutes[None],
        "dates_ahead": ahead,
        "dates_with_place": with_place,
    }
