"""The first steps of a young group, for its own people: columns of the group itself, no statement of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from communities.models import Community, VariantChoice
from conditions.models import ConditionAnswer
from meetings.models import Meeting

STARTED = ("met", "has_looked", "has_chosen")
YOUNG = 3  # held meetings: from here on a group has found its feet


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One line of the checklist."""

    text: str | Promise
    why: str | Promise
    url: str
    is_done: bool


@dataclass(frozen=True, slots=True)
class Done:
    """What the group page knows of these steps already."""

    people: bool
    charter: bool
    dates: bool


def with_start(groups: "QuerySet[Community]") -> "QuerySet[Community]":
    """With the columns `STARTED`: how often it met, whether the group itself looked at the conditions, and whether a
    reason for its kind was kept."""
    held = Meeting.objects.filter(community=OuterRef("pk"), status=Meeting.Status.HELD).order_by()
    counted = held.values("community").annotate(n=Count("pk")).values("n")
    looked = ConditionAnswer.objects.filter(community=OuterRef("pk"), side=ConditionAnswer.Side.GROUP)
    chosen = VariantChoice.objects.filter(community=OuterRef("pk")).exclude(reason="")
    met = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
    return groups.annotate(met=met, has_looked=Exists(looked), has_chosen=Exists(chosen))


def good_start(pk: int, started: Sequence[object], done: Done) -> tuple[FirstStep, ...]:
    """What a young group still has before it; nothing once all is done or it met three times. `started`: `STARTED`."""
    met, has_looked, has_chosen = started
    steps = (
        FirstStep(
            _("People who want to"),
            _("Ask colleagues, or let them join by themselves. A no needs no reason."),
            reverse("communities:members", args=[pk]),
            done.people,
        ),
        FirstStep(
            _("The kind of group, chosen with a reason"),
            _("A few questions help to choose, and the reason stays for later."),
            reverse("communities:variant", args=[pk]),
            bool(has_chosen),
        ),
        FirstStep(
            _("A charter that everybody stands behind"),
            _("What for, with which agreements: one page, accepted by each of you."),
            reverse("communities:charter", args=[pk]),
            done.charter,
        ),
        FirstStep(
            _("Conditions looked at"),
            _("Ten minutes together: what is there, what is missing, who settles it?"),
            reverse("dashboard:conditions", args=[pk]),
            bool(has_looked),
        ),
        FirstStep(
            _("Dates planned"),
            _("The whole year in one screen; changing a date later is easy."),
            reverse("meetings:plan-year", args=[pk]),
            done.dates,
        ),
    )
    is_young = isinstance(met, int) and met < YOUNG
    return steps if is_young and not all(step.is_done for step in steps) else ()
