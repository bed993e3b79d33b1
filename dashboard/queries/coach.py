"""The coach's page: the groups that accepted this person as their coach, over all schools, sorted by need."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coaching.queries.help import AtDesk, desk_of
from dashboard.queries.background import Background
from dashboard.queries.groups import COACHED, rows_of
from dashboard.queries.leader import headline
from dashboard.queries.rows import Row
from schools.models import User


@dataclass(frozen=True, slots=True)
class DeskLine:
    """Something that a group asks of its coach, in one line, and where she answers."""

    group: str
    text: str
    url: str
    button: str


@dataclass(frozen=True, slots=True)
class CoachPage:
    """Everything the coach's page prints."""

    headline: SafeString
    rows: tuple[Row, ...]
    backgrounds: tuple[Background, ...]
    desk: tuple[DeskLine, ...]


def coach_page(user: User, *, today: date) -> CoachPage:
    """Five statements with session and user."""
    rows, backgrounds, is_in_year = rows_of(COACHED, user.pk, today=today)
    desk = tuple(line for group in desk_of(user.pk, today=today) for line in desk_lines(group))
    return CoachPage(headline(rows, is_in_year=is_in_year), rows, backgrounds, desk)


def desk_lines(group: AtDesk) -> list[DeskLine]:
    lines = []
    if group.asks_help:
        lines.append(
            DeskLine(group.name, _("The group could use help."), reverse("coaching:queue"), _("Answer the group"))
        )
    if group.renew_by:
        day = date_format(group.renew_by, "j F")
        path = reverse("communities:coach", args=[group.pk])
        lines.append(DeskLine(group.name, _("Your year ends on %(day)s.") % {"day": day}, path, _("To look at")))
    return lines
