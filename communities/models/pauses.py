"""Pauses: times in which the clock of a community stands still."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from communities.models.core import Community, framed_by, seen_by
from schools.models import User


class PauseQuerySet(models.QuerySet["Pause"]):
    def visible_to(self, user: User) -> "PauseQuerySet":
        return self.filter(seen_by(user, "community__"))

    def editable_by(self, user: User) -> "PauseQuerySet":
        return self.filter(framed_by(user, "community__"))


class Pause(models.Model):
    """A time in which the clock of a community stands still; both days included."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="pauses")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=160, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = PauseQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="pause_runs_forward")]

    def __str__(self) -> str:
        return f"{self.first_day:%Y-%m-%d} – {self.last_day:%Y-%m-%d}"
