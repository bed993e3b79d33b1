"""What groups ask of their school leader, and the views that a leader keeps of her own page."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models import Community
from schools.models import OwnQuerySet, School, User


class LeaderRequestQuerySet(models.QuerySet["LeaderRequest"]):
    def open(self) -> "LeaderRequestQuerySet":
        """Neither settled nor taken back."""
        return self.filter(closed_on=None)

    def visible_to(self, user: User) -> "LeaderRequestQuerySet":
        """The group that asks, and whoever leads the school that is asked."""
        asked = Q(school__in=School.objects.editable_by(user))
        return self.filter(asked | Q(community__in=Community.objects.owned_by_group_of(user)))

    def editable_by(self, user: User) -> "LeaderRequestQuerySet":
        """Both sides: the group takes back or settles, the leader answers."""
        return self.visible_to(user)

    def answerable_by(self, user: User) -> "LeaderRequestQuerySet":
        """Whoever leads the school that is asked."""
        return self.filter(school__in=School.objects.editable_by(user))

    def of_group_of(self, user: User) -> "LeaderRequestQuerySet":
        """What one's own groups asked."""
        return self.filter(community__in=Community.objects.owned_by_group_of(user))


class LeaderRequest(models.Model):
    """A group needs something from its leader (SL7): time, a room, a decision, an expert. One line, one answer."""

    class Kind(models.TextChoices):
        TIME = "time", _("Time")
        ROOM = "room", _("A room or material")
        DECISION = "decision", _("A decision")
        EXPERT = "expert", _("An expert or a coach")
        RECOGNITION = "seen", _("Recognition")
        OTHER = "other", _("Something else")

    class Outcome(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("In part")
        LATER = "later", _("Later")
        NO = "no", _("No, because")

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="leader_requests")
    school = models.ForeignKey(
        School, on_delete=models.CASCADE, related_name="leader_requests"
    )  # whose leader is asked
    kind = models.CharField(_("what you need"), max_length=8, choices=Kind)
    line = models.CharField(_("in one line"), max_length=200)
    needed_on = models.DateField(_("before"), null=True, blank=True)
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField()
    outcome = models.CharField(_("answer"), max_length=6, choices=Outcome, blank=True)
    answer = models.CharField(_("in a line"), max_length=300, blank=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_days = models.PositiveSmallIntegerField(null=True, blank=True)  # school days between question and answer
    closed_on = models.DateField(null=True, blank=True)  # settled or taken back by the group
    # Made by the form that created the row, so that a second tap on save finds the first (F20).
    form_key = models.UUIDField(null=True, blank=True, unique=True)

    objects = LeaderRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, outcome="") | Q(answered_at__isnull=False) & ~Q(outcome=""),
                name="leader_request_answered_with_an_answer",
            )
        ]
        indexes = [
            models.Index(fields=["school", "asked_at"], condition=Q(closed_on=None), name="leader_request_open"),
            models.Index(fields=["school", "answered_at"], name="leader_request_by_answer"),
            models.Index(fields=["asked_at"], name="leader_request_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.community_id}"


class SavedView(models.Model):
    """A view of the leader's page that somebody keeps: what is chosen and which columns show. Hers alone."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=40)
    query = models.JSONField(default=dict)  # {"state": …, "variant": …}
    columns = models.JSONField(default=list)  # codes of columns; empty: those of everybody
    is_first = models.BooleanField(_("begin with this view"), default=False)

    objects = OwnQuerySet["SavedView"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "school", "name"], name="saved_view_once")]

    def __str__(self) -> str:
        return self.name
