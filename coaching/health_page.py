"""What the page of nine signals shows of one group, and what stands out over all groups of a coach."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils import formats
from django.utils.translation import gettext as _

from coaching import trends
from coaching.models import SignalDismissal
from coaching.queries.health import Gathered, facts_of, gather
from coaching.signal_words import SERIES, TITLES, TRENDS, Told, sentence_of, told
from coaching.signals_of_health import CODES, LOOK, UNKNOWN, Signal, signals_of
from coaching.trends import Column, Trend
from communities.models import Community, Membership
from meetings.models import ExitCheck
from pulse.models import told_to
from schools.models import User


@dataclass(frozen=True, slots=True)
class Line:
    """A signal in words; `rest`: that it rests, and why."""

    told: Told
    rest: SignalDismissal | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A trend: its title, the names of its series, those that the picture shows (code and name), and a row for the
    table of each column."""

    trend: Trend
    title: str
    names: tuple[str, ...]
    legend: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class HealthPage:
    """Signals in their own order: worth a look, quiet or resting, not known yet."""

    look: tuple[Line, ...]
    quiet: tuple[Line, ...]
    unknown: tuple[Line, ...]
    pictures: tuple[Picture, ...]
    exits: tuple[tuple[date, str], ...]
    is_coach: bool


Rests = Mapping[tuple[int, str, str], SignalDismissal]


def health_page(community: Community, user: User, *, today: date) -> HealthPage:
    """For a group's own people: the same for all of them, but that a coach reads the mirror one meeting later, and that
    who may not read the pulse does not hear of it here either."""
    role, reads_pulse = part_in(community, user)
    found = gather([community], today=today)[community.pk]
    rests = rests_of([community.pk], today=today)
    lines = [
        Line(told(signal, community.pk, today=today), rests.get((community.pk, signal.code, signal.evidence)))
        for signal in signals_for(found, role, today=today)
        if signal.code != "pulse" or reads_pulse
    ]
    exits = ExitCheck.objects.filter(meeting__community=community, meeting__day__gte=found.begin).select_related(
        "meeting"
    )
    return HealthPage(
        look=tuple(line for line in lines if is_asking(line)),
        quiet=tuple(line for line in lines if not is_asking(line) and line.told.state != UNKNOWN),
        unknown=tuple(line for line in lines if line.told.state == UNKNOWN),
        pictures=tuple(picture_of(trend) for trend in trends_of(found, role, today=today) if not trend.is_empty),
        exits=tuple((one.meeting.day, one.get_answer_display()) for one in exits),
        is_coach=role == Membership.Role.COACH,
    )


def is_asking(line: Line) -> bool:
    return line.told.state == LOOK and line.rest is None


def part_in(community: Community, user: User) -> tuple[str, bool]:
    """What this person is in the group now, and whether she may read its pulse."""
    own = Membership.objects.current().filter(community=community, user=user)
    told = Exists(told_to(user).filter(pk=OuterRef("pk")))
    return own.annotate(reads=told).values_list("role", "reads").first() or ("", False)


def signals_for(found: Gathered, role: str, *, today: date) -> Sequence[Signal]:
    """As this part of the group reads them: a coach reads the mirror one meeting later."""
    return signals_of(facts_of(found, today=today, for_coach=role == Membership.Role.COACH))


def rests_of(ids: Sequence[int], *, today: date) -> Rests:
    """What rests on this day; one statement."""
    rows = SignalDismissal.objects.filter(community__in=ids, until__gte=today).order_by("on", "pk")
    return {(row.community_id, row.code, row.evidence): row for row in rows}


# --- the year in small pictures --------------------------------------------------------------------------------------
def trends_of(found: Gathered, role: str, *, today: date) -> list[Trend]:
    """Of this school year; a coach reads minutes per focus one meeting later, as in the mirror."""
    of_year = found.of_year
    mirrored = found.spent[1:] if role == Membership.Role.COACH else found.spent
    agreed = [row[:3] for row in found.rows["subtasks"] if row[0] >= found.begin]
    tried = [day for (day,) in found.rows["try_outs"] if day >= found.begin]
    return [
        trends.lengths(of_year),
        trends.focuses(one for one in mirrored if one.day >= found.begin),
        trends.subtasks(agreed),
        trends.try_outs(tried, begin=found.begin, today=today),
    ]


def picture_of(trend: Trend) -> Picture:
    rows = tuple((say_column(column, trend), column.numbers) for column in trend.columns)
    names = tuple(str(SERIES[name]) for name in trend.series)
    legend = tuple((name, str(SERIES[name])) for name, path in trend.paths if path and len(names) > 1)
    return Picture(trend, str(TRENDS[trend.code]), names, legend, rows)


def say_column(column: Column, trend: Trend) -> str:
    return formats.date_format(column.day, "F Y" if trend.is_monthly else "j F")


# --- over the groups of a coach --------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Pattern:
    """A signal that is worth a look in some groups: their names, ids and sentences, by name."""

    title: str
    words: str
    groups: tuple[tuple[str, int, str], ...]


def patterns_of(user: User, *, today: date) -> tuple[int, tuple[Pattern, ...]]:
    """How many groups accepted this person as coach, and what stands out in them (PC8). No person, no order by need."""
    coached = Membership.objects.current().filter(user=user, role=Membership.Role.COACH).values("community_id")
    running = Community.objects.filter(Q(ended_on=None) | Q(ended_on__gt=today), pk__in=coached)
    reads_pulse = Exists(told_to(user).filter(community=OuterRef("pk")))
    groups = list(running.annotate(reads_pulse=reads_pulse).select_related("form").order_by("name", "pk"))
    if not groups:
        return 0, ()
    gathered, rests = gather(groups, today=today), rests_of([group.pk for group in groups], today=today)
    found: defaultdict[str, list[tuple[str, int, str]]] = defaultdict(list)
    for group in groups:
        for signal in signals_for(gathered[group.pk], Membership.Role.COACH, today=today):
            if signal.code == "pulse" and not group.reads_pulse:  # type: ignore[attr-defined]
                continue
            if signal.state == LOOK and (group.pk, signal.code, signal.evidence) not in rests:
                found[signal.code].append((group.name, group.pk, sentence_of(signal)))
    return len(groups), tuple(
        Pattern(str(TITLES[code]), _share(len(found[code]), len(groups)), tuple(found[code]))
        for code in CODES
        if found[code]
    )


def _share(here: int, every: int) -> str:
    return _("in %(here)s of your %(every)s groups") % {"here": here, "every": every}
