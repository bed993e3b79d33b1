"""How far a new school is, read from what is there. One statement; nothing is kept of who looked."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

from communities.models import Community, SchoolVariant
from conditions.models import SchoolCondition
from dashboard.queries.starting import number_of
from meetings.models import Meeting
from planning.models import MeetingHour, Room
from schools.models import School, SchoolYear, Staff, User
from upkeep.models import SampleSchool


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands in a school already. `colleagues`, `invited`: without whoever looks."""

    name: str
    slug: str
    colleagues: int
    invited: int
    has_year: bool
    has_words: bool
    has_group: bool
    has_dates: bool
    has_hours: bool
    has_sample: bool


def facts_of(user: User, slug: str, *, today: date) -> Facts | None:
    """The facts of a school that this person leads; None of any other."""
    own = {"school": OuterRef("pk")}
    staff = Staff.objects.current().filter(**own).exclude(user=user)
    met = Q(last_login__isnull=False)
    known = staff.filter(Q(invited_at__isnull=False) | Q(user__in=User.objects.filter(met)))
    groups = Community.objects.filter(**own, ended_on=None)
    rows = School.objects.editable_by(user).filter(slug=slug)
    return next(
        (
            Facts(**row)
            for row in rows.annotate(
                colleagues=number_of(staff, Count("pk")),
                invited=number_of(known, Count("pk")),
                has_year=Exists(SchoolYear.objects.filter(**own, last_day__gte=today)),
                has_words=Exists(SchoolVariant.objects.filter(**own)) | Exists(SchoolCondition.objects.filter(**own)),
                has_group=Exists(groups),
                has_dates=Exists(Meeting.objects.filter(community__school=OuterRef("pk"))),
                has_hours=Exists(MeetingHour.objects.filter(**own)) | Exists(Room.objects.filter(**own)),
                has_sample=Exists(SampleSchool.objects.filter(beside=OuterRef("pk"))),
            ).values(*Facts.__slots__)
        ),
        None,
    )
