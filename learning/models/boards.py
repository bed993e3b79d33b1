"""The way a group works, as a board of steps with what shows each of them (R23-R29): forward, back, or past a step.

The steps of a method stand in `learning.methods`, or in what the school says of this kind of group.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from communities.models import Community, OfGroupQuerySet
from schools.models import User


class Board(models.Model):
    """One time through a method. The newest without `ended_on` is the one a group works on."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="boards")
    method = models.SlugField(max_length=20)
    number = models.PositiveSmallIntegerField(default=1)
    about = models.CharField(_("what it is about"), max_length=160, blank=True)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = OfGroupQuerySet["Board"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community"], condition=Q(ended_on=None), name="board_one_open"),
            models.UniqueConstraint(fields=["community", "number"], name="board_number_once"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="board_runs_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.method} {self.number} of {self.community_id}"


class OfBoardQuerySet(models.QuerySet[Any]):
    """Rows of a board, for its group."""

    path = "board"

    def visible_to(self, user: User) -> "OfBoardQuerySet":
        return self.filter(**{f"{self.path}__community__in": Community.objects.owned_by_group_of(user)})

    def editable_by(self, user: User) -> "OfBoardQuerySet":
        """Of a board that is still open."""
        return self.visible_to(user).filter(**{f"{self.path}__ended_on": None})


class BoardStep(models.Model):
    """One step of a board, with a name of the group's own where it wants one."""

    class State(models.TextChoices):
        AHEAD = "ahead", _("Still to come")
        NOW = "now", _("We are here")
        DONE = "done", _("Done")
        SKIPPED = "skipped", _("Left out")

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="steps")
    code = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("our own name for this step"), max_length=80, blank=True)
    state = models.CharField(max_length=7, choices=State, default=State.AHEAD)

    objects = OfBoardQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["board", "code"], name="board_step_once")]

    def __str__(self) -> str:
        return f"{self.code} of {self.board_id}"


class BoardMove(models.Model):
    """One move on a board: never changed, so that a loop back stays visible."""

    class Kind(models.TextChoices):
        FORWARD = "forward", _("On")
        BACK = "back", _("Back")
        SKIP = "skip", _("Left out")
        RETURN = "return", _("Taken up again")

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="moves")
    kind = models.CharField(max_length=7, choices=Kind)
    left = models.SlugField(max_length=40, blank=True)  # codes of steps
    reached = models.SlugField(max_length=40)
    reason = models.CharField(_("why?"), max_length=200, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    objects = OfBoardQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.kind} to {self.reached} on {self.board_id}"


class OfStepQuerySet(OfBoardQuerySet):
    path = "step__board"


class Evidence(models.Model):
    """What shows a step: a problem, a hypothesis with what became of it, a source of data, a conclusion. No pupils."""

    class Verdict(models.TextChoices):
        HOLDS = "holds", _("Confirmed")
        REJECTED = "rejected", _("Rejected")
        UNSURE = "unsure", _("Not clear yet")

    step = models.ForeignKey(BoardStep, on_delete=models.CASCADE, related_name="evidence")
    text = models.CharField(_("in a few words"), max_length=300)
    link = models.URLField(_("link"), max_length=500, blank=True)
    verdict = models.CharField(_("what became of it"), max_length=8, choices=Verdict, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()
    # Made by the form that created the row, so that a second tap on save finds the first (F20).
    form_key = models.UUIDField(null=True, blank=True, unique=True)

    objects = OfStepQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return self.text
