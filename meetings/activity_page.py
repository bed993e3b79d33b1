"""What the page of an online community shows: numbers per school week for everybody, the lines for the group itself."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from communities.models import Community
from meetings.active_weeks import Week, bars, holidays, quiet_weeks, today_line, weeks_of
from meetings.known import known_on
from meetings.models import Activity, Meeting
from schools.models import User

SHOWN = 100  # lines


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """`weeks` is empty where the calendar is not known; `quiet` counts school weeks, None there too."""

    weeks: tuple[Week, ...]
    last_on: date | None
    quiet: int | None
    total: int
    lines: list[Activity]
    bars: str = ""
    holidays: str = ""
    today: str = ""

    @property
    def busy_weeks(self) -> list[Week]:
        """The weeks that a table shows: those with activity, the latest first."""
        return [week for week in reversed(self.weeks) if week.number]


def activity_page(community: Community, user: User, *, today: date) -> ActivityPage:
    """For whoever sees the community; the lines only for its own people."""
    days = known_on([community], day=today)[0].days
    since = days.begin if days else date.min
    numbers = _numbers(community, since, today)
    last_on = max(numbers, default=None)
    weeks = weeks_of(days, numbers.elements()) if days else ()
    lines = (
        Activity.objects.visible_to(user).filter(community=community, day__gte=since).filter(worth_a_line(user, today))
    )
    return ActivityPage(
        weeks=weeks,
        last_on=last_on,
        quiet=quiet_weeks(days, last_on, today) if days else None,
        total=numbers.total(),
        lines=list(lines.select_related("by").order_by("-day", "-pk")[:SHOWN]),
        bars=bars(weeks),
        holidays=holidays(weeks),
        today=today_line(weeks, today),
    )


def worth_a_line(user: User, today: date) -> Q:
    """Lines that say something, and one's own taps of today, which can be taken back.

    What somebody writes in topics counts without words here: the words stand there.
    """
    return ~Q(text="") | ~Q(link="") | Q(kind=Activity.Kind.LIVE) | Q(by=user, day=today)


def _numbers(community: Community, since: date, today: date) -> Counter[date]:
    """How often somebody was active on each day; a live moment that was held counts."""
    span = (since, today)
    noted = Activity.objects.filter(community=community, day__range=span).order_by()
    numbers = Counter(dict(noted.values("day").annotate(number=Count("pk")).values_list("day", "number")))
    held = Meeting.objects.held().filter(community=community, day__range=span)
    numbers.update(held.values_list("day", flat=True))
    return numbers
