"""What the words of every notice are made of, and how days are said in them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from communities.models import Community
from meetings.localtime import local_day, local_time
from meetings.reminders import Wanted
from notifications.models import Notice
from notifications.registry import Attachment, Section


@dataclass(frozen=True, slots=True)
class Material:
    """What one section is written from."""

    notice: Notice
    wanted: Wanted
    points: Sequence[str]
    now: datetime

    @property
    def community(self) -> Community:
        return self.wanted.known.community


Write = Callable[[Material], Section]
Points = Callable[[Sequence[tuple[Notice, Wanted]], datetime], Mapping[int, Sequence[str]]]


def section(
    material: Material, *, act: str, why: str = "", attachments: Sequence[Attachment] = (), **words: object
) -> Section:
    """A section about the community; most readers get it because they take part."""
    community = material.community
    return Section(
        subject=f"{community.name}: {act}",
        why=why or _("You get this mail because you take part in a learning community."),
        points=material.points,
        group=community.name,
        group_path=reverse("dashboard:community", args=[community.pk]),
        attachments=attachments,
        **words,  # type: ignore[arg-type]
    )


def last_met(day: date | None) -> str:
    if day is None:
        return _("The group has not met yet this school year.")
    return _("The group last met on %(day)s.") % {"day": day_words(day)}


def day_words(day: date) -> str:
    """ "Thursday 3 December"."""
    return formats.date_format(day, "l j F")


def span_words(starts_at: datetime, minutes: int) -> str:
    """ "Thursday 3 December, 13:30–15:30", local."""
    return f"{day_words(local_day(starts_at))}, {hours_words(starts_at, minutes)}"


def hours_words(starts_at: datetime, minutes: int) -> str:
    """ "13:30–15:30", local."""
    return f"{local_time(starts_at):%H:%M}–{local_time(starts_at + timedelta(minutes=minutes)):%H:%M}"
