"""What the rhythm of rounds needs to know of a group."""

from datetime import date

from django.db.models import Exists, Max, OuterRef

from communities.models import Community, Membership, Pause, Stage, Variant
from meetings.models import Meeting
from pulse.models import Round
from pulse.pace import Group
from schools.calendar import SchoolDays
from schools.school_time import SchoolTime, load_school_time


def group_of(community: Community, *, today: date) -> Group:
    """Six statements: partner schools, school time (two), members, rounds and pauses, meetings."""
    time, school_ids = school_time_of(community, today)
    days = days_of(community, time, school_ids, today)
    members = Membership.objects.current().filter(community=community, role=Membership.Role.MEMBER).count()
    running = Round.objects.open().filter(community=OuterRef("pk"))
    rests = Pause.objects.filter(community=OuterRef("pk"), first_day__lte=today, last_day__gte=today)
    rows = Community.objects.filter(pk=community.pk).annotate(last=Max("pulse_rounds__opened_on"))
    last, has_open_round, is_paused = rows.values_list("last", Exists(running), Exists(rests)).get()
    has_begun = community.stage != Stage.PROPOSAL and community.started_on <= today
    since = days.begin if days else today
    return Group(
        is_online=community.variant == Variant.ONLINE,
        is_running=community.ended_on is None and has_begun and not is_paused,
        members=members,
        held=Meeting.objects.held().filter(community=community, day__gte=since, day__lte=today).count(),
        last_opened=last,
        has_open_round=has_open_round,
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
