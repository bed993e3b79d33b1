"""The charter of a community (R12-R18, R43-R45): a draft that its people write together, versions that they accept.

The answers to the three purpose questions and the task stand on the community itself; a version copies them.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.charter_text import WEIGHTS
from communities.models.core import Community
from communities.models.doors import OfFrameQuerySet, OfGroupQuerySet
from schools.models import User


class Charter(models.Model):
    """What the group is writing. `version` grows with every save, so that two people notice one another."""

    class Model(models.TextChoices):
        """A way of working (R67); the meeting scripts follow it."""

        GRROW = "grrow", "GRROW"
        SCRUM = "scrum", _("Scrum, light")
        CONSENT = "s3", _("Sociocracy 3.0")
        OWN = "own", _("Our own way")

    WEIGHTS = WEIGHTS

    community = models.OneToOneField(Community, on_delete=models.CASCADE, related_name="charter")
    need = models.TextField(_("which need does it answer?"), blank=True)
    pupils = models.TextField(_("the learning of which pupils will we notice?"), blank=True)
    material = models.TextField(_("material that should exist"), blank=True)
    method = models.TextField(_("method that should exist"), blank=True)
    process = models.TextField(_("process that should exist"), blank=True)
    expertise_weight = models.PositiveSmallIntegerField(default=0)
    professional_weight = models.PositiveSmallIntegerField(default=0)
    school_weight = models.PositiveSmallIntegerField(default=0)
    curriculum_weight = models.PositiveSmallIntegerField(default=0)
    agreements = models.TextField(_("working agreements"), blank=True)
    mandate_own = models.TextField(_("what we decide ourselves"), blank=True)
    mandate_asked = models.TextField(_("what is asked of us"), blank=True)
    mandate_seen = models.TextField(_("what the school leader will see"), blank=True)
    working_model = models.CharField(_("way of working"), max_length=5, choices=Model, blank=True)
    regime_reason = models.TextField(_("why this rhythm?"), blank=True)
    timetable = models.TextField(_("place in the timetable"), blank=True)
    plan_goal = models.TextField(_("goal of the school plan"), blank=True)
    contact = models.CharField(_("contact in the policy team"), max_length=120, blank=True)
    # What only a community of practice is asked: what binds it, who belongs to it, what it does and keeps.
    cop_domain = models.TextField(_("domain"), blank=True)
    cop_community = models.TextField(_("community"), blank=True)
    cop_practice = models.TextField(_("practice"), blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    objects = OfGroupQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    expertise_weight__lte=10,
                    professional_weight__lte=10,
                    school_weight__lte=10,
                    curriculum_weight__lte=10,
                ),
                name="charter_weights_up_to_ten",
            )
        ]

    def __str__(self) -> str:
        return f"charter of {self.community_id}"


class CharterVersionQuerySet(OfFrameQuerySet["CharterVersion"]):
    pass


class CharterVersion(models.Model):
    """A charter as it was put before the members; never changed, and part of the frame.

    `content`: every field but the working agreements, which are the group's own.
    """

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="charter_versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField(default=dict)
    put_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    put_at = models.DateTimeField(default=timezone.now)
    # When every member had accepted it; a member who joins later accepts for herself.
    accepted_at = models.DateTimeField(null=True, blank=True)

    objects = CharterVersionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "number"], name="charter_version_once")]

    def __str__(self) -> str:
        return f"charter {self.number} of {self.community_id}"


class OfVersionQuerySet(models.QuerySet[Any]):
    """Rows of a charter version that only the community's own people see."""

    def visible_to(self, user: User) -> "OfVersionQuerySet":
        return self.filter(version__community__in=Community.objects.owned_by_group_of(user))


class WorkingAgreements(models.Model):
    """How the members work together, as of one version: the group's own words."""

    version = models.OneToOneField(CharterVersion, on_delete=models.CASCADE, related_name="agreements")
    text = models.TextField()

    objects = OfVersionQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "working agreements"

    def __str__(self) -> str:
        return f"agreements of {self.version_id}"


class AcceptanceQuerySet(OfVersionQuerySet):
    def editable_by(self, user: User) -> "AcceptanceQuerySet":
        """Only one's own."""
        rows: AcceptanceQuerySet = self.visible_to(user).filter(user=user)  # type: ignore[assignment]
        return rows


class CharterAcceptance(models.Model):
    """A member says yes to a version, and whether the task is relevant, clear, feasible to her (R45)."""

    version = models.ForeignKey(CharterVersion, on_delete=models.CASCADE, related_name="acceptances")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_relevant = models.BooleanField(null=True, blank=True)
    is_clear = models.BooleanField(null=True, blank=True)
    is_feasible = models.BooleanField(null=True, blank=True)
    at = models.DateTimeField()

    objects = AcceptanceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "user"], name="charter_acceptance_once")]

    def __str__(self) -> str:
        return f"{self.user_id} to {self.version_id}"
