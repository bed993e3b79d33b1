"""Why a group started although free choice, goal or time was not settled: columns of the group itself, no statement."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from communities.models import Community
from conditions.catalogue import ASKS_WHY, built_in
from conditions.models import StartConfirmation

REASONS = tuple(f"why_{code}" for code in ASKS_WHY)


@dataclass(frozen=True, slots=True)
class StartedAnyway:
    """A condition that was not settled, and the reason of the leader."""

    name: str
    reason: str


def with_reasons(groups: "QuerySet[Community]") -> "QuerySet[Community]":
    """With the reason for each condition that asks for one; empty where none was given."""
    return groups.annotate(**{f"why_{code}": _reason(code) for code in ASKS_WHY})


def _reason(code: str) -> Coalesce:
    rows = StartConfirmation.objects.filter(community=OuterRef("pk"), code=code).values("reason")[:1]
    return Coalesce(Subquery(rows), Value(""), output_field=CharField())


def started_anyway(reasons: Sequence[str]) -> tuple[StartedAnyway, ...]:
    """The reasons that were given, in the order of `REASONS`."""
    names = {condition.code: condition.name for condition in built_in(get_language() or "nl")}
    given = zip(ASKS_WHY, reasons, strict=True)
    return tuple(StartedAnyway(names[code], reason) for code, reason in given if reason)
