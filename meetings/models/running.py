"""A meeting while it runs and what a group says of how it works: scripts of its own, roles, the list of what waits,
consent, two questions (R63-R68, R76). All of it the group's own words."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import CoachRole, Community, OfGroupQuerySet
from meetings.models.core import Decision, GroupOwnedQuerySet, Meeting
from schools.models import User


class GroupScript(models.Model):
    """A way of leading a meeting as this group does it: copied from a known one (`base`) or made by itself.

    `steps`: [{"title", "minutes": [for 120, 150, 180], "focus", "purpose"}, …].
    """

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="scripts")
    base = models.SlugField(max_length=20, blank=True)
    name = models.CharField(_("name"), max_length=80)
    steps = models.JSONField(default=list)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    objects = OfGroupQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "name"], name="group_script_name_once")]

    def __str__(self) -> str:
        return self.name


class RoleTurn(models.Model):
    """Somebody takes a role of coaching for one meeting, by herself; it stands before who has it for a period (R66)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="role_turns")
    kind = models.CharField(_("role"), max_length=12, choices=CoachRole.Kind)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    objects = GroupOwnedQuerySet["RoleTurn"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "kind", "user"], name="role_turn_once")]

    def __str__(self) -> str:
        return f"{self.kind} at {self.meeting_id}"


class Run(models.Model):
    """A meeting that is being led from a screen: which block, since when. `version` grows with every step."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="run")
    block = models.ForeignKey(
        "meetings.AgendaBlock", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    block_began_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = GroupOwnedQuerySet["Run"].as_manager()

    def __str__(self) -> str:
        return f"run of {self.meeting_id}"


class ParkedItemQuerySet(GroupOwnedQuerySet["ParkedItem"]):
    def waiting(self) -> "ParkedItemQuerySet":
        return self.filter(taken_to=None, dropped_on=None)


class ParkedItem(models.Model):
    """What came up and is not for now (R63); it waits until it is put on an agenda or dropped."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="parked")
    text = models.CharField(_("what"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    taken_to = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    dropped_on = models.DateField(null=True, blank=True)

    objects = ParkedItemQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(taken_to=None) | Q(dropped_on=None), name="parked_item_ends_once")
        ]

    def __str__(self) -> str:
        return self.text


class Proposal(models.Model):
    """What a group decides by consent: good enough for now, with a day to look back (R67).

    `round`: how far the group is; agreeing makes `decision`.
    """

    class Round(models.TextChoices):
        PRESENT = "present", _("Put it forward")
        UNDERSTAND = "clarify", _("Understand")
        REACT = "react", _("React briefly")
        OBJECT = "object", _("Ask for objections")
        INTEGRATE = "merge", _("Work objections in")
        AGREED = "agreed", _("Agreed")
        DROPPED = "dropped", _("Set aside")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="proposals")
    text = models.CharField(_("proposal"), max_length=300)
    driver = models.CharField(_("what it answers"), max_length=300, blank=True)
    round = models.CharField(max_length=7, choices=Round, default=Round.PRESENT)
    review_on = models.DateField(_("look back on"), null=True, blank=True)
    decision = models.OneToOneField(Decision, null=True, blank=True, on_delete=models.SET_NULL, related_name="proposal")

    objects = GroupOwnedQuerySet["Proposal"].as_manager()

    def __str__(self) -> str:
        return self.text


class ObjectionQuerySet(models.QuerySet["Objection"]):
    def visible_to(self, user: User) -> "ObjectionQuerySet":
        return self.filter(proposal__meeting__community__in=Community.objects.owned_by_group_of(user))

    def editable_by(self, user: User) -> "ObjectionQuerySet":
        return self.visible_to(user)


class Objection(models.Model):
    """A reason why a proposal would harm, or a concern that does not stand in the way. It belongs to no person."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="objections")
    text = models.CharField(_("objection"), max_length=200)
    is_concern = models.BooleanField(default=False)
    worked_in = models.CharField(_("how it was worked in"), max_length=200, blank=True)

    objects = ObjectionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text


class ExitCheck(models.Model):
    """What the group itself says at the end: did this meeting bring us closer to our goal? One answer, of all."""

    class Answer(models.TextChoices):
        CLOSER = "closer", _("Clearly")
        A_LITTLE = "little", _("A little")
        NOT = "not", _("Not today")

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="exit_check")
    answer = models.CharField(max_length=6, choices=Answer)
    line = models.CharField(_("in one line"), max_length=200, blank=True)

    objects = GroupOwnedQuerySet["ExitCheck"].as_manager()

    def __str__(self) -> str:
        return f"{self.answer} at {self.meeting_id}"


class ModelCheck(models.Model):
    """Every third meeting: does the way of working still help (R68)? The group's joint answer."""

    class Answer(models.TextChoices):
        HELPS = "helps", _("It helps")
        PARTLY = "partly", _("Partly")
        HINDERS = "hinders", _("It is in the way")

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="model_check")
    model = models.CharField(max_length=20, blank=True)
    answer = models.CharField(max_length=7, choices=Answer)
    line = models.CharField(_("what we change"), max_length=200, blank=True)

    objects = GroupOwnedQuerySet["ModelCheck"].as_manager()

    def __str__(self) -> str:
        return f"{self.answer} at {self.meeting_id}"
