"""What stays of a group: for its own people what they decided and learned, for who sees the frame how often it met."""

from dataclasses import dataclass

from django.db.models import Count, Sum
from django.shortcuts import get_object_or_404

from communities.models import CharterVersion, Community, StageDecision
from meetings.models import CycleText, Decision, Meeting
from meetings.queries import for_viewer
from schools.models import User

SHOWN = 40  # decisions on the page, the latest first


@dataclass(frozen=True, slots=True)
class KeptPage:
    """`decisions` and `themes` are empty for whoever is not of the group. hours: of meetings that took place."""

    community: Community
    is_inside: bool
    held: int
    hours: int
    decisions: list[Decision]
    has_more: bool
    themes: list[str]
    charters: list[CharterVersion]
    stop: StageDecision | None


def kept_page(user: User, pk: int) -> KeptPage:
    """Six statements. Raises Http404."""
    community = get_object_or_404(for_viewer(user), pk=pk)
    held = Meeting.objects.visible_to(user).held().filter(community=community)
    sums = held.aggregate(n=Count("pk"), minutes=Sum("minutes"))
    decisions = Decision.objects.visible_to(user).filter(meeting__community=community).select_related("meeting")
    found = list(decisions.order_by("-meeting__day", "position", "pk")[: SHOWN + 1])
    themes = CycleText.objects.visible_to(user).filter(cycle__community=community, step=None)
    stops = StageDecision.objects.visible_to(user).filter(community=community, kind=StageDecision.Kind.STOP)
    return KeptPage(
        community=community,
        is_inside=community.is_inside,  # type: ignore[attr-defined]
        held=sums["n"],
        hours=round((sums["minutes"] or 0) / 60),
        decisions=found[:SHOWN],
        has_more=len(found) > SHOWN,
        themes=list(themes.order_by("cycle__started_on", "pk").values_list("text", flat=True)),
        charters=list(CharterVersion.objects.visible_to(user).filter(community=community).order_by("number")),
        stop=stops.order_by("-pk").first() if community.ended_on else None,
    )
