"""Questions, cases and themes (R24, R27-R29), and word to colleagues outside the group with a question back (R61)."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from communities.models import Community, OfGroupQuerySet
from meetings.models import Meeting
from schools.models import User


class TopicQuerySet(OfGroupQuerySet["Topic"]):
    """Topics of a group, for that group; a text that was hidden stays, with the reason."""


class Topic(models.Model):
    """Something people talk about, at a meeting or between: a question, a case from practice, a theme."""

    class Kind(models.TextChoices):
        QUESTION = "question", _("Question")
        CASE = "case", _("Case from practice")
        THEME = "theme", _("Theme")

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="topics")
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(_("in one line"), max_length=160)
    text = models.TextField(_("more about it"), blank=True)
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="topics")
    accepted = models.ForeignKey("learning.Post", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    harvest = models.CharField(_("what we take from it"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    last_at = models.DateTimeField()
    closed_on = models.DateField(null=True, blank=True)
    hidden_on = models.DateField(null=True, blank=True)
    hidden_why = models.CharField(_("why?"), max_length=200, blank=True)
    # Made by the form that created the row, so that a second tap on save finds the first (F20).
    form_key = models.UUIDField(null=True, blank=True, unique=True)

    objects = TopicQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["community", "last_at"], name="topic_by_last_word"),
            models.Index(fields=["last_at"], name="topic_of_last_week"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def readable_title(self) -> str:
        """What everybody of the group may read; empty for a text that was hidden or removed."""
        return "" if self.hidden_on else self.title


class PostQuerySet(models.QuerySet["Post"]):
    def visible_to(self, user: User) -> "PostQuerySet":
        return self.filter(topic__community__in=Community.objects.owned_by_group_of(user))

    def editable_by(self, user: User) -> "PostQuerySet":
        """One's own; other words only while the topic is open, none at all whenever she wants."""
        return self.visible_to(user).filter(by=user)


class Post(models.Model):
    """An answer, an experience, something for a theme."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="posts")
    text = models.TextField(_("your answer"))
    link = models.URLField(_("link"), max_length=500, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    hidden_on = models.DateField(null=True, blank=True)
    hidden_why = models.CharField(_("why?"), max_length=200, blank=True)
    # Made by the form that created the row, so that a second tap on save finds the first (F20).
    form_key = models.UUIDField(null=True, blank=True, unique=True)

    objects = PostQuerySet.as_manager()

    def __str__(self) -> str:
        return f"post in {self.topic_id}"


class Mention(models.Model):
    """Somebody of the group was called into a topic by name; she is told once."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "user"], name="mention_once")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.post_id}"


class StakeholderUpdateQuerySet(models.QuerySet["StakeholderUpdate"]):
    def visible_to(self, user: User) -> "StakeholderUpdateQuerySet":
        """The group, and the colleagues who were asked."""
        asked = StakeholderAsk.objects.filter(user=user).values("told_id")
        return self.filter(Q(community__in=Community.objects.owned_by_group_of(user)) | Q(pk__in=asked))

    def editable_by(self, user: User) -> "StakeholderUpdateQuerySet":
        return self.filter(community__in=Community.objects.owned_by_group_of(user))


class StakeholderUpdate(models.Model):
    """In a few lines where a group stands, and one question to named colleagues; answers go to the next agenda."""

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="updates")
    text = models.CharField(_("where we stand"), max_length=500)
    question = models.CharField(_("our question"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    sent_at = models.DateTimeField()
    closes_on = models.DateField(_("answers until"))
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="updates")
    # Made by the form that created the row, so that a second tap on save finds the first (F20).
    form_key = models.UUIDField(null=True, blank=True, unique=True)

    objects = StakeholderUpdateQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["closes_on"], name="update_by_last_day")]

    def __str__(self) -> str:
        return self.question


class StakeholderAskQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> "StakeholderAskQuerySet":
        """The group, and who was asked: her own."""
        inside = Community.objects.owned_by_group_of(user)
        return self.filter(Q(told__community__in=inside) | Q(user=user))

    def editable_by(self, user: User) -> "StakeholderAskQuerySet":
        """One's own answer."""
        return self.filter(user=user)


class StakeholderAsk(models.Model):
    """One colleague who was asked, and what she answered, if she did."""

    told = models.ForeignKey(StakeholderUpdate, on_delete=models.CASCADE, related_name="asks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    answer = models.CharField(_("your answer"), max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects = StakeholderAskQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["told", "user"], name="stakeholder_asked_once")]

    def __str__(self) -> str:
        return f"{self.user_id} on {self.told_id}"
