"""What the mirror of activity and goal shows (U6); gathered for any number of groups in the same few statements."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from communities.charter_text import WEIGHTS, Weights, shares
from communities.models import Charter, CharterVersion, Community, Membership
from meetings import mirror
from meetings.mirror import Block, Drift, Held, Minutes, Spent
from meetings.models import AgendaBlock, Focus, Meeting
from schools.models import SchoolYear, User

BACK = timedelta(days=400)  # far enough for the school year and for the last meetings of a slow group

SOURCES: dict[str, Promise] = {
    mirror.MEASURED: _("measured while the meeting ran"),
    mirror.PLANNED: _("the minutes of the agenda"),
    mirror.CHIPS: _("the focus in the log, shared evenly over the meeting"),
    mirror.UNKNOWN: _("nobody noted a focus"),
}


# --- gathered for many groups ----------------------------------------------------------------------------------------
def spent_by(ids: Iterable[int], *, today: date) -> dict[int, list[Spent]]:
    """What each of these groups spent its held meetings on, the latest first; two statements."""
    ids = list(ids)
    held = Meeting.objects.held().filter(community__in=ids, day__gt=today - BACK, day__lte=today)
    blocks: defaultdict[int, list[Block]] = defaultdict(list)
    columns = ("meeting_id", "focus", "minutes", "spent_seconds")
    for pk, *block in AgendaBlock.objects.filter(meeting__in=held).order_by("position", "pk").values_list(*columns):
        blocks[pk].append(Block(*block))
    found: dict[int, list[Spent]] = {pk: [] for pk in ids}
    rows = held.order_by("-starts_at", "-pk").values_list("community_id", "pk", "day", "minutes", "noted__focuses")
    for community, pk, day, minutes, chips in rows:
        found[community].append(mirror.spent_of(Held(pk, day, minutes, tuple(blocks[pk]), tuple(chips or ()))))
    return found


def weights_by(ids: Iterable[int]) -> dict[int, Weights]:
    """How each of these groups wants to share its time, in whole percentages: as all accepted it, else as it stands in
    the draft; two statements."""
    ids = list(ids)
    found = {
        pk: shares(row) for pk, *row in Charter.objects.filter(community__in=ids).values_list("community", *WEIGHTS)
    }
    accepted = CharterVersion.objects.filter(community__in=ids, accepted_at__isnull=False).order_by("number")
    for pk, content in accepted.values_list("community", "content"):
        weighed = [content.get(name) or 0 for name in WEIGHTS]
        if any(weighed):
            found[pk] = shares(weighed)
    return {pk: found.get(pk) or (0,) * len(WEIGHTS) for pk in ids}


# --- the page --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Line:
    """One focus: minutes and percentages, whole numbers."""

    code: str
    label: str
    minutes: int
    percent: int
    wanted: int


@dataclass(frozen=True, slots=True)
class Period:
    """Some meetings together. `apart`: minutes without a focus."""

    lines: tuple[Line, ...]
    apart: int
    number: int

    @property
    def total(self) -> int:
        return sum(line.minutes for line in self.lines)

    @property
    def most(self) -> Line:
        """What took the most time; the first where two took as much."""
        return max(self.lines, key=lambda line: line.minutes)


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting: how long on what, and how we know."""

    pk: int
    day: str
    parts: tuple[tuple[str, str, int], ...]  # code and words of a focus, minutes
    apart: int
    how: str


@dataclass(frozen=True, slots=True)
class MirrorPage:
    """`is_behind`: a coach sees the mirror one meeting after the group. `missing`: meetings until it may ask."""

    latest: Period
    year: Period | None
    meetings: tuple[MeetingLine, ...]
    drift: Drift | None
    is_weighed: bool
    is_behind: bool
    missing: int


def mirror_page(community: Community, user: User, *, today: date) -> MirrorPage:
    """For a group's own people; six statements."""
    is_coach = Membership.objects.current().filter(community=community, user=user, role=Membership.Role.COACH).exists()
    every, weights = spent_by([community.pk], today=today)[community.pk], weights_by([community.pk])[community.pk]
    drift = mirror.drift_for_coach if is_coach else mirror.drift_of
    shown = mirror.seen_by_coach(every) if is_coach else every
    year = SchoolYear.objects.filter(school=community.school_id, first_day__lte=today, last_day__gte=today).first()
    of_year = [one for one in shown if year and one.day >= year.first_day]
    latest = shown[: mirror.LATEST]
    return MirrorPage(
        latest=period_of(latest, weights),
        year=period_of(of_year, weights) if len(of_year) > len(latest) else None,
        meetings=tuple(line_of(one, today) for one in (of_year if len(of_year) > len(latest) else latest)),
        drift=drift(every, weights, community.variant),
        is_weighed=any(weights),
        is_behind=is_coach,
        missing=mirror.LATEST - sum(one.is_known for one in latest),
    )


def period_of(meetings: Sequence[Spent], weights: Weights) -> Period:
    """These meetings together, beside what was wanted."""
    minutes, apart = mirror.summed(meetings)
    percents = shares(minutes)
    rows = zip(mirror.FOCUSES, minutes, percents, weights, strict=True)
    lines = tuple(Line(code, str(Focus(code).label), *numbers) for code, *numbers in rows)
    return Period(lines, apart, len(meetings))


def line_of(one: Spent, today: date) -> MeetingLine:
    """One meeting in words."""
    apart = one.apart if one.known else 0
    return MeetingLine(one.pk, say_day(one.day, today), parts_of(one.minutes), apart, str(SOURCES[one.source]))


def say_day(day: date, today: date) -> str:
    """ "3 December", with its year where that is another one."""
    return formats.date_format(day, "j F" if day.year == today.year else "j F Y")


def parts_of(minutes: Minutes) -> tuple[tuple[str, str, int], ...]:
    """Only what took any time."""
    named = zip(mirror.FOCUSES, minutes, strict=True)
    return tuple((code, str(Focus(code).label), number) for code, number in named if number)
