"""The pulse: while a round is open answers lie sealed in a box, after it nothing is left but words (trust 2.5).

Three tables tell who may still answer and how to open the box: `Ticket`, `RoundKey`, and, for the wish to share,
`ShareVoice`. No page reads them for anybody else; the first two are emptied when a round closes.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models import Community, Membership, OfGroupQuerySet, Partnership, seen_by
from meetings.models import Meeting
from schools.models import School, User


def told_to(user: User) -> Any:
    """Ids of the communities whose pulse this person may read: members, and the coach whom the group accepted.

    Who coaches a group of a school that she leads reads what every leader reads: rounds that its members share.
    """
    led = School.objects.editable_by(user).values("pk")
    of_hers = Q(community__school__in=led) | Q(
        community__in=Partnership.objects.filter(school__in=led).values("community")
    )
    own = Membership.objects.current().filter(user=user).exclude(role=Membership.Role.EXPERT)
    return own.exclude(Q(role=Membership.Role.COACH) & of_hers).values("community_id")


class Condition(models.TextChoices):
    """The five of the excerpt (R80-R84)."""

    INTERDEPENDENCE = "interdependence", _("Interdependence")
    COHESION = "cohesion", _("Cohesion")
    SAFETY = "safety", _("Psychological safety")
    POTENCY = "potency", _("Group potency")
    PURPOSE = "purpose", _("Shared purposefulness")


class RoundQuerySet(models.QuerySet["Round"]):
    def open(self) -> "RoundQuerySet":
        return self.filter(closed_on=None)

    def visible_to(self, user: User) -> "RoundQuerySet":
        """Members and the coach; whoever sees the group once its members shared this round."""
        return self.filter(Q(community__in=told_to(user)) | seen_by(user, "community__") & Q(shared_on__isnull=False))

    def editable_by(self, user: User) -> "RoundQuerySet":
        """Rounds of which this person may do something: answer, share, talk about."""
        return self.filter(community__in=told_to(user))


class Round(models.Model):
    """One time that a group asks itself. `asked_of`: the ids of those who could answer, so that the next round knows
    whether the group is still the same; never who did. `size`: "4-5", "6-8" or "9+" answers, "" for too few."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="pulse_rounds")
    instrument = models.CharField(max_length=10)  # the version of the statements
    opened_on = models.DateField()
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    closes_on = models.DateField(_("open until"))
    closed_on = models.DateField(null=True, blank=True)
    has_comments = models.BooleanField(_("with room for a line of one's own"), default=False)
    asked_of = models.JSONField(default=list)
    size = models.CharField(max_length=4, blank=True)
    shared_on = models.DateField(null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community"], condition=Q(closed_on=None), name="pulse_round_one_open")
        ]
        indexes = [
            models.Index(fields=["closes_on"], condition=Q(closed_on=None), name="pulse_round_to_close"),
            models.Index(fields=["closed_on"], condition=Q(closed_on__isnull=False), name="pulse_round_by_close"),
        ]

    def __str__(self) -> str:
        return f"pulse of {self.community_id}, {self.opened_on:%Y-%m-%d}"


class Ticket(models.Model):
    """Somebody may answer once. Made for all when a round opens, whether they answer or not; gone when it closes."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="tickets")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    secret = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="pulse_ticket_once")]

    def __str__(self) -> str:
        return f"ticket of {self.round_id}"


class RoundKey(models.Model):
    """The key of one box, itself sealed with the key of the installation; gone when the round closes."""

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="key")
    sealed = models.TextField()

    def __str__(self) -> str:
        return f"key of {self.round_id}"


class Ballot(models.Model):
    """What lies in the box while a round is open: sealed, without a person or a moment; gone when it closes.

    Everybody who may answer has one from the first day, empty or not, and all are sealed anew with every answer.
    `label` is made from a ticket's secret, so that who answered may answer anew, and nobody else knows whose it is.
    """

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="ballots")
    label = models.CharField(max_length=64)
    sealed = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "label"], name="pulse_ballot_once")]

    def __str__(self) -> str:
        return f"ballot of {self.round_id}"


class OfRoundQuerySet(models.QuerySet[Any]):
    """What a closed round says, for whom the round is."""

    def visible_to(self, user: User) -> "OfRoundQuerySet":
        return self.filter(round__in=Round.objects.visible_to(user), round__closed_on__isnull=False)


class Finding(models.Model):
    """What one condition came to: a band, a word for agreement, and a word for change where that may be said.

    `sealed_level`: the average, for the next round alone and for a school's five words; deleted with the next round or
    at the end of the school year. Nothing here is ever changed otherwise.
    """

    class Band(models.TextChoices):
        DISCUSS = "discuss", _("To discuss")
        GROWING = "growing", _("Growing")
        STRONG = "strong", _("Strong")

    class Agreement(models.TextChoices):
        ONE_MIND = "one", _("Of one mind")
        MIXED = "mixed", _("Mixed")
        DIVIDED = "divided", _("Divided")

    class Change(models.TextChoices):
        UP = "up", _("More than last time")
        DOWN = "down", _("Less than last time")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="findings")
    condition = models.CharField(max_length=15, choices=Condition)
    band = models.CharField(max_length=7, choices=Band)
    agreement = models.CharField(max_length=7, choices=Agreement, blank=True)
    change = models.CharField(max_length=4, choices=Change, blank=True)
    sealed_level = models.TextField(blank=True)

    objects = OfRoundQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "condition"], name="pulse_finding_once")]
        indexes = [models.Index(fields=["round"], condition=~Q(sealed_level=""), name="pulse_level_to_forget")]

    def __str__(self) -> str:
        return f"{self.condition} in {self.round_id}"


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, user: User) -> "CommentQuerySet":
        """Members and the coach; never along with a round that is shared."""
        return self.filter(round__community__in=told_to(user), round__closed_on__isnull=False)


class Comment(models.Model):
    """A line that somebody left in a round that had room for it, in no order."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="comments")
    text = models.CharField(max_length=300)

    objects = CommentQuerySet.as_manager()

    def __str__(self) -> str:
        return f"comment in {self.round_id}"


class ShareVoice(models.Model):
    """A member would show this round to the school leader. There is no row for a no; gone once all said yes."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="share_voices")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "user"], name="pulse_share_voice_once")]

    def __str__(self) -> str:
        return f"voice on {self.round_id}"


class Conversation(models.Model):
    """The group talked about one of the five conditions (R85): that, and when; never what was said."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="conversations")
    round = models.ForeignKey(Round, null=True, blank=True, on_delete=models.SET_NULL, related_name="conversations")
    condition = models.CharField(max_length=15, choices=Condition)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="conversations")
    held_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = OfGroupQuerySet["Conversation"].as_manager()

    class Meta:
        indexes = [models.Index(fields=["community", "held_on"], name="conversation_by_day")]

    def __str__(self) -> str:
        return f"{self.condition} in {self.community_id}"


class SchoolPulseQuerySet(models.QuerySet["SchoolPulse"]):
    def visible_to(self, user: User) -> "SchoolPulseQuerySet":
        """Whoever works in the school."""
        return self.filter(school__in=School.objects.visible_to(user))


class SchoolPulse(models.Model):
    """Five words for a whole school, twice a year, from enough groups and answers; made once and never changed.

    `bands`: {condition: band}; `series` grows when the set of groups changed, so that only equal sets are compared.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="pulse")
    released_on = models.DateField()
    series = models.PositiveSmallIntegerField(default=1)
    groups = models.CharField(max_length=8)  # "3-5", "6-9" or "10+"
    bands = models.JSONField(default=dict)

    objects = SchoolPulseQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "released_on"], name="school_pulse_once")]

    def __str__(self) -> str:
        return f"pulse of school {self.school_id}, {self.released_on:%Y-%m-%d}"
