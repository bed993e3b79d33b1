"""What the pages of meetings show, each in a fixed number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from communities.models import Community, Membership, Partnership, Pause
from meetings.models import (
    AgendaBlock,
    Attendance,
    Decision,
    LogReceipt,
    Meeting,
    Minutes,
    Reply,
    Subtask,
)
from schools.models import User


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on a list of the group."""

    pk: int
    name: str
    note: str = ""
    is_present: bool = True


def for_reader(user: User) -> QuerySet[Meeting]:
    """Meetings this person may see, with `is_inside`: whether the group's own words are hers too."""
    inside = Community.objects.owned_by_group_of(user).filter(pk=OuterRef("community"))
    rows = Meeting.objects.visible_to(user).select_related("community", "note_taker", "logged_by", "run")
    return rows.annotate(is_inside=Exists(inside))


def for_viewer(user: User) -> QuerySet[Community]:
    """Communities this person may see, with `is_inside`: whether the group's own words are hers too."""
    inside = Community.objects.owned_by_group_of(user).filter(pk=OuterRef("pk"))
    return Community.objects.visible_to(user).annotate(is_inside=Exists(inside))


def for_writer(user: User) -> QuerySet[Meeting]:
    """Meetings this person may change, with what proposals need to know of the community; `coaching` is her id where
    she coaches the group."""
    beside = ("community__cadence", "community__charter", "note_taker", "run", "exit_check", "model_check")
    rows = Meeting.objects.editable_by(user).select_related(*beside)
    return rows.annotate(
        coaching=coaching(user, "community"),
        has_receipts=Exists(LogReceipt.objects.filter(meeting=OuterRef("pk"))),
        has_partners=Exists(Partnership.objects.filter(community=OuterRef("community"))),
        has_pauses=Exists(Pause.objects.filter(community=OuterRef("community"))),
    )


def coaching(user: User, path: str) -> Subquery:
    """Her id, of who takes part in the group at `path` as a coach; else None."""
    own = Membership.objects.current().filter(user=user, role=Membership.Role.COACH, community=OuterRef(path))
    return Subquery(own.values("user_id"))


def with_scripts(user: User, pk: int) -> tuple[Meeting | None, list[tuple[int, str]]]:
    """A meeting that this person may change, and the scripts of its group's own (pk and name), in one statement."""
    rows = for_writer(user).filter(pk=pk)
    named = rows.annotate(script_pk=F("community__scripts"), script_name=F("community__scripts__name"))
    found = list(named.order_by("script_name", "script_pk"))
    scripts = [(row.script_pk, row.script_name) for row in found if row.script_pk]
    return (found[0] if found else None), scripts


def model_of(community: Community) -> str:
    """Code of the way of working in the charter; "" where none was chosen."""
    charter = getattr(community, "charter", None)
    return charter.working_model if charter else ""


def groups_of(user: User) -> QuerySet[Community]:
    """Communities whose own words this person shares, with what proposals need to know; `coaching` as above."""
    return Community.objects.owned_by_group_of(user).select_related("cadence", "charter").annotate(
        coaching=coaching(user, "pk"),
        has_partners=Exists(Partnership.objects.filter(community=OuterRef("pk"))),
        has_pauses=Exists(Pause.objects.filter(community=OuterRef("pk"))),
    )  # fmt: skip


def people_of(community: Community, *, on: date | None = None, invited_to: Meeting | None = None) -> list[Person]:
    """Who takes part now (and did `on` that day), by name.

    Who said no to `invited_to` is absent until somebody ticks otherwise; an answer is no attendance.
    """
    rows = Membership.objects.current().filter(community=community).select_related("user")
    if on:
        rows = rows.filter(joined_on__lte=on)
    if invited_to:
        no = Reply.objects.still_meant().filter(meeting=invited_to, answer=Reply.Answer.NO)
        rows = rows.annotate(said_no=Exists(no.filter(user=OuterRef("user"))))
    people = [
        Person(
            row.user_id,
            row.user.get_full_name(),
            "" if row.role == Membership.Role.MEMBER else str(row.get_role_display()),
            not getattr(row, "said_no", False),
        )
        for row in rows
    ]
    return sorted(people, key=lambda person: (person.name.casefold(), person.pk))


def choices_of(people: Iterable[Person]) -> list[tuple[int, str]]:
    """They as choices of a form."""
    return [(person.pk, person.name) for person in people]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Somebody of the group meets with another group."""

    starts_at: datetime
    ends_at: datetime
    name: str


def elsewhere(community: Community, days: Sequence[date]) -> list[Elsewhere]:
    """Meetings of other groups, on these days, of people who take part here. Tells who, never with which group."""
    if not days:
        return []
    mine = Membership.objects.current().filter(community=community).values("user_id")
    both = Membership.objects.current().filter(user__in=mine).exclude(community=community)
    rows = both.filter(community__meetings__status=Meeting.Status.PLANNED, community__meetings__day__in=days)
    columns = ("community__meetings__starts_at", "community__meetings__minutes", "user__first_name", "user__email")
    return [
        Elsewhere(starts_at, starts_at + timedelta(minutes=minutes), first_name or email)
        for starts_at, minutes, first_name, email in rows.values_list(*columns).order_by("user__first_name", "pk")
    ]


@dataclass(frozen=True, slots=True)
class Notes:
    """What the group wrote about one meeting; empty for whoever is not of the group."""

    agenda: list[AgendaBlock] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    subtasks: list[Subtask] = field(default_factory=list)
    minutes: Minutes | None = None
    attendance: list[Attendance] = field(default_factory=list)
    receipts: list[LogReceipt] = field(default_factory=list)

    @property
    def agenda_minutes(self) -> int:
        return sum(block.minutes for block in self.agenda)

    @property
    def present(self) -> list[str]:
        return sorted(row.user.get_full_name() for row in self.attendance if row.is_present)

    @property
    def absent(self) -> list[str]:
        return sorted(row.user.get_full_name() for row in self.attendance if not row.is_present)

    @property
    def is_empty(self) -> bool:
        return not (self.decisions or self.subtasks or (self.minutes and (self.minutes.note or self.minutes.focuses)))


def notes_of(meeting: Meeting, user: User) -> Notes:
    """The agenda for whoever takes part, the rest for the group itself: six queries, whatever there is."""
    agenda = AgendaBlock.objects.visible_to(user).filter(meeting=meeting).select_related("leader")
    decisions = Decision.objects.visible_to(user).filter(meeting=meeting)
    subtasks = Subtask.objects.visible_to(user).filter(meeting=meeting).select_related("owner")
    minutes = Minutes.objects.visible_to(user).filter(meeting=meeting)
    attendance = Attendance.objects.visible_to(user).filter(meeting=meeting).select_related("user")
    receipts = LogReceipt.objects.visible_to(user).filter(meeting=meeting).select_related("by")
    return Notes(
        agenda=list(agenda.order_by("position", "pk")),
        decisions=list(decisions.order_by("position", "pk")),
        subtasks=list(subtasks.order_by("pk")),
        minutes=minutes.first(),
        attendance=list(attendance),
        receipts=list(receipts.order_by("at", "pk")),
    )


def tell_news(receipts: Iterable[LogReceipt], user: User) -> list[LogReceipt]:
    """What others added after this person saved, once: from then on it counts as told."""
    told = [row for row in receipts if row.by_id == user.pk and row.has_news]
    if not told:
        return []
    if not LogReceipt.objects.filter(pk__in=[row.pk for row in told], has_news=True).update(has_news=False):
        return []
    since = min(row.version for row in told)
    return [row for row in receipts if row.by_id != user.pk and row.version > since]


def made_with(community: Community, key: UUID) -> Meeting | None:
    """The meeting that this very form made before."""
    return Meeting.objects.filter(community=community, form_key=key).first()


def saved_since(meeting: Meeting, version: int) -> LogReceipt | None:
    """The latest accepted log of this meeting after `version` was read."""
    rows = LogReceipt.objects.filter(meeting=meeting, version__gt=version).select_related("by")
    return rows.order_by("-version").first()


def planned_and_drafted(community: Community, *, today: date) -> list[Meeting]:
    """What stands in the rest of the year already: planned meetings and drafts."""
    kinds = [Meeting.Status.PLANNED, Meeting.Status.DRAFT]
    rows = Meeting.objects.filter(community=community, status__in=kinds)
    return list(rows.filter(Q(day__gte=today) | Q(status=Meeting.Status.DRAFT)).order_by("starts_at", "pk"))


def recent_meetings(community: Community, *, number: int = 5) -> list[Meeting]:
    """The latest held and planned meetings: examples for place and hour, and one that may wait for its log."""
    kinds = [Meeting.Status.HELD, Meeting.Status.PLANNED]
    return list(Meeting.objects.filter(community=community, status__in=kinds).order_by("-starts_at", "-pk")[:number])


def last_place(community: Community) -> str:
    """Where the group met last, or will meet."""
    return next((row.place for row in recent_meetings(community, number=1)), "")
