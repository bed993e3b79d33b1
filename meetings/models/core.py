"""Meetings, what a group notes of them, and the stored rhythm.

The frame of a meeting (date, length, place, number present) may be seen by the leader; what the group writes (agenda,
minutes, decisions, subtasks, who was there) stands in tables of its own with a stricter `visible_to`.
"""

import uuid
from datetime import date
from typing import Generic, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Community, seen_by
from schools.models import User

Row = TypeVar("Row", bound=models.Model)


class Focus(models.TextChoices):
    """Possible focuses of an activity (R77)."""

    EXPERTISE = "expertise", _("Expertise sharing")
    PROFESSIONAL = "professional", _("Professional development")
    SCHOOL = "school", _("School development")
    CURRICULUM = "curriculum", _("Curriculum development")


class Purpose(models.TextChoices):
    """What a block of an agenda is for (domain 4.2)."""

    SHARE = "share", _("Share")
    LEARN = "learn", _("Learn")
    DESIGN = "design", _("Design")
    DECIDE = "decide", _("Decide")
    REFLECT = "reflect", _("Reflect")


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def held(self) -> "MeetingQuerySet":
        return self.filter(status=Meeting.Status.HELD)

    def planned(self) -> "MeetingQuerySet":
        return self.filter(status=Meeting.Status.PLANNED)

    def coming(self, today: date) -> "MeetingQuerySet":
        """Planned for today or later, the first one first."""
        return self.planned().filter(day__gte=today).order_by("starts_at", "pk")

    def visible_to(self, user: User) -> "MeetingQuerySet":
        """The frame of meetings: everybody who sees the community; drafts only for the group itself."""
        inside = Community.objects.inside(user)
        return self.filter(seen_by(user, "community__") & ~Q(status=Meeting.Status.DRAFT) | Q(community__in=inside))

    def editable_by(self, user: User) -> "MeetingQuerySet":
        return self.filter(community__in=Community.objects.owned_by_group_of(user))


class Meeting(models.Model):
    """One meeting of a community. `day` is the local date of `starts_at`; `version` grows with every save (F20)."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PLANNED = "planned", _("Planned")
        HELD = "held", _("Held")
        CANCELLED = "cancelled", _("Did not take place")

    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField(_("start"))
    day = models.DateField()
    minutes = models.PositiveSmallIntegerField(_("length in minutes"))
    status = models.CharField(max_length=9, choices=Status, default=Status.PLANNED)
    place = models.CharField(_("place or link"), max_length=200, blank=True)
    in_lesson_time = models.BooleanField(
        _("in lesson time"), null=True, blank=True
    )  # R58; None: as the group is used to
    note_taker = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    present_count = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    sequence = models.PositiveIntegerField(default=0)  # grows with what a calendar shows, or whether it takes place
    changed_at = models.DateTimeField(default=timezone.now)  # when `sequence` grew last
    has_news = models.BooleanField(default=False)  # `sequence` grew, and nobody looked yet who has to be told
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    # Made by the form that created the row, so that a second tap on save finds the first (F20).
    form_key = models.UUIDField(null=True, blank=True, unique=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    logged_at = models.DateTimeField(null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(minutes__gte=1, minutes__lte=1440), name="meeting_length_is_sane")
        ]
        indexes = [
            models.Index(fields=["community", "day"], name="meeting_by_community_and_day"),
            models.Index(fields=["day"], name="meeting_by_day"),
            models.Index(fields=["id"], condition=Q(has_news=True), name="meeting_with_news"),
        ]

    def __str__(self) -> str:
        return f"{self.community_id} {self.day:%Y-%m-%d}"


class GroupOwnedQuerySet(models.QuerySet[Row], Generic[Row]):
    """Rows of a meeting that only the group itself sees (not its leader)."""

    def visible_to(self, user: User) -> "GroupOwnedQuerySet[Row]":
        return self.filter(meeting__community__in=Community.objects.owned_by_group_of(user))

    def editable_by(self, user: User) -> "GroupOwnedQuerySet[Row]":
        return self.visible_to(user)


class AgendaQuerySet(GroupOwnedQuerySet["AgendaBlock"]):
    """Agenda of a group, for that group."""


class AgendaBlock(models.Model):
    """One block of an agenda: what, how long, with which focus, who leads (R76-R77)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("title"), max_length=120)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=15)
    focus = models.CharField(_("focus"), max_length=12, choices=Focus, blank=True)
    purpose = models.CharField(_("what for"), max_length=7, choices=Purpose, blank=True)
    spent_seconds = models.PositiveIntegerField(null=True, blank=True)  # as a running meeting measured it
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = AgendaQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title


class MinutesQuerySet(GroupOwnedQuerySet["Minutes"]):
    """Minutes of a group, for that group."""


class Minutes(models.Model):
    """What the group notes of a meeting beside decisions and subtasks; agreements, not a report."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="noted")
    note = models.TextField(_("note"), blank=True)
    focuses = models.JSONField(_("focus"), default=list)

    objects = MinutesQuerySet.as_manager()

    def __str__(self) -> str:
        return f"minutes of {self.meeting_id}"


class DecisionQuerySet(GroupOwnedQuerySet["Decision"]):
    """Decision of a group, for that group."""

    def in_force(self) -> "DecisionQuerySet":
        """What was not dropped or replaced since."""
        return self.filter(dropped_on=None)


class Decision(models.Model):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("decision"), max_length=300)
    review_on = models.DateField(_("look back on"), null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)  # looked back on, and dropped or put in other words

    objects = DecisionQuerySet.as_manager()

    def __str__(self) -> str:
        return self.text


class AttendanceQuerySet(GroupOwnedQuerySet["Attendance"]):
    """Attendance of a group, for that group."""


class Attendance(models.Model):
    """Who was there; the reason of an absence is never asked."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendance")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attendance")
    is_present = models.BooleanField()

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "user"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.meeting_id}"


class SubtaskQuerySet(GroupOwnedQuerySet["Subtask"]):
    def open(self) -> "SubtaskQuerySet":
        return self.filter(done_on=None, dropped_on=None)


class Subtask(models.Model):
    """Who does what by when, agreed at a meeting; it comes back at the next until it is done or dropped (C15-C16)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="subtasks")
    text = models.CharField(_("subtask"), max_length=300)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="subtasks"
    )
    due_on = models.DateField(_("by"), null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    dropped_on = models.DateField(null=True, blank=True)

    objects = SubtaskQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(done_on=None) | Q(dropped_on=None), name="subtask_ends_once")]

    def __str__(self) -> str:
        return self.text


class LogReceiptQuerySet(GroupOwnedQuerySet["LogReceipt"]):
    """Who saved the log of a meeting, for that group."""


class LogReceipt(models.Model):
    """One accepted save of a log (F20). The key of the form makes a second tap find the first.

    `version` is that of the meeting after this save; `digest` tells a replay from more words under the same key;
    `undo` holds what the save changed outside its own rows, for ten minutes of second thoughts.
    """

    key = models.UUIDField(unique=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="receipts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    undo = models.JSONField(default=dict)
    has_news = models.BooleanField(default=False)  # somebody added to it, and `by` was not told yet

    objects = LogReceiptQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.meeting_id} by {self.by_id}"


class CadenceQuerySet(models.QuerySet["Cadence"]):
    def to_look_at(self, today: object) -> "CadenceQuerySet":
        """Rows of which something may have to be said or changed; one look in the index `cadence_next_look`."""
        return self.filter(next_look_on__lte=today)


class Cadence(models.Model):
    """The dated facts of a community's rhythm in the school year it is in: `meetings.cadence.Rhythm`, stored.

    Written by the action that changes one of its causes; `manage.py rebuild_cadence` proves that stored = computed.
    """

    community = models.OneToOneField(Community, on_delete=models.CASCADE, primary_key=True, related_name="cadence")
    year = models.CharField(max_length=9, blank=True)  # label; empty in the summer or when the calendar is unknown
    is_calendar_known = models.BooleanField(default=True)
    opens_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    stalled_on = models.DateField(null=True)
    last_held_on = models.DateField(null=True)
    last_active_on = models.DateField(null=True)  # of an online community: the latest activity or live moment
    held = models.PositiveSmallIntegerField(default=0)
    required = models.PositiveSmallIntegerField(null=True)
    remaining = models.PositiveSmallIntegerField(null=True)
    last_reachable_on = models.DateField(null=True)
    last_places = models.JSONField(default=list)  # [iso day, …]: the latest days of the remaining meetings
    tight_on = models.DateField(null=True)
    planned_next_on = models.DateField(null=True)
    unlogged_on = models.DateField(null=True)
    reasons = models.JSONField(default=list)
    dots = models.JSONField(default=list)  # [[iso day, minutes, "h" or "p"], …] of this school year, for the year strip
    next_look_on = models.DateField(null=True)
    reckoned_on = models.DateField(null=True)  # the day as of which the facts were reckoned
    refreshed_at = models.DateTimeField(default=timezone.now)

    objects = CadenceQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["next_look_on"], condition=Q(next_look_on__isnull=False), name="cadence_next_look")
        ]

    def __str__(self) -> str:
        return f"cadence of {self.community_id}"
