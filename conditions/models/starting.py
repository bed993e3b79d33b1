"""Conditions of a good start, and what leader and group say of them, each apart. Never a total, never a ranking.

What the built-in conditions and statements say stands in `catalogue`; a school may put its own words beside them.
"""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models import Community, OfFrameQuerySet
from schools.models import OfSchoolQuerySet, School, User


class OfSchool(models.Model):
    """What a row of a school has in common."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")

    objects: ClassVar[Any] = OfSchoolQuerySet.as_manager()

    class Meta:
        abstract = True


class Source(models.TextChoices):
    """Where a condition comes from (R39)."""

    RESEARCH = "research", _("Research")
    EXPERIENCE = "experience", _("Experience")
    SCHOOL = "school", _("Our school")


class SchoolCondition(OfSchool):
    """A start condition in a school's own words: instead of the built-in one of the same code, or one of its own."""

    code = models.SlugField(max_length=40)
    name = models.CharField(_("condition"), max_length=120)
    text = models.TextField(_("what it means here"), blank=True)
    source = models.CharField(_("where it comes from"), max_length=10, choices=Source, default=Source.SCHOOL)
    # The two columns of a school's own table of what makes a community work (R87); nothing is built in.
    actions = models.TextField(_("actions"), blank=True)
    behaviour = models.TextField(_("exemplary behaviour"), blank=True)
    is_hidden = models.BooleanField(_("not used in this school"), default=False)
    position = models.PositiveSmallIntegerField(default=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "code"], name="school_condition_once")]

    def __str__(self) -> str:
        return self.name


class ConditionAnswerQuerySet(OfFrameQuerySet["ConditionAnswer"]):
    pass


class ConditionAnswer(models.Model):
    """What one side says of one condition of a community, from a moment on. Never changed: the last one holds.

    It belongs to the frame; a page shows the other side once one's own has answered.
    """

    class Side(models.TextChoices):
        LEADER = "leader", _("School leader")
        GROUP = "group", _("Group")

    class Status(models.TextChoices):
        NO = "no", _("Not yet")
        PARTLY = "partly", _("Partly")
        YES = "yes", _("Yes")
        NOT_APPLICABLE = "na", _("Does not apply")

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="condition_answers")
    code = models.SlugField(max_length=40)
    side = models.CharField(max_length=6, choices=Side)
    status = models.CharField(max_length=6, choices=Status)
    note = models.CharField(_("note"), max_length=300, blank=True)
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    due_on = models.DateField(_("by"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    objects = ConditionAnswerQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["community", "code", "side", "at"], name="condition_answer_history")]

    def __str__(self) -> str:
        return f"{self.code} of {self.community_id}: {self.status}"


class StartConfirmationQuerySet(OfFrameQuerySet["StartConfirmation"]):
    pass


class StartConfirmation(models.Model):
    """The leader says that a group starts although free choice, goal or time is not settled, and why."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="start_confirmations")
    code = models.SlugField(max_length=40)
    reason = models.TextField(_("why start all the same?"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    objects = StartConfirmationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "code"], name="start_confirmation_once")]

    def __str__(self) -> str:
        return f"{self.code} of {self.community_id}"


class ReadinessRound(OfSchool):
    """A time in which team and leader say, each apart, how ready the school is (R40). Results come when it closes."""

    opened_on = models.DateField()
    closes_on = models.DateField(_("open until"))
    closed_on = models.DateField(null=True, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school"], condition=Q(closed_on=None), name="readiness_round_one_open")
        ]
        indexes = [models.Index(fields=["closes_on"], condition=Q(closed_on=None), name="readiness_round_to_close")]

    def __str__(self) -> str:
        return f"readiness of {self.school_id}, {self.opened_on:%Y-%m-%d}"


class ReadinessTicket(models.Model):
    """Somebody has answered: so nobody answers twice. No link to an answer; deleted when the round closes."""

    round = models.ForeignKey(ReadinessRound, on_delete=models.CASCADE, related_name="tickets")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="readiness_ticket_once")]

    def __str__(self) -> str:
        return f"ticket of {self.round_id}"


class ReadinessAnswer(models.Model):
    """One statement as one nameless person sees it: as it is now and as she would like it, 1 to 4. Only ever summed."""

    round = models.ForeignKey(ReadinessRound, on_delete=models.CASCADE, related_name="answers")
    is_leader = models.BooleanField(default=False)
    code = models.SlugField(max_length=40)
    now = models.PositiveSmallIntegerField()
    wanted = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(now__range=(1, 4), wanted__range=(1, 4)), name="readiness_from_one_to_four"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} in {self.round_id}"


class ReadinessStep(OfSchool):
    """A step of the school towards its first communities: what, who, when."""

    code = models.SlugField(max_length=40, blank=True)  # the statement it answers
    text = models.CharField(_("step"), max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    due_on = models.DateField(_("by"), null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.text


class OtherScan(OfSchool):
    """What another instrument said of the school, in a line: many schools have one, and nobody needs to do it twice."""

    name = models.CharField(_("which scan?"), max_length=120)
    taken_on = models.DateField(_("when?"))
    result = models.CharField(_("what it said, in a line"), max_length=300)

    def __str__(self) -> str:
        return self.name


class Question(models.TextChoices):
    """The three questions behind a community, asked of a whole school (R44)."""

    WANT = "want", _("What do we want?")
    HOW = "how", _("How can learning communities help?")
    TASK = "task", _("What is a first concrete task?")


class PurposeNoteQuerySet(OfSchoolQuerySet[Any]):
    def editable_by(self, user: User) -> Self:
        """Only one's own: nobody takes away what a colleague brought in."""
        return self.visible_to(user).filter(by=user)


class PurposeNote(models.Model):
    """What somebody brings in on one of the questions, under her own name; she alone can take it back (R43)."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    question = models.CharField(max_length=4, choices=Question)
    text = models.CharField(_("your contribution"), max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    objects = PurposeNoteQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["school", "question", "at"], name="purpose_note_by_question")]

    def __str__(self) -> str:
        return f"{self.question} in {self.school_id}"


class PurposeDraft(OfSchool):
    """A joint answer to one of the questions, written down by a leader. Never changed: the last version holds."""

    question = models.CharField(max_length=4, choices=Question)
    version = models.PositiveSmallIntegerField()
    text = models.TextField(_("what we say together"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "question", "version"], name="purpose_draft_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.version} in {self.school_id}"


class PurposeAgreement(models.Model):
    """Somebody recognises herself in a version. Only ever counted; who it was is shown to nobody."""

    draft = models.ForeignKey(PurposeDraft, on_delete=models.CASCADE, related_name="agreements")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "user"], name="purpose_agreement_once")]

    def __str__(self) -> str:
        return f"agreement with {self.draft_id}"
