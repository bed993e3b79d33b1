"""What the pages about the readiness of a school read: rounds, what may be shown of them, the plan of steps."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import get_language

from conditions.models import OtherScan, ReadinessAnswer, ReadinessRound, ReadinessStep, ReadinessTicket
from conditions.readiness_rules import Line, Pair, Voices, lines_of, openers, shared_wishes
from conditions.readiness_statements import Statement, codes, statements
from schools.calendar import SchoolDays
from schools.models import School, StaffRole, User

SCHOOL_DAYS_OPEN = 10  # two school weeks
LONGEST_PLAIN = 14  # days, where no calendar is known


@dataclass(frozen=True, slots=True)
class Seen:
    """A statement with what both sides say of it."""

    statement: Statement
    line: Line


@dataclass(frozen=True, slots=True)
class Result:
    """A closed round: gaps first, then what both would like, then the rest. No count, no total.

    `earlier` is the day of the round that is shown beside it; None where nothing may be compared.
    """

    closed_on: date
    openers: tuple[Seen, ...]
    wishes: tuple[Seen, ...]
    rest: tuple[Seen, ...]
    has_team: bool
    has_leader: bool
    earlier: date | None


@dataclass(frozen=True, slots=True)
class Readiness:
    """The page of a school: the round that is open, the last that closed, the steps."""

    school: School
    leads: bool
    open_round: ReadinessRound | None
    has_answered: bool
    result: Result | None
    steps: Sequence[ReadinessStep]
    scans: Sequence[OtherScan]  # what other instruments said, the latest first


def own_statements() -> tuple[Statement, ...]:
    """The statements in the reader's language."""
    return statements((get_language() or "")[:2])


def seen_schools(user: User) -> "QuerySet[School]":
    """Schools where this person works, with `leads`."""
    leads = StaffRole.objects.filter(
        staff__user=user, staff__left_on=None, staff__school=OuterRef("pk"), role=StaffRole.Role.LEADER
    )
    return School.objects.visible_to(user).annotate(leads=Exists(leads))


def rounds_of(school: School, *, viewer: User) -> "QuerySet[ReadinessRound]":
    """The rounds of a school, the latest first, with `has_answered`: only ever of the viewer herself."""
    own = ReadinessTicket.objects.filter(round=OuterRef("pk"), user=viewer)
    rounds: QuerySet[ReadinessRound] = ReadinessRound.objects.visible_to(viewer).filter(school=school)
    return rounds.annotate(has_answered=Exists(own)).order_by("-opened_on", "-pk")


def is_open(readiness_round: ReadinessRound, today: date) -> bool:
    """Until its last day; settled or not, after that nothing is added and the result may be read."""
    return readiness_round.closed_on is None and readiness_round.closes_on >= today


def readiness_of(school: School, *, viewer: User, today: date) -> Readiness:
    """Four statements: rounds, answers of the last two that closed, steps, other scans. `school`: of `seen_schools`."""
    rounds = list(rounds_of(school, viewer=viewer)[:3])
    running = next((one for one in rounds if is_open(one, today)), None)
    closed = [one for one in rounds if not is_open(one, today)][:2]
    return Readiness(
        school=school,
        leads=school.leads,  # type: ignore[attr-defined]
        open_round=running,
        has_answered=running is not None and running.has_answered,  # type: ignore[attr-defined]
        result=result_of(closed) if closed else None,
        steps=tuple(steps_of(school, viewer=viewer)),
        scans=tuple(OtherScan.objects.visible_to(viewer).filter(school=school).order_by("-taken_on", "-pk")),
    )


def result_of(closed: Sequence[ReadinessRound]) -> Result:
    """What may be shown of the first of these rounds, beside the second."""
    voices = voices_in([one.pk for one in closed])
    last, before = closed[0].pk, closed[1].pk if len(closed) > 1 else 0
    team, leader = voices[last, False], voices[last, True]
    lines = lines_of(codes(), team=team, leader=leader, before=voices[before, False])
    by_code = {one.code: one for one in own_statements()}
    first, second = openers(lines), shared_wishes(lines)
    named = {line.code for line in (*first, *second)}
    seen = {line.code: Seen(by_code[line.code], line) for line in lines}
    has_before = any(line.before.now for line in lines)
    return Result(
        closed_on=closed[0].closes_on,
        openers=tuple(seen[line.code] for line in first),
        wishes=tuple(seen[line.code] for line in second),
        rest=tuple(
            one for code, one in seen.items() if code not in named and (one.line.team.now or one.line.leader.now)
        ),
        has_team=any(line.team.now for line in lines),
        has_leader=any(line.leader.now for line in lines),
        earlier=closed[1].closes_on if has_before else None,
    )


def voices_in(rounds: Sequence[int]) -> Mapping[tuple[int, bool], Voices]:
    """The answers of closed rounds by round and side, nameless as they are; one statement."""
    found: defaultdict[tuple[int, bool], defaultdict[str, list[Pair]]] = defaultdict(lambda: defaultdict(list))
    rows = ReadinessAnswer.objects.filter(round__in=rounds)
    for pk, leads, code, as_is, wanted in rows.values_list("round_id", "is_leader", "code", "now", "wanted"):
        found[pk, leads][code].append((as_is, wanted))
    return found


def steps_of(school: School, *, viewer: User) -> "QuerySet[ReadinessStep]":
    """The plan: what is open first, by date; then what is done. `may_mark`: a leader, or its owner."""
    leads = School.objects.editable_by(viewer).filter(pk=OuterRef("school_id"))
    rows: QuerySet[ReadinessStep] = ReadinessStep.objects.visible_to(viewer).filter(school=school)
    order = (F("done_on").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk")
    return rows.select_related("owner").annotate(may_mark=Exists(leads) | Q(owner=viewer)).order_by(*order)


def markable_steps(user: User) -> "QuerySet[ReadinessStep]":
    """Steps that this person may tick: all of a school she leads, her own elsewhere."""
    led = School.objects.editable_by(user).values("pk")
    return ReadinessStep.objects.visible_to(user).filter(Q(school__in=led) | Q(owner=user))


def owners_in(school: School) -> "QuerySet[User]":
    """Who may own a step: everybody who works in the school."""
    staff = User.objects.filter(staff__school=school, staff__left_on=None, is_active=True)
    return staff.distinct().order_by("last_name", "first_name", "pk")


def usual_last_day(school: School, *, today: date) -> date:
    """Two school weeks from today; two weeks where the calendar of the school is not known so far."""
    year = school.years.filter(first_day__lte=today, last_day__gte=today).first()
    plain = date.fromordinal(today.toordinal() + LONGEST_PLAIN)
    if year is None:
        return plain
    closed = school.closures.between(today, year.last_day).values_list("first_day", "last_day")
    return SchoolDays.between(today, year.last_day, closed).after(today, SCHOOL_DAYS_OPEN) or plain
