"""Where somebody belongs: the schools they lead, and whether they coach."""

from dataclasses import dataclass

from communities.models import Membership
from schools.models import School, User


@dataclass(frozen=True, slots=True)
class Places:
    """Slugs of the schools that somebody leads, and whether they coach a group."""

    led: tuple[str, ...]
    coaches: bool
    takes_part: bool


def places_of(user: User) -> Places:
    led = School.objects.editable_by(user).order_by("name", "pk").values_list("slug", flat=True)
    roles = set(Membership.objects.current().filter(user=user).values_list("role", flat=True))
    return Places(tuple(led), Membership.Role.COACH in roles, bool(roles - {Membership.Role.COACH}))
