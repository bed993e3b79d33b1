"""What the page about the time of a group shows: what falls away, hours, rooms, practical matters."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Sum
from django.db.models.functions import Coalesce

from communities.models import Community
from meetings.hours import Minutes, summed
from meetings.models import Chore, Meeting
from schools.models import SchoolYear, User

USUAL = Coalesce(F("in_lesson_time"), F("community__in_lesson_time"))  # None where nobody said so
SHOWN = 30  # planned meetings


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A meeting to come. `is_in_lesson_time`: its own answer, else as the group is used to."""

    meeting: Meeting
    is_in_lesson_time: bool | None
    chores: list[Chore] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TimePage:
    """Minutes held and planned of the school year `year`; its label is empty where none is known."""

    year: str
    held: Minutes
    ahead: Minutes
    lines: list[PlannedLine]

    @property
    def needs_cover(self) -> int:
        """Meetings to come in lesson time: somebody has to stand in."""
        return sum(line.is_in_lesson_time is True for line in self.lines)

    @property
    def without_room(self) -> int:
        return sum(not line.meeting.place for line in self.lines)


def time_page(community: Community, user: User, *, is_inside: bool, today: date) -> TimePage:
    """Four statements, three for who is not of the group: chores are the group's own."""
    year = year_of({community.school_id}, today)
    rows = Meeting.objects.visible_to(user).filter(community=community)
    held = rows.held().filter(day__range=(year.first_day, year.last_day)) if year else rows.none()
    meetings = list(rows.coming(today).annotate(usual=USUAL)[:SHOWN])
    chores = chores_of(meetings, user) if is_inside else {}
    lines = [PlannedLine(one, one.usual, chores.get(one.pk, [])) for one in meetings]  # type: ignore[attr-defined]
    return TimePage(
        year=year.label if year else "",
        held=split(held),
        ahead=summed((line.is_in_lesson_time, line.meeting.minutes, 1) for line in lines),
        lines=lines,
    )


def year_of(school_ids: Iterable[int], today: date) -> SchoolYear | None:
    """The school year that began last in these schools; in the summer that is the one that is over."""
    years = SchoolYear.objects.filter(school__in=school_ids, first_day__lte=today)
    return years.order_by("-first_day", "pk").first()


def split(meetings: "Iterable[Meeting]") -> Minutes:
    """The minutes of a queryset of meetings; one statement, none for an empty one."""
    rows = meetings.order_by().annotate(usual=USUAL).values_list("usual")  # type: ignore[attr-defined]
    return summed(rows.annotate(minutes=Sum("minutes"), number=Count("pk")))


def chores_of(meetings: Iterable[Meeting], user: User) -> dict[int, list[Chore]]:
    """Practical matters by meeting, as far as this person sees them; one statement."""
    found: defaultdict[int, list[Chore]] = defaultdict(list)
    rows = Chore.objects.visible_to(user).filter(meeting__in=list(meetings)).select_related("claimed_by")
    for chore in rows.order_by("pk"):
        found[chore.meeting_id].append(chore)
    return found
