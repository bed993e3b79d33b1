"""Under which addresses the story is told: as the demo, or as a sample school beside a real one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from communities.models import Community
from schools.models import School
from upkeep.demo.people import DOMAIN, HOST, PARTNER

SPACE = UUID("6f1c1f39-2f3d-4d4b-9d53-6a3f5f2f9d11")


@dataclass(frozen=True, slots=True)
class Cast:
    """`slugs`, `domains`: by the slug in the demo. `more`: fields that every school of it has."""

    slugs: Mapping[str, str]
    domains: Mapping[str, str]
    name: str = "%s"
    more: Mapping[str, Any] = field(default_factory=dict)

    def open_school(self, slug: str, *, name: str, **fields: Any) -> School:
        """The school that is called so in the story; a row that waits for it is taken."""
        fields = {"name": self.name % name, **fields, **self.more}
        return School.objects.update_or_create(slug=self.slugs[slug], defaults=fields)[0]

    def address(self, key: str, slug: str) -> str:
        return f"{key}@{self.domains[slug]}"


AS_TOLD = Cast({slug: slug for slug, *_more in (HOST, PARTNER)}, DOMAIN)


def is_beside(groups: Mapping[str, Community]) -> bool:
    """Whether this is told beside real schools."""
    return next(iter(groups.values())).school.slug != HOST[0]


def key_in(groups: Mapping[str, Community], what: str) -> UUID:
    """A once-only key of this telling: another one beside it has others."""
    return uuid5(SPACE, f"{next(iter(groups.values())).pk} {what}")
