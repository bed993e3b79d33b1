"""What a leader's page tells beside the rhythm of the groups: what they need of her, this week, her own views."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from communities.models import Membership
from dashboard import words
from dashboard.queries.columns import Chosen, known_columns
from dashboard.queries.prepared import Prepared
from dashboard.queries.rows import hosted_or_joined
from leading.models import SavedView
from leading.needs_page import AHEAD, YEAR, Needs, sorted_out
from leading.queries.needs import needs_rows
from leading.queries.week import sunday_of, week_rows
from schools.models import User

NEEDS = Prepared(
    lambda user, school, today, until, year_ago: needs_rows(
        User(pk=user), school, today=today, until=until, year_ago=year_ago
    )
)
WEEK = Prepared(lambda school, today, until: week_rows(hosted_or_joined(school), today, until))
VIEWS = Prepared(
    lambda user, school: (
        SavedView.objects.visible_to(User(pk=user))
        .filter(school=school)
        .order_by("name", "pk")
        .values_list("name", "query", "columns", "is_first")
    )
)
HERE = SafeString(' aria-current="true"')


@dataclass(frozen=True, slots=True)
class WeekLine:
    """A meeting that is planned in this week."""

    when: str
    group: str
    url: str


@dataclass(frozen=True, slots=True)
class View:
    """A view that she keeps, as a link."""

    name: str
    chosen: Chosen
    is_first: bool

    def link(self, chosen: Chosen) -> "ViewLink":
        mark = HERE if chosen == self.chosen else SafeString("")
        return ViewLink(self.name, self.chosen.query, mark)


@dataclass(frozen=True, slots=True)
class ViewLink:
    """`mark` is the attribute of the one that shows."""

    name: str
    url: str
    mark: SafeString


def needs_of(user: User, school: int, slug: str, *, today: date) -> Needs:
    """One statement."""
    rows = NEEDS.rows(user=user.pk, school=school, today=today, until=today + AHEAD, year_ago=today - YEAR)
    return sorted_out(rows, slug=slug, today=today)


def week_of(school: int, *, today: date) -> tuple[WeekLine, ...]:
    """One statement."""
    rows = WEEK.rows(school=school, today=today, until=sunday_of(today))
    return tuple(week_line(*row) for row in rows)


def week_line(starts_at: Any, group: int, name: str) -> WeekLine:
    local = timezone.localtime(starts_at)
    when = f"{words.say_weekday(local.date())}, {local:%H:%M}"
    return WeekLine(when, name, reverse("dashboard:community", args=[group]))


def views_of(user: User, school: int) -> tuple[View, ...]:
    """One statement."""
    return tuple(view_of(*row) for row in VIEWS.rows(user=user.pk, school=school))


def view_of(name: str, query: dict[str, str], columns: list[str], is_first: bool) -> View:
    chosen = Chosen(query.get("state", ""), query.get("variant", ""), known_columns(columns))
    return View(name, chosen, bool(is_first))


def members_in(school: int) -> dict[int, int]:
    """How many take part as members in each group of a school; only where that is asked. One statement."""
    rows = Membership.objects.current().filter(community__in=hosted_or_joined(school), role=Membership.Role.MEMBER)
    found: dict[int, int] = {}
    for group in rows.values_list("community_id", flat=True):
        found[group] = found.get(group, 0) + 1
    return found
