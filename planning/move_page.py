"""The page on which a leader moves one date of a plan, or adds one: possible days, each with what it would mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from django.utils import formats

from communities.models import Community
from planning.consequences import Scene, Spot, Standing
from planning.free_hours import minutes_of
from planning.models import PlannedDate, Room, YearPlan
from planning.placing import Group
from planning.plan_words import consequence_words, why_words
from planning.queries.ground import Basis, basis_of, length_of
from schools.models import SchoolYear

AROUND = 15  # school days before and after the date that is moved
SHOWN = 24  # days that are offered


@dataclass(frozen=True, slots=True)
class Offer:
    """A possible moment: the value to send, day and hour in words, the room, and what it would mean."""

    value: str
    words: str
    room: str
    consequences: list[str]
    is_current: bool = False


@dataclass(frozen=True)
class MovePage:
    """`scene` answers for any moment; None where the group is not in plans at all, with `why_not` in words."""

    plan: YearPlan
    community: Community
    planned: PlannedDate | None
    rooms: Sequence[Room]
    minutes: int
    scene: Scene | None
    wish: str = ""
    why_not: str = ""

    def offers(self, around: date | None) -> list[Offer]:
        """Usable days near a day (the whole year without one), at the best hour of each."""
        if self.scene is None:
            return []
        days = [day for day in near(self.scene.group, around) if day > self.scene.today]
        best = [offer for day in days if (offer := self._best_on(day))]
        return best if around else [one for one in best if not one.consequences][:SHOWN]

    def _best_on(self, day: date) -> Offer | None:
        if self.scene is None:
            return None
        usual = self.planned.room_id if self.planned else None
        found = []
        for moment in self.scene.group.moments:
            if moment.weekday == day.weekday():
                spot = Spot(day, moment.starts, moment.starts + self.minutes)
                found.append(self.offer(Spot(day, spot.starts, spot.ends, self.scene.room_for(spot, usual))))
        return min(
            found, key=lambda one: (not one.is_current, len(one.consequences), not self._is_usual(one)), default=None
        )

    def _is_usual(self, offer: Offer) -> bool:
        """At the hour of the date that is moved."""
        return self.planned is not None and offer.value.endswith(f"T{self.planned.starts:%H:%M}")

    def offer(self, spot: Spot) -> Offer:
        """What this moment would mean."""
        said = self.scene.consequences(spot) if self.scene else []
        name = next((room.name for room in self.rooms if room.pk == spot.room), "")
        planned = self.planned
        return Offer(
            value=value_of(spot),
            words=f"{formats.date_format(spot.day, 'D j F')}, {hour_words(spot.starts)}",
            room=name,
            consequences=[consequence_words(one) for one in said],
            is_current=planned is not None and (planned.day, minutes_of(planned.starts)) == (spot.day, spot.starts),
        )

    def spot_at(self, day: date, starts: time, room: Room | None, *, is_automatic: bool) -> Spot:
        begins = minutes_of(starts)
        spot = Spot(day, begins, begins + self.minutes, room.pk if room else None)
        if is_automatic and self.scene:
            usual = self.planned.room_id if self.planned else None
            return Spot(day, begins, spot.ends, self.scene.room_for(spot, usual))
        return spot


def value_of(spot: Spot) -> str:
    return f"{spot.day.isoformat()}T{spot.starts // 60:02}:{spot.starts % 60:02}"


def hour_words(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def near(group: Group, around: date | None) -> list[date]:
    if around is None:
        return list(group.usable)
    first = group.days.before(around, AROUND) or group.days.begin
    last = group.days.after(around, AROUND) or group.days.end
    return [day for day in group.usable if first <= day <= last]


def move_page(
    plan: YearPlan, community: Community, planned: PlannedDate | None, *, year: SchoolYear, today: date
) -> MovePage:
    basis = basis_of(plan.school, year, today=today)
    dates = [one for one in plan.dates.filter(meeting=None) if planned is None or one.pk != planned.pk]
    rooms = list(plan.school.rooms.order_by("name"))
    group = next((one for one in basis.groups if one.key == community.pk), None)
    wish = basis.wishes.get(community.pk)
    usual = basis.planners[community.pk].minutes if community.pk in basis.planners else 120
    return MovePage(
        plan=plan,
        community=community,
        planned=planned,
        rooms=rooms,
        minutes=planned.minutes if planned else length_of(group.moments if group else (), usual),
        scene=scene_of(group, basis, dates, today) if group else None,
        wish=wish.line if wish else "",
        why_not=why_words({"code": basis.out[community.pk]}) if community.pk in basis.out else "",
    )


def scene_of(group: Group, basis: Basis, dates: Sequence[PlannedDate], today: date) -> Scene:
    people = {one.key: frozenset(one.people) for one in basis.groups}
    return Scene(
        group=group,
        beside=(*group.fixed, *(one.day for one in dates if one.community_id == group.key)),
        standing=[
            Standing(spot_of(one), people.get(one.community_id, frozenset()))
            for one in dates
            if one.community_id != group.key
        ],
        hours=basis.hours,
        taught=basis.taught,
        rooms=basis.rooms,
        today=today,
    )


def spot_of(planned: PlannedDate) -> Spot:
    starts = minutes_of(planned.starts)
    return Spot(planned.day, starts, starts + planned.minutes, planned.room_id)
