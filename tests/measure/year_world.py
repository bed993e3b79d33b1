"""A generated region with sixty communities, kept twice: in the database, and as plain facts from which the notices are
demanded by a naive reading of the rules. The second half shares no code with the product."""

import random
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from communities.models import CoachRole, Community, Membership, Partnership, Pause
from communities.signals import rhythm_changed
from meetings import digests
from meetings.models import Meeting, Subtask
from meetings.rhythm import refresh_cadence
from schools.models import Closure, School, SchoolYear, Staff, StaffRole, User
from schools.published import published_year
from schools.signals import school_time_changed
from tests.meetings import naive

BRUSSELS = ZoneInfo("Europe/Brussels")
DAY = timedelta(days=1)
YEARS = ("2025-2026", "2026-2027", "2027-2028")
CALENDARS = ("BE-VLG", "BE-VLG", "BE-FR", "NL-N", "NL-S")
REGIMES = {"interval": ("TDT", (4, 6, 5, 2)), "count": ("COP", (None, None, 5, 3)), "none": ("OLC", (None,) * 4)}
# Where the button of each kind leads: what a mail is recognised by.
BUTTONS = {
    "plan_next": "Plan the meeting",
    "overdue": "Choose a date",
    "ask_leader": "Open the group",
    "upcoming": "See the meeting",
    "log_meeting": "Note the meeting",
    "help_offer": "See how the group is doing",
    "year_tight": "Plan the rest of the year",
    "subtask_due": "Open your subtasks",
    "pause_ends": "See the pause",
}
# A digest leads to a page that is not of a group: its number is 0.
DIGESTS = {"leader_digest": "Open the school page", "coach_digest": "See your groups"}
WAITS = ((0, 0, 0), (0, 0, 0), (0, 0, 0), (5, 5, 10), (0, 10, 20))
Want = tuple[str, str, int]  # kind, key of the occasion, id in the address of the button


@dataclass
class Meet:
    starts_at: datetime
    status: str
    note_taker: int | None

    @property
    def day(self) -> date:
        return self.starts_at.date()


@dataclass
class Task:
    owner: int
    due_on: date
    is_open: bool = True


@dataclass
class Group:
    id: int
    schools: list[int]
    regime: str
    started_on: date
    ended_on: date | None
    zeal: float  # chance a day that somebody plans
    members: set[int] = field(default_factory=set)
    coaches: set[int] = field(default_factory=set)
    facilitators: set[int] = field(default_factory=set)
    pauses: list[tuple[date, date]] = field(default_factory=list)
    meetings: dict[int, Meet] = field(default_factory=dict)
    tasks: dict[int, Task] = field(default_factory=dict)
    waits: tuple[int, int, int] = (0, 0, 0)


class World:
    """Schools with years and closures, people, groups; `now` things happen, `wanted` is what the rules then demand."""

    def __init__(self, *, communities: int, seed: int) -> None:
        self.random = random.Random(seed)
        self.years: dict[int, list[tuple[date, date]]] = {}
        self.closed: dict[int, set[date]] = {}
        self.leaders: dict[int, set[int]] = {}
        self.workplaces: dict[int, set[int]] = {}
        self.mail: dict[int, str] = {}
        self.silent: set[int] = set()
        self.groups: dict[int, Group] = {}
        self.looked: dict[int, date] = {}  # Monday of the week in which a school was last asked for digests
        self.digests: dict[tuple[str, int, date], set[int]] = {}
        for number, calendar in enumerate(CALENDARS):
            self.add_school(number, calendar)
        for number in range(communities):
            self.add_group(number)
        refresh_cadence(community_ids=list(self.groups), today=date(2026, 8, 1))
        digests.cover_all(today=date(2026, 8, 1))

    # --- what there is -----------------------------------------------------------------------------------------------
    def add_school(self, number: int, calendar: str) -> None:
        school = School.objects.create(
            slug=f"s{number}", name=f"School {number}", calendar=calendar, has_reminders=number != 4
        )
        if number == 4:
            self.silent.add(school.pk)
        self.years[school.pk], self.closed[school.pk], self.leaders[school.pk] = [], set(), set()
        for label in YEARS:
            year = published_year(calendar, label)
            assert year
            SchoolYear.objects.create(school=school, label=label, first_day=year.first_day, last_day=year.last_day)
            self.years[school.pk].append((year.first_day, year.last_day))
            for period in year.periods:
                self.close(school.pk, period.first_day, period.last_day)
        for person in range(24):
            self.add_person(school.pk, f"p{person}.s{number}@school.example", is_leader=person < 2)
        # Somebody who teaches in two schools is told only when both are open.
        shared = self.random.choice([*self.workplaces])
        if school.pk not in self.workplaces[shared]:
            Staff.objects.create(school=school, user_id=shared)
            self.workplaces[shared].add(school.pk)

    def add_person(self, school: int, email: str, *, is_leader: bool) -> None:
        user = User.objects.create(email=email, first_name=email.split("@")[0], language="en")
        staff = Staff.objects.create(school_id=school, user=user)
        StaffRole.objects.create(staff=staff, role="leader" if is_leader else "teacher")
        self.mail[user.pk], self.workplaces[user.pk] = email, {school}
        if is_leader:
            self.leaders[school].add(user.pk)

    def add_group(self, number: int) -> None:
        chance = self.random
        host, *others = chance.sample([*self.years], 3)
        partners = others[: chance.choice((0, 0, 0, 1, 2))]
        regime = chance.choice(("interval", "interval", "count", "count", "none"))
        variant, (target, limit, minimum, gap) = REGIMES[regime]
        started = chance.choice((date(2026, 8, 15), date(2026, 8, 15), date(2026, 10, 12), date(2027, 1, 18)))
        ended = chance.choice((None, None, None, None, date(2027, 4, 20)))
        waits = chance.choice(WAITS)
        row = Community.objects.create(
            code=f"c{number:02}", school_id=host, name=f"Groep {number:02}", variant=variant, regime=regime,
            target_weeks=target, limit_weeks=limit, minimum_per_year=minimum, gap_weeks=gap,
            started_on=started, ended_on=ended,
            overdue_wait=waits[0], help_wait=waits[1], leader_wait=waits[2],
        )  # fmt: skip
        Partnership.objects.bulk_create(Partnership(community=row, school_id=partner) for partner in partners)
        zeal = chance.choice((0.0, 0.01, 0.05, 0.05, 0.2))
        group = Group(row.pk, [host, *partners], regime, started, ended, zeal, waits=waits)
        pool = [person for person, schools in self.workplaces.items() if schools & set(group.schools)]
        people = chance.sample(pool, chance.randint(3, 6))
        for position, person in enumerate(people):
            role = "coach" if position == 0 and chance.random() < 0.6 else "member"
            member = Membership.objects.create(community=row, user_id=person, role=role, joined_on=started)
            (group.coaches if role == "coach" else group.members).add(person)
            if position < 2 and chance.random() < 0.3:
                CoachRole.objects.create(membership=member, kind="facilitating", started_on=started)
                group.facilitators.add(person)
        self.groups[row.pk] = group

    def close(self, school: int, first: date, last: date) -> None:
        Closure.objects.create(school_id=school, first_day=first, last_day=last)
        self.closed[school].update(naive.every_day(first, last))

    # --- what happens ------------------------------------------------------------------------------------------------
    def happen(self, now: datetime) -> None:
        """What people do between two moments, by chance; ends with a rhythm that is fresh, as the actions leave it."""
        changed = {group.id for group in self.groups.values() if self.something(group, now)}
        if self.random.random() < 0.02:
            school, day = self.random.choice([*self.years]), now.date() + self.random.randint(-3, 30) * DAY
            self.close(school, day, day + self.random.randint(0, 2) * DAY)
            school_time_changed.send(None, school_ids=[school], today=now.date())
        if changed:
            rhythm_changed.send(None, community_ids=sorted(changed), today=now.date())

    def something(self, group: Group, now: datetime) -> bool:
        """Whether anything of this group changed."""
        chance, today = self.random, now.date()
        if not any(first <= today <= last for first, last in self.years[group.schools[0]]):
            return False
        before = repr(group)
        for pk, meet in group.meetings.items():
            if meet.status == "planned":
                self.tend(pk, meet, now)
        if not any(meet.status == "planned" for meet in group.meetings.values()) and chance.random() < group.zeal:
            self.plan(group, today + chance.randint(2, 25) * DAY)
        if chance.random() < 0.002:
            first, last = today + chance.randint(0, 5) * DAY, today + chance.randint(10, 30) * DAY
            if not any(a <= last and first <= b for a, b in group.pauses):
                Pause.objects.create(community_id=group.id, first_day=first, last_day=last)
                group.pauses.append((first, last))
        self.promise(group, today)
        if chance.random() < 0.002 and len(group.members) > 1 and today > group.started_on:
            person = chance.choice(sorted(group.members))
            Membership.objects.filter(community_id=group.id, user_id=person).update(left_on=today)
            group.members.discard(person), group.facilitators.discard(person)
        return repr(group) != before

    def promise(self, group: Group, today: date) -> None:
        """Somebody takes something on at a meeting that was held; it is done, moved, dropped or taken over later."""
        held = [pk for pk, meet in group.meetings.items() if meet.status == "held"]
        chance = self.random
        if held and group.members and chance.random() < 0.03:
            task = Task(chance.choice(sorted(group.members)), today + chance.randint(3, 40) * DAY)
            row = Subtask.objects.create(
                meeting_id=chance.choice(held), text="taak", owner_id=task.owner, due_on=task.due_on
            )
            group.tasks[row.pk] = task
        for pk, task in group.tasks.items():
            if task.is_open and chance.random() < 0.03:
                task.is_open = chance.random() < 0.4
                task.due_on += (7 * DAY) if task.is_open else 0 * DAY
                done_on = None if task.is_open else today
                Subtask.objects.filter(pk=pk).update(due_on=task.due_on, done_on=done_on)

    def tend(self, pk: int, meet: Meet, now: datetime) -> None:
        """A planned meeting is logged in time, late or not at all, is moved, or does not take place."""
        chance = self.random.random()
        if meet.starts_at > now:
            if chance < 0.01:
                meet.starts_at += self.random.randint(1, 9) * DAY
            elif chance < 0.02:
                meet.status = "cancelled"
        elif chance < 0.25:
            meet.status = "held"
        elif chance < 0.28:
            meet.status = "cancelled"
        Meeting.objects.filter(pk=pk).update(starts_at=meet.starts_at, day=meet.day, status=meet.status)

    def plan(self, group: Group, day: date) -> None:
        starts_at = datetime.combine(day, time(14, 0), tzinfo=BRUSSELS)
        note_taker = self.random.choice([None, *sorted(group.members | group.coaches)])
        row = Meeting.objects.create(
            community_id=group.id, starts_at=starts_at, day=day, minutes=120, note_taker_id=note_taker
        )
        group.meetings[row.pk] = Meet(starts_at, "planned", note_taker)

    # --- what the rules demand ---------------------------------------------------------------------------------------
    def is_open(self, schools: "set[int] | list[int]", day: date) -> bool:
        """Monday to Friday, inside a school year of each school, and none of them closed."""
        return day.weekday() < 5 and all(
            day not in self.closed[school] and any(first <= day <= last for first, last in self.years[school])
            for school in schools
        )

    def wanted(self, now: datetime) -> dict[int, set[Want]]:
        """By person, whatever is true at this moment and belongs to somebody."""
        found: dict[int, set[Want]] = {}
        wants = {group.id: list(self.wants_of(group, now)) for group in self.groups.values()}
        for group in self.groups.values():
            for kind, key, number, people, *_new in wants[group.id]:
                for person in people:
                    found.setdefault(person, set()).add((kind, f"{group.id} {key}", number))
        for (kind, number, monday), people in self.digests_of(now.date(), wants).items():
            for person in people:
                found.setdefault(person, set()).add((kind, f"{number} {monday}", 0))
        return found

    def digests_of(self, today: date, wants: dict[int, list]) -> dict[tuple[str, int, date], set[int]]:  # type: ignore[type-arg]
        """Digests that wait this week and still have something to say. A school is asked once a week, on the first of
        its days that it is open or, when nobody looked then, later in that week."""
        monday = today - today.weekday() * DAY
        kinds = {pk: {want[0] for want in found} for pk, found in wants.items()}
        tight = {
            pk: any(want[0] == "year_tight" and want[4:] != (today,) for want in found) for pk, found in wants.items()
        }
        for_leader = {
            school: any(
                group.schools[0] == school and ("ask_leader" in kinds[group.id] or tight[group.id])
                for group in self.groups.values()
            )
            for school in self.years
        }
        serious = {"overdue", "help_offer", "ask_leader", "log_meeting", "year_tight"}
        for school in self.years:
            week = [monday + n * DAY for n in range(7)]
            opened = [day for day in week if self.is_open([school], day)]
            if not opened or opened[0] > today or self.looked.get(school) == monday:
                continue
            self.looked[school] = monday
            if for_leader[school]:
                self.digests["leader_digest", school, monday] = set(self.leaders[school])
            for group in self.groups.values():
                if group.schools[0] == school and kinds[group.id] & serious:
                    for person in group.coaches:
                        self.digests["coach_digest", person, monday] = {person}
        current = {key: people for key, people in self.digests.items() if key[2] == monday}
        return {
            key: people
            for key, people in current.items()
            if (
                for_leader[key[1]]
                if key[0] == "leader_digest"
                else any(key[1] in group.coaches and kinds[group.id] & serious for group in self.groups.values())
            )
        }

    def wants_of(self, group: Group, now: datetime):  # type: ignore[no-untyped-def]  # noqa: C901 - the rules, as told
        today = now.date()
        year = next((span for span in self.years[group.schools[0]] if span[0] <= today <= span[1]), None)
        if year is None or group.schools[0] in self.silent:
            return
        meetings = group.meetings.values()
        open_days = {day for day in naive.every_day(*year) if self.is_open(group.schools, day)}
        facts = naive.naive(
            naive.Group(
                regime=group.regime,
                numbers=REGIMES[group.regime][1],
                started_on=group.started_on,
                ended_on=group.ended_on,
                held=tuple((meet.day, 120) for meet in meetings if meet.status == "held"),
                planned=tuple(meet.day for meet in meetings if meet.status == "planned"),
                pauses=tuple(group.pauses),
            ),
            year,
            open_days.__contains__,
            today,
        )
        if facts["state"] == "paused":
            yield from self.end_of_pause(group, open_days, today)
        if facts["state"] in ("inactive", "paused"):
            return
        days = sorted(day for day in open_days if not any(a <= day <= b for a, b in group.pauses))
        next_meeting = f"{year[0].year}#{facts['held'] + 1}"
        if facts["planned_next_on"] is None and facts["due_on"] is not None:
            if facts["state"] == "plan_now":
                yield "plan_next", next_meeting, group.id, group.facilitators or group.members
            due, stalled, waits = facts["due_on"], facts["stalled_on"], group.waits
            late = [day for day in days if due < day <= today] if due < today else []
            if len(late) >= 1 + waits[0]:
                yield "overdue", next_meeting, group.id, group.members | group.coaches
            if len(late) >= 5 + waits[1]:
                yield "help_offer", next_meeting, group.id, group.coaches
            asked = len([day for day in days if stalled < day <= today]) if stalled else 0
            if asked >= 1 + waits[2] and (not waits[2] or len(late) >= 5 + waits[1]):
                yield "ask_leader", next_meeting, group.id, self.leaders[group.schools[0]]
        if facts["year"] == "tight":
            begun = [day for day in days if day <= today]
            before = begun[-1] if begun else None
            is_new = before == today and len([d for d in days if today < d <= facts["last_reachable_on"]]) == 10
            yield ("year_tight", next_meeting, group.id, group.members | group.coaches, *([today] if is_new else []))
        for pk, task in group.tasks.items():
            earlier = [day for day in days if day < task.due_on]
            opens = earlier[-5] if len(earlier) >= 5 else year[0]
            if task.is_open and year[0] <= task.due_on <= year[1] and opens <= today <= task.due_on:
                yield "subtask_due", f"{pk}@{task.due_on}", group.id, {task.owner} & (group.members | group.coaches)
        for pk, meet in group.meetings.items():
            if meet.status != "planned" or not year[0] <= meet.day <= year[1]:
                continue
            earlier = [day for day in days if day < meet.day]
            opens = earlier[-5] if len(earlier) >= 5 else year[0]
            if opens <= today <= meet.day and now < meet.starts_at:
                yield "upcoming", f"{pk}@{meet.day}", pk, group.members
            if any(meet.day < day <= today for day in days):
                inside = group.members | group.coaches
                yield "log_meeting", f"{pk}@{meet.day}", pk, {meet.note_taker} & inside or group.members
            if len([day for day in days if meet.day < day <= today]) >= 3:
                yield "log_meeting", f"{pk}@{meet.day} again", pk, group.coaches

    def end_of_pause(self, group: Group, open_days: set[date], today: date):  # type: ignore[no-untyped-def]
        """Told on the last five school days before the clock runs again."""
        first, last = next((a, b) for a, b in group.pauses if a <= today <= b)
        while True:
            later = sorted(day for day in open_days if day > last)
            if not later or (group.ended_on and group.ended_on <= later[0]):
                return
            following = [b for a, b in group.pauses if a <= later[0] <= b]
            if not following:
                break
            last = following[0]
        earlier = sorted(day for day in open_days if day <= last)
        told_from = max(first, earlier[-5]) if len(earlier) >= 5 else first
        if told_from <= today:
            yield "pause_ends", f"pause {last}", group.id, group.members
