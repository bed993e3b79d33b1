"""Communities and who takes part. Joining is always somebody's own act: a row in `Membership` follows an acceptance."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from schools.models import School, Staff, User

NOT_YET = date.max  # the start of what has no day yet
WAITS = (0, 5, 10, 15, 20)  # school days that a step of the ladder may wait longer


class Variant(models.TextChoices):
    """The seven variants (R22-R29); their defaults stand in `communities.variants`."""

    DESIGN_TEAM = "TDT", _("Teacher design team")
    PRACTICE = "COP", _("Community of practice")
    DATA_TEAM = "DT", _("Data team")
    LESSON_STUDY = "LS", _("Lesson study")
    SUBJECT_DIDACTIC = "VLG", _("Subject-didactic community")
    NETWORK = "LN", _("Learning network")
    ONLINE = "OLC", _("Online learning community")


class Regime(models.TextChoices):
    """How a rhythm is reckoned; see `meetings.cadence`."""

    INTERVAL = "interval", _("Every so many school weeks")
    COUNT = "count", _("A number of meetings a year")
    CYCLE = "cycle", _("Inside a cycle")
    NONE = "none", _("No fixed rhythm")


class Stage(models.TextChoices):
    """Where a community stands between an idea and a part of the school (R34, R35)."""

    PROPOSAL = "proposal", _("Proposal")
    RUNNING = "running", _("Running")
    EXPERIMENT = "experiment", _("Experiment")
    EMBEDDED = "embedded", _("Embedded")


def seen_by(user: User, path: str = "") -> Q:
    """The condition "this person may see the community", for rows that reach it by `path`.

    Spelled out per row: behind an OR, a database reads a subquery over communities to its end.
    """
    led = School.objects.editable_by(user).values("pk")
    taking_part = Membership.objects.current().filter(user=user).values("community_id")
    partnered = Partnership.objects.filter(school__in=led).values("community_id")
    return Q(**{f"{path}pk__in": taking_part}) | Q(**{f"{path}school__in": led}) | Q(**{f"{path}pk__in": partnered})


def framed_by(user: User, path: str = "") -> Q:
    """The condition "this person may change the community's frame", for rows that reach it by `path`."""
    led = School.objects.editable_by(user).values("pk")
    return Q(**{f"{path}pk__in": CommunityQuerySet.inside(user)}) | Q(**{f"{path}school__in": led})


class CommunityQuerySet(models.QuerySet["Community"]):
    def visible_to(self, user: User) -> "CommunityQuerySet":
        """Communities this person takes part in, and those hosted or joined by a school that she leads."""
        return self.filter(seen_by(user))

    def editable_by(self, user: User) -> "CommunityQuerySet":
        """Communities whose frame (name, policy, pause, end) this person may change: its people and the leader."""
        return self.filter(framed_by(user))

    def owned_by_group_of(self, user: User) -> "CommunityQuerySet":
        """Communities whose own words (agenda, minutes, subtasks) this person shares: members, coach, expert."""
        return self.filter(pk__in=self.inside(user))

    @staticmethod
    def inside(user: User) -> "models.QuerySet[Membership, Any]":
        """Community ids of the memberships that share the group's own words."""
        return Membership.objects.current().filter(user=user).values("community_id")

    def led_by(self, user: User) -> "CommunityQuerySet":
        """Communities hosted by a school that this person leads."""
        return self.filter(school__in=School.objects.editable_by(user).values("pk"))

    def open_to(self, user: User) -> "CommunityQuerySet":
        """Communities that anybody who works in their schools may look at and join by herself (R4, R46)."""
        works_in = School.objects.visible_to(user).values("pk")
        joined = Partnership.objects.filter(school__in=works_in).values("community_id")
        return self.filter(Q(school__in=works_in) | Q(pk__in=joined), is_open=True, ended_on=None)


class Community(models.Model):
    """A learning community: one host school, any number of partner schools, a rhythm policy of its own."""

    code = models.CharField(_("code"), max_length=30)
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="communities")
    partners = models.ManyToManyField(School, through="Partnership", related_name="joined_communities")
    name = models.CharField(_("name"), max_length=120)
    variant = models.CharField(_("variant"), max_length=3, choices=Variant)
    # What the school calls this variant, and which version of its description the group began with (0: the built-in).
    form = models.ForeignKey("SchoolVariant", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    form_version = models.PositiveSmallIntegerField(default=0)
    stage = models.CharField(_("stage"), max_length=10, choices=Stage, default=Stage.RUNNING)
    is_open = models.BooleanField(_("colleagues may look and join by themselves"), default=False)
    # The three purpose questions (R44): what do we want, how can a community help, what is the concrete task.
    purpose = models.TextField(_("what do we want?"), blank=True)
    contribution = models.TextField(_("how can a community help?"), blank=True)
    task = models.TextField(_("what is the concrete task?"), blank=True)
    falls_away = models.TextField(_("what falls away instead?"), blank=True)  # R57
    in_lesson_time = models.BooleanField(_("usually in lesson time"), null=True, blank=True)  # R58
    regime = models.CharField(_("rhythm"), max_length=8, choices=Regime)
    target_weeks = models.PositiveSmallIntegerField(_("target in school weeks"), null=True, blank=True)
    limit_weeks = models.PositiveSmallIntegerField(_("limit in school weeks"), null=True, blank=True)
    minimum_per_year = models.PositiveSmallIntegerField(_("meetings a school year"), null=True, blank=True)
    gap_weeks = models.PositiveSmallIntegerField(_("closer is too close, in school weeks"), null=True, blank=True)
    # A softer ladder of reminders: school days that a step waits longer; who is further away never hears first.
    overdue_wait = models.PositiveSmallIntegerField(default=0)
    help_wait = models.PositiveSmallIntegerField(default=0)
    leader_wait = models.PositiveSmallIntegerField(default=0)
    wait_reason = models.CharField(max_length=160, blank=True)
    started_on = models.DateField(_("start"))
    ended_on = models.DateField(_("end"), null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = CommunityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "code"], name="community_code_once_a_school"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")), name="community_runs_forward"
            ),
            models.CheckConstraint(
                condition=~Q(regime="interval") | Q(target_weeks__gte=1, limit_weeks__gte=F("target_weeks")),
                name="community_interval_has_target_and_limit",
            ),
            models.CheckConstraint(
                condition=Q(overdue_wait__in=WAITS, help_wait__in=WAITS, leader_wait__in=WAITS),
                name="community_waits_are_whole_weeks",
            ),
            models.CheckConstraint(
                condition=Q(help_wait__gte=F("overdue_wait"), leader_wait__gte=F("help_wait")),
                name="community_leader_waits_longest",
            ),
        ]

    @property
    def kind_name(self) -> str:
        """What the school calls this variant, or its usual name; ask for `form` along with the community."""
        return (self.form.name if self.form else "") or self.get_variant_display()

    def __str__(self) -> str:
        return self.name

    def has_ended(self, day: date) -> bool:
        return self.ended_on is not None and self.ended_on <= day  # its last day is the one before

    @property
    def begins_on(self) -> date:
        """From which day a rhythm is kept: an idea asks nothing of anybody, so it has none yet (R4)."""
        return NOT_YET if self.stage == Stage.PROPOSAL else self.started_on


class Partnership(models.Model):
    """A school that takes part in a community hosted by another school."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="partnerships")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="partnerships")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "school"], name="partnership_once")]

    def __str__(self) -> str:
        return f"{self.school_id} in {self.community_id}"


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> "MembershipQuerySet":
        return self.filter(left_on=None)

    def visible_to(self, user: User) -> "MembershipQuerySet":
        """Who takes part, for who takes part and for the host's leader; a partner's leader sees her own people."""
        led = School.objects.editable_by(user).values("pk")
        taking_part = Membership.objects.current().filter(user=user).values("community_id")
        hosted = Community.objects.filter(school__in=led).values("pk")
        partnered = Partnership.objects.filter(school__in=led).values("community_id")
        own_people = Staff.objects.current().filter(school__in=led).values("user_id")
        return self.filter(
            Q(community__in=taking_part)
            | Q(community__in=hosted)
            | Q(user=user)
            | Q(community__in=partnered, user__in=own_people)
        )

    def editable_by(self, user: User) -> "MembershipQuerySet":
        """Only a person's own membership: nobody removes or enrols somebody else."""
        return self.filter(user=user)


class Membership(models.Model):
    """Somebody takes part in a community, from a day to a day. A change of role closes one row and opens the next."""

    class Role(models.TextChoices):
        MEMBER = "member", _("Member")
        COACH = "coach", _("Process coach")
        EXPERT = "expert", _("Expert")

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=7, choices=Role, default=Role.MEMBER)
    joined_on = models.DateField(_("joined on"))
    left_on = models.DateField(_("left on"), null=True, blank=True)
    until = models.DateField(_("takes part until"), null=True, blank=True)  # the last day, of an external
    # How it came about: empty by somebody's own act, otherwise taken over from a list and not confirmed by her yet.
    came_by = models.CharField(max_length=8, blank=True)

    IMPORTED = "imported"

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "user"], condition=Q(left_on=None), name="membership_one_current"
            ),
            models.CheckConstraint(
                condition=Q(left_on=None) | Q(left_on__gte=F("joined_on")), name="membership_runs_forward"
            ),
        ]
        indexes = [
            models.Index(fields=["until"], condition=Q(left_on=None, until__isnull=False), name="member_last_day")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.community_id}"


class CoachRoleQuerySet(models.QuerySet["CoachRole"]):
    def current(self) -> "CoachRoleQuerySet":
        return self.filter(ended_on=None, membership__left_on=None)


class CoachRole(models.Model):
    """One of the three roles of process coaching (R63-R66), played by a member or the coach, from a day to a day."""

    class Kind(models.TextChoices):
        FACILITATING = "facilitating", _("Facilitating")
        EXPERT = "expert", _("Expert")
        SUPPORTING = "supporting", _("Supporting")

    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="coach_roles")
    kind = models.CharField(_("role"), max_length=12, choices=Kind)
    started_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = CoachRoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "kind"], condition=Q(ended_on=None), name="coach_role_one_current"
            )
        ]

    def __str__(self) -> str:
        return self.kind


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def visible_to(self, user: User) -> "InvitationQuerySet":
        """Only the invited person sees an invitation and its answer; declining is silent."""
        return self.filter(user=user)

    def editable_by(self, user: User) -> "InvitationQuerySet":
        """Open invitations of this person: the ones she may answer."""
        return self.visible_to(user).filter(answered_at=None)


class Invitation(models.Model):
    """A question to join. The answer "no" is kept only so that nobody asks again; it is shown to nobody else."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="invitations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations")
    role = models.CharField(_("role"), max_length=7, choices=Membership.Role, default=Membership.Role.MEMBER)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    until = models.DateField(_("takes part until"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    is_accepted = models.BooleanField(default=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "user"], name="invitation_once")]

    def __str__(self) -> str:
        return f"{self.user_id} to {self.community_id}"
