"""Addresses for calendar programs: made, renewed, revoked; and what is remembered of a reading."""

import secrets
from datetime import date, datetime

from django.db import transaction

from communities.models import Community
from meetings.models.calendar import CalendarFeed, hash_of
from schools import audit
from schools.models import User

TOKEN_BYTES = 32


@transaction.atomic
def renew_feed(*, community: Community | None, by: User, now: datetime) -> str:
    """A new address for all groups of a person, or for one; an older one of the same kind stops. Gives its token, which
    is not kept."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    fresh = {
        "token_hash": hash_of(token),
        "created_at": now,
        "revoked_at": None,
        "last_read_on": None,
        "fingerprint": "",
        "changed_at": None,
    }
    CalendarFeed.objects.update_or_create(user=by, community=community, defaults=fresh)
    audit.record(by=by, verb="renew_feed", target=target_of(community, by), at=now)
    return token


@transaction.atomic
def revoke_feed(*, feed: CalendarFeed, by: User, now: datetime) -> None:
    """The address stops at once; a second time changes nothing."""
    if CalendarFeed.objects.filter(pk=feed.pk, revoked_at=None).update(revoked_at=now):
        audit.record(by=by, verb="revoke_feed", target=target_of(feed.community, by), at=now)


@transaction.atomic
def revoke_feeds_of(*, user: User, now: datetime) -> int:
    """Every address of a person stops: her password was changed, perhaps because somebody else had it."""
    revoked = CalendarFeed.objects.filter(user=user, revoked_at=None).update(revoked_at=now)
    if revoked:
        audit.record(by=None, verb="revoke_feeds", target=f"user:{user.pk}", at=now, number=revoked)
    return revoked


def note_reading(*, feed: CalendarFeed, fingerprint: str, on: date, now: datetime) -> datetime:
    """Remember that a calendar read this on that day; gives since when it reads the same. Mostly no statement."""
    is_same = feed.fingerprint == fingerprint and feed.changed_at is not None
    since = feed.changed_at if is_same and feed.changed_at else now
    if not is_same or feed.last_read_on != on:
        rows = CalendarFeed.objects.filter(pk=feed.pk, token_hash=feed.token_hash)
        rows.update(fingerprint=fingerprint, changed_at=since, last_read_on=on)
    return since


def target_of(community: Community | None, user: User) -> str:
    return f"community:{community.pk}" if community else f"user:{user.pk}"
