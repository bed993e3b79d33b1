"""Practical matters of a meeting (R59, R65): a room, material, coffee. Whoever wants takes one; nobody is told to."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from meetings.models.core import GroupOwnedQuerySet, Meeting


class ChoreQuerySet(GroupOwnedQuerySet["Chore"]):
    pass


class Chore(models.Model):
    """One practical thing before or at a meeting, claimed or still free."""

    class Kind(models.TextChoices):
        ROOM = "room", _("Room")
        MATERIAL = "material", _("Material")
        CATERING = "catering", _("Coffee and tea")
        NOTES = "notes", _("Notes")
        OTHER = "other", _("Something else")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="chores")
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.CharField(max_length=120, blank=True)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_done = models.BooleanField(default=False)

    objects = ChoreQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.kind} for {self.meeting_id}"
