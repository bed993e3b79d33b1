"""Four schools under one board: last year's counts were asked, released by each leader and added up; this year's are
asked now. Three of the schools are there for this alone: each with two groups, and a year of meetings."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from communities.actions import start_community
from communities.models import Community, Membership
from evidence.actions.roll_ups import make_due_roll_ups, open_roll_up, release_counts
from evidence.actions.school_groups import join_school_group, start_school_group
from evidence.models import GroupPlace, RollUp, SchoolGroup
from evidence.queries.release_counts import counts_of
from meetings.localtime import wall_time
from meetings.models import Meeting
from schools.calendar import SchoolDays
from schools.models import School, SchoolYear, Staff, StaffRole, User
from schools.years import open_published_years

Step = tuple[datetime, int, Any]
Groups = Mapping[str, Community]
ORDER = 95
NAME, READER = "Scholengroep Leie en Schelde", "algemene.directie@leieenschelde.example"
SCHOOLS = (
    ("de-bron", "Atheneum De Bron", "Greet Vanhove", "Taal in elke les", "Rekenen in de eerste graad"),
    ("noordkaai", "Technisch Atheneum Noordkaai", "Marc Deprez", "Leren op de werkplek", "Feedback die helpt"),
    ("de-wissel", "Middenschool De Wissel", "Sara Lemmens", "Samen starten in 1A", "Kiezen na het tweede jaar"),
)
FIRST_NAMES = ("Ann", "Ben", "Carine", "Dirk", "Eva", "Filip", "Goele", "Hugo", "Inge", "Johan", "Kim", "Leo")
LAST_NAMES = ("Adams", "Blomme", "Cools")  # one a school
HELD = (12, 40, 70, 100, 130)  # school days of last year on which a group met
ASKED, CLOSES, ADDED_UP = timedelta(days=35), timedelta(days=14), timedelta(days=15)


def steps_of(days: SchoolDays, story_day: date, groups: Groups, people: Mapping[str, User]) -> Iterator[Step]:
    """Asked five weeks before the story day, added up two weeks later; this year was asked a week ago."""
    leader, asked = people["hilde"], story_day - ASKED
    yield wall_time(asked, time(10)), ORDER, partial(_schools, groups, leader)
    yield wall_time(asked + timedelta(days=2), time(10)), ORDER, _release
    yield wall_time(asked + ADDED_UP, time(4, 20)), ORDER, _add_up
    yield wall_time(story_day - timedelta(days=7), time(10)), ORDER, partial(_ask, days.begin, CLOSES * 2)


def _schools(groups: Groups, leader: User, now: datetime) -> None:
    """The leader of the story starts it, the others join; then its reader asks for last year."""
    host = groups["wiskunde"].school
    group = start_school_group(school=host, name=NAME, reader_email=READER, by=leader, now=now)
    year = SchoolYear.objects.filter(school=host, last_day__lt=now.date()).latest("first_day")
    for number, (slug, name, led_by, *told) in enumerate(SCHOOLS):
        school = School.objects.create(
            slug=slug, name=name, calendar=host.calendar, level=host.level, has_reminders=False
        )
        open_published_years(school=school, by=None, now=now)
        her = _person(school, led_by, StaffRole.Role.LEADER, now)
        staff = [_person(school, f"{one} {LAST_NAMES[number]}", StaffRole.Role.TEACHER, now) for one in FIRST_NAMES]
        for at, line in enumerate(told):
            _group(school, line, staff[6 * at : 6 * at + 6], year, now)
        join_school_group(group=group, school=school, by=her, now=now)
    _ask(year.first_day, CLOSES, now)


def _person(school: School, name: str, role: str, now: datetime) -> User:
    first, last = name.split(" ", 1)
    user = User.objects.create_user(
        f"{first}.{last}@{school.slug}.example".lower(), first_name=first, last_name=last, created_at=now
    )
    StaffRole.objects.create(staff=Staff.objects.create(school=school, user=user, invited_at=now), role=role)
    return user


def _group(school: School, name: str, people: list[User], year: SchoolYear, now: datetime) -> None:
    """Began with last year, and met in the rhythm of its variant."""
    days = SchoolDays.between(year.first_day, year.last_day, ())
    begin = days.nth(8) or days.begin
    group = start_community(school=school, variant="LN", name=name, started_on=begin, by=people[0], now=now)
    group.memberships.update(joined_on=begin)
    Membership.objects.bulk_create(Membership(community=group, user=one, joined_on=begin) for one in people[1:])
    Meeting.objects.bulk_create(
        Meeting(
            community=group, day=day, starts_at=wall_time(day, time(15, 45)), minutes=90, status="held", present_count=5
        )
        for day in filter(None, map(days.nth, HELD))
    )


def _ask(begin: date, closes_in: timedelta, now: datetime) -> None:
    group = SchoolGroup.objects.get(name=NAME)
    year = SchoolYear.objects.get(first_day=begin, school__group_places__group=group, school__slug=SCHOOLS[0][0])
    reader = group.readers.select_related("user").earliest("pk").user
    open_roll_up(group=group, year=year.label, closes_on=now.date() + closes_in, by=reader, now=now)


def _release(now: datetime) -> None:
    """Each leader for her own school."""
    roll_up = RollUp.objects.get(group__name=NAME)
    for place in GroupPlace.objects.current().filter(group__name=NAME).select_related("school").order_by("pk"):
        counts = counts_of(place.school, roll_up.year)
        by = place.school.staff.filter(roles__role=StaffRole.Role.LEADER).select_related("user").earliest("pk").user
        if counts:
            release_counts(place=place, roll_up=roll_up, seen=counts.mark, by=by, now=now)


def _add_up(now: datetime) -> None:
    make_due_roll_ups(now=now)
