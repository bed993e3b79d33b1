"""Who reads rows that hang on a community: its own people alone, or everybody who sees the community."""

from typing import Generic, Self, TypeVar

from django.db import models

from communities.models.core import Community, seen_by
from schools.models import User

Row = TypeVar("Row", bound=models.Model)


class OfGroupQuerySet(models.QuerySet[Row], Generic[Row]):
    """Rows of a community that only its own people see and change."""

    def visible_to(self, user: User) -> Self:
        return self.filter(community__in=Community.objects.owned_by_group_of(user))

    def editable_by(self, user: User) -> Self:
        return self.visible_to(user)


class OfFrameQuerySet(models.QuerySet[Row], Generic[Row]):
    """Rows that belong to the frame of a community: whoever sees it reads them."""

    def visible_to(self, user: User) -> Self:
        return self.filter(seen_by(user, "community__"))
