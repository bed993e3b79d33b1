"""The state of a school and of everything in it, for who leads it next: read within an hour (SL14, R62).

Only what whoever leads the school may see. What the writer reads as a member of a group herself stays out: it is the
group's, and the next leader will not be one of its members.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.shortcuts import get_object_or_404

from communities.models import Community
from dashboard.queries.dossier_days import Done, Due, Waits, decided, due, waiting_for
from dashboard.queries.dossier_groups import GroupState, groups_of
from dashboard.queries.rows import hosted_or_joined
from dashboard.queries.start_conditions import start_conditions_page
from schools.models import Closure, QuietPeriod, School, SchoolYear, Staff, StaffRole, User, WorkloadRule

AHEAD = timedelta(weeks=8)


@dataclass(frozen=True, slots=True)
class Dossier:
    """`groups` run, by name; `ended` are names of those whose last day lies in this school year. `staff` counts."""

    school: School
    today: date
    until: date
    year: SchoolYear | None
    leaders: list[User]
    staff: int
    rule: WorkloadRule | None
    words: list[str]
    shut: list[Closure]
    quiet: list[QuietPeriod]
    groups: list[GroupState]
    ended: list[str]
    waits: list[Waits]
    due: list[Due]
    decided: list[Done]


def dossier_of(user: User, slug: str, *, today: date) -> Dossier:
    """The dossier of a school that this person leads; the same statements at any size. Raises Http404."""
    school = get_object_or_404(School.objects.editable_by(user), slug=slug)
    until = today + AHEAD
    year = school.years.filter(first_day__lte=today, last_day__gte=today).first()
    since = year.first_day if year else date(today.year - (today.month < 9), 9, 1)
    leads = StaffRole.objects.filter(role=StaffRole.Role.LEADER, staff__school=school, staff__left_on=None)
    leaders = User.objects.filter(pk__in=leads.values("staff__user")).order_by("last_name", "first_name", "pk")
    theirs = Community.objects.visible_to(user).filter(pk__in=hosted_or_joined(school.pk))
    running = theirs.filter(Q(ended_on=None) | Q(ended_on__gt=today))
    conditions = start_conditions_page(user, slug, today=today)
    groups = groups_of(user, school, running, conditions.lines, since=since, today=today)
    return Dossier(
        school=school,
        today=today,
        until=until,
        year=year,
        leaders=list(leaders),
        staff=Staff.objects.current().filter(school=school).count(),
        rule=WorkloadRule.objects.visible_to(user).filter(school=school).first(),
        words=list(
            school.variants.filter(is_hidden=False).exclude(name="").order_by("name").values_list("name", flat=True)
        ),
        shut=list(school.closures.between(today, until).order_by("first_day", "pk")),
        quiet=list(school.quiet_periods.between(today, until).order_by("first_day", "pk")),
        groups=groups,
        ended=list(
            theirs.filter(school=school, ended_on__range=(since, today)).order_by("name").values_list("name", flat=True)
        ),
        waits=waiting_for(user, school, conditions, today=today),
        due=due(user, school, [one.pk for one in groups], today=today, until=until),
        decided=decided(user, school, since=since),
    )
