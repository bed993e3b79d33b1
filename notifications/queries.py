"""What the pages of notices show."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from notifications.models import Choice, Notice, Preference

PAGE = 20


@dataclass(frozen=True, slots=True)
class InboxPage:
    """Notices, newest first; `older` is the cursor of the page after it, empty on the last one."""

    notices: list[Notice]
    older: str


def inbox_page(user: Any, cursor: str) -> InboxPage:
    """A page of what somebody was told; a cursor that nobody gave out shows the newest. One query."""
    rows = Notice.objects.visible_to(user).in_inbox()
    if place := place_of(cursor):
        rows = rows.filter(told_at__lte=place[0]).exclude(told_at=place[0], pk__gte=place[1])
    found = list(rows.order_by("-told_at", "-pk")[: PAGE + 1])
    last = found[PAGE - 1] if len(found) > PAGE else None
    return InboxPage(found[:PAGE], f"{last.told_at.isoformat()},{last.pk}" if last and last.told_at else "")


def place_of(cursor: str) -> tuple[datetime, int] | None:
    moment, _comma, number = cursor.partition(",")
    try:
        told_at = datetime.fromisoformat(moment)
        return (told_at, int(number)) if told_at.tzinfo and len(number) <= 18 else None
    except ValueError:
        return None


def unread_count(user: Any) -> int:
    """How many notices of somebody wait to be read."""
    return Notice.objects.visible_to(user).unread().count()


def preference_for(user: Any) -> Preference | None:
    """What somebody chose, with a choice for each kind that she chose about."""
    return Preference.objects.visible_to(user).prefetch_related("choices").first()


def stopped_kinds(person_id: int) -> set[str]:
    """The kinds of which somebody wants no mail."""
    rows = Choice.objects.filter(preference__person=person_id, mail=Choice.Mail.NONE)
    return set(rows.values_list("kind", flat=True))


def can_undo(person_id: int, kinds: list[str]) -> bool:
    """Whether a one-click stop of these kinds can be taken back."""
    rows = Choice.objects.filter(preference__person=person_id, kind__in=kinds, mail=Choice.Mail.NONE)
    return rows.exclude(before="").exists()
