"""What the product costs its people, how long it keeps what, and how a school begins, is shown and ends."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from schools.models import ForLeadersQuerySet, OfSchoolQuerySet, School, User


class PageTime(models.Model):
    """How long pages of one kind were looked at in a school in a month: a sum, of nobody in particular."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    month = models.DateField()  # its first day
    kind = models.CharField(max_length=20)  # of `upkeep.page_kinds`
    views = models.PositiveIntegerField(default=0)
    seconds = models.PositiveIntegerField(default=0)

    objects = OfSchoolQuerySet["PageTime"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "month", "kind"], name="page_time_once")]
        indexes = [models.Index(fields=["month"], name="page_time_by_month")]

    def __str__(self) -> str:
        return f"{self.kind} {self.month:%Y-%m}"


class RetentionRun(models.Model):
    """What the nightly retention did in a school by one rule: how many rows went, never which."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    rule = models.CharField(max_length=40)  # of `upkeep.keeping`
    day = models.DateField()
    rows = models.PositiveIntegerField()

    objects = OfSchoolQuerySet["RetentionRun"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "rule", "day"], name="retention_run_once")]
        indexes = [models.Index(fields=["day"], name="retention_run_by_day")]

    def __str__(self) -> str:
        return f"{self.rule} {self.day:%Y-%m-%d}"


class Night(models.Model):
    """When a nightly task last came to its end, one row a task; nothing about a person or a school."""

    task = models.CharField(max_length=60, primary_key=True)
    ended_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.task} {self.ended_at:%Y-%m-%d %H:%M}"


class SchoolDeletion(models.Model):
    """A leader asked to delete her school: it goes on `due_on` unless somebody who leads it takes that back."""

    school = models.OneToOneField(School, on_delete=models.CASCADE, related_name="deletion")
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField(_("deleted on"))

    objects = ForLeadersQuerySet["SchoolDeletion"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["due_on"], name="school_deletion_by_day")]

    def __str__(self) -> str:
        return f"deletion of {self.school_id}"


class SampleSchool(models.Model):
    """A filled school to look at, beside the one of the leader who asked for it; removed in one click."""

    school = models.OneToOneField(School, on_delete=models.CASCADE, related_name="sample")  # the filled one
    beside = models.OneToOneField(School, on_delete=models.CASCADE, related_name="sample_beside")
    made_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True, blank=True)  # when a worker began to tell its story
    told = models.PositiveSmallIntegerField(default=0)  # steps of the story, of `total`
    total = models.PositiveSmallIntegerField(default=0)
    is_ready = models.BooleanField(default=False)  # its story is told to the end

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(school=models.F("beside")), name="sample_is_another_school")]

    def __str__(self) -> str:
        return f"sample beside {self.beside_id}"
