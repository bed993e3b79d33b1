"""Addresses from which a calendar program reads somebody's meetings."""

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from communities.models import Community, Membership
from schools.models import User


def hash_of(token: str) -> str:
    """What is kept of a token. It is random, so it needs no salt and no slow hash."""
    return sha256(token.encode()).hexdigest()


class CalendarFeedQuerySet(models.QuerySet["CalendarFeed"]):
    def visible_to(self, user: User) -> "CalendarFeedQuerySet":
        """A person's own addresses."""
        return self.filter(user=user)

    def editable_by(self, user: User) -> "CalendarFeedQuerySet":
        return self.visible_to(user)

    def readable(self) -> "CalendarFeedQuerySet":
        """Addresses that answer: not revoked, of somebody who may sign in and, for one group, still takes part."""
        taking_part: Any = Membership.objects.current().filter(user=OuterRef("user"), community=OuterRef("community"))
        return self.filter(Q(community=None) | Exists(taking_part), revoked_at=None, user__is_active=True)


class CalendarFeed(models.Model):
    """A private address with the meetings of all somebody's groups (`community` is None) or of one.

    Whoever has the address may read days and places, so only a hash of its token is kept (it is shown once), and it can
    be renewed or revoked. `fingerprint` is that of what was read last, `changed_at` when it was first read so.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds")
    community = models.ForeignKey(
        Community, null=True, blank=True, on_delete=models.CASCADE, related_name="calendar_feeds"
    )
    token_hash = models.CharField(max_length=64, unique=True)  # SHA-256 of 256 random bits, in hexadecimals
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_read_on = models.DateField(null=True, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(community=None), name="feed_one_a_person"),
            models.UniqueConstraint(
                fields=["user", "community"],
                condition=Q(community__isnull=False),
                name="feed_one_a_person_and_group",
            ),
        ]

    def __str__(self) -> str:
        return f"calendar of {self.user_id}"
