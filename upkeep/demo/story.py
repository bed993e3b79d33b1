"""Telling the story: what happened in these schools, in order, through the actions of the product."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction

from communities.actions import accept_invitation, invite_people, pause_community, set_own_coach_roles, start_community
from communities.models import CoachRole, Community, Invitation, Membership
from meetings.actions import Block, LogEntry, NewTask, NoteLine, log_meeting, plan_meeting, set_agenda
from meetings.localtime import wall_time
from meetings.models import Meeting, Subtask
from schools.calendar import SchoolDays
from schools.models import Closure, QuietPeriod, School, Staff, StaffRole, User
from schools.published import published_years
from schools.years import open_published_years
from upkeep.demo import (
    beginnings,
    charters,
    conditions,
    endings,
    health,
    kinds,
    otherwise,
    process,
    stages,
    time_made_free,
)
from upkeep.demo.cast import AS_TOLD, Cast
from upkeep.demo.day import CALENDAR
from upkeep.demo.groups import PLOTS, Plot
from upkeep.demo.parts import PARTS
from upkeep.demo.people import HOST, PARTNER, STAFF
from upkeep.demo.plan import (
    EXAMS,
    LAST_YEAR,
    LOCAL_DAYS,
    STUDY_DAY,
    exam_weeks,
    held_days,
    on_weekday,
    pause_of,
    planned_days,
    started_on,
)
from upkeep.demo.pupils import steps_of as pupil_steps

LENGTHS = (-30, 0, 0, 0, 30, 60)  # how far a real meeting runs from its usual minutes
MORNINGS = 25  # school mornings before the story day on which reminders really go out; its own is the worker's
Step = tuple[datetime, int, Callable[[datetime], object]]


@dataclass
class Story:
    """Everything that is told so far. `day` is the story day; the same `seed` tells the same story.

    `schools` by their slugs in the demo, whatever they are called here.
    """

    day: date
    seed: int
    cast: Cast = AS_TOLD
    people: dict[str, User] = field(default_factory=dict)
    schools: dict[str, School] = field(default_factory=dict)
    groups: dict[str, Community] = field(default_factory=dict)
    meetings: dict[tuple[str, date], Meeting] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)  # noqa: S311 - a story, not a secret
        years = [year for year in published_years(CALENDAR) if year.first_day <= self.day]
        self.years = years[-2:]

    @property
    def host(self) -> School:
        return self.schools[HOST[0]]

    def days(self, which: int = -1) -> SchoolDays:
        """School days on which both schools are open, of this year (-1) or the last (-2)."""
        year = self.years[which]
        closed = Closure.objects.filter(school__in=self.schools.values()).between(year.first_day, year.last_day)
        return SchoolDays.between(year.first_day, year.last_day, closed.values_list("first_day", "last_day"))


@transaction.atomic
def tell(day: date, *, seed: int, morning: Callable[[datetime], object], report: Callable[[int, int], object]) -> Story:
    """The whole story up to `day`. `morning` is called on the last school mornings, `report` after every step."""
    return tell_in_steps(Story(day, seed), PARTS, morning=morning, report=report)


def tell_in_steps(
    story: Story, parts: Sequence[Any], *, morning: Callable[[datetime], object], report: Callable[[int, int], object]
) -> Story:
    """The same, each step kept by itself: while it is told beside real schools, nobody there has to wait."""
    with transaction.atomic():
        _open_schools(story)
    steps = sorted(_steps(story, parts, morning), key=lambda step: step[:2])
    for number, (moment, _order, act) in enumerate(steps, 1):
        with transaction.atomic():
            act(moment)
        report(number, len(steps))
    return story


def _open_schools(story: Story) -> None:
    """Schools, school years with local free days, and staff, as they stood before the first group."""
    begin = story.years[0].first_day
    now = wall_time(begin - timedelta(days=20), time(10))
    for slug, name, level in (HOST, PARTNER):
        school = story.cast.open_school(slug, name=name, calendar=CALENDAR, level=level)
        open_published_years(school=school, by=None, now=now)
        story.schools[slug] = school
        for one in STAFF[slug]:
            user = User.objects.create_user(
                story.cast.address(one.key, slug),
                first_name=one.first_name,
                prefix=one.prefix,
                last_name=one.last_name,
                created_at=now,
            )
            staff = Staff.objects.create(school=school, user=user, subjects=one.subjects, invited_at=now)
            StaffRole.objects.bulk_create(StaffRole(staff=staff, role=role) for role in one.roles)
            story.people[one.key] = user
    for which in range(len(story.years)):
        days = story.days(which)
        for slug, number, reason in LOCAL_DAYS:
            kind = Closure.Kind.STUDY_DAY if reason == STUDY_DAY else Closure.Kind.FREE_DAY
            free = days.nth(number)
            assert free, "a school year has more days than that"  # noqa: S101
            Closure.objects.create(school=story.schools[slug], kind=kind, first_day=free, last_day=free, reason=reason)
        QuietPeriod.objects.bulk_create(
            QuietPeriod(school=story.host, first_day=first, last_day=last, reason=EXAMS)
            for first, last in exam_weeks(days)
        )


def _steps(story: Story, parts: Sequence[Any], morning: Callable[[datetime], object]) -> Iterator[Step]:
    """Everything that happens, with its moment; steps of one moment keep their order."""
    days, before = story.days(), story.days(-2)
    for number, plot in enumerate(PLOTS):
        begin = started_on(plot, days, before, story.day)
        yield wall_time(begin, time(8, 30)), number, partial(_start, story, plot, begin)
        this_year = max(begin, days.begin)
        held = held_days(plot, days, story.day, this_year)
        if plot.has_history:
            held = [on_weekday(before, day, plot.weekday) for n in LAST_YEAR if (day := before.nth(n))] + held
        yield from otherwise.steps_of(plot, days, held, story.day, story.groups, story.people)
        planned = planned_days(plot, days, story.day, this_year)
        yield from _meeting_steps(story, plot, held, planned, before.days + days.days, begin)
        if pause := pause_of(plot, days, story.day):
            yield wall_time(pause[0], time(9)), number, partial(_pause, story, plot, pause[1])
        yield from pupil_steps(plot, days, held, story.day, story.groups, story.people)
        yield from health.steps_of(plot, held, story.groups, story.people)
        if plot.invited:
            yield wall_time(days.before(story.day, 2) or story.day, time(9)), number, partial(_ask, story, plot)
    yield from beginnings.steps_of(story.schools, story.people, before=before, days=days, story_day=story.day)
    yield from charters.steps_of(days, before, story.day, story.groups, story.people)
    yield from conditions.steps_of(days, story.day, story.host, story.groups, story.people)
    yield from stages.steps_of(days, before, story.day, story.groups, story.people)
    yield from process.steps_of(days, before, story.day, story.host, story.groups, story.people)
    yield from endings.steps_of(story.host, days, before, story.day, story.groups, story.people)
    yield from kinds.steps_of(story.host, days, story.day, story.groups, story.people)
    for part in parts:
        yield from part.steps_of(days, story.day, story.groups, story.people)
    yield from time_made_free.steps_of(days, story.day, story.schools, story.groups, story.people)
    for index in range(max(0, days.index_from(story.day) - MORNINGS), days.index_from(story.day)):
        yield wall_time(days.days[index], time(7, 40)), 99, morning


def _start(story: Story, plot: Plot, begin: date, now: datetime) -> None:
    """The first of its people starts the group; the others are asked, and accept."""
    founder = story.people[plot.people[0]]
    group = start_community(
        school=story.host,
        variant=plot.variant,
        name=plot.name,
        purpose=plot.purpose,
        contribution=plot.contribution,
        task=plot.task,
        policy=plot.policy,
        partners=[story.schools[PARTNER[0]]] if plot.partner else [],
        started_on=begin,
        **kinds.start_of(plot.key),
        by=founder,
        now=now,
    )
    story.groups[plot.key] = group
    roles = {Membership.Role.MEMBER: plot.people[1:], Membership.Role.COACH: (plot.coach,) if plot.coach else ()}
    for role, keys in roles.items():
        people = [story.people[key] for key in keys]
        invite_people(community=group, people=people, role=role, by=founder, now=now)
    for invitation in Invitation.objects.filter(community=group).select_related("community", "user"):
        accept_invitation(invitation=invitation, by=invitation.user, now=now + timedelta(hours=1))
    _share_roles(story, plot, group, now)


def _share_roles(story: Story, plot: Plot, group: Community, now: datetime) -> None:
    """Facilitating to the coach or the founder, supporting to the second member; the expert role is often empty."""
    by_user = {one.user_id: one for one in Membership.objects.current().filter(community=group).select_related("user")}
    for key, kind in (
        (plot.coach or plot.people[0], CoachRole.Kind.FACILITATING),
        (plot.people[1], CoachRole.Kind.SUPPORTING),
    ):
        membership = by_user[story.people[key].pk]
        set_own_coach_roles(membership=membership, kinds=[kind], by=membership.user, now=now + timedelta(hours=2))


def _pause(story: Story, plot: Plot, last_day: date, now: datetime) -> None:
    pause_community(
        community=story.groups[plot.key],
        first_day=now.date(),
        last_day=last_day,
        reason=plot.paused,
        by=story.people[plot.people[0]],
        now=now,
    )


def _ask(story: Story, plot: Plot, now: datetime) -> None:
    people = [story.people[key] for key in plot.invited]
    by = story.people[plot.people[0]]
    invite_people(community=story.groups[plot.key], people=people, role=Membership.Role.MEMBER, by=by, now=now)


def _meeting_steps(
    story: Story, plot: Plot, held: list[date], planned: list[date], school_days: tuple[date, ...], begin: date
) -> Iterator[Step]:
    """Every meeting is planned at the one before it, gets its agenda some days ahead, and is logged at its end."""
    hour = time.fromisoformat(plot.hour)
    every = sorted([*held, *planned])
    for number, day in enumerate(every):
        starts_at = wall_time(day, hour)
        known = [one for one in school_days if begin <= one < min(day, story.day)] or [begin]
        previous = every[number - 1] if number else known[-12:][0]
        decided_at = wall_time(previous, time(20)) if previous in held else wall_time(known[-12:][0], time(12))
        yield decided_at, 10, partial(_plan, story, plot, day, starts_at)
        prepared_at = wall_time(known[-4:][0], time(20, 30))
        if prepared_at > decided_at:
            yield prepared_at, 11, partial(_prepare, story, plot, day, number)
        if day in held:
            following = every[number + 1] if number + 1 < len(every) else None
            yield starts_at + timedelta(hours=3), 12, partial(_log, story, plot, day, number, following)


def _plan(story: Story, plot: Plot, day: date, starts_at: datetime, now: datetime) -> None:
    story.meetings[plot.key, day] = plan_meeting(
        community=story.groups[plot.key],
        starts_at=starts_at,
        minutes=plot.minutes,
        place=plot.place,
        note_taker_id=story.people[plot.people[1]].pk,
        by=story.people[plot.people[0]],
        now=now,
    )


def _prepare(story: Story, plot: Plot, day: date, number: int, now: datetime) -> None:
    """Its usual agenda, before what stands there already."""
    meeting = story.meetings[plot.key, day]
    meeting.refresh_from_db()
    total = sum(share for _title, share, _focus in plot.talk.agenda)
    blocks = [
        Block(title, max(5, plot.minutes * share // total // 5 * 5), focus, _turn(story, plot, number + place).pk)
        for place, (title, share, focus) in enumerate(plot.talk.agenda)
    ]
    blocks += [Block(row.title, row.minutes, row.focus) for row in meeting.agenda.order_by("position", "pk")]
    set_agenda(meeting=meeting, version=meeting.version, blocks=blocks, by=_turn(story, plot, number), now=now)


def _turn(story: Story, plot: Plot, number: int) -> User:
    return story.people[plot.people[number % len(plot.people)]]


def _log(story: Story, plot: Plot, day: date, number: int, following: date | None, now: datetime) -> None:
    """Somebody is now and then absent; most subtasks of last time are done, a new one is agreed."""
    meeting, talk = story.meetings[plot.key, day], plot.talk
    meeting.refresh_from_db()
    present = {story.people[key].pk: story.random.random() > 0.12 for key in plot.people}
    if plot.coach:
        present[story.people[plot.coach].pk] = number % 2 == 0
    earlier = Subtask.objects.open().filter(meeting__community=meeting.community_id).order_by("pk")
    focuses = sorted({focus for _title, _share, focus in talk.agenda})
    owners = [_turn(story, plot, number), _turn(story, plot, number + 1)]
    due = following or story.day + timedelta(days=14)
    entry = LogEntry(
        key=UUID(int=story.random.getrandbits(128), version=4),
        version=meeting.version,
        starts_at=meeting.starts_at,
        minutes=plot.minutes + story.random.choice(LENGTHS),
        present=present,
        focuses=focuses[: story.random.randint(1, 2)],
        note=_pick(talk.notes, number),
        decisions=[NoteLine(text) for text in {_pick(talk.decisions, number)} if text],
        subtasks=[
            NewTask(_pick(talk.subtasks, 2 * number + place), owner.pk, due)
            for place, owner in enumerate(owners[: 1 + number % 2])
            if talk.subtasks
        ],
        ended={pk: "done" for pk in earlier.values_list("pk", flat=True) if story.random.random() < 0.85},
    )
    log_meeting(meeting=meeting, entry=entry, by=owners[0], now=now)


def _pick(texts: tuple[str, ...], number: int) -> str:
    return texts[number % len(texts)] if texts else ""
