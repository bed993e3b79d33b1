"""How a group works while it runs (R41, R60-R84): process conditions twice a year, the yearly look at itself, and a
school's own table of what people do and show (R87). The group's own words, until it shares a review."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Membership, OfGroupQuerySet, seen_by
from conditions.models.starting import ConditionAnswer, OfSchool
from schools.models import User


class ProcessReviewQuerySet(models.QuerySet["ProcessReview"]):
    def visible_to(self, user: User) -> "ProcessReviewQuerySet":
        """The group; whoever sees the group once it shared this review."""
        inside = Q(community__in=Community.objects.owned_by_group_of(user))
        return self.filter(inside | seen_by(user, "community__") & Q(shared_on__isnull=False))

    def editable_by(self, user: User) -> "ProcessReviewQuerySet":
        return self.filter(community__in=Community.objects.owned_by_group_of(user))

    def of_members(self, user: User) -> "ProcessReviewQuerySet":
        """Of the groups in which this person is a member: it is the group that shares, not its coach."""
        own = Membership.objects.current().filter(user=user, role=Membership.Role.MEMBER)
        return self.filter(community__in=own.values("community_id"))


class ProcessReview(models.Model):
    """One look of a group at how it works together. `autonomy`: has it room enough to decide by itself (R70)?"""

    class Autonomy(models.TextChoices):
        ENOUGH = "enough", _("Enough")
        TOO_LITTLE = "little", _("Too little")
        TOO_MUCH = "much", _("More than we can use")

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="process_reviews")
    opened_on = models.DateField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    closed_on = models.DateField(null=True, blank=True)
    shared_on = models.DateField(null=True, blank=True)
    autonomy = models.CharField(max_length=6, choices=Autonomy, blank=True)
    autonomy_line = models.CharField(_("in one line"), max_length=200, blank=True)

    objects = ProcessReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community"], condition=Q(closed_on=None), name="process_review_one_open")
        ]

    def __str__(self) -> str:
        return f"review of {self.community_id}, {self.opened_on:%Y-%m-%d}"


class ProcessAnswerQuerySet(models.QuerySet["ProcessAnswer"]):
    def visible_to(self, user: User) -> "ProcessAnswerQuerySet":
        return self.filter(review__in=ProcessReview.objects.visible_to(user))

    def editable_by(self, user: User) -> "ProcessAnswerQuerySet":
        return self.filter(review__in=ProcessReview.objects.editable_by(user))


class ProcessAnswer(models.Model):
    """What the group says of one process condition in a review, with a next step."""

    Status = ConditionAnswer.Status

    review = models.ForeignKey(ProcessReview, on_delete=models.CASCADE, related_name="answers")
    code = models.SlugField(max_length=40)
    status = models.CharField(max_length=6, choices=Status)
    note = models.CharField(_("note"), max_length=300, blank=True)
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    due_on = models.DateField(_("by"), null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    objects = ProcessAnswerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["review", "code"], name="process_answer_once")]

    def __str__(self) -> str:
        return f"{self.code} in {self.review_id}: {self.status}"


class SelfReview(models.Model):
    """Once a school year a group looks at itself (R5, R18): successful, lasting, carried; what it keeps and changes."""

    class Word(models.TextChoices):
        NOT_YET = "no", _("Not yet")
        PARTLY = "partly", _("Partly")
        CLEARLY = "yes", _("Clearly")

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="self_reviews")
    year = models.CharField(max_length=9)
    successful = models.CharField(_("successful"), max_length=6, choices=Word, blank=True)
    lasting = models.CharField(_("lasting"), max_length=6, choices=Word, blank=True)
    carried = models.CharField(_("carried"), max_length=6, choices=Word, blank=True)
    keeps = models.TextField(_("what we keep"), blank=True)
    changes = models.TextField(_("what we do otherwise"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()

    objects = OfGroupQuerySet["SelfReview"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "year"], name="self_review_once_a_year")]

    def __str__(self) -> str:
        return f"{self.community_id} in {self.year}"


class PracticeLine(OfSchool):
    """One line of a school's own table: in this stage, who does what, and what she shows by example (R87).

    Nothing is built in: the book's table is not ours to copy, a school that owns it types or imports its own.
    """

    class Actor(models.TextChoices):
        LEADER = "leader", _("School leader")
        COACH = "coach", _("Process coach")
        GROUP = "group", _("Group")

    class Stage(models.TextChoices):
        START = "start", _("Starting")
        DEVELOPMENT = "development", _("Developing")
        LATER = "later", _("Keeping on")

    element = models.CharField(_("what it is about"), max_length=120)
    actor = models.CharField(_("who"), max_length=6, choices=Actor)
    stage = models.CharField(_("when"), max_length=11, choices=Stage)
    actions = models.TextField(_("actions"), blank=True)
    behaviour = models.TextField(_("exemplary behaviour"), blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "element", "actor", "stage"], name="practice_line_once")
        ]

    def __str__(self) -> str:
        return f"{self.element}: {self.actor}, {self.stage}"
