"""The records of groups, meetings and people behind a yearly report. Each a plain dict, without a person in it."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from communities.models import CharterVersion, Community, Membership, Partnership
from evidence.queries.report_scope import Scope
from meetings.models import Focus, Meeting
from meetings.time_page import USUAL
from schools.models import SchoolYear, Staff

Rows = list[dict[str, Any]]
WEIGHTS = {f"{focus}_weight": str(focus.value) for focus in Focus}


def groups_of(scope: Scope) -> list[Community]:
    """By name: no group is better than another."""
    return list(scope.hosted().select_related("form").order_by("name", "pk"))


def group_rows(scope: Scope, groups: Sequence[Community]) -> Rows:
    """One row a hosted group; six statements."""
    members, coached = members_by_group(scope)
    held, planned = held_by_group(scope), planned_by_group(scope)
    schools, charters = schools_by_group(scope), charters_of(scope)
    return [
        {
            "pk": group.pk,
            "group": group.name,
            "kind": (group.form.name if group.form else "") or group.variant,
            "stage": group.stage,
            "started": group.started_on.isoformat(),
            "ended": group.ended_on.isoformat() if group.ended_on else "",
            "members": members.get(group.pk, 0),
            "schools": 1 + schools.get(group.pk, 0),
            "coached": group.pk in coached,
            "held": held.get(group.pk, (0, 0))[0],
            "planned": planned.get(group.pk, 0),
            "minutes": held.get(group.pk, (0, 0))[1],
            "task": group.task,
            "focus": foci(charters.get(group.pk, {})),
            "goal": charters.get(group.pk, {}).get("plan_goal", ""),
            "relieved": group.falls_away,
        }
        for group in groups
    ]


def foci(content: dict[str, Any]) -> list[str]:
    """The aspects on which the charter puts weight, the heaviest first (R77)."""
    weights = {code: content.get(name) or 0 for name, code in WEIGHTS.items()}
    return sorted((code for code, weight in weights.items() if weight), key=lambda code: -weights[code])


def took_part(scope: Scope, role: str) -> "QuerySet[Membership]":
    """Memberships with this role at some time in the year."""
    then = Q(left_on=None) | Q(left_on__gt=scope.first)
    return Membership.objects.filter(then, role=role, joined_on__lte=scope.until)


def members_by_group(scope: Scope) -> tuple[dict[int, int], set[int]]:
    """How many members each hosted group had, and which groups had a coach."""
    members = took_part(scope, Membership.Role.MEMBER).filter(community__in=scope.hosted())
    coaches = took_part(scope, Membership.Role.COACH).filter(community__in=scope.hosted())
    counted = members.order_by().values_list("community_id").annotate(n=Count("user_id", distinct=True))
    return dict(counted), set(coaches.values_list("community_id", flat=True))


def held(scope: Scope) -> "QuerySet[Meeting]":
    return Meeting.objects.held().filter(community__in=scope.hosted(), day__range=scope.span)


def held_by_group(scope: Scope) -> dict[int, tuple[int, int]]:
    """Meetings that took place, and their minutes."""
    rows = held(scope).order_by().values_list("community_id").annotate(n=Count("pk"), minutes=Sum("minutes"))
    return {pk: (n, minutes) for pk, n, minutes in rows}


def planned(scope: Scope) -> "QuerySet[Meeting]":
    """From today to the end of the year."""
    rows = Meeting.objects.planned().filter(community__in=scope.hosted())
    return rows.filter(day__range=(max(scope.today, scope.first), scope.year.last_day))


def planned_by_group(scope: Scope) -> dict[int, int]:
    return dict(planned(scope).order_by().values_list("community_id").annotate(n=Count("pk")))


def schools_by_group(scope: Scope) -> dict[int, int]:
    """Partner schools."""
    rows = Partnership.objects.filter(community__in=scope.hosted())
    return dict(rows.order_by().values_list("community_id").annotate(n=Count("school_id", distinct=True)))


def charters_of(scope: Scope) -> dict[int, dict[str, Any]]:
    """The newest charter that each group put before its members by the last day that counts."""
    rows = CharterVersion.objects.filter(community__in=scope.hosted(), put_at__date__lte=scope.until)
    return dict(rows.order_by("number").values_list("community_id", "content"))


def joined_rows(scope: Scope) -> Rows:
    """Groups of other schools, with how many colleagues of this school take part; three statements."""
    groups = list(scope.joined().select_related("school", "form").order_by("name", "pk"))
    staff = staff_of(scope).values("user_id")
    members = took_part(scope, Membership.Role.MEMBER).filter(community__in=groups, user__in=staff)
    own = dict(members.order_by().values_list("community_id").annotate(n=Count("user_id", distinct=True)))
    meetings = Meeting.objects.held().filter(community__in=groups, day__range=scope.span)
    met = dict(meetings.order_by().values_list("community_id").annotate(n=Count("pk")))
    return [
        {
            "pk": group.pk,
            "group": group.name,
            "host": group.school.name,
            "kind": (group.form.name if group.form else "") or group.variant,
            "own": own.get(group.pk, 0),
            "held": met.get(group.pk, 0),
        }
        for group in groups
    ]


def meeting_rows(scope: Scope) -> Rows:
    """Every meeting that took place; how many were there, never who."""
    rows = held(scope).annotate(usual=USUAL).order_by("day", "starts_at", "pk")
    columns = rows.values_list("pk", "community__name", "day", "minutes", "present_count", "usual")
    return [
        {
            "meeting": pk,
            "group": group,
            "day": day.isoformat(),
            "minutes": minutes,
            "present": present,
            "in_lessons": usual,
        }
        for pk, group, day, minutes, present, usual in columns
    ]


def planned_rows(scope: Scope) -> Rows:
    rows = planned(scope).order_by("day", "starts_at", "pk").values_list("pk", "community__name", "day", "minutes")
    return [
        {"meeting": pk, "group": group, "day": day.isoformat(), "minutes": minutes} for pk, group, day, minutes in rows
    ]


def staff_of(scope: Scope) -> "QuerySet[Staff]":
    """Who works here, or worked here in this year."""
    return Staff.objects.filter(Q(left_on=None) | Q(left_on__gt=scope.first), school=scope.school)


def people_rows(scope: Scope) -> Rows:
    """Three numbers: members of the hosted groups, colleagues who take part somewhere, the staff list.

    The staff list knows no day on which somebody came, so it says nothing of a year after which another began.
    """
    members = took_part(scope, Membership.Role.MEMBER)
    here = members.filter(community__in=scope.hosted()).aggregate(n=Count("user_id", distinct=True))["n"]
    groups = Q(community__in=scope.hosted()) | Q(community__in=scope.joined())
    own = members.filter(groups, user__in=staff_of(scope).values("user_id"))
    listed = Staff.objects.current().filter(school=scope.school).count()
    return [
        {"what": "members", "n": here},
        {"what": "own", "n": own.aggregate(n=Count("user_id", distinct=True))["n"]},
        {"what": "staff", "n": None if later_began(scope) else listed},
    ]


def later_began(scope: Scope) -> bool:
    later = SchoolYear.objects.filter(school=scope.school, first_day__gt=scope.year.last_day)
    return later.filter(first_day__lte=scope.today).exists()
