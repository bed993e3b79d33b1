"""The counts that one school would release for a year: of its own groups alone, no name in them.

A group of several schools counts once, at its host. Whoever takes part counts where the group is hosted; the share of
the staff counts everybody who works in the school, wherever the group is.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Cast

from communities.models import Community, Membership, Stage, StageDecision, Variant
from learning.models import Outcome
from meetings.models import Meeting
from schools.models import School, SchoolYear, Staff

ENDED = "ended"
STAGES = (Stage.RUNNING, Stage.EXPERIMENT, Stage.EMBEDDED, ENDED)
PERSON_MINUTES = Cast(F("minutes"), IntegerField()) * F("present_count")  # small integers: their product need not be
Figures = dict[str, int]
Ran = tuple[int, str, str, date | None]  # id, variant, stage and day of the end of a group


@dataclass(frozen=True, slots=True)
class Counts:
    """What goes, and of how many people it speaks: members of the school's groups in that year."""

    figures: Figures
    people: int

    @property
    def mark(self) -> str:
        """The same for the same counts: what a leader saw is what goes."""
        return sha256(repr((sorted(self.figures.items()), self.people)).encode()).hexdigest()[:16]


def counts_of(school: School, label: str) -> Counts | None:
    """Seven statements. None where the school does not have that school year."""
    year = SchoolYear.objects.filter(school=school, label=label).first()
    if year is None:
        return None
    groups = groups_in(school, year)
    ids = [pk for pk, _variant, _stage, _ended in groups]
    members = members_in(year)
    figures = {
        "groups": len(groups),
        **of_variants(groups),
        **of_stages(groups, year),
        **of_meetings(ids, year),
        **of_staff(school, members),
        "outcomes": shared_in(ids, year),
        "decided": StageDecision.objects.filter(community__in=ids, decided_on__range=span(year)).count(),
    }
    people = members.filter(community__in=ids).values("user").distinct().count()
    return Counts(figures, people)


def span(year: SchoolYear) -> tuple[date, date]:
    return year.first_day, year.last_day


def groups_in(school: School, year: SchoolYear) -> list[Ran]:
    """Hosted groups that ran in the year. Ideas are none yet."""
    ran = Q(ended_on=None) | Q(ended_on__gt=year.first_day)
    rows = Community.objects.filter(ran, school=school, started_on__lte=year.last_day).exclude(stage=Stage.PROPOSAL)
    return list(rows.order_by("pk").values_list("pk", "variant", "stage", "ended_on"))


def of_variants(groups: list[Ran]) -> Figures:
    found = Counter(variant for _pk, variant, _stage, _ended in groups)
    return {f"variant_{code}": found[code] for code in Variant.values}


def of_stages(groups: list[Ran], year: SchoolYear) -> Figures:
    """Where groups stand; those that ended in the year apart."""
    ended = [ended_on is not None and ended_on <= year.last_day for *_rest, ended_on in groups]
    found = Counter(
        ENDED if has_ended else stage for (_pk, _variant, stage, _ended), has_ended in zip(groups, ended, strict=True)
    )
    return {f"stage_{code}": found[code] for code in STAGES}


def of_meetings(groups: list[int], year: SchoolYear) -> Figures:
    """Meetings that took place, and the hours of everybody in them together."""
    held = Meeting.objects.held().filter(community__in=groups, day__range=span(year))
    minutes = held.aggregate(total=Sum(PERSON_MINUTES))["total"] or 0
    return {"meetings": held.count(), "hours": minutes // 60}


def members_in(year: SchoolYear) -> QuerySet[Membership]:
    """Memberships of members that ran in the year."""
    stayed = Q(left_on=None) | Q(left_on__gt=year.first_day)
    return Membership.objects.filter(stayed, role=Membership.Role.MEMBER, joined_on__lte=year.last_day)


def of_staff(school: School, members: QuerySet[Membership]) -> Figures:
    """Who works here now, and how many of them took part in a group, here or elsewhere."""
    takes_part = members.filter(user=OuterRef("user_id")).exclude(community__stage=Stage.PROPOSAL)
    rows = Staff.objects.current().filter(school=school).annotate(takes_part=Exists(takes_part))
    found = list(rows.values_list("takes_part", flat=True))
    return {"staff": len(found), "staff_in": sum(found)}


def shared_in(groups: list[int], year: SchoolYear) -> int:
    """What groups made in the year and share beyond themselves."""
    rows = Outcome.objects.filter(community__in=groups, made_on__range=span(year), removed_on=None)
    return rows.exclude(reach=Outcome.Reach.GROUP).count()
