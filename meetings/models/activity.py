"""Activity between live moments (R29): what an online community does instead of meeting."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from schools.models import User


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, user: User) -> "ActivityQuerySet":
        """The lines belong to the group; a leader sees numbers and the last day (`meetings.activity_page`)."""
        return self.filter(community__in=Community.objects.owned_by_group_of(user))

    def editable_by(self, user: User) -> "ActivityQuerySet":
        """One's own lines, as long as one takes part."""
        return self.visible_to(user).filter(by=user)


class Activity(models.Model):
    """Somebody asked, answered, shared or held something live, on a day. A line of words at most, never a report."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("Question")
        ANSWER = "answer", _("Answer")
        MATERIAL = "material", _("Material")
        LIVE = "live", _("Live session")

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="activities")
    day = models.DateField()
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.CharField(_("in one line"), max_length=200, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    # Made by the form that created the row, so that a second tap on save finds the first (F20).
    form_key = models.UUIDField(null=True, blank=True, unique=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["community", "day"], name="activity_by_community_and_day")]
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return f"{self.kind} in {self.community_id}, {self.day:%Y-%m-%d}"
