"""The list of topics of a group, and one of them with its answers; each in a fixed number of statements."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from communities.models import Community
from learning.models import Mention, Post, Topic
from meetings.models import Meeting
from schools.models import User

ON_A_PAGE = 20
COMING = 6  # meetings to choose from
OPEN, CLOSED = "open", "closed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the list is asked for; empty for everything."""

    kind: str = ""
    state: str = ""
    search: str = ""
    page: int = 1

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.state or self.search)


def topics_of(community: Community, viewer: User, wanted: Wanted) -> tuple[list[Topic], bool]:
    """One page, the newest word first, with `answers` (a number), and whether there are older ones. One query."""
    rows = Topic.objects.visible_to(viewer).filter(community=community)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.state:
        rows = rows.filter(closed_on__isnull=wanted.state == OPEN)
    for word in wanted.search.split()[:5]:
        rows = rows.filter(Q(title__icontains=word) | Q(text__icontains=word), hidden_on=None)
    numbers = Post.objects.filter(topic=OuterRef("pk")).exclude(text="").order_by().values("topic")
    answers = numbers.annotate(number=Count("pk")).values("number")
    rows = rows.annotate(answers=Coalesce(Subquery(answers, output_field=IntegerField()), 0))
    start = (wanted.page - 1) * ON_A_PAGE
    found = list(rows.select_related("by", "meeting").order_by("-last_at", "-pk")[start : start + ON_A_PAGE + 1])
    return found[:ON_A_PAGE], len(found) > ON_A_PAGE


def for_group(viewer: User) -> QuerySet[Topic]:
    """Topics that this person may read and act on."""
    return Topic.objects.editable_by(viewer).select_related("community", "by", "meeting")


def posts_of(topic: Topic, viewer: User) -> list[Post]:
    """The answers, the oldest first, each with who was called in as `called`. Two queries."""
    called = Prefetch("mentions", Mention.objects.select_related("user").order_by("pk"), to_attr="called")
    rows = Post.objects.visible_to(viewer).filter(topic=topic).select_related("by").prefetch_related(called)
    return list(rows.order_by("at", "pk"))


def coming_meetings(community: Community, *, now: datetime) -> list[Meeting]:
    """The next planned meetings, the first one first."""
    rows = Meeting.objects.planned().filter(community=community, starts_at__gt=now)
    return list(rows.order_by("starts_at", "pk")[:COMING])
