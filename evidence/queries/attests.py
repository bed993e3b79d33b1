"""What may stand on somebody's own attest (T13), out of what is noted already: nothing is typed twice."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from communities.models import Membership
from dashboard.queries.hours import OF_MEETING, own_attendance
from evidence.models import Attest
from evidence.signing import is_genuine
from learning.models import Outcome, TryOut
from meetings.hours import Minutes, minutes_of
from schools.models import School, SchoolYear, User

VERSION = 1
Day = tuple[date, int, str, int, bool | None]  # day, group, its name, minutes, in lesson time or not


@dataclass(frozen=True, slots=True)
class Offer:
    """Everything of a period that she may choose from. `activities` by a key that tells what and which."""

    name: str
    schools: list[str]
    first_day: date
    last_day: date
    groups: dict[int, tuple[str, Minutes]]
    days: list[Day]
    activities: dict[str, str]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which groups, whether each date, and which activities."""

    groups: Collection[int]
    has_dates: bool
    activities: Collection[str]


def offer_of(user: User, first_day: date, last_day: date) -> Offer:
    """Four statements."""
    span = SchoolYear(first_day=first_day, last_day=last_day)
    rows = own_attendance(user, span).annotate(usual=OF_MEETING).order_by("meeting__day", "meeting_id")
    days: list[Day] = list(
        rows.values_list(
            "meeting__day", "meeting__community_id", "meeting__community__name", "meeting__minutes", "usual"
        )
    )
    sums: defaultdict[int, Minutes] = defaultdict(Minutes)
    names = {pk: name for _day, pk, name, _minutes, _usual in days}
    for _day, pk, _name, minutes, usual in days:
        sums[pk] += minutes_of(usual, minutes or 0)
    return Offer(
        name=user.get_full_name(),
        schools=list(School.objects.visible_to(user).order_by("name").values_list("name", flat=True)),
        first_day=first_day,
        last_day=last_day,
        groups={pk: (names[pk], sums[pk]) for pk in sorted(names, key=lambda pk: (names[pk].casefold(), pk))},
        days=days,
        activities=activities_of(user, first_day, last_day),
    )


def activities_of(user: User, first_day: date, last_day: date) -> dict[str, str]:
    """Her own try-outs, and what her groups made: where she made it herself, or where the group shares it."""
    tried = TryOut.objects.editable_by(user).filter(
        Q(tried_on__range=(first_day, last_day)) | Q(tried_on=None, noted_on__range=(first_day, last_day)),
        effect__gt="",
    )
    groups = Membership.objects.filter(user=user).values("community_id")
    made = Outcome.objects.visible_to(user).filter(
        Q(made_by=user) | ~Q(reach=Outcome.Reach.GROUP),
        community__in=groups,
        made_on__range=(first_day, last_day),
        removed_on=None,
    )
    outcomes = {f"o{pk}": title for pk, title in made.order_by("made_on", "pk").values_list("pk", "title")}
    return outcomes | {f"t{pk}": what for pk, what in tried.order_by("noted_on", "pk").values_list("pk", "what")}


def content_of(offer: Offer, chosen: Chosen, *, made_on: date) -> dict[str, Any]:
    """What is signed: facts, no words of a language. Days as in ISO 8601, minutes as numbers."""
    groups = [(pk, name, sums) for pk, (name, sums) in offer.groups.items() if pk in chosen.groups]
    days = [(day, name, minutes, usual) for day, pk, name, minutes, usual in offer.days if pk in chosen.groups]
    return {
        "version": VERSION,
        "name": offer.name,
        "schools": offer.schools,
        "made_on": made_on.isoformat(),
        "first_day": offer.first_day.isoformat(),
        "last_day": offer.last_day.isoformat(),
        "groups": [
            {"name": name, "number": one.number, "inside": one.inside, "outside": one.outside, "unsaid": one.unsaid}
            for _pk, name, one in groups
        ],
        "dates": [[day.isoformat(), name, minutes, usual] for day, name, minutes, usual in days if chosen.has_dates],
        "activities": [text for key, text in offer.activities.items() if key in chosen.activities],
    }


def own_attests(user: User) -> list[Attest]:
    """Newest first. One statement."""
    return list(Attest.objects.visible_to(user).order_by("-made_at", "-pk"))


def is_sound(attest: Attest) -> bool:
    """Whether it still is what was signed."""
    return is_genuine(attest.code, attest.content, attest.signature)


def years_of(user: User, *, today: date) -> list[SchoolYear]:
    """The last school years of where she works or takes part, one of each label; newest first."""
    works = School.objects.visible_to(user).values("pk")
    hosts = Membership.objects.filter(user=user).values("community__school_id")
    rows = SchoolYear.objects.filter(Q(school__in=works) | Q(school__in=hosts), first_day__lte=today)
    found: dict[str, SchoolYear] = {}
    for year in rows.select_related("school").order_by("-first_day", "pk"):
        found.setdefault(year.label, year)
    return list(found.values())[:3]
