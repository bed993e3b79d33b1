"""What is old enough to go, and what the page about it tells. For the nights: no door, they belong to the product."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, QuerySet, Sum
from django.utils import timezone

from coaching.models import HelpRequest, Offer, SignalDismissal
from communities.models import Community, Membership, MemberStatement
from conditions.models import ProcessReview, SelfReview
from evidence.models import BoardReader, LookBack
from leading.models import LeaderRequest
from learning.models import Board, StakeholderUpdate, Topic, TryOut
from meetings.models import (
    Activity,
    AgendaBlock,
    Attendance,
    Chore,
    Decision,
    ExitCheck,
    LogReceipt,
    Meeting,
    Minutes,
    ModelCheck,
    ParkedItem,
    Proposal,
    Reply,
    RoleTurn,
    Run,
    Subtask,
)
from planning.models import TaughtHour, YearPlan
from schools.models import AuditEvent, School, Staff, User
from upkeep.keeping import BY_CODE, cutoff, next_month
from upkeep.keeping_words import Kept, kept_in_words
from upkeep.models import Night, PageTime, RetentionRun

OF_MEETING = "meeting__community__school_id"
NAMES = (Attendance, Reply)
WORDS = (
    *(AgendaBlock, Minutes, Decision, Subtask, Chore, ParkedItem, Proposal, ExitCheck, ModelCheck, RoleTurn, Run),
    LogReceipt,
)
WORK = (Topic, TryOut, Board, Activity, StakeholderUpdate, ProcessReview, SelfReview, SignalDismissal)


@dataclass(frozen=True, slots=True)
class Old:
    """Rows of one table that go, and how to reach their school."""

    rows: QuerySet[Any]
    school: str = "school_id"


def of_old_meetings(models: tuple[Any, ...], cut: date) -> list[Old]:
    meetings = Meeting.objects.filter(day__lt=cut).order_by().values("pk")
    return [Old(model._default_manager.filter(meeting__in=meetings), OF_MEETING) for model in models]


def of_ended_groups(cut: date) -> list[Old]:
    groups = Community.objects.filter(ended_on__lt=cut).order_by().values("pk")
    rows = [model._default_manager.filter(community__in=groups) for model in WORK]
    return [Old(one) for one in (*rows, MemberStatement.objects.filter(membership__community__in=groups))]


def of_help(cut: date) -> list[Old]:
    return [Old(HelpRequest.objects.filter(asked_at__lt=begin(cut))), Old(Offer.objects.filter(made_at__lt=begin(cut)))]


def of_timetables(cut: date) -> list[Old]:
    """Hours in a school in which their person works no more: from who left to her hours, never the other way round."""
    return [Old(TaughtHour.objects.filter(user__staff__left_on__lt=cut, user__staff__school=F("school")))]


def begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


FINDERS: dict[str, Callable[[date], list[Old]]] = {
    "attendance": lambda cut: of_old_meetings(NAMES, cut),
    "minutes": lambda cut: of_old_meetings(WORDS, cut),
    "ended_groups": of_ended_groups,
    "help": of_help,
    "requests": lambda cut: [Old(LeaderRequest.objects.filter(asked_at__lt=begin(cut)))],
    "plans": lambda cut: [Old(YearPlan.objects.filter(year__lt=str(cut.year)))],
    "look_backs": lambda cut: [Old(LookBack.objects.filter(year__lt=str(cut.year)))],
    "timetables": of_timetables,
    "page_times": lambda cut: [Old(PageTime.objects.filter(month__lt=cut))],
    "audit": lambda cut: [Old(AuditEvent.objects.filter(at__lt=begin(cut)))],
    "runs": lambda cut: [Old(RetentionRun.objects.filter(day__lt=cut))],
}


def old_rows(code: str, cut: date) -> list[Old]:
    """What of this rule is of before `cut`, in no order: an order would walk the whole table instead of an index."""
    return [Old(old.rows.order_by(), old.school) for old in FINDERS[code](cut)]


def accounts_to_end(cut: date) -> QuerySet[User]:
    """Who left her last school before `cut` and takes part nowhere as a guest who signs in.

    Whoever runs the installation, or reads for a board, keeps the account; who never worked in a school is not meant.
    """
    own = Staff.objects.filter(user=OuterRef("pk"))
    left = Staff.objects.filter(left_on__lt=cut).values("user")  # found by its index
    stays = own.filter(left_on=None) | own.filter(left_on__gte=cut)
    groups = Membership.objects.filter(user=OuterRef("pk"), left_on=None, community__ended_on=None)
    since = own.filter(left_on__lt=OuterRef("last_login__date"))
    reads = BoardReader.objects.filter(user=OuterRef("pk"))
    people = User.objects.filter(pk__in=left, is_superuser=False).exclude(Exists(stays)).exclude(Exists(reads))
    return people.exclude(Exists(groups), Exists(since)).order_by("pk")


@dataclass(frozen=True, slots=True)
class Told:
    """A rule in words, and what it did: when its task last ended; for counted rules how many rows of the school went
    on which day last, and how many go within a month."""

    kept: Kept
    ended_at: datetime | None
    rows: int
    last_on: date | None
    soon: int


def told_to(school: School, user: User, today: date) -> list[Told]:
    """Every rule for the page of a school. Three statements, and those of rules by which something will go."""
    nights = dict(Night.objects.values_list("task", "ended_at"))
    runs = RetentionRun.objects.visible_to(user).filter(school=school, rows__gt=0)
    sums = runs.order_by().values_list("rule").annotate(total=Sum("rows"), last=Max("day"))
    went = {rule: (total, last) for rule, total, last in sums}
    found = []
    for one in kept_in_words():
        rows, last_on = went.get(one.rule.code, (0, None))
        soon = due_soon(one.rule.code, school, today) if one.rule.is_counted else 0
        found.append(Told(one, nights.get(one.rule.task), rows, last_on, soon))
    return found


def due_soon(code: str, school: School, today: date) -> int:
    """How many rows of a school go by a rule in the month to come; a rule whose day does not move asks nothing."""
    rule = BY_CODE[code]
    cut = cutoff(rule, next_month(today))
    if cut == cutoff(rule, today):
        return 0
    if code == "accounts":
        return accounts_to_end(cut).filter(staff__school=school).distinct().count()
    return sum(old.rows.order_by().filter(**{old.school: school.pk}).count() for old in FINDERS[code](cut))
