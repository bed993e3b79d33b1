"""The outbox: what has to be said to whom, remembered by the database; Celery only wakes workers."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone


class NoticeQuerySet(models.QuerySet["Notice"]):
    def queued(self) -> "NoticeQuerySet":
        return self.filter(state=Notice.State.QUEUED)

    def claimed(self) -> "NoticeQuerySet":
        return self.filter(state=Notice.State.CLAIMED)

    def visible_to(self, user: Any) -> "NoticeQuerySet":
        """A person's own notices."""
        return self.filter(recipient=user)


class Notice(models.Model):
    """One thing to tell one person, once: unique per (kind, subject, occasion, recipient).

    `subject` names what it is about as "noun:id"; this app knows no other table. `occasion` is the stable key of the
    occasion, `occasion_on` the date that people see.
    """

    class State(models.TextChoices):
        QUEUED = "queued"
        CLAIMED = "claimed"
        SENT = "sent"
        FAILED = "failed"
        DROPPED = "dropped"

    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=40)
    occasion = models.CharField(max_length=60)
    occasion_on = models.DateField(null=True, blank=True)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    state = models.CharField(max_length=7, choices=State, default=State.QUEUED)
    created_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(null=True, blank=True)
    claimed_by = models.CharField(max_length=60, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)  # local date of sent_at: one mail per person per day
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject", "occasion", "recipient"], name="notice_once"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False, sent_on__isnull=False)
                | ~Q(state="sent") & Q(sent_at__isnull=True, sent_on__isnull=True),
                name="notice_sent_has_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["recipient"], condition=Q(state="queued"), name="notice_queued"),
            models.Index(fields=["claimed_by"], condition=Q(state="claimed"), name="notice_claimed"),
            models.Index(fields=["recipient", "sent_on"], name="notice_by_person_and_day"),
            models.Index(fields=["subject"], name="notice_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} {self.occasion}"


class Heartbeat(models.Model):
    """When a part of the machinery last gave a sign, one row a part; nothing about a person.

    `detail` says what is wrong, empty when nothing is; `since` is then when it went wrong. The row of MAIL_ERROR goes
    when mail goes again.
    """

    class Name(models.TextChoices):
        BEAT = "beat"  # Celery beat lives
        LOOK = "look"  # a worker came to the end of a look and a delivery
        DELIVERY = "delivery"  # a mail server took a mail
        MAIL_ERROR = "mail_error"  # the way to the mail server is closed
        POKE = "poke"  # a page asked for a look, because there was none

    name = models.CharField(max_length=12, primary_key=True)
    at = models.DateTimeField()
    since = models.DateTimeField()
    detail = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M}"
