"""Research-lesson cycles (R26): what a group in the regime `cycle` plans instead of a number of meetings.

The frame (which step, on which day) may be seen by the leader; the theme and what is said of a lesson are the group's
own words and stand in a table of their own.
"""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from communities.models import Community, seen_by
from schools.models import User


class CycleQuerySet(models.QuerySet["Cycle"]):
    def open(self) -> "CycleQuerySet":
        return self.filter(ended_on=None)

    def visible_to(self, user: User) -> "CycleQuerySet":
        return self.filter(seen_by(user, "community__"))

    def editable_by(self, user: User) -> "CycleQuerySet":
        return self.filter(community__in=Community.objects.owned_by_group_of(user))


class Cycle(models.Model):
    """One research-lesson cycle of a community; at most one is open at a time. It runs up to the day before its end."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="cycles")
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)
    # Made by the form that created the row, so that a second tap on save finds the first (F20).
    form_key = models.UUIDField(null=True, blank=True, unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = CycleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community"], condition=Q(ended_on=None), name="cycle_one_open"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="cycle_runs_forward"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.community_id} {self.started_on:%Y-%m-%d}"


class CycleStepQuerySet(models.QuerySet["CycleStep"]):
    def visible_to(self, user: User) -> "CycleStepQuerySet":
        return self.filter(seen_by(user, "cycle__community__"))

    def editable_by(self, user: User) -> "CycleStepQuerySet":
        """Steps of a cycle that still runs."""
        return self.filter(cycle__community__in=Community.objects.owned_by_group_of(user), cycle__ended_on=None)


class CycleStep(models.Model):
    """One step of a cycle. Its day is that of its meeting; without one, the day is still to be chosen.

    A research lesson has no meeting of its own: the discussion of the same day is the meeting. `lesson_on` is filled
    only when the lesson was on another day, so that a lesson that moves takes its discussion along.
    """

    class Kind(models.TextChoices):
        """The Dutch six phases; lesson and discussion, phases 3 and 4, are one day and therefore one step."""

        ORIENTATION = "orientation", _("Orientation and goal")
        DESIGN = "design", _("Design of the lesson")
        LESSON = "lesson", _("Research lesson and discussion")
        RETEACH = "reteach", _("Adapted lesson and discussion")
        SHARE = "share", _("Share what was learned")

    WITH_LESSON = (Kind.LESSON, Kind.RETEACH)

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=11, choices=Kind)
    meeting = models.OneToOneField(
        "meetings.Meeting", null=True, blank=True, on_delete=models.SET_NULL, related_name="step"
    )
    lesson_on = models.DateField(null=True, blank=True)
    skipped_on = models.DateField(null=True, blank=True)

    objects = CycleStepQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cycle", "position"], name="cycle_step_once")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.cycle_id}"

    @property
    def has_lesson(self) -> bool:
        return self.kind in self.WITH_LESSON

    def has_lesson_apart(self, day: date) -> bool:
        """Whether the lesson is on another day than its discussion on `day`."""
        return self.lesson_on is not None and self.lesson_on != day


class CycleTextQuerySet(models.QuerySet["CycleText"]):
    def visible_to(self, user: User) -> "CycleTextQuerySet":
        return self.filter(cycle__community__in=Community.objects.owned_by_group_of(user))

    def editable_by(self, user: User) -> "CycleTextQuerySet":
        return self.visible_to(user)


class CycleText(models.Model):
    """The group's own words: the theme of a cycle (without a step), or the class and place of a research lesson."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="texts")
    step = models.OneToOneField(CycleStep, null=True, blank=True, on_delete=models.CASCADE, related_name="text")
    text = models.CharField(max_length=160)

    objects = CycleTextQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cycle"], condition=Q(step=None), name="cycle_one_theme")]

    def __str__(self) -> str:
        return self.text
