"""What a calendar program reads at a private address: days, hours and places of one's groups, never their words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from communities.models import Membership
from meetings import ical
from meetings.models import Meeting
from meetings.models.calendar import CalendarFeed, hash_of
from schools.models import User

LOOKS_BACK = timedelta(days=7)
FORM = 1  # raise it when the text of a feed changes form, so that calendars read it again
SHOWN = (Meeting.Status.PLANNED, Meeting.Status.HELD, Meeting.Status.CANCELLED)


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands at an address, not yet written out. The same fingerprint means the same text."""

    feed: CalendarFeed
    name: str
    fingerprint: str
    meetings: tuple[tuple[Any, ...], ...]

    def text(self) -> str:
        """The calendar; only needed by who has none yet, or an older one."""
        return ical.feed_text([entry_of(*row) for row in self.meetings], name=self.name)


def read_feed(token: str, *, today: date) -> Reading | None:
    """What stands at this address; None when there is no such address (any more). Two statements."""
    feeds = CalendarFeed.objects.readable().select_related("user", "community")
    feed = feeds.filter(token_hash=hash_of(token)).first()
    if feed is None:
        return None
    name = name_of(feed)
    rows = tuple(meetings_of(feed, since=today - LOOKS_BACK))
    fingerprint = sha256(repr((FORM, settings.SITE_URL, name, rows)).encode()).hexdigest()
    return Reading(feed, name, fingerprint, rows)


def meetings_of(feed: CalendarFeed, *, since: date) -> Iterable[tuple[Any, ...]]:
    """Meetings of the groups in which the person takes part now, from that day on, as far ahead as any is known."""
    taking_part = Membership.objects.current().filter(user=feed.user_id)
    if feed.community_id:
        taking_part = taking_part.filter(community=feed.community_id)
    rows = Meeting.objects.filter(community__in=taking_part.values("community_id"), day__gte=since, status__in=SHOWN)
    return rows.order_by("starts_at", "pk").values_list(
        "pk", "uid", "sequence", "starts_at", "minutes", "community__name", "place", "status", "changed_at"
    )


def entry_of(
    pk: int,
    uid: object,
    sequence: int,
    starts_at: datetime,
    minutes: int,
    group: str,
    place: str,
    status: str,
    changed_at: datetime,
) -> ical.Entry:
    address = f"{settings.SITE_URL.rstrip('/')}{reverse('meetings:meeting', args=[pk])}"
    return ical.Entry(
        uid=str(uid),
        sequence=sequence,
        starts_at=starts_at,
        minutes=minutes,
        title=group,
        place=place,
        note=address,
        url=address,
        is_cancelled=status == Meeting.Status.CANCELLED,
        changed_at=changed_at,
    )


def name_of(feed: CalendarFeed) -> str:
    """What the calendar is called in the reader's program: the group, or the groups together; never a person."""
    if feed.community:
        return feed.community.name
    with translation.override(feed.user.language):
        return _("My learning communities")


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One line of the page: everything together (`community_id` is None) or one group, and the address, if any."""

    community_id: int | None
    name: str
    feed: CalendarFeed | None


def lines_of(user: User) -> list[FeedLine]:
    """All groups together first, then each group by name; two queries."""
    live = CalendarFeed.objects.visible_to(user).filter(revoked_at=None)
    feeds = {feed.community_id: feed for feed in live}
    groups = Membership.objects.current().filter(user=user).order_by("community__name", "community_id")
    return [
        FeedLine(None, _("All my groups"), feeds.get(None)),
        *(FeedLine(pk, name, feeds.get(pk)) for pk, name in groups.values_list("community_id", "community__name")),
    ]
