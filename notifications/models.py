"""The outbox: what has to be said to whom, remembered by the database; Celery only wakes workers."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NoticeQuerySet(models.QuerySet["Notice"]):
    def queued(self) -> "NoticeQuerySet":
        return self.filter(state=Notice.State.QUEUED)

    def claimed(self) -> "NoticeQuerySet":
        return self.filter(state=Notice.State.CLAIMED)

    def uncertain(self) -> "NoticeQuerySet":
        """What may have been told twice under one Message-ID: nobody knows whether the first try arrived."""
        return self.filter(is_uncertain=True)

    def visible_to(self, user: Any) -> "NoticeQuerySet":
        """A person's own notices."""
        return self.filter(recipient=user)

    def editable_by(self, user: Any) -> "NoticeQuerySet":
        """A person's own notices: to mark them as read."""
        return self.filter(recipient=user)

    def in_inbox(self) -> "NoticeQuerySet":
        """What was told and has its words kept; what still waits is not shown before its time."""
        return self.filter(state__in=Notice.TOLD, told_at__isnull=False)

    def unread(self) -> "NoticeQuerySet":
        return self.in_inbox().filter(read_at=None)


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
        DROPPED = "dropped"  # the reason had gone
        INBOX = "inbox"  # told in the inbox only, by choice
        MUTED = "muted"  # told nowhere, by choice

    TOLD = (State.SENT, State.INBOX, State.FAILED)  # a mail that was refused can still be read here

    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=40)
    occasion = models.CharField(max_length=60)
    occasion_on = models.DateField(null=True, blank=True)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    state = models.CharField(max_length=7, choices=State, default=State.QUEUED)
    created_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(null=True, blank=True)
    is_urgent = models.BooleanField(default=False)  # comes too late with tomorrow's mail: may be a second one today
    claimed_by = models.CharField(max_length=60, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    # Just before the server gets the mail; set on a claimed row it says that the mail may have arrived.
    sending_at = models.DateTimeField(null=True, blank=True)
    message_id = models.CharField(max_length=300, blank=True)  # of the mail it was sent in, or may have been
    is_uncertain = models.BooleanField(default=False)  # tried again because nobody knows whether the first try arrived
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)  # local date of sent_at: one mail per person per day
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    # The words as they were told: the reason may be gone when somebody reads them. Kept for whom the inbox is on.
    words = models.JSONField(null=True, blank=True, encoder=DjangoJSONEncoder)
    told_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

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
            models.Index(fields=["sent_on"], condition=Q(state="sent"), name="notice_sent_by_day"),
            models.Index(fields=["sending_at"], condition=Q(is_uncertain=True), name="notice_uncertain"),
            models.Index(fields=["recipient", "told_at"], condition=Q(told_at__isnull=False), name="notice_inbox"),
            models.Index(
                fields=["recipient"], condition=Q(told_at__isnull=False, read_at__isnull=True), name="notice_unread"
            ),
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


class Sender(models.Model):
    """What this database knows of its own sending; one row."""

    installation = models.UUIDField(default=uuid.uuid4)  # names the folder of its journal
    epoch = models.PositiveBigIntegerField(default=0)
    site_url = models.CharField(max_length=200)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="sender_is_one")]

    def __str__(self) -> str:
        return f"{self.site_url} {self.epoch}"

    @classmethod
    def here(cls) -> Self:
        """The row, made at the first need of it."""
        return cls.objects.get_or_create(pk=1, defaults={"site_url": settings.SITE_URL})[0]


class AddressFaultQuerySet(models.QuerySet["AddressFault"]):
    def current(self) -> "AddressFaultQuerySet":
        """Those of the address that the person has now: a mended address starts anew."""
        return self.filter(address=F("user__email"))

    def paused(self) -> "AddressFaultQuerySet":
        return self.current().filter(paused=True)


class AddressFault(models.Model):
    """A mail server said that it takes nothing for somebody's address.

    Gone at the first mail that arrives; where mails come back later (`is_by_report`), a server in between takes every
    mail, so that only a person can say that the address is right again.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="address_fault")
    address = models.EmailField()  # as it was then
    at = models.DateTimeField()
    text = models.CharField(max_length=300)
    count = models.PositiveSmallIntegerField(default=1)  # refusals in a row
    paused = models.BooleanField(default=False)  # nothing is tried any more
    is_by_report = models.BooleanField(default=False)

    objects = AddressFaultQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.address} {self.text}"


class PreferenceQuerySet(models.QuerySet["Preference"]):
    def visible_to(self, user: Any) -> "PreferenceQuerySet":
        """A person's own choices; nobody else's, whatever her role."""
        return self.filter(person=user)

    def editable_by(self, user: Any) -> "PreferenceQuerySet":
        return self.filter(person=user)


class Preference(models.Model):
    """How somebody wants to be told things. No row: mail at once, and the inbox.

    `is_weekly`: what would be mailed at once waits for the mail of the week. Between `quiet_from` and `quiet_until`
    (both included, local days) only invitations to one's own meetings are mailed.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preference")
    is_weekly = models.BooleanField(default=False)
    quiet_from = models.DateField(null=True, blank=True)
    quiet_until = models.DateField(null=True, blank=True)

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None) | Q(quiet_until__gte=F("quiet_from")),
                name="preference_quiet_period_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"preference of {self.person_id}"


class Choice(models.Model):
    """What somebody chose for one kind of notice. `before` is what a one-click stop replaced, to undo it with."""

    class Mail(models.TextChoices):
        ONCE = "once", _("At once")
        WEEKLY = "weekly", _("Weekly")
        NONE = "none", _("No mail")

    preference = models.ForeignKey(Preference, on_delete=models.CASCADE, related_name="choices")
    kind = models.CharField(max_length=20)
    mail = models.CharField(max_length=6, choices=Mail, default=Mail.ONCE)
    before = models.CharField(max_length=6, choices=Mail, blank=True)
    has_inbox = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["preference", "kind"], name="choice_once_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.mail}"
