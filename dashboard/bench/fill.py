"""One school with any number of groups and three years of meetings, written in bulk; its rhythm is really reckoned."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from communities.models import CoachRole, Community, Membership
from communities.variants import VARIANTS
from meetings.localtime import wall_time
from meetings.models import Decision, Meeting, Minutes, Subtask
from meetings.rhythm import refresh_cadence
from schools.calendar import SchoolDays
from schools.models import School, Staff, StaffRole, User
from schools.published import PublishedYear, published_years
from schools.years import open_school_year

CALENDAR = "BE-VLG"
YEARS = 3
PER_YEAR = 6  # meetings of a group in a whole school year
PEOPLE = 5  # in a group
COLLEAGUES = 15  # at least, in a school
LENGTHS = (90, 120, 150, 200)


def fill_school(slug: str, *, groups: int, today: date, leader: User) -> School:
    """A school led by `leader`, who is also a member of its first group."""
    now = wall_time(today, time(12))
    school = School.objects.create(slug=slug, name=f"Meetschool {slug}", calendar=CALENDAR)
    years = [year for year in published_years(CALENDAR) if year.first_day <= today][-YEARS:]
    for year in years:
        open_school_year(school=school, published=year, by=None, now=now)
    people = _staff(school, leader, number=max(COLLEAGUES, groups // 4))
    communities = Community.objects.bulk_create(
        _community(school, number, years[0].first_day) for number in range(groups)
    )
    _people(communities, people, leader)
    held = _meetings(communities, years, today)
    _words(held, people, today)
    refresh_cadence(community_ids=[one.pk for one in communities], today=today, has_been_told=True)
    return school


def _staff(school: School, leader: User, *, number: int) -> list[User]:
    people = User.objects.bulk_create(
        User(email=f"{school.slug}-{index}@bench.example", first_name=f"Voornaam{index}", last_name=f"Naam{index}")
        for index in range(number)
    )
    staff = Staff.objects.bulk_create(Staff(school=school, user=user) for user in [leader, *people])
    roles = [StaffRole.Role.LEADER] + [StaffRole.Role.TEACHER] * number
    StaffRole.objects.bulk_create(StaffRole(staff=one, role=role) for one, role in zip(staff, roles, strict=True))
    return people


def _community(school: School, number: int, started_on: date) -> Community:
    """Every variant in turn, each with the rhythm it brings along."""
    variant = list(VARIANTS.values())[number % len(VARIANTS)]
    rhythm = variant.rhythm
    return Community(
        school=school,
        code=f"g{number:04}",
        name=f"Leergemeenschap {number} van {school.slug}",
        variant=variant.code,
        regime=variant.regime,
        target_weeks=rhythm.target_weeks,
        limit_weeks=rhythm.limit_weeks,
        minimum_per_year=rhythm.minimum_per_year,
        gap_weeks=rhythm.gap_weeks,
        purpose="Samen beter worden in wat leerlingen nodig hebben.",
        started_on=started_on,
    )


def _people(communities: Sequence[Community], people: Sequence[User], leader: User) -> None:
    rows = []
    for number, community in enumerate(communities):
        first = number * PEOPLE
        group = [people[(first + place) % len(people)] for place in range(PEOPLE)]
        roles = [Membership.Role.COACH] + [Membership.Role.MEMBER] * (PEOPLE - 1)
        if number == 0:
            group, roles = [*group, leader], [*roles, Membership.Role.MEMBER]
        rows += [
            Membership(community=community, user=user, role=role, joined_on=community.started_on)
            for user, role in zip(group, roles, strict=True)
        ]
    made = Membership.objects.bulk_create(rows)
    coaches = [one for one in made if one.role == Membership.Role.COACH]
    CoachRole.objects.bulk_create(
        CoachRole(membership=one, kind=CoachRole.Kind.FACILITATING, started_on=one.joined_on) for one in coaches
    )


def _meetings(communities: Sequence[Community], years: Sequence[PublishedYear], today: date) -> list[Meeting]:
    """Held before today, one planned after it; shifted from group to group, so that all states occur."""
    every = [_days(year) for year in years]
    rows = []
    for number, community in enumerate(communities):
        shift = number * 7 % 25
        for days in every:
            step = len(days) // PER_YEAR
            rows += [
                row
                for turn in range(PER_YEAR)
                if (row := _meeting(community, days.nth(1 + shift + turn * step), number + turn, today)) is not None
            ]
    return Meeting.objects.bulk_create(rows, batch_size=5000)


def _days(year: PublishedYear) -> SchoolDays:
    closed = [(period.first_day, period.last_day) for period in year.periods]
    return SchoolDays.between(year.first_day, year.last_day, closed)


def _meeting(community: Community, day: date | None, turn: int, today: date) -> Meeting | None:
    """A meeting on this day; none where it lies further ahead than a group usually plans."""
    if day is None or day > today + timedelta(days=60):
        return None
    is_held = day < today
    return Meeting(
        community=community,
        starts_at=wall_time(day, time(13, 30)),
        day=day,
        minutes=LENGTHS[turn % len(LENGTHS)],
        status=Meeting.Status.HELD if is_held else Meeting.Status.PLANNED,
        place="Lerarenkamer",
        present_count=PEOPLE - turn % 2 if is_held else None,
        logged_at=_evening(day) if is_held else None,
    )


def _evening(day: date) -> datetime:
    return wall_time(day, time(17))


def _words(meetings: Sequence[Meeting], people: Sequence[User], today: date) -> None:
    """What groups noted in the last months: minutes, a decision, a subtask that is open."""
    lately = [one for one in meetings if one.status == Meeting.Status.HELD and one.day > today - timedelta(days=90)]
    Minutes.objects.bulk_create(Minutes(meeting=one, note="Kort verslag.", focuses=["expertise"]) for one in lately)
    Decision.objects.bulk_create(Decision(meeting=one, text="We proberen dit uit in twee klassen.") for one in lately)
    Subtask.objects.bulk_create(_subtasks(lately, people))


def _subtasks(meetings: Sequence[Meeting], people: Sequence[User]) -> Iterator[Subtask]:
    for number, meeting in enumerate(meetings):
        owner = people[number % len(people)]
        yield Subtask(meeting=meeting, text="Werkblad maken", owner=owner, due_on=meeting.day + timedelta(days=30))
