"""The coach's page: the groups that accepted this person as their coach, over all schools, sorted by need."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from dashboard.queries.background import Background
from dashboard.queries.groups import COACHED, rows_of
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
    rows, backgrounds, is_in_year = rows_of(COACHED, user.pk, today=today)
    return CoachPage(headline(rows, is_in_year=is_in_year), rows, backgrounds)
