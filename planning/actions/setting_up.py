"""What a plan reckons with: rooms, hours of the week, hours that people teach, and what groups wish."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, time

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from planning.models import MeetingHour, PlanningWish, Room, TaughtHour
from schools import audit
from schools.models import School, User

Hours = Sequence[tuple[int, time, time]]  # weekday, from, until


class NameIsTaken(Exception):
    """A room of this name is there already."""

    message = _("There is a room with this name already.")


class HourIsThere(Exception):
    """An hour that begins then is there already."""

    message = _("There is an hour on this day that begins at this time, or runs through it.")


@transaction.atomic
def save_room(*, school: School, room: Room | None, name: str, seats: int | None, by: User, now: datetime) -> Room:
    """A new room, or another name or number of seats. Raises NameIsTaken."""
    saved = room or Room(school=school)
    saved.name, saved.seats = name, seats
    try:
        with transaction.atomic():
            saved.save()
    except IntegrityError:
        raise NameIsTaken from None
    audit.record(by=by, verb="save_room", target=f"room:{saved.pk}", at=now, school=school.pk)
    return saved


@transaction.atomic
def remove_room(*, room: Room, by: User, now: datetime) -> None:
    """Gone from the list; meetings keep the place that is written there."""
    target = f"room:{room.pk}"
    if Room.objects.filter(pk=room.pk).delete()[0]:
        audit.record(by=by, verb="remove_room", target=target, at=now, school=room.school_id)


@transaction.atomic
def add_hour(
    *,
    school: School,
    weekdays: Collection[int],
    starts: time,
    ends: time,
    in_lesson_time: bool,
    by: User,
    now: datetime,
) -> int:
    """Groups may meet in this stretch of these days. Raises HourIsThere where one of them crosses another."""
    crossing = MeetingHour.objects.filter(school=school, weekday__in=weekdays, starts__lt=ends, ends__gt=starts)
    if crossing.exists():
        raise HourIsThere
    rows = [
        MeetingHour(school=school, weekday=day, starts=starts, ends=ends, in_lesson_time=in_lesson_time)
        for day in sorted(weekdays)
    ]
    try:
        with transaction.atomic():
            MeetingHour.objects.bulk_create(rows)
    except IntegrityError:
        raise HourIsThere from None
    audit.record(by=by, verb="add_meeting_hour", target=f"school:{school.pk}", at=now, days=len(rows))
    return len(rows)


@transaction.atomic
def remove_hour(*, hour: MeetingHour, by: User, now: datetime) -> None:
    if MeetingHour.objects.filter(pk=hour.pk).delete()[0]:
        audit.record(by=by, verb="remove_meeting_hour", target=f"school:{hour.school_id}", at=now, day=hour.weekday)


@transaction.atomic
def say_taught_hours(*, school: School, user: User, days: Mapping[int, Hours], by: User, now: datetime) -> None:
    """When somebody teaches on these days of the week, in the place of what was known; other days stay."""
    TaughtHour.objects.filter(school=school, user=user, weekday__in=list(days)).delete()
    TaughtHour.objects.bulk_create(
        TaughtHour(school=school, user=user, weekday=weekday, starts=starts, ends=ends)
        for hours in days.values()
        for weekday, starts, ends in hours
    )
    audit.record(by=by, verb="say_taught_hours", target=f"user:{user.pk}", at=now, school=school.pk)


@transaction.atomic
def take_timetable(
    *, school: School, rows: Iterable[tuple[int, int, time, time]], by: User | None, now: datetime
) -> tuple[int, int]:
    """A timetable: person, weekday, from, until. It replaces what was known of the people in it; others stay.

    Gives the numbers of people and of hours.
    """
    wanted = list(rows)
    people = {person for person, *_rest in wanted}
    TaughtHour.objects.filter(school=school, user__in=people).delete()
    made = TaughtHour.objects.bulk_create(
        TaughtHour(school=school, user_id=person, weekday=weekday, starts=starts, ends=ends)
        for person, weekday, starts, ends in wanted
    )
    audit.record(by=by, verb="take_timetable", target=f"school:{school.pk}", at=now, hours=len(made))
    return len(people), len(made)


@transaction.atomic
def say_wish(
    *, community: Community, weekdays: Sequence[int], line: str, plans_itself: bool, by: User, now: datetime
) -> PlanningWish:
    """What a group wishes of the plan of its school."""
    wish, _new = PlanningWish.objects.update_or_create(
        community=community,
        defaults={"weekdays": sorted(set(weekdays)), "line": line, "plans_itself": plans_itself},
    )
    audit.record(by=by, verb="say_planning_wish", target=f"community:{community.pk}", at=now)
    return wish
