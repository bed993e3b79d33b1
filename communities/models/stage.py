"""From experiment to a part of the school (R34, R35): the experiment, the decision, the yearly renewal by members."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from communities.models.core import Community, framed_by
from communities.models.doors import OfFrameQuerySet
from schools.models import User


class ExperimentQuerySet(OfFrameQuerySet["Experiment"]):
    def open(self) -> "ExperimentQuerySet":
        return self.filter(closed_on=None)

    def editable_by(self, user: User) -> "ExperimentQuerySet":
        """Its people and the host's leader, as long as it runs."""
        return self.filter(framed_by(user, "community__"), closed_on=None)


class Experiment(models.Model):
    """A community on trial: the question it must answer, and the day by which something is decided."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="experiments")
    question = models.TextField(_("which question must it answer?"))
    started_on = models.DateField()
    ends_on = models.DateField(_("decide at the latest on"))
    is_extended = models.BooleanField(default=False)  # once, not again
    closed_on = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ExperimentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community"], condition=Q(closed_on=None), name="experiment_one_open"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("started_on")), name="experiment_runs_forward"),
        ]
        indexes = [models.Index(fields=["ends_on"], condition=Q(closed_on=None), name="experiment_to_decide")]

    def __str__(self) -> str:
        return f"experiment of {self.community_id}"


class StageDecisionQuerySet(OfFrameQuerySet["StageDecision"]):
    pass


class StageDecision(models.Model):
    """The record of a decision meeting; never changed."""

    class Kind(models.TextChoices):
        EMBED = "embed", _("Embed it in the school")
        EXTEND = "extend", _("Extend the experiment, once")
        CHANGE = "change", _("Go on as another kind of group")
        STOP = "stop", _("Stop")

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="stage_decisions")
    kind = models.CharField(max_length=6, choices=Kind)
    answer = models.TextField(_("what did we learn about the question?"), blank=True)
    reason = models.TextField(_("why?"), blank=True)
    thanks = models.TextField(_("a word of thanks to the members"), blank=True)  # at a stop
    decided_on = models.DateField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    recorded_at = models.DateTimeField()

    objects = StageDecisionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.kind} {self.community_id}"


class RenewalQuerySet(OfFrameQuerySet["Renewal"]):
    def open(self) -> "RenewalQuerySet":
        return self.filter(closed_on=None)

    def editable_by(self, user: User) -> "RenewalQuerySet":
        """The group's own people ask it and close it."""
        return self.filter(community__in=Community.objects.owned_by_group_of(user), closed_on=None)


class Renewal(models.Model):
    """Once a year the members of an embedded community say whether it goes on."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="renewals")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    goes_on = models.BooleanField(null=True, blank=True)  # what the members decided
    note = models.TextField(_("what changes?"), blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = RenewalQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community"], condition=Q(closed_on=None), name="renewal_one_open")
        ]

    def __str__(self) -> str:
        return f"renewal of {self.community_id}, {self.opened_on:%Y-%m-%d}"


class RenewalVoiceQuerySet(models.QuerySet["RenewalVoice"]):
    def visible_to(self, user: User) -> "RenewalVoiceQuerySet":
        """Only one's own voice; of the others the group sees how many there are."""
        return self.filter(user=user, renewal__community__in=Community.objects.owned_by_group_of(user))

    def editable_by(self, user: User) -> "RenewalVoiceQuerySet":
        return self.visible_to(user).filter(renewal__closed_on=None)


class RenewalVoice(models.Model):
    """What one member says; leaving needs no reason and is a choice of its own."""

    renewal = models.ForeignKey(Renewal, on_delete=models.CASCADE, related_name="voices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    goes_on = models.BooleanField()

    objects = RenewalVoiceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["renewal", "user"], name="renewal_voice_once")]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.renewal_id}"
