"""What a group asked its colleagues, and what they answered; what still waits for an agenda."""

from datetime import date

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet

from communities.models import Community
from learning.models import StakeholderAsk, StakeholderUpdate
from meetings.models import Meeting
from schools.models import User

ON_A_PAGE = 10


def updates_of(community: Community, viewer: User, *, page: int) -> tuple[list[StakeholderUpdate], bool]:
    """The newest first, each with its questions as `asked`, and whether there are older ones. Two queries."""
    asks = StakeholderAsk.objects.select_related("user").order_by("answered_at", "user__last_name", "pk")
    rows = StakeholderUpdate.objects.editable_by(viewer).filter(community=community).select_related("by", "meeting")
    rows = rows.prefetch_related(Prefetch("asks", asks, to_attr="asked"))
    start = (page - 1) * ON_A_PAGE
    found = list(rows.order_by("-sent_at", "-pk")[start : start + ON_A_PAGE + 1])
    return found[:ON_A_PAGE], len(found) > ON_A_PAGE


def own_asks(viewer: User) -> QuerySet[StakeholderAsk]:
    """What this person was asked, by whom."""
    return StakeholderAsk.objects.editable_by(viewer).select_related("told__community", "told__by")


def waiting_for_agenda(*, since: date) -> QuerySet[StakeholderUpdate]:
    """Updates with answers that no agenda tells: none yet, its meeting was cancelled, or they came after it began."""
    late = Q(answered_at__gte=F("told__meeting__starts_at"))
    nowhere = Q(told__meeting=None) | Q(told__meeting__status=Meeting.Status.CANCELLED)
    answers = StakeholderAsk.objects.filter(told=OuterRef("pk")).exclude(answered_at=None).filter(nowhere | late)
    rows = StakeholderUpdate.objects.filter(closes_on__gte=since)
    return rows.filter(Exists(answers)).select_related("by", "meeting").order_by("pk")
