"""A coach's own notes, opened for her alone; of whom she may write, and when a note is deleted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from coaching.models import Note, Talk
from coaching.sealed_notes import Said, open_note
from communities.models import Community, Membership
from plc_platform.sealing import CannotOpen
from schools.models import User
from schools.school_time import load_school_time

KEPT = timedelta(days=90)  # after the end of the school year
NO_YEAR = timedelta(days=365)  # where no school year is known


@dataclass(frozen=True, slots=True)
class Opened:
    """A note as its author reads it; `said` is None where the key to it is gone."""

    note: Note
    said: Said | None
    group: str
    person: str


@dataclass(frozen=True, slots=True)
class Coached:
    """A group that one coaches, with its people."""

    group: Community
    people: tuple[User, ...]


def notes_of(author: User, *, person: int | None = None) -> list[Opened]:
    """One's own, the latest first; or all about one person."""
    rows = list(Note.objects.visible_to(author).order_by("-written_on", "-pk"))
    said = [(row, opened(row)) for row in rows]
    wanted = [(row, one) for row, one in said if person is None or (one and one.person == person)]
    groups = names_in(Community, {one.group for _row, one in wanted if one})
    people = names_in(User, {one.person for _row, one in wanted if one and one.person})
    return [
        Opened(row, one, groups.get(one.group, "") if one else "", people.get(one.person or 0, "") if one else "")
        for row, one in wanted
    ]


def opened(note: Note) -> Said | None:
    try:
        return open_note(note.sealed)
    except CannotOpen:
        return None


def names_in(model: type[Community] | type[User], ids: Iterable[int]) -> dict[int, str]:
    return {pk: str(row) for pk, row in model._default_manager.in_bulk(list(ids)).items()}


def coached_by(user: User) -> list[Coached]:
    """Her groups with everybody else in them, for the choice of whom a note is about. Two statements."""
    own = Membership.objects.current().filter(user=user, role=Membership.Role.COACH).values("community_id")
    groups = list(Community.objects.visible_to(user).filter(pk__in=own).order_by("name", "pk"))
    people = Membership.objects.current().filter(community__in=own).exclude(user=user).select_related("user")
    found: dict[int, list[User]] = {group.pk: [] for group in groups}
    for row in people.order_by("user__first_name", "user__last_name", "pk"):
        found[row.community_id].append(row.user)
    return [Coached(group, tuple(found[group.pk])) for group in groups]


def last_day(group: int, today: date) -> date:
    """Until when a note is kept at most: ninety days after the school year of the group's school."""
    school = Community.objects.filter(pk=group).values_list("school_id", flat=True).first()
    year = load_school_time({school}, today).year_on(school, today) if school else None
    return year.last_day + KEPT if year else today + NO_YEAR


def talks_of(author: User) -> list[Talk]:
    return list(Talk.objects.visible_to(author).select_related("community").order_by("-held_on", "-pk"))
