"""How the charter of a group stands, read along with the group itself: no statement of its own."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from communities.models import Charter, CharterVersion, Community

COLUMNS = ("is_charter_begun", "charter_put_at", "charter_accepted_at")


@dataclass(frozen=True, slots=True)
class CharterState:
    """The draft and the newest version. A draft is the group's own: nobody else is told that there is one."""

    is_begun: bool
    put_at: datetime | None
    accepted_at: datetime | None

    def in_words(self, *, is_inside: bool) -> str:
        """Accepted by all on 12 September 2026."""
        if self.accepted_at is not None:
            return _("accepted by all on %(day)s") % {"day": say_date(self.accepted_at)}
        if self.put_at is not None:
            return _("put before the members on %(day)s") % {"day": say_date(self.put_at)}
        if is_inside:
            return _("being written") if self.is_begun else _("not begun")
        return _("not there yet")


def say_date(moment: datetime) -> str:
    return formats.date_format(timezone.localdate(moment), "j F Y")


def with_charter(groups: "QuerySet[Community]") -> "QuerySet[Community]":
    """The groups with `COLUMNS`."""
    newest = CharterVersion.objects.filter(community=OuterRef("pk")).order_by("-number")
    return groups.annotate(
        is_charter_begun=Exists(Charter.objects.filter(community=OuterRef("pk"))),
        charter_put_at=Subquery(newest.values("put_at")[:1]),
        charter_accepted_at=Subquery(newest.values("accepted_at")[:1]),
    )
