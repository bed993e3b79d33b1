"""What the pages of a year plan read."""

from collections import defaultdict
from datetime import date

from django.db.models import Count, QuerySet

from communities.models import Membership
from meetings.models import Meeting
from planning.models import MeetingHour, PlannedDate, Room, TaughtHour, YearPlan
from planning.queries.ground import running
from schools.models import School, SchoolYear, User


def years_to_plan(school: School, today: date) -> list[SchoolYear]:
    """The school year that runs and the one after it, as far as they are open."""
    return list(school.years.filter(last_day__gt=today).order_by("first_day")[:2])


def plan_of(user: User, school: School, year: str) -> YearPlan | None:
    """The draft, or else what was published last."""
    rows = YearPlan.objects.visible_to(user).filter(school=school, year=year).select_related("made_by")
    return min(rows, key=lambda plan: (plan.published_at is not None, -plan.pk), default=None)


def dates_in(plan: YearPlan | None) -> list[PlannedDate]:
    if plan is None:
        return []
    return list(plan.dates.select_related("room", "meeting").order_by("day", "starts", "pk"))


def meetings_in(school: School, year: SchoolYear, today: date) -> dict[int, list[tuple[date, str]]]:
    """Day and status of the held and planned meetings of its groups in a school year, by community."""
    found: defaultdict[int, list[tuple[date, str]]] = defaultdict(list)
    rows = Meeting.objects.filter(
        community__in=running(school, today).order_by().values("pk"),
        day__range=(year.first_day, year.last_day),
        status__in=[Meeting.Status.HELD, Meeting.Status.PLANNED],
    )
    for community_id, day, status in rows.order_by("day").values_list("community_id", "day", "status"):
        found[community_id].append((day, status))
    return dict(found)


def numbers_of(school: School, today: date) -> dict[str, int]:
    """What is known for a plan: rooms, hours, groups, and of how many of their people the taught hours."""
    groups = running(school, today).order_by().values("pk")
    people = Membership.objects.current().filter(community__in=groups)
    taught = TaughtHour.objects.filter(user__in=people.values("user"))
    return {
        "rooms": Room.objects.filter(school=school).count(),
        "hours": MeetingHour.objects.filter(school=school).count(),
        "people": people.aggregate(number=Count("user", distinct=True))["number"],
        "taught": taught.aggregate(number=Count("user", distinct=True))["number"],
    }


def invited_by(plan: YearPlan, today: date) -> dict[str, int]:
    """What publishing means: meetings, groups, invitations and people."""
    dates = list(plan.dates.filter(day__gt=today, meeting=None).values_list("community_id", flat=True))
    inside = Membership.objects.current().filter(community__in=set(dates)).values_list("community_id", "user_id")
    members = defaultdict(set)
    for group, person in inside:
        members[group].add(person)
    return {
        "meetings": len(dates),
        "groups": len(set(dates)),
        "invitations": sum(len(members[group]) for group in dates),
        "people": len(set().union(*members.values())) if members else 0,
    }


def left_behind(plan: YearPlan, today: date) -> list[PlannedDate]:
    """The dates of a published plan that became no meeting."""
    rows = plan.dates.filter(day__gt=today, meeting=None).exclude(plan__published_at=None)
    return list(rows.select_related("community").order_by("day", "community__name"))


def rooms_in(user: User, school: School) -> QuerySet[Room]:
    return Room.objects.visible_to(user).filter(school=school).order_by("name")


def hours_in(user: User, school: School) -> QuerySet[MeetingHour]:
    return MeetingHour.objects.visible_to(user).filter(school=school).order_by("weekday", "starts")
