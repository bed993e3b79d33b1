"""The coach's page: the groups that accepted this person as their coach, over all schools, sorted by need."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from communities.models import Community, Membership
from dashboard.queries.background import Background
from dashboard.queries.groups import rows_of
from dashboard.queries.leader import headline
from dashboard.queries.rows import Row
from schools.models import User


@dataclass(frozen=True, slots=True)
class CoachPage:
    """Everything the coach's page prints."""

    headline: SafeString
    rows: tuple[Row, ...]
    backgrounds: tuple[Background, ...]


def coach_page(user: User, *, today: date) -> CoachPage:
    """Four statements with session and user."""
    coached = Membership.objects.current().filter(user=user, role=Membership.Role.COACH).values("community_id")
    rows, backgrounds, is_in_year = rows_of(Community.objects.filter(pk__in=coached), today=today)
    return CoachPage(headline(list(rows), is_in_year=is_in_year), rows, backgrounds)
