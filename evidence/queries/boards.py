"""Pages of a group of schools: for who reads for its board, and for the leaders of its schools."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from evidence import thresholds
from evidence.models import BoardReader, GroupPlace, Release, RollUp, SchoolGroup
from evidence.queries.release_counts import Figures
from schools.models import School, SchoolYear, User


def reads_for_board(user: User) -> bool:
    """One statement."""
    return BoardReader.objects.filter(user=user).exists()


@dataclass(frozen=True, slots=True)
class GroupPage:
    """`readers` and `schools` are who takes part, known to all of them; `is_reader`: may ask and name readers.

    `places` are those of the schools that this person leads. `years` can still be asked.
    """

    group: SchoolGroup
    schools: list[str]
    readers: list[BoardReader]
    is_reader: bool
    places: list[GroupPlace]
    open: list[RollUp]
    made: list[RollUp]
    years: list[str]


def group_page(group: SchoolGroup, user: User, *, today: date) -> GroupPage:
    """Five statements. What is open says nothing of who released; a made sum is read on its own page."""
    places = list(
        GroupPlace.objects.current().filter(group=group).select_related("school").order_by("school__name", "pk")
    )
    led = set(School.objects.editable_by(user).values_list("pk", flat=True))
    readers = list(BoardReader.objects.filter(group=group).select_related("user").order_by("since", "pk"))
    roll_ups = list(RollUp.objects.visible_to(user).filter(group=group).order_by("-year"))
    is_reader = any(reader.user_id == user.pk for reader in readers)
    return GroupPage(
        group=group,
        schools=[place.school.name for place in places],
        readers=readers,
        is_reader=is_reader,
        places=[place for place in places if place.school_id in led],
        open=[row for row in roll_ups if row.made_on is None],
        made=[row for row in roll_ups if row.made_on is not None],
        years=years_to_ask(places, group, today=today),
    )


def years_to_ask(places: Iterable[GroupPlace], group: SchoolGroup, *, today: date) -> list[str]:
    """School years that have begun and were not asked before, also by nobody who is here now; the last first."""
    begun = SchoolYear.objects.filter(school__in=[place.school_id for place in places], first_day__lte=today)
    asked = RollUp.objects.filter(group=group, year=OuterRef("label"))
    return list(begun.filter(~Exists(asked)).order_by("-label").values_list("label", flat=True).distinct()[:4])


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """A group in which a school takes part, and what is asked of it now."""

    place: GroupPlace
    open: list[RollUp]
    made: list[RollUp]


def lines_of_school(school: School, user: User) -> list[SchoolLine]:
    """Two statements."""
    found = GroupPlace.objects.editable_by(user).current().filter(school=school)
    places = list(found.select_related("group").order_by("group__name", "pk"))
    rows = list(RollUp.objects.visible_to(user).filter(group__in=[one.group_id for one in places]).order_by("-year"))
    return [
        SchoolLine(
            place,
            [row for row in rows if row.group_id == place.group_id and row.made_on is None],
            [row for row in rows if row.group_id == place.group_id and row.made_on is not None],
        )
        for place in places
    ]


def release_of(place: GroupPlace, roll_up: RollUp, user: User) -> Release | None:
    rows = Release.objects.visible_to(user).filter(school=place.school_id, group=roll_up.group_id, year=roll_up.year)
    return rows.first()


def groups_of(user: User) -> "QuerySet[SchoolGroup]":
    return SchoolGroup.objects.visible_to(user).order_by("name", "pk")


@dataclass(frozen=True, slots=True)
class SumPage:
    """A made roll-up. `earlier` is the year before, where both may stand beside each other; `differs`: it may not."""

    roll_up: RollUp
    earlier: RollUp | None
    differs: bool

    @property
    def figures(self) -> Figures:
        return {name: number for name, number in self.roll_up.figures.items() if isinstance(number, int)}

    @property
    def earlier_figures(self) -> Figures | None:
        found = self.earlier.figures if self.earlier else {}
        return {name: number for name, number in found.items() if isinstance(number, int)} or None


def sum_page(roll_up: RollUp, user: User) -> SumPage:
    """Three statements."""
    told = RollUp.objects.visible_to(user).filter(group=roll_up.group_id, is_enough=True, year__lt=roll_up.year)
    before = told.order_by("-year").first() if roll_up.is_enough else None
    if before is None:
        return SumPage(roll_up, None, differs=False)
    rows = Release.objects.filter(group=roll_up.group_id, year__in=(roll_up.year, before.year))
    pairs = list(rows.values_list("year", "school"))
    now = [school for year, school in pairs if year == roll_up.year]
    then = [school for year, school in pairs if year == before.year]
    is_known = (len(now), len(then)) == (roll_up.schools, before.schools)  # no school left the product since
    may = is_known and thresholds.may_stand_beside(now, then)
    return SumPage(roll_up, before if may else None, differs=not may)
