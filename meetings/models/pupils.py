"""Pupils as partners (R36-R38): guests who are only counted, and cards they fill in without an account or a name."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from communities.models import Community, OfGroupQuerySet
from meetings.models.core import Meeting
from schools.models import User


class PupilGuestsQuerySet(OfGroupQuerySet["PupilGuests"]):
    pass


class PupilGuests(models.Model):
    """A number of pupils who take part: for a while, or at one meeting. Never a name.

    `consent_seen_on`: when the group noted that parents and pupils were told and agree (asked in the first term).
    """

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="pupil_guests")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.CASCADE, related_name="pupil_guests")
    number = models.PositiveSmallIntegerField(_("how many pupils"))
    first_day = models.DateField(_("from"))
    last_day = models.DateField(_("until"))
    consent_seen_on = models.DateField(null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = PupilGuestsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="pupil_guests_run_forward"),
            models.CheckConstraint(condition=Q(number__gte=1), name="pupil_guests_are_some"),
        ]
        verbose_name_plural = "pupil guests"

    def __str__(self) -> str:
        return f"{self.number} in {self.community_id}"


class FeedbackCardQuerySet(OfGroupQuerySet["FeedbackCard"]):
    pass


class FeedbackCard(models.Model):
    """Three short questions to pupils about a try-out or a meeting. Its answers are deleted after `delete_on`.

    `number` single-use links are made with it; without them, one address on the board takes as many answers.
    """

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="feedback_cards")
    meeting = models.ForeignKey(
        Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="feedback_cards"
    )
    about = models.CharField(_("what is it about?"), max_length=120)
    question = models.CharField(_("a question of your own"), max_length=160, blank=True)
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.PositiveSmallIntegerField(_("how many pupils"), default=30)
    is_on_board = models.BooleanField(default=False)  # one code for the class instead of a link each
    closes_on = models.DateField(_("open until"))
    delete_on = models.DateField(_("answers are deleted after"))
    created_on = models.DateField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = FeedbackCardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(delete_on__gte=F("closes_on")), name="feedback_card_outlives_its_days")
        ]
        indexes = [models.Index(fields=["delete_on"], name="feedback_card_to_forget")]

    def __str__(self) -> str:
        return self.about


class FeedbackTicket(models.Model):
    """One answer may be given with it. The code itself is only on paper: here stands its hash; nobody's name does."""

    card = models.ForeignKey(FeedbackCard, on_delete=models.CASCADE, related_name="tickets")
    code_hash = models.CharField(max_length=64, unique=True)
    is_used = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"ticket of {self.card_id}"


class FeedbackAnswerQuerySet(models.QuerySet["FeedbackAnswer"]):
    def visible_to(self, user: User) -> "FeedbackAnswerQuerySet":
        return self.filter(card__community__in=Community.objects.owned_by_group_of(user))


class FeedbackAnswer(models.Model):
    """What a pupil said: nothing that tells who, and no time. A random key, so that rows do not lie in order."""

    class Mood(models.IntegerChoices):
        NO = 1, _("Not really")
        SOMEWHAT = 2, _("Somewhat")
        YES = 3, _("Yes")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    card = models.ForeignKey(FeedbackCard, on_delete=models.CASCADE, related_name="answers")
    mood = models.PositiveSmallIntegerField(choices=Mood)
    helped = models.CharField(max_length=300, blank=True)
    hindered = models.CharField(max_length=300, blank=True)
    own = models.CharField(max_length=300, blank=True)

    objects = FeedbackAnswerQuerySet.as_manager()

    def __str__(self) -> str:
        return f"answer to {self.card_id}"
