"""What a group's own people see of the notices about its rhythm: what was told, to how many of whom and why, and what
comes next if nothing happens. Roles and numbers, never names; what concerns one person alone is not in it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import CharField, Count, Max, Min, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from communities.models import Membership
from communities.variants import Waits
from dashboard import told_words as say
from dashboard.queries.group_parts import MeetingLine, Person
from dashboard.queries.prepared import Prepared
from dashboard.queries.school_time import SchoolTime
from meetings import ladder
from meetings.cadence import Status
from meetings.localtime import local_day
from notifications.models import Notice
from notifications.registry import subject_key
from schools import school_time
from schools.calendar import SchoolDays

OF_THE_GROUP = tuple(kind for kind in ladder.KINDS if kind != ladder.SUBTASK_DUE)
ESCALATIONS = (ladder.HELP_OFFER, ladder.ASK_LEADER)
SHOWN = 8  # notices; an escalation is always shown
SETTLED = (*Notice.TOLD, Notice.State.MUTED)


def _told(group: int, subject: str, since: date):  # type: ignore[no-untyped-def]
    """By occasion, part in the group and whether it was told: how many, since when."""
    parts = Membership.objects.filter(community=group, user=OuterRef("recipient_id")).order_by("-joined_on", "-pk")
    rows = Notice.objects.filter(
        subject=subject, kind__in=OF_THE_GROUP, state__in=SETTLED, occasion_on__gte=since
    ).annotate(part=Coalesce(Subquery(parts.values("role")[:1]), Value(""), output_field=CharField()))
    grouped = rows.values("kind", "occasion", "occasion_on", "part", "state").order_by()
    return grouped.annotate(n=Count("pk"), on=Min("sent_on"), at=Min("told_at"), last=Max("pk")).values_list(
        "kind", "occasion", "occasion_on", "part", "state", "n", "on", "at", "last"
    )


TOLD = Prepared(_told)


class Fact(NamedTuple):
    """One row of `TOLD`."""

    kind: str
    occasion: str
    occasion_on: date
    part: str
    state: str
    number: int
    sent_on: date | None
    told_at: datetime | None
    last: int


@dataclass(frozen=True, slots=True)
class Line:
    """A notice, told or to come: the day, what it says, to whom, and why."""

    iso: str
    day: str
    text: str
    who: str
    why: str


@dataclass(frozen=True, slots=True)
class Told:
    """The section on the group page. `rest_words`: why nothing comes, or that nothing is told at all."""

    sent: tuple[Line, ...] = ()
    coming: tuple[Line, ...] = ()
    rest_words: str = ""
    softer: str = ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the section is reckoned from, beside what was told."""

    group_id: int
    school_ids: tuple[int, ...]
    status: Status
    label: str
    today: date
    waits: Waits
    wait_reason: str
    has_reminders: bool
    ended_on: date | None


def told_of(setting: Setting, time: SchoolTime, lines: Sequence[MeetingLine], people: Sequence[Person]) -> Told:
    """One statement."""
    days = days_of(time, setting.school_ids)
    since = days.begin if days else date(setting.today.year - (setting.today.month < 9), 8, 1)
    subject = subject_key("community", setting.group_id)
    facts = [Fact._make(row) for row in TOLD.rows(group=setting.group_id, subject=subject, since=since)]
    done = {(fact.kind, fact.occasion) for fact in facts}
    has_coach = any(person.is_coach for person in people)
    coming = coming_of(setting, time, days, lines) if setting.has_reminders else ()
    return Told(
        sent=sent_lines(facts, setting.today),
        coming=tuple(
            say_coming(one, people)
            for one in coming
            if (one.want.kind, one.want.occasion) not in done and (has_coach or not is_for_coach(one.want))
        ),
        rest_words=say.rest(has_reminders=setting.has_reminders, is_in_year=bool(setting.label)),
        softer=say.softer(setting.waits, setting.wait_reason),
    )


def days_of(time: SchoolTime, school_ids: tuple[int, ...]) -> SchoolDays | None:
    """The school days that count for the group this school year, its pauses in them; as `meetings.known` has them."""
    years = {
        pk: [school_time.Year(label, first, last) for (first, last), label in rows] for pk, rows in time.years.items()
    }
    closures, stopped = ({pk: list(rows) for pk, rows in one.items()} for one in (time.closures, time.stopped))
    whole = school_time.SchoolTime(years, closures, stopped=stopped)
    year = whole.year_on(school_ids[0], time.today)
    return whole.counted_in(school_ids, year) if year else None


def coming_of(
    setting: Setting, time: SchoolTime, days: SchoolDays | None, lines: Iterable[MeetingLine]
) -> tuple[ladder.Coming, ...]:
    if days is None or not setting.label:
        return ()
    pauses = tuple(time.pauses.get(setting.group_id, ()))
    planned = (line for line in lines if line.is_coming or line.is_unlogged)
    return ladder.coming(
        status=setting.status,
        label=setting.label,
        days=days.without(pauses),
        planned=[ladder.Planned(line.pk, date.fromisoformat(line.iso)) for line in planned],
        day=setting.today,
        waits=setting.waits,
        rest=ladder.Rest(days, pauses, setting.ended_on),
    )


def is_for_coach(want: ladder.Want) -> bool:
    return want.is_again or want.kind == ladder.HELP_OFFER


def say_coming(one: ladder.Coming, people: Sequence[Person]) -> Line:
    want = one.want
    parts = say.Parts(
        has_coach=any(person.is_coach for person in people),
        has_facilitator=any(person.is_facilitating for person in people),
    )
    return Line(
        iso=one.on.isoformat(),
        day=say.day(one.on),
        text=say.text(want.kind, want.occasion_on),
        who=say.to_come(want.kind, parts, is_again=want.is_again),
        why="",
    )


def sent_lines(facts: Iterable[Fact], today: date) -> tuple[Line, ...]:
    """The newest first; beyond the latest ones only what reached somebody outside the circle of members."""
    by_occasion: defaultdict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.state != Notice.State.MUTED:
            by_occasion[fact.kind, fact.occasion].append(fact)
    found = []
    for (kind, occasion), group in by_occasion.items():
        days = [fact.sent_on or (local_day(fact.told_at) if fact.told_at else fact.occasion_on) for fact in group]
        numbers: Counter[str] = Counter()
        for fact in group:
            numbers["leader" if kind == ladder.ASK_LEADER else fact.part or "other"] += fact.number
        on, why = min(days), say.why(kind, group[0].occasion_on, is_again=occasion.endswith("+again"))
        line = Line(on.isoformat(), say.day(on), say.text(kind, group[0].occasion_on), say.to(numbers), why)
        found.append((on, max(fact.last for fact in group), kind, line))
    found.sort(reverse=True, key=lambda one: one[:2])
    return tuple(line for number, (_on, _last, kind, line) in enumerate(found) if number < SHOWN or kind in ESCALATIONS)
