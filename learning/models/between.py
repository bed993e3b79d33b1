"""Between meetings: what somebody tries out in class (R2, R3, R72), and what a group makes (R16, F42)."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from communities.models import Community, OfGroupQuerySet, Partnership
from meetings.models import Meeting, Subtask
from schools.models import School, User


class TryOutQuerySet(OfGroupQuerySet["TryOut"]):
    def editable_by(self, user: User) -> "TryOutQuerySet":
        """One's own."""
        return self.visible_to(user).filter(by=user)


class TryOut(models.Model):
    """Somebody tries something in her class: what, where, what happened, and what stood in the way."""

    class Effect(models.TextChoices):
        WORKED = "worked", _("It worked")
        PARTLY = "partly", _("Partly")
        NOT_YET = "not", _("Not yet")

    class Barrier(models.TextChoices):
        """What keeps learning from reaching the class (R3)."""

        BUSY = "busy", _("No time, other worries first")
        ALONE = "alone", _("Nobody to do it with or to ask")
        DISTANT = "distant", _("Too far from my own lessons")
        UNSUPPORTED = "support", _("Not wanted or not known in the school")
        MATERIAL = "material", _("Material or room was missing")

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="try_outs")
    what = models.CharField(_("what did you try, or will you?"), max_length=200)
    class_name = models.CharField(_("in which class"), max_length=60, blank=True)
    happened = models.CharField(_("what happened"), max_length=500, blank=True)
    effect = models.CharField(_("how did it go"), max_length=6, choices=Effect, blank=True)
    barriers = models.JSONField(_("what stood in the way"), default=list, blank=True)
    link = models.URLField(_("link to what shows it"), max_length=500, blank=True)
    course = models.CharField(_("from which course"), max_length=120, blank=True)
    subtask = models.ForeignKey(Subtask, null=True, blank=True, on_delete=models.SET_NULL, related_name="try_outs")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="try_outs")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    noted_on = models.DateField()
    tried_on = models.DateField(_("on"), null=True, blank=True)
    # Made by the form that created the row, so that a second tap on save finds the first (F20).
    form_key = models.UUIDField(null=True, blank=True, unique=True)

    objects = TryOutQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["community", "noted_on"], name="try_out_by_community")]

    def __str__(self) -> str:
        return self.what


class OutcomeQuerySet(models.QuerySet["Outcome"]):
    def visible_to(self, user: User) -> "OutcomeQuerySet":
        """The group; once it shares: colleagues of its schools, or everybody who works in a school here.

        What the group put away is its own again.
        """
        inside = Q(community__in=Community.objects.owned_by_group_of(user))
        works_in = School.objects.visible_to(user).values("pk")
        joined = Partnership.objects.filter(school__in=works_in).values("community_id")
        near = Q(community__school__in=works_in) | Q(community__in=joined)
        found = Q(reach__in=(Outcome.Reach.SCHOOL, Outcome.Reach.ALL)) & near
        found |= Q(reach=Outcome.Reach.ALL) & Q(Exists(works_in))
        return self.filter(inside | found & Q(removed_on=None))

    def editable_by(self, user: User) -> "OutcomeQuerySet":
        return self.filter(community__in=Community.objects.owned_by_group_of(user))


class Outcome(models.Model):
    """Something a group made: material, a method or a process (R16). Its makers say who may find it."""

    class Kind(models.TextChoices):
        MATERIAL = "material", _("Material")
        METHOD = "method", _("Method")
        PROCESS = "process", pgettext_lazy("outcome", "Process")

    class Reach(models.TextChoices):
        GROUP = "group", _("Our group")
        SCHOOL = "school", _("Our school")
        ALL = "all", _("All schools here")

    class Licence(models.TextChoices):
        BY = "cc-by", _("Use and change it, name us (CC BY)")
        BY_SA = "cc-by-sa", _("Use and change it, name us, share alike (CC BY-SA)")
        BY_NC_SA = "cc-by-nc-sa", _("The same, without earning money with it (CC BY-NC-SA)")
        ZERO = "cc0", _("Free for everybody (CC0)")
        ASK = "ask", _("Ask us first")

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="outcomes")
    kind = models.CharField(_("what is it"), max_length=8, choices=Kind)
    title = models.CharField(_("title"), max_length=120)
    about = models.CharField(_("for whom and what for"), max_length=500, blank=True)
    subject = models.CharField(_("subject and year"), max_length=80, blank=True)
    licence = models.CharField(_("what may others do with it"), max_length=11, choices=Licence, default=Licence.BY_SA)
    reach = models.CharField(_("who may find it"), max_length=6, choices=Reach, default=Reach.GROUP)
    makers = models.CharField(_("made by"), max_length=200, blank=True)
    with_pupils = models.BooleanField(_("pupils helped to make it"), default=False)  # R37
    made_on = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    removed_on = models.DateField(null=True, blank=True)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["reach", "made_on"], name="outcome_by_reach")]

    def __str__(self) -> str:
        return self.title


class OfOutcomeQuerySet(models.QuerySet["OutcomeVersion"]):
    def visible_to(self, user: User) -> "OfOutcomeQuerySet":
        return self.filter(outcome__in=Outcome.objects.visible_to(user))

    def editable_by(self, user: User) -> "OfOutcomeQuerySet":
        return self.filter(outcome__in=Outcome.objects.editable_by(user))


class OutcomeVersion(models.Model):
    """One version, with a file or a link; never changed."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    note = models.CharField(_("what is new"), max_length=200, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    file = models.FileField(_("file"), upload_to="outcomes", max_length=200, blank=True)
    file_name = models.CharField(max_length=120, blank=True)
    size = models.PositiveIntegerField(default=0)  # bytes
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()

    objects = OfOutcomeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outcome", "number"], name="outcome_version_once")]

    def __str__(self) -> str:
        return f"{self.outcome_id} v{self.number}"


class OutcomeUseQuerySet(models.QuerySet["OutcomeUse"]):
    def visible_to(self, user: User) -> "OutcomeUseQuerySet":
        """Those who made it, and who said it; others are told a number of schools."""
        return self.filter(Q(outcome__community__in=Community.objects.owned_by_group_of(user)) | Q(by=user))

    def editable_by(self, user: User) -> "OutcomeUseQuerySet":
        """One's own."""
        return self.visible_to(user).filter(by=user)


class OutcomeUse(models.Model):
    """Somebody used it: in which school, in which class or subject. Its makers read where, and by whom."""

    outcome = models.ForeignKey(Outcome, on_delete=models.CASCADE, related_name="uses")
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    where = models.CharField(_("in which class or subject"), max_length=120, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()

    objects = OutcomeUseQuerySet.as_manager()

    def __str__(self) -> str:
        return f"use of {self.outcome_id}"
