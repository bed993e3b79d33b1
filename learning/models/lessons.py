"""A research lesson from close by (R26): case pupils by a letter, what was predicted, what was seen, what follows.

No name of a pupil fits here; notes go six months after the cycle, conclusions stay (domain 7.3).
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from meetings.models import Cycle, CycleStep
from schools.models import User


class OfCycleQuerySet(models.QuerySet[Any]):
    """Rows of a cycle or of one of its steps, for its group."""

    path = "cycle"

    def visible_to(self, user: User) -> "OfCycleQuerySet":
        return self.filter(**{f"{self.path}__community__in": Community.objects.owned_by_group_of(user)})

    def editable_by(self, user: User) -> "OfCycleQuerySet":
        return self.visible_to(user)


class OfStepQuerySet(OfCycleQuerySet):
    path = "step__cycle"


class CasePupil(models.Model):
    """A pupil who is watched as an example of others: a letter and what she stands for, never who she is."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="case_pupils")
    code = models.CharField(max_length=1)
    label = models.CharField(_("stands for"), max_length=80, blank=True)

    objects = OfCycleQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cycle", "code"], name="case_pupil_once")]

    def __str__(self) -> str:
        return self.code


class Prediction(models.Model):
    """What the group expects a case pupil to do or say in one lesson."""

    step = models.ForeignKey(CycleStep, on_delete=models.CASCADE, related_name="predictions")
    pupil = models.ForeignKey(CasePupil, on_delete=models.CASCADE, related_name="predictions")
    text = models.CharField(_("what we expect"), max_length=300)

    objects = OfStepQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "pupil"], name="prediction_once")]

    def __str__(self) -> str:
        return f"{self.pupil_id} in {self.step_id}"


class ObservationQuerySet(OfStepQuerySet):
    def editable_by(self, user: User) -> "OfCycleQuerySet":
        """One's own."""
        return self.visible_to(user).filter(by=user)


class Observation(models.Model):
    """What somebody saw in a lesson, of a case pupil or, without one, of the others."""

    step = models.ForeignKey(CycleStep, on_delete=models.CASCADE, related_name="observations")
    pupil = models.ForeignKey(CasePupil, null=True, blank=True, on_delete=models.CASCADE, related_name="observations")
    text = models.CharField(_("what I saw"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    # Made by the form that created the row, so that a second tap on save finds the first (F20).
    form_key = models.UUIDField(null=True, blank=True, unique=True)

    objects = ObservationQuerySet.as_manager()

    def __str__(self) -> str:
        return f"observation in {self.step_id}"


class LessonTalk(models.Model):
    """The discussion of a lesson. What is said of teaching opens once every case pupil was talked about.

    `discussed`: letters of the case pupils that were talked about, in that order.
    """

    step = models.OneToOneField(CycleStep, on_delete=models.CASCADE, related_name="talk")
    discussed = models.JSONField(default=list)
    others = models.TextField(_("other pupils"), blank=True)
    teaching = models.TextField(_("lesson and teaching"), blank=True)
    decision = models.TextField(_("what we change in the next lesson"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = OfStepQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["step"], condition=~Q(others=""), name="lesson_talk_to_empty")]

    def __str__(self) -> str:
        return f"talk on {self.step_id}"
