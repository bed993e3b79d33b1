"""A process coach is accepted by the group, for a year at a time (R70); a no is silent."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from communities.models.core import Community
from schools.models import User


class CoachMandateQuerySet(models.QuerySet["CoachMandate"]):
    def accepted(self) -> "CoachMandateQuerySet":
        return self.open().exclude(accepted_on=None)

    def open(self) -> "CoachMandateQuerySet":
        """Asked for or in force."""
        return self.filter(ended_on=None)

    def visible_to(self, user: User) -> "CoachMandateQuerySet":
        """The group, and the coach whom it is about, also while she waits for the group."""
        return self.filter(Q(community__in=Community.objects.owned_by_group_of(user)) | Q(user=user))

    def editable_by(self, user: User) -> "CoachMandateQuerySet":
        """Mandates that this person may answer, withdraw or end: her group's, and her own."""
        return self.visible_to(user).filter(ended_on=None)


class CoachMandate(models.Model):
    """That a group has, or is asked to have, somebody as its process coach.

    Without `accepted_on` the group was asked and has not accepted. `ends_on`: the last day of an accepted year.
    """

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="mandates")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mandates")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    why = models.CharField(_("what we would like help with"), max_length=300, blank=True)
    asked_on = models.DateField()
    accepted_on = models.DateField(null=True, blank=True)
    ends_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)

    objects = CoachMandateQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "user"], condition=Q(ended_on=None), name="coach_mandate_one_open"
            ),
            models.CheckConstraint(
                condition=Q(accepted_on=None, ends_on=None)
                | Q(accepted_on__isnull=False, ends_on__gte=F("accepted_on")),
                name="coach_mandate_accepted_until_a_day",
            ),
        ]
        indexes = [
            models.Index(
                fields=["ends_on"], condition=Q(ended_on=None, ends_on__isnull=False), name="mandate_to_renew"
            ),
            models.Index(fields=["asked_on"], condition=Q(accepted_on=None, ended_on=None), name="mandate_that_waits"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} for {self.community_id}"


class MandateVoiceQuerySet(models.QuerySet["MandateVoice"]):
    def visible_to(self, user: User) -> "MandateVoiceQuerySet":
        """One's own alone; the group sees how far it is, never who."""
        return self.filter(user=user, mandate__community__in=Community.objects.owned_by_group_of(user))

    def editable_by(self, user: User) -> "MandateVoiceQuerySet":
        return self.visible_to(user)


class MandateVoice(models.Model):
    """One person says yes to a coach, also the coach herself; there is no row for a no.

    With `is_end` a member would rather that the mandate ends; nobody hears of it before more than half say so.
    """

    mandate = models.ForeignKey(CoachMandate, on_delete=models.CASCADE, related_name="voices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_end = models.BooleanField(default=False)

    objects = MandateVoiceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mandate", "user"], name="mandate_voice_once")]

    def __str__(self) -> str:
        return f"voice on {self.mandate_id}"
