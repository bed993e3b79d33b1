"""Hours in groups: a person sees her own in full, a leader sums per group (R57, U11).

Names of people reach a leader in one case only: their school published an agreement, and they are above it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Cast, Coalesce
from django.shortcuts import get_object_or_404

from communities.models import Community, Membership, Stage
from dashboard.queries.agreements import OwnRule, names_from, own_rules, waits_until
from dashboard.queries.cover import CoverLine, cover_lines
from dashboard.queries.rows import hosted_or_joined
from meetings.hours import Minutes, is_above, minutes_of, summed
from meetings.models import Attendance, Meeting
from meetings.time_page import USUAL, year_of
from schools.models import School, SchoolYear, Staff, User, WorkloadRule

# Small integers in the table: their product need not be one.
PERSONS = Cast(F("minutes"), IntegerField()) * F("present_count")
OF_MEETING = Coalesce(F("meeting__in_lesson_time"), F("meeting__community__in_lesson_time"))


# --- one's own -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class OwnLine:
    """One group: the minutes in which this person was there, and what is still planned."""

    pk: int
    name: str
    held: Minutes
    ahead: Minutes
    falls_away: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class MyHours:
    """One person's hours of a school year."""

    year: SchoolYear | None
    lines: list[OwnLine]
    rules: list[OwnRule]
    unnamed: Minutes  # of meetings of her groups, of which nobody noted who was there

    @property
    def held(self) -> Minutes:
        return sum((line.held for line in self.lines), Minutes())

    @property
    def ahead(self) -> Minutes:
        return sum((line.ahead for line in self.lines), Minutes())


def my_hours(user: User, *, today: date) -> MyHours:
    """Six statements, and two more where a school in which she works published an agreement."""
    year = own_year(user, today)
    groups = list(Community.objects.owned_by_group_of(user).order_by("name", "pk"))
    held = held_by_group(own_attendance(user, year))
    met = {pk for pk, _name in held}
    current = {one.pk: one for one in groups if one.pk in met or one.ended_on is None or one.ended_on >= today}
    ahead = ahead_by_group(groups, year, today)
    names = dict([*held, *ahead]) | {pk: group.name for pk, group in current.items()}
    lines = [
        OwnLine(
            pk=pk,
            name=name,
            held=held.get((pk, name), Minutes()),
            ahead=ahead.get((pk, name), Minutes()),
            falls_away=current[pk].falls_away if pk in current else "",
            is_current=pk in current,
        )
        for pk, name in sorted(names.items(), key=lambda one: (one[1].casefold(), one[0]))
    ]
    return MyHours(year, lines, own_rules(user, today), summed(sums_of(unnamed_meetings(user, year))))


def own_year(user: User, today: date) -> SchoolYear | None:
    """The school year that began last where she works; without a school, that of the hosts of her groups."""
    works = School.objects.visible_to(user).values("pk")
    hosts = Community.objects.owned_by_group_of(user).values("school_id")
    years = SchoolYear.objects.filter(Q(school__in=works) | Q(school__in=hosts), first_day__lte=today)
    return years.order_by("-first_day", "pk").first()


def own_attendance(user: User, year: SchoolYear | None) -> QuerySet[Attendance]:
    """Where this person was; her own rows stay hers, also of a group that she has left."""
    rows = Attendance.objects.filter(user=user, is_present=True, meeting__status=Meeting.Status.HELD)
    return rows.filter(meeting__day__range=(year.first_day, year.last_day)) if year else rows.none()


def unnamed_meetings(user: User, year: SchoolYear | None) -> QuerySet[Meeting]:
    """Meetings that took place while she took part, of which nobody noted who was there: perhaps she was."""
    memberships = Membership.objects.filter(user=user, community=OuterRef("community"), joined_on__lte=OuterRef("day"))
    then = memberships.filter(Q(left_on=None) | Q(left_on__gt=OuterRef("day")))
    named = Attendance.objects.filter(meeting=OuterRef("pk"))
    groups = Membership.objects.filter(user=user).values("community_id")  # else every meeting of a region is looked at
    rows = Meeting.objects.held().filter(Exists(then), ~Exists(named), community__in=groups)
    return rows.filter(day__range=(year.first_day, year.last_day)) if year else rows.none()


def sums_of(rows: QuerySet[Meeting]) -> QuerySet[Meeting, tuple[bool | None, int, int]]:
    """By whether they were in lesson time: minutes and number."""
    usual = rows.order_by().annotate(usual=USUAL).values_list("usual")
    return usual.annotate(total=Sum("minutes"), number=Count("pk"))


def held_by_group(rows: QuerySet[Attendance]) -> dict[tuple[int, str], Minutes]:
    grouped = (
        rows.order_by()
        .annotate(usual=OF_MEETING)
        .values_list("meeting__community", "meeting__community__name", "usual")
    )
    sums = grouped.annotate(minutes=Sum("meeting__minutes"), number=Count("pk"))
    return _by_group(sums)


def ahead_by_group(groups: Iterable[Community], year: SchoolYear | None, today: date) -> dict[tuple[int, str], Minutes]:
    """Planned meetings from today to the end of the school year."""
    rows = Meeting.objects.planned().filter(community__in=list(groups), day__gte=today)
    rows = rows.filter(day__lte=year.last_day) if year else rows.none()
    grouped = rows.order_by().annotate(usual=USUAL).values_list("community", "community__name", "usual")
    return _by_group(grouped.annotate(total=Sum("minutes"), number=Count("pk")))


def _by_group(rows: Iterable[tuple[int, str, bool | None, int, int]]) -> dict[tuple[int, str], Minutes]:
    found: defaultdict[tuple[int, str], Minutes] = defaultdict(Minutes)
    for pk, name, usual, minutes, number in rows:
        found[pk, name] += minutes_of(usual, minutes, number)
    return dict(found)


def own_meetings(user: User, *, today: date) -> list[tuple[date, str, int, bool | None, bool]]:
    """This school year for the file: day, group, minutes, in lesson time or not, and whether it was noted that she was
    there; where nobody noted who was, she may decide herself."""
    year = own_year(user, today)
    rows = own_attendance(user, year).annotate(usual=OF_MEETING)
    there = rows.values_list("meeting__day", "meeting__community__name", "meeting__minutes", "usual")
    unnamed = unnamed_meetings(user, year).annotate(usual=USUAL)
    perhaps = unnamed.values_list("day", "community__name", "minutes", "usual")
    return sorted([(*one, True) for one in there] + [(*one, False) for one in perhaps], key=lambda one: one[:2])


# --- the leader's ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group: minutes of its meetings, and the same times the number of people who were there."""

    pk: int
    name: str
    falls_away: str
    meetings: Minutes
    people: Minutes


@dataclass(frozen=True, slots=True)
class SchoolHours:
    """`rule` only while it is published, `above` the names of who is above it; without a rule there is no name, nor
    before `waits_until`."""

    school: School
    year: str
    lines: list[GroupLine]
    cover: list[CoverLine]
    rule: WorkloadRule | None
    above: list[str]
    waits_until: date | None

    @property
    def has_unsaid(self) -> bool:
        """Whether of some hours nobody said whether they were in lesson time."""
        return any(line.people.unsaid for line in self.lines)


def school_hours(user: User, slug: str, *, today: date) -> SchoolHours:
    """Six statements; two more with a published agreement. Raises Http404 for whom it is not theirs to lead."""
    school = get_object_or_404(School.objects.editable_by(user), slug=slug)
    year = year_of({school.pk}, today)
    rule = WorkloadRule.objects.editable_by(user).filter(school=school).exclude(published_on=None).first()
    groups = groups_of(school, year, today)
    return SchoolHours(
        school=school,
        year=year.label if year else "",
        lines=group_lines(groups, year),
        cover=cover_lines(school, groups, today),
        rule=rule,
        above=names_of(above(rule, today)) if rule else [],
        waits_until=waits_until(rule, today) if rule else None,
    )


def groups_of(school: School, year: SchoolYear | None, today: date) -> list[Community]:
    """By name, as no group is better for more hours; ideas, and groups that ended before the year, are left out."""
    since = year.first_day if year else today
    running = Q(ended_on=None) | Q(ended_on__gte=since)
    rows = Community.objects.filter(running, pk__in=hosted_or_joined(school.pk)).exclude(stage=Stage.PROPOSAL)
    return list(rows.order_by("name", "pk"))


def group_lines(groups: Iterable[Community], year: SchoolYear | None) -> list[GroupLine]:
    """Two sums of each group: of its meetings, and of everybody's hours in them."""
    groups = list(groups)
    rows = Meeting.objects.held().filter(community__in=groups)
    rows = rows.filter(day__range=(year.first_day, year.last_day)) if year else rows.none()
    sums = (
        rows.order_by()
        .annotate(usual=USUAL)
        .values_list("community", "usual")
        .annotate(total=Sum("minutes"), persons=Sum(PERSONS), number=Count("pk"))
    )
    found: defaultdict[int, list[tuple[bool | None, int, int, int]]] = defaultdict(list)
    for pk, usual, minutes, persons, number in sums:
        found[pk].append((usual, minutes, persons or 0, number))
    return [
        GroupLine(
            pk=group.pk,
            name=group.name,
            falls_away=group.falls_away,
            meetings=summed((usual, minutes, number) for usual, minutes, _persons, number in found[group.pk]),
            people=summed((usual, persons, number) for usual, _minutes, persons, number in found[group.pk]),
        )
        for group in groups
    ]


def above(rule: WorkloadRule, today: date) -> set[int]:
    """Ids of the school's staff who were in meetings for more hours than it agreed on, over all groups, this school
    year; nobody without a rule that the staff could read first. Two statements."""
    first = names_from(rule)
    year = year_of({rule.school_id}, today) if first and first <= today else None
    if year is None:
        return set()
    staff = Staff.objects.current().filter(school=rule.school_id).values("user_id")
    rows = Attendance.objects.filter(
        user__in=staff,
        is_present=True,
        meeting__status=Meeting.Status.HELD,
        meeting__day__range=(year.first_day, year.last_day),
    )
    sums = rows.order_by().values_list("user_id").annotate(minutes=Sum("meeting__minutes"))
    return {pk for pk, minutes in sums if is_above(minutes, ceiling_hours=rule.ceiling_hours)}


def names_of(ids: set[int]) -> list[str]:
    """In the order of the alphabet, not of the hours."""
    people = User.objects.filter(pk__in=ids, is_active=True).order_by("last_name", "first_name", "pk") if ids else []
    return [person.get_full_name() for person in people]
