"""A row of the URL tables: with what an address is filled in, and who gets an answer from it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from communities.models import Membership
from tests.architecture.world import Things, undo_token

Fill = Callable[[Things, Any], list[Any]]


@dataclass(frozen=True)
class Row:
    """fill: the arguments of the address, from the things of a school and the persona."""

    fill: Fill | None
    get: str | None
    post: str | None

    def arguments(self, things: Things, user: Any) -> list[Any]:
        return self.fill(things, user) if self.fill else []

    @property
    def is_about_a_thing(self) -> bool:
        return self.fill is not None


def row_of(name: str) -> Fill:
    return lambda things, user: [things.rows[name].pk]


def school(things: Things, user: Any) -> list[Any]:
    return [things.school.slug]


def year(things: Things, user: Any) -> list[Any]:
    return [things.school.slug, "2026-2027"]


def next_year(things: Things, user: Any) -> list[Any]:
    return [things.school.slug, "2027-2028"]


def kind(things: Things, user: Any) -> list[Any]:
    return [things.school.slug, things.rows["school_variant"].code]


def kind_version(things: Things, user: Any) -> list[Any]:
    return [*kind(things, user), 0]


def in_school(name: str) -> Fill:
    return lambda things, user: [things.school.slug, things.rows[name].pk]


def question(things: Things, user: Any) -> list[Any]:
    return [things.school.slug, "want"]


def pause(things: Things, user: Any) -> list[Any]:
    return [things.group.pk, things.rows["pause"].pk]


def until(things: Things, user: Any) -> list[Any]:
    """The last day of somebody who takes part for a limited time."""
    return [things.group.pk, things.rows["limited"].pk]


def own_staff(things: Things, user: Any) -> list[Any]:
    """Where the colleague outside the group works."""
    return [things.rows["invitation"].user.staff.first().pk if things.rows["invitation"].user.staff.exists() else 0]


def charter_version(things: Things, user: Any) -> list[Any]:
    return [things.group.pk, things.rows["charter_version"].number]


def own_undo(things: Things, user: Any) -> list[Any]:
    """A way back that belongs to the group's teacher."""
    return [undo_token(Membership.objects.get(pk=things.rows["membership"].pk))]


def condition(things: Things, user: Any) -> list[Any]:
    return [things.group.pk, "goal"]


def own_condition(things: Things, user: Any) -> list[Any]:
    return [things.school.slug, things.rows["school_condition"].code]


group, meeting, planned = row_of("community"), row_of("meeting"), row_of("planned")
subtask, invitation = row_of("subtask"), row_of("invitation")

STAFF = "leader coach teacher former outsider"
INSIDERS = "coach teacher external"
FRAME = f"leader {INSIDERS}"
READERS = f"{FRAME} partner_leader"
