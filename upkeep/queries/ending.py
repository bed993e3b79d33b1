"""What goes with a school and what stays, before anybody decides."""

from dataclasses import dataclass

from learning.models import Outcome, OutcomeVersion
from meetings.models import Meeting
from schools.models import School, Staff
from upkeep.queries.whole_school import groups_that_go, groups_that_move, people_who_go, rows_of


@dataclass(frozen=True, slots=True)
class WhatGoes:
    """Numbers of what goes; `moves` names groups and the school where each goes on; `staying` counts accounts."""

    groups: int
    meetings: int
    outcomes: int
    files: int
    accounts: int
    staying: int
    moves: list[tuple[str, str]]


def what_goes(school: School) -> WhatGoes:
    """The same statements at any size."""
    going = groups_that_go(school)
    moving = groups_that_move(school).order_by("name", "pk").prefetch_related("partnerships__school")
    here = Staff.objects.filter(school=school).values("user").distinct().count()
    accounts = people_who_go(school)
    return WhatGoes(
        groups=going.count(),
        meetings=Meeting.objects.filter(community__in=going).count(),
        outcomes=Outcome.objects.filter(community__in=going).count(),
        files=rows_of(OutcomeVersion, school).filter(outcome__community__in=going).exclude(file="").count(),
        accounts=accounts.count(),
        staying=max(0, here - accounts.filter(staff__school=school).count()),
        moves=[
            (
                group.name,
                min((one.pk, one.school.name) for one in group.partnerships.all() if one.school_id != school.pk)[1],
            )
            for group in moving
        ],
    )
