"""Help that a group asks for, offers that it takes or leaves, and what a coach keeps for herself alone."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models import CoachRole, Community, OfGroupQuerySet
from schools.models import User


class HelpRequest(models.Model):
    """A group could use help, now (R69): one of the three roles and a line. Nobody outside sees that it asked."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="help_requests")
    kind = models.CharField(_("what kind of help"), max_length=12, choices=CoachRole.Kind)
    line = models.CharField(_("in one line"), max_length=200, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    answer = models.CharField(_("answer"), max_length=300, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)  # helped, or not needed any more
    # Made by the form that created the row, so that a second tap on save finds the first (F20).
    form_key = models.UUIDField(null=True, blank=True, unique=True)

    objects = OfGroupQuerySet["HelpRequest"].as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["community", "asked_at"], condition=Q(closed_on=None), name="help_request_open")
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.community_id}"


class Offer(models.Model):
    """What a coach offers (R64, R70): the group takes it or leaves it, without a reason. Never a task."""

    class Answer(models.TextChoices):
        TAKEN = "taken", _("We take it")
        LEFT = "left", _("Not for us, or not now")

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="offers")
    kind = models.CharField(_("in which role"), max_length=12, choices=CoachRole.Kind)
    text = models.CharField(_("what you offer"), max_length=300)
    link = models.URLField(_("link"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    answer = models.CharField(max_length=5, choices=Answer, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    # Made by the form that created the row, so that a second tap on save finds the first (F20).
    form_key = models.UUIDField(null=True, blank=True, unique=True)

    objects = OfGroupQuerySet["Offer"].as_manager()

    def __str__(self) -> str:
        return self.text


class OwnQuerySet(models.QuerySet[Any]):
    """What belongs to one person; for everybody else it does not exist."""

    def visible_to(self, user: User) -> "OwnQuerySet":
        return self.filter(author=user)

    def editable_by(self, user: User) -> "OwnQuerySet":
        return self.visible_to(user)


class Talk(models.Model):
    """A coach talked with somebody of a group by herself (R86): that it happened and when; not with whom, not what."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="+")
    held_on = models.DateField(_("on"))

    objects = OwnQuerySet.as_manager()

    def __str__(self) -> str:
        return f"talk of {self.author_id}"


class Note(models.Model):
    """A coach's own note. `sealed` holds group, person and words, under a key that is not in the database (R86)."""

    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    sealed = models.TextField()
    written_on = models.DateField()
    expires_on = models.DateField(_("deleted after"))

    objects = OwnQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["expires_on"], name="coach_note_to_delete")]

    def __str__(self) -> str:
        return f"note of {self.author_id}"


class SignalDismissal(models.Model):
    """A group or its coach has looked at a signal and lets it rest, and why; it comes back with other evidence."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="signal_dismissals")
    code = models.SlugField(max_length=20)
    evidence = models.CharField(max_length=64)  # a digest of what it rested on
    reason = models.CharField(_("why you let it rest"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()
    until = models.DateField()  # after this day it may be said again

    objects = OfGroupQuerySet["SignalDismissal"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["community", "code", "until"], name="signal_dismissal_by_code")]

    def __str__(self) -> str:
        return f"{self.code} of {self.community_id}"
