"""What people say of themselves in a community, the consent of a guest's school, and whether goal and people fit."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models.core import Community, Membership
from communities.models.doors import OfGroupQuerySet
from schools.models import School, User


class MemberStatementQuerySet(models.QuerySet["MemberStatement"]):
    def visible_to(self, user: User) -> "MemberStatementQuerySet":
        """The group's own people."""
        return self.filter(membership__community__in=Community.objects.owned_by_group_of(user))

    def editable_by(self, user: User) -> "MemberStatementQuerySet":
        """Only one's own words (R46): nobody describes somebody else."""
        return self.filter(membership__user=user)


class MemberStatement(models.Model):
    """What somebody brings and would like to learn, in her own words (R46)."""

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="statement")
    brings = models.CharField(_("I bring"), max_length=300, blank=True)
    learns = models.CharField(_("I would like to learn"), max_length=300, blank=True)

    objects = MemberStatementQuerySet.as_manager()

    def __str__(self) -> str:
        return f"statement of {self.membership_id}"


class GuestConsentQuerySet(models.QuerySet["GuestConsent"]):
    def visible_to(self, user: User) -> "GuestConsentQuerySet":
        """The guest herself, and who leads the guest's school."""
        return self.filter(Q(user=user) | Q(school__in=School.objects.editable_by(user)))

    def editable_by(self, user: User) -> "GuestConsentQuerySet":
        """Who leads the guest's school answers."""
        return self.filter(school__in=School.objects.editable_by(user))


class GuestConsent(models.Model):
    """A school is asked whether one of its people may be a guest elsewhere; nobody is in before."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="guest_consents")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="guest_consents")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    is_given = models.BooleanField(default=False)
    until = models.DateField(_("until"), null=True, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = GuestConsentQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "user", "school"], name="guest_consent_once")]

    def __str__(self) -> str:
        return f"{self.school_id} for {self.user_id} in {self.community_id}"


class CompositionAnswer(models.Model):
    """Do the people fit the goal (R52)? Asked at the start and when members change, answered by the group."""

    class Fit(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NO = "no", _("Not yet")

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="composition_answers")
    fit = models.CharField(max_length=6, choices=Fit)
    note = models.CharField(_("who or what is missing?"), max_length=300, blank=True)
    number = models.PositiveSmallIntegerField(null=True)  # how many took part then: who comes later that day counts too
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = OfGroupQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.fit} for {self.community_id}"
