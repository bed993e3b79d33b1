"""What happens in a simulated region in a school year: everything through the actions of the product, by chance."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from communities.actions import PauseOverlaps, finish_community, leave_community, pause_community, start_community
from communities.models import CoachRole, Community, Membership
from communities.variants import VARIANTS
from meetings.actions import LogEntry, NewTask, cancel_meeting, edit_meeting, log_meeting, plan_meeting
from meetings.localtime import wall_time
from meetings.models import Meeting
from schools.actions import add_closure, remove_closure
from schools.models import Closure, School, Staff, StaffRole, User
from schools.years import open_published_years

CALENDARS = ("BE-VLG", "BE-VLG", "BE-VLG", "BE-FR", "NL-N", "NL-S")
KINDS = ("TDT", "DT", "COP", "VLG", "LN", "TDT", "COP", "OLC", "LS")
GROUPS_A_SCHOOL, PEOPLE_A_SCHOOL, LEADERS = 20, 70, 2
ZEAL = (0.0, 0.02, 0.06, 0.12, 0.12, 0.25)  # chance a day that somebody plans the next meeting
DAY = timedelta(days=1)


@dataclass
class Group:
    """A group as its people know it: `planned` are ids of meetings that are to be held or logged."""

    row: Community
    people: list[User]
    zeal: float
    planned: dict[int, datetime] = field(default_factory=dict)

    @property
    def somebody(self) -> User:
        return self.people[0]


class Story:
    """The region. The same seed tells the same story."""

    def __init__(self, *, groups: int, seed: int, first_day: date, last_day: date) -> None:
        self.random = random.Random(seed)  # noqa: S311 - a story, not a secret
        self.first_day, self.last_day = first_day, last_day
        self.begin = wall_time(first_day, time(6))
        self.staff: dict[int, list[User]] = {}
        self.leaders: dict[int, User] = {}
        self.groups: list[Group] = []
        self.own_days: list[Closure] = []
        self.schools = [self.add_school(number) for number in range(max(2, groups // GROUPS_A_SCHOOL))]
        for number in range(groups):
            self.add_group(number)

    # --- what there is -----------------------------------------------------------------------------------------------
    def add_school(self, number: int) -> School:
        calendar = CALENDARS[number % len(CALENDARS)]
        school = School.objects.create(slug=f"s{number}", name=f"School {number}", calendar=calendar)
        open_published_years(school=school, by=None, now=self.begin)
        people = User.objects.bulk_create(
            User(email=f"p{person}.s{number}@sim.example", first_name=f"P{person}", last_name=f"S{number}")
            for person in range(PEOPLE_A_SCHOOL)
        )
        staff = Staff.objects.bulk_create(Staff(school=school, user=user) for user in people)
        roles = ["leader" if place < LEADERS else "teacher" for place in range(len(staff))]
        StaffRole.objects.bulk_create(StaffRole(staff=one, role=role) for one, role in zip(staff, roles, strict=True))
        self.staff[school.pk], self.leaders[school.pk] = people[LEADERS:], people[0]
        return school

    def add_group(self, number: int) -> None:
        chance = self.random
        school = self.schools[number % len(self.schools)]
        partner = chance.choice([one for one in self.schools if one != school])
        is_shared = chance.random() < 0.15
        people = chance.sample(self.staff[school.pk], chance.randint(4, 7))
        if is_shared:
            people += chance.sample(self.staff[partner.pk], 2)
        variant = chance.choice(KINDS)
        row = start_community(
            school=school,
            variant=variant,
            name=f"Groep {number:03}",
            started_on=self.first_day,
            by=people[0],
            now=self.begin,
            partners=[partner] if is_shared else [],
        )
        coach = chance.choice([None, *people[1:]])
        for person in people[1:]:
            role = Membership.Role.COACH if person is coach else Membership.Role.MEMBER
            member = Membership.objects.create(community=row, user=person, role=role, joined_on=self.first_day)
            if person is coach or chance.random() < 0.05:
                CoachRole.objects.create(membership=member, kind="facilitating", started_on=self.first_day)
        self.groups.append(Group(row, people, chance.choice(ZEAL)))

    # --- what happens ------------------------------------------------------------------------------------------------
    def live(self, now: datetime) -> None:
        """A day of everybody, seen from its morning."""
        today = now.date()
        for group in self.groups:
            self.tend(group, now)
            if not group.planned and self.random.random() < group.zeal:
                self.plan(group, today + self.random.randint(3, 28) * DAY, now)
            if self.random.random() < 0.004 and not group.row.ended_on:
                self.something_else(group, now)
        if self.random.random() < 0.08:
            self.edit_calendar(now)

    def tend(self, group: Group, now: datetime) -> None:
        """Planned meetings are held and logged in time, late or never, moved, or do not take place."""
        for pk, starts_at in list(group.planned.items()):
            chance = self.random.random()
            if starts_at > now:
                if chance < 0.015:
                    self.move(group, pk, now)
                elif chance < 0.02:
                    self.drop(group, pk, now)
            elif chance < 0.45:
                self.log(group, pk, now)
            elif chance < 0.5:
                self.drop(group, pk, now)

    def plan(self, group: Group, day: date, now: datetime) -> None:
        while day.weekday() > 4:
            day += DAY
        if day >= self.last_day or (group.row.ended_on and day > group.row.ended_on):
            return
        defaults = VARIANTS[group.row.variant]
        meeting = plan_meeting(
            community=group.row,
            starts_at=wall_time(day, time(self.random.randint(9, 16))),
            minutes=defaults.minutes,
            note_taker_id=self.random.choice([None, group.people[-1].pk]),
            by=group.somebody,
            now=now,
        )
        group.planned[meeting.pk] = meeting.starts_at

    def meeting(self, pk: int) -> Meeting:
        return Meeting.objects.select_related("community").get(pk=pk)

    def move(self, group: Group, pk: int, now: datetime) -> None:
        meeting = self.meeting(pk)
        day = meeting.day + self.random.randint(1, 9) * DAY
        if day.weekday() > 4 or day >= self.last_day:
            return
        edit_meeting(
            meeting=meeting,
            version=meeting.version,
            starts_at=wall_time(day, time(14)),
            minutes=meeting.minutes,
            place="B12",
            note_taker_id=meeting.note_taker_id,
            by=group.somebody,
            now=now,
        )
        group.planned[pk] = meeting.starts_at

    def drop(self, group: Group, pk: int, now: datetime) -> None:
        cancel_meeting(meeting=self.meeting(pk), by=group.somebody, now=now)
        del group.planned[pk]

    def log(self, group: Group, pk: int, now: datetime) -> None:
        meeting, due = self.meeting(pk), now.date() + self.random.randint(10, 40) * DAY
        owner = self.random.choice(group.people).pk
        entry = LogEntry(
            key=UUID(int=self.random.getrandbits(128), version=4),
            version=meeting.version,
            starts_at=meeting.starts_at,
            minutes=meeting.minutes,
            present={person.pk: self.random.random() < 0.9 for person in group.people},
            subtasks=[NewTask("Materiaal uitproberen", owner, due)] if self.random.random() < 0.4 else (),
        )
        log_meeting(meeting=meeting, entry=entry, by=group.somebody, now=now)
        del group.planned[pk]

    def something_else(self, group: Group, now: datetime) -> None:
        """A pause, somebody who leaves, a group that has done its work."""
        today, chance = now.date(), self.random.random()
        if chance < 0.6:
            first = today + self.random.randint(0, 4) * DAY
            try:
                pause_community(
                    community=group.row,
                    first_day=first,
                    last_day=first + self.random.randint(8, 25) * DAY,
                    reason="Stage",
                    by=group.somebody,
                    now=now,
                )
            except PauseOverlaps:
                return
        elif chance < 0.95 and len(group.people) > 3:
            person = group.people.pop()
            membership = Membership.objects.current().filter(community=group.row, user=person).first()
            if membership:
                leave_community(membership=membership, by=person, now=now)
        elif chance >= 0.95 and not group.planned:
            finish_community(community=group.row, ended_on=today, by=group.somebody, now=now)
            group.row.refresh_from_db()
            group.zeal = 0

    def edit_calendar(self, now: datetime) -> None:
        """A school closes, today or soon; or opens again on days that it had closed."""
        if self.own_days and self.random.random() < 0.3:
            closure = self.own_days.pop()
            remove_closure(closure=closure, by=self.leaders[closure.school_id], now=now)
            return
        school, first = self.random.choice(self.schools), now.date() + self.random.randint(0, 30) * DAY
        closure, _moved = add_closure(
            school=school,
            kind=Closure.Kind.STUDY_DAY,
            first_day=first,
            last_day=first + self.random.choice((0, 0, 2)) * DAY,
            reason="Studiedag",
            by=self.leaders[school.pk],
            now=now,
        )
        self.own_days.append(closure)
