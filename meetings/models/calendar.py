"""Addresses from which a calendar program reads somebody's meetings, and whether people will come to one."""

from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Membership
from notifications.models import Notice
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


class ReplyQuerySet(models.QuerySet["Reply"]):
    def visible_to(self, user: User) -> "ReplyQuerySet":
        """Who comes: for the group itself, not for its leader."""
        return self.filter(meeting__community__in=Community.objects.owned_by_group_of(user))

    def editable_by(self, user: User) -> "ReplyQuerySet":
        """Nobody answers for somebody else."""
        return self.visible_to(user).filter(user=user)

    def still_meant(self) -> "ReplyQuerySet":
        """Answers to the day and hour that the meeting has now; a yes to Thursday is no yes to Friday."""
        return self.filter(starts_at=F("meeting__starts_at"))


class Reply(models.Model):
    """Whether somebody will come, without a reason (C17). It is no attendance: it only fills in the log beforehand.

    `starts_at` is the moment that was answered to. `item_key` is that of the form with which this person last added a
    point to the agenda, so that a second tap adds none.
    """

    class Answer(models.TextChoices):
        YES = "yes", _("Yes, I will be there")
        MAYBE = "maybe", _("Maybe")
        NO = "no", _("No, I cannot")

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="replies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="replies")
    answer = models.CharField(max_length=5, choices=Answer)
    starts_at = models.DateTimeField()
    at = models.DateTimeField()
    item_key = models.UUIDField(null=True, blank=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="reply_once")]

    def __str__(self) -> str:
        return f"{self.user_id} to {self.meeting_id}"


class Telling(models.Model):
    """Which edition of a meeting one notice told: `sequence` and `day` as the meeting then had them.

    Beside the notice, because the outbox knows no meetings; whether it was sent, the notice says.
    """

    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="+")
    sequence = models.PositiveIntegerField()
    day = models.DateField()

    def __str__(self) -> str:
        return f"{self.meeting_id} #{self.sequence} in {self.notice_id}"
