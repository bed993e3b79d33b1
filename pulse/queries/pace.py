"""What the rhythm of rounds needs to know of a group."""

from datetime import date

from django.db.models import Count, Max, Q

from communities.models import Community, Membership, Stage, Variant
from meetings.models import Meeting
from pulse.models import Round
from pulse.pace import Group
from schools.calendar import SchoolDays
from schools.school_time import SchoolTime, load_school_time


def group_of(community: Community, *, today: date) -> Group:
    """Six statements: partner schools, school time (two), members, rounds, meetings."""
    time, school_ids = school_time_of(community, today)
    days = days_of(community, time, school_ids, today)
    members = Membership.objects.current().filter(community=community, role=Membership.Role.MEMBER).count()
    rounds = Round.objects.filter(community=community)
    asked = rounds.aggregate(last=Max("opened_on"), running=Count("pk", filter=Q(closed_on=None)))
    since = days.begin if days else today
    return Group(
        is_online=community.variant == Variant.ONLINE,
        is_running=community.ended_on is None and community.stage != Stage.PROPOSAL and community.started_on <= today,
        members=members,
        held=Meeting.objects.held().filter(community=community, day__gte=since, day__lte=today).count(),
        last_opened=asked["last"],
        has_open_round=bool(asked["running"]),
        days=days,
        is_known=time.is_known_on(community.school_id, today),
    )


def school_time_of(community: Community, today: date) -> tuple[SchoolTime, tuple[int, ...]]:
    """Host and partners: a holiday of one of them is a holiday of the group."""
    partners = community.partnerships.order_by("school_id").values_list("school_id", flat=True)
    school_ids = (community.school_id, *partners)
    return load_school_time(school_ids, today), school_ids


def days_of(community: Community, time: SchoolTime, school_ids: tuple[int, ...], today: date) -> SchoolDays | None:
    year = time.year_on(community.school_id, today)
    return time.days_in(school_ids, year) if year else None
