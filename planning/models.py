"""Rooms, hours of the week, what groups wish, and a year plan for all groups of a school before it is published.

A plan proposes; only its publication makes meetings, which their groups then move or cancel like every other meeting.
"""

from django.db import models
from django.db.models import F, Q
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from communities.models import Community, OfGroupQuerySet
from meetings.models import Meeting
from schools.models import ForLeadersQuerySet, OfSchoolQuerySet, School, User


class Weekday(models.IntegerChoices):
    """Days of the week as Python counts them, named as Django names them in dates."""

    MONDAY = 0, WEEKDAYS[0]
    TUESDAY = 1, WEEKDAYS[1]
    WEDNESDAY = 2, WEEKDAYS[2]
    THURSDAY = 3, WEEKDAYS[3]
    FRIDAY = 4, WEEKDAYS[4]


class Room(models.Model):
    """A room of a school in which a group can meet; `seats` is empty where nobody counted."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="rooms")
    name = models.CharField(_("name"), max_length=60)
    seats = models.PositiveSmallIntegerField(_("seats"), null=True, blank=True)

    objects = OfSchoolQuerySet["Room"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "name"], name="room_once")]

    def __str__(self) -> str:
        return self.name


class MeetingHour(models.Model):
    """A stretch of the week in which groups of a school may meet; best within lesson time (R58)."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="meeting_hours")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday)
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    in_lesson_time = models.BooleanField(_("in lesson time"), default=True)

    objects = OfSchoolQuerySet["MeetingHour"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "weekday", "starts"], name="meeting_hour_once"),
            models.CheckConstraint(condition=Q(starts__lt=F("ends")), name="meeting_hour_runs_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.starts:%H:%M}–{self.ends:%H:%M}"


class TaughtHourQuerySet(models.QuerySet["TaughtHour"]):
    def visible_to(self, user: User) -> "TaughtHourQuerySet":
        """One's own hours, and those of a school that one leads: the timetable is the school's."""
        return self.filter(Q(user=user) | Q(school__in=School.objects.editable_by(user)))

    def editable_by(self, user: User) -> "TaughtHourQuerySet":
        return self.visible_to(user)


class TaughtHour(models.Model):
    """A stretch of the week in which somebody teaches, and so cannot meet. Nobody has to fill this in."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="taught_hours")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="taught_hours")
    weekday = models.PositiveSmallIntegerField(_("day"), choices=Weekday)
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))

    objects = TaughtHourQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "user", "weekday", "starts"], name="taught_hour_once"),
            models.CheckConstraint(condition=Q(starts__lt=F("ends")), name="taught_hour_runs_forward"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.weekday} {self.starts:%H:%M}"


class PlanningWishQuerySet(OfGroupQuerySet["PlanningWish"]):
    def visible_to(self, user: User) -> "PlanningWishQuerySet":
        """The group, and who leads the school that plans for it: wishes are there to be read."""
        led = Q(community__school__in=School.objects.editable_by(user))
        return self.filter(led | Q(community__in=Community.objects.owned_by_group_of(user)))

    def editable_by(self, user: User) -> "PlanningWishQuerySet":
        """The group alone says what it wishes."""
        return self.filter(community__in=Community.objects.owned_by_group_of(user))


class PlanningWish(models.Model):
    """What a group wishes of a year plan; `plans_itself` leaves it out of every plan of the school."""

    community = models.OneToOneField(Community, on_delete=models.CASCADE, related_name="planning_wish")
    weekdays = models.JSONField(_("days that suit us"), default=list)  # of `Weekday`; empty: any
    line = models.CharField(_("what else matters"), max_length=200, blank=True)
    plans_itself = models.BooleanField(_("we plan our year ourselves"), default=False)

    objects = PlanningWishQuerySet.as_manager()

    def __str__(self) -> str:
        return f"wish of {self.community_id}"


class YearPlan(models.Model):
    """A plan of the meetings of all groups in one school year: a draft of the leader until it is published."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="year_plans")
    year = models.CharField(max_length=9)  # label of the school year
    made_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)  # a proposal is wanted and not there yet
    taken_at = models.DateTimeField(null=True, blank=True)  # a worker began to make it
    failure = models.CharField(max_length=20, blank=True)  # code of why the last one did not come about
    # What did not work out:
    # [{"community": id, "wanted": n, "placed": n, "reasons": [{"code": …}, …], "teaching": n}, …]
    left_over = models.JSONField(default=list)
    version = models.PositiveIntegerField(default=1)  # grows with each change, so that two screens notice each other

    objects = ForLeadersQuerySet["YearPlan"].as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "year"], condition=Q(published_at=None), name="year_plan_one_open"
            )
        ]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(asked_at__isnull=False), name="year_plan_asked"),
        ]

    def __str__(self) -> str:
        return f"{self.school_id} {self.year}"


class PlannedDateQuerySet(models.QuerySet["PlannedDate"]):
    def visible_to(self, user: User) -> "PlannedDateQuerySet":
        return self.filter(plan__in=YearPlan.objects.visible_to(user))

    def editable_by(self, user: User) -> "PlannedDateQuerySet":
        return self.filter(plan__in=YearPlan.objects.editable_by(user))


class PlannedDate(models.Model):
    """One proposed meeting of a plan. `meeting` is what it became, once published."""

    plan = models.ForeignKey(YearPlan, on_delete=models.CASCADE, related_name="dates")
    community = models.ForeignKey(Community, on_delete=models.CASCADE, related_name="planned_dates")
    day = models.DateField(_("day"))
    starts = models.TimeField(_("from"))
    minutes = models.PositiveSmallIntegerField(_("length in minutes"))
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_moved = models.BooleanField(default=False)  # by hand; proposing anew leaves it where it stands
    meeting = models.OneToOneField(Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    objects = PlannedDateQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "community", "day"], name="planned_date_once_a_day")]
        indexes = [models.Index(fields=["plan", "day"], name="planned_date_by_day")]

    def __str__(self) -> str:
        return f"{self.community_id} {self.day:%Y-%m-%d}"
