"""The experiments of a school by the day on which they are decided, what was decided, and whom groups reach (R35).

For the leader alone. No ranking and no names: whoever takes part in no group is counted nowhere.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from communities.models import Community, Experiment, Membership, Renewal, Stage, StageDecision
from communities.stage_words import age_words, left_words
from schools.models import School, SchoolYear, Staff, User


@dataclass(frozen=True, slots=True)
class ExperimentLine:
    """One experiment; `left` says how far its day lies ahead or behind."""

    experiment: Experiment
    age: str
    left: str
    is_past: bool

    @property
    def group(self) -> Community:
        return self.experiment.community


@dataclass(frozen=True, slots=True)
class Reach:
    """How many of the staff take part in a group as a member; `a_year_ago` None where no group ran then."""

    members: int
    staff: int
    a_year_ago: int | None


@dataclass(frozen=True, slots=True)
class ExperimentsPage:
    """`year` is the label of the school year of the decisions; empty in the summer."""

    school: School
    lines: list[ExperimentLine]
    decisions: list[StageDecision]
    embedded: list[Community]
    reach: Reach
    year: str


def experiments_page(user: User, slug: str, *, today: date) -> ExperimentsPage:
    """Seven statements, whatever there is. Raises Http404 for whom the school is not theirs to lead."""
    school = get_object_or_404(School.objects.editable_by(user), slug=slug)
    hosted = Q(community__school=school)
    open_ones = Experiment.objects.visible_to(user).open().filter(hosted, community__ended_on=None)
    year = SchoolYear.objects.filter(school=school, first_day__lte=today, last_day__gte=today).first()
    since = year.first_day if year else date(today.year - (today.month < 9), 9, 1)
    decisions = StageDecision.objects.visible_to(user).filter(hosted, decided_on__gte=since)
    return ExperimentsPage(
        school=school,
        lines=[
            ExperimentLine(one, age_words(one, today=today), left_words(one.ends_on, today=today), one.ends_on < today)
            for one in open_ones.select_related("community").order_by("ends_on", "community__name", "pk")
        ],
        decisions=list(decisions.select_related("community").order_by("-decided_on", "-pk")),
        embedded=list(embedded_in(school, user)),
        reach=reach_of(school, today=today),
        year=year.label if year else "",
    )


def embedded_in(school: School, user: User) -> "QuerySet[Community]":
    """Embedded groups by name, with what their members decided last as `renewed_on` and `goes_on`."""
    closed = Renewal.objects.filter(community=OuterRef("pk")).exclude(closed_on=None).order_by("-closed_on", "-pk")
    embed = StageDecision.objects.filter(community=OuterRef("pk"), kind=StageDecision.Kind.EMBED)
    return (
        Community.objects.visible_to(user)
        .filter(school=school, stage=Stage.EMBEDDED, ended_on=None)
        .annotate(
            renewed_on=Subquery(closed.values("closed_on")[:1]),
            goes_on=Subquery(closed.values("goes_on")[:1]),
            embedded_on=Subquery(embed.order_by("-decided_on").values("decided_on")[:1]),
        )
        .order_by("name", "pk")
    )


def reach_of(school: School, *, today: date) -> Reach:
    """Members among the staff now, and a year ago among whoever works or worked here; two statements."""
    ago = today.replace(year=today.year - 1, day=min(today.day, 28))
    member = Membership.objects.filter(user=OuterRef("user_id"), role=Membership.Role.MEMBER)
    now = member.current().filter(Q(community__ended_on=None) | Q(community__ended_on__gt=today))
    then = member.filter(
        Q(left_on=None) | Q(left_on__gt=ago),
        Q(community__ended_on=None) | Q(community__ended_on__gt=ago),
        joined_on__lte=ago,
        community__started_on__lte=ago,
    )
    rows = Staff.objects.filter(school=school).annotate(takes_part=Exists(now), took_part=Exists(then))
    found = list(rows.values_list("left_on", "takes_part", "took_part"))
    current = [takes_part for left_on, takes_part, _took_part in found if left_on is None]
    earlier = sum(took_part for left_on, _now, took_part in found if left_on is None or left_on > ago)
    return Reach(sum(current), len(current), earlier or None)
