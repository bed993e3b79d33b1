"""Why a group started although free choice, goal or time was not settled: columns of the group itself, no statement."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import CharField, Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from communities.models import Community
from conditions.catalogue import ASKS_WHY, built_in
from conditions.models import ConditionAnswer, StartConfirmation
from conditions.queries.open import also_said_by, waiting_for_leader, waiting_for_why

REASONS = tuple(f"why_{code}" for code in ASKS_WHY)
ASKED = ("waits_for_leader", "is_asked_why")  # for the leader; for who reads along, once both sides answered


@dataclass(frozen=True, slots=True)
class StartedAnyway:
    """A condition that was not settled, and the reason of the leader."""

    name: str
    reason: str


def with_reasons(groups: "QuerySet[Community]") -> "QuerySet[Community]":
    """With the reason for each condition that asks for one, empty where none was given; and whether one is asked."""
    own = {"community": OuterRef("pk")}
    both = waiting_for_why().filter(also_said_by(ConditionAnswer.Side.GROUP), **own)
    asked = {"waits_for_leader": Exists(waiting_for_leader().filter(**own)), "is_asked_why": Exists(both)}
    return groups.annotate(**{f"why_{code}": _reason(code) for code in ASKS_WHY}, **asked)


def _reason(code: str) -> Coalesce:
    rows = StartConfirmation.objects.filter(community=OuterRef("pk"), code=code).values("reason")[:1]
    return Coalesce(Subquery(rows), Value(""), output_field=CharField())


def started_anyway(reasons: Sequence[str]) -> tuple[StartedAnyway, ...]:
    """The reasons that were given, in the order of `REASONS`."""
    names = {condition.code: condition.name for condition in built_in(get_language() or "nl")}
    given = zip(ASKS_WHY, reasons, strict=True)
    return tuple(StartedAnyway(names[code], reason) for code, reason in given if reason)
