"""What a school says of the variants (R22-R33): own words and forms, why a group chose one, what members think."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models.core import Community, Variant
from communities.models.doors import OfFrameQuerySet
from schools.models import School, User


class SchoolVariantQuerySet(models.QuerySet["SchoolVariant"]):
    def visible_to(self, user: User) -> "SchoolVariantQuerySet":
        """The forms of the schools where this person works."""
        return self.filter(school__in=School.objects.visible_to(user))

    def editable_by(self, user: User) -> "SchoolVariantQuerySet":
        return self.filter(school__in=School.objects.editable_by(user))


class SchoolVariant(models.Model):
    """A form that a school knows: one of the seven in its own words, or one of its own (vakgroep, PLG) on a base (R30).

    `code` is the base's code for the school's words about one of the seven, a word of its own otherwise. An empty name
    means the usual one.
    """

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="variants")
    base = models.CharField(_("built on"), max_length=3, choices=Variant)
    code = models.SlugField(max_length=40)
    name = models.CharField(_("name"), max_length=80)
    is_hidden = models.BooleanField(_("not offered in this school"), default=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = SchoolVariantQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "code"], name="school_variant_once")]

    def __str__(self) -> str:
        return self.name or self.get_base_display()


class VariantVersionQuerySet(models.QuerySet["VariantVersion"]):
    def visible_to(self, user: User) -> "VariantVersionQuerySet":
        return self.filter(variant__school__in=School.objects.visible_to(user))


class VariantVersion(models.Model):
    """One saved text of a school's form; never changed, the highest number counts. `content` as in the catalogue."""

    variant = models.ForeignKey(SchoolVariant, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField(default=dict)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    objects = VariantVersionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["variant", "number"], name="variant_version_once")]

    def __str__(self) -> str:
        return f"{self.variant_id} v{self.number}"


class VariantChoiceQuerySet(OfFrameQuerySet["VariantChoice"]):
    pass


class VariantChoice(models.Model):
    """A decision record (R31): which variant was chosen, when, why, and what the adviser had said. The last one holds.

    `answers` are those of the six questions by code, empty without the adviser; `advised` the codes it named; `name` is
    what the school called it that day, empty for the usual name.
    """

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="choices")
    variant = models.CharField(max_length=3, choices=Variant)
    name = models.CharField(max_length=80, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    advised = models.JSONField(default=list, blank=True)
    reason = models.TextField(_("why this one?"), blank=True)
    decided_on = models.DateField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = VariantChoiceQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.variant} for {self.community_id}"


class WatchWordsQuerySet(models.QuerySet["WatchWords"]):
    def visible_to(self, user: User) -> "WatchWordsQuerySet":
        """One's own answer; the group sees how the answers lie (`queries`), never whose they are."""
        return self.filter(user=user, community__in=Community.objects.owned_by_group_of(user))

    def editable_by(self, user: User) -> "WatchWordsQuerySet":
        return self.visible_to(user)


class WatchWords(models.Model):
    """What one member thinks of the plan: feasible, supported, to the purpose (R33); 1 not yet, 5 surely."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="watch_words")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    feasible = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    supported = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    purposeful = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(5)])
    day = models.DateField()

    objects = WatchWordsQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "user"], name="watch_words_once"),
            models.CheckConstraint(
                condition=Q(feasible__range=(1, 5), supported__range=(1, 5), purposeful__range=(1, 5)),
                name="watch_words_from_one_to_five",
            ),
        ]
        verbose_name_plural = "watch words"

    def __str__(self) -> str:
        return f"{self.user_id} on {self.community_id}"
