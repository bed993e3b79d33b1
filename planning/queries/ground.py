"""Everything that a plan of a school is made from, read in a constant number of statements."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from communities.models import Community, Membership, Regime, Stage
from meetings.known import Known, known_on
from meetings.localtime import ZONE
from meetings.models import Meeting
from meetings.planning import Planner, planners_of
from meetings.proposals import Ground
from planning.free_hours import Moment, Stretch, minutes_of, moments_of
from planning.models import MeetingHour, PlannedDate, PlanningWish, Room, TaughtHour, YearPlan
from planning.placing import Group, RoomOf
from schools.models import School, SchoolYear

ONE_DAY = timedelta(days=1)
Hours = tuple[date, int, int]  # day, and minutes since midnight from and until


@dataclass(frozen=True)
class Basis:
    """A school year as a plan sees it on a day. `out` are groups that are left out, each with a code of why:
    plans_itself, cycle, online, calendar or ended."""

    groups: list[Group]
    rooms: list[RoomOf]
    communities: dict[int, Community]
    planners: dict[int, Planner]
    wishes: dict[int, PlanningWish]
    taught: dict[int, list[Stretch]]
    hours: list[Stretch]
    day: date
    out: dict[int, str] = field(default_factory=dict)


def day_of(year: SchoolYear, today: date) -> date:
    """As of which day this school year is planned: today, or the eve of its first day."""
    return max(today, year.first_day)


def running(school: School, day: date) -> QuerySet[Community]:
    """The groups that a school hosts and that go on; an idea has no rhythm yet."""
    rows = Community.objects.filter(school=school, started_on__lte=day + timedelta(days=365))
    return rows.exclude(stage=Stage.PROPOSAL).exclude(ended_on__lte=day).select_related("form").order_by("name", "pk")


def basis_of(school: School, year: SchoolYear, *, today: date, plan: YearPlan | None = None) -> Basis:
    """`plan`: the draft whose dates that were moved by hand stay where they are."""
    day = day_of(year, today)
    rows = list(running(school, day))
    known = known_on(rows, day=day)
    planners = planners_of(known, today=day)
    ids = [one.pk for one in rows]
    people = people_of(ids)
    hours = hours_of(school)
    taught = taught_by({person for found in people.values() for person in found})
    wishes = {wish.community_id: wish for wish in PlanningWish.objects.filter(community__in=ids)}
    moved = list(PlannedDate.objects.filter(plan=plan, is_moved=True, meeting=None)) if plan else []
    out = {one.community.pk: why for one in known if (why := why_out(one, wishes.get(one.community.pk)))}
    groups = [
        group_of(one, planners[one.community.pk], people, hours, taught, wishes.get(one.community.pk), moved)
        for one in known
        if one.community.pk not in out
    ]
    rooms = rooms_of(school, ids, day, moved)
    return Basis(groups, rooms, {one.pk: one for one in rows}, planners, wishes, taught, hours, day, out)


def why_out(known: Known, wish: PlanningWish | None) -> str:
    if wish and wish.plans_itself:
        return "plans_itself"
    if known.community.regime == Regime.CYCLE:
        return "cycle"
    if known.community.regime == Regime.NONE:
        return "online"
    return "calendar" if known.days is None or known.open_days is None else ""


def group_of(
    known: Known,
    planner: Planner,
    people: dict[int, tuple[int, ...]],
    hours: Sequence[Stretch],
    taught: dict[int, list[Stretch]],
    wish: PlanningWish | None,
    moved: Sequence[PlannedDate],
) -> Group:
    community, rhythm = known.community, known.rhythm
    inside = people.get(community.pk, ())
    own = [one for one in moved if one.community_id == community.pk]
    others = [
        one for one in moved if one.community_id != community.pk and set(people.get(one.community_id, ())) & set(inside)
    ]
    return Group(
        key=community.pk,
        policy=known.policy,
        started_on=community.begins_on,
        ground=ground_of(known),
        people=inside,
        moments=tuple(moments_of(hours, minutes=planner.minutes, people=inside, taught=taught)),
        pauses=known.history.pauses,
        fixed=(*known.history.planned, *(one.day for one in own)),
        held=rhythm.held,
        held_on=rhythm.last_held_on,
        required=rhythm.required or 0,
        busy=(*(local_hours(*one) for one in planner.elsewhere), *(hours_of_date(one) for one in others)),
        weekdays=tuple(wish.weekdays) if wish else (),
        usual=(planner.weekday, minutes_of(planner.start)) if planner.weekday is not None else (None, 0),
    )


def ground_of(known: Known) -> Ground:
    """The days of a group whose calendar is known; nothing after its end."""
    days, open_days = known.days, known.open_days
    if days is None or open_days is None:
        raise ValueError("nothing is placed where the calendar is not known")
    ended_on = known.community.ended_on
    gone = [(ended_on, days.end)] if ended_on and ended_on <= days.end else []
    return Ground(days.without(gone), open_days, known.quiet)


def people_of(community_ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Who takes part in each, by id."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    rows = Membership.objects.current().filter(community__in=community_ids).order_by("user_id")
    for group, person in rows.values_list("community_id", "user_id"):
        found[group].append(person)
    return {group: tuple(people) for group, people in found.items()}


def hours_of(school: School) -> list[Stretch]:
    rows = MeetingHour.objects.filter(school=school).order_by("weekday", "starts")
    return [Stretch(one.weekday, minutes_of(one.starts), minutes_of(one.ends), one.in_lesson_time) for one in rows]


def taught_by(people: Iterable[int]) -> dict[int, list[Stretch]]:
    """When these people teach, in all their schools."""
    found: defaultdict[int, list[Stretch]] = defaultdict(list)
    columns = ("user_id", "weekday", "starts", "ends")
    for person, weekday, starts, ends in TaughtHour.objects.filter(user__in=set(people)).values_list(*columns):
        found[person].append(Stretch(weekday, minutes_of(starts), minutes_of(ends)))
    return dict(found)


def rooms_of(school: School, community_ids: Sequence[int], day: date, moved: Sequence[PlannedDate]) -> list[RoomOf]:
    """The rooms, each with when a meeting stands in it that the plan does not move."""
    busy: defaultdict[str, list[Hours]] = defaultdict(list)
    planned = Meeting.objects.planned().filter(community__in=community_ids, day__gte=day).exclude(place="")
    for place, starts_at, minutes in planned.values_list("place", "starts_at", "minutes"):
        busy[place.strip().casefold()].append(local_hours(starts_at, starts_at + timedelta(minutes=minutes)))
    rooms = list(Room.objects.filter(school=school).order_by("name", "pk"))
    for one in moved:
        name = next((room.name for room in rooms if room.pk == one.room_id), "")
        busy[name.strip().casefold()].append(hours_of_date(one))
    return [RoomOf(room.pk, room.seats, tuple(busy[room.name.strip().casefold()])) for room in rooms]


def local_hours(begins: datetime, ends: datetime) -> Hours:
    """When this is, on the wall; what runs past midnight ends with the day."""
    local, until = begins.astimezone(ZONE), ends.astimezone(ZONE)
    last = 24 * 60 if until.date() > local.date() else minutes_of(until.time())
    return local.date(), minutes_of(local.time()), last


def hours_of_date(planned: PlannedDate) -> Hours:
    starts = minutes_of(planned.starts)
    return planned.day, starts, starts + planned.minutes


def length_of(moments: Sequence[Moment], usual: int) -> int:
    """How long a meeting of a group is in a plan, in minutes."""
    return moments[0].ends - moments[0].starts if moments else usual
