"""Schools, their people and their school years. Rows are reached through `visible_to` / `editable_by` alone."""

from typing import ClassVar, Generic, Self, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

Row = TypeVar("Row", bound=models.Model)


class Calendar(models.TextChoices):
    """Published school calendars; the codes are those of the workbook."""

    FLANDERS = "BE-VLG", _("Flanders")
    FRENCH_COMMUNITY = "BE-FR", _("French Community")
    NORTH = "NL-N", _("Netherlands, north")
    MIDDLE = "NL-M", _("Netherlands, middle")
    SOUTH = "NL-S", _("Netherlands, south")


class UserManager(BaseUserManager["User"]):
    """Creates people; an address is kept in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Everything a school knows of somebody stands in `Staff`; this is only who signs in and how."""

    class Language(models.TextChoices):
        DUTCH = "nl", _("Dutch")
        ENGLISH = "en", _("English")

    class Theme(models.TextChoices):
        AUTO = "auto", _("As my device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    email = models.EmailField(_("e-mail address"), unique=True)  # in lower case
    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    prefix = models.CharField(_("prefix"), max_length=30, blank=True)
    last_name = models.CharField(_("last name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.DUTCH)
    theme = models.CharField(_("appearance"), max_length=5, choices=Theme, default=Theme.AUTO)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(email=Lower("email")), name="user_email_in_lower_case")]

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """Name as spoken: first name, prefix, last name; the address where no name is known."""
        return " ".join(part for part in (self.first_name, self.prefix, self.last_name) if part) or self.email

    def get_short_name(self) -> str:
        return self.first_name or self.email


class SchoolQuerySet(models.QuerySet["School"]):
    def visible_to(self, user: "User") -> "SchoolQuerySet":
        """Schools where this person works."""
        return self.filter(pk__in=Staff.objects.current().filter(user=user).values("school_id"))

    def editable_by(self, user: "User") -> "SchoolQuerySet":
        """Schools that this person leads."""
        leads = StaffRole.objects.filter(staff__user=user, staff__left_on=None, role=StaffRole.Role.LEADER)
        return self.filter(pk__in=leads.values("staff__school_id"))


class School(models.Model):
    """A school; it owns its years, its staff and the communities that it hosts."""

    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=160)
    calendar = models.CharField(_("school calendar"), max_length=6, choices=Calendar)
    level = models.CharField(_("level"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=User.Language, default=User.Language.DUTCH)
    has_reminders = models.BooleanField(_("reminders are sent"), default=True)

    objects = SchoolQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class OfSchoolQuerySet(models.QuerySet[Row], Generic[Row]):
    """Rows of a school that whoever works there may read and its leader may change."""

    def visible_to(self, user: User) -> Self:
        return self.filter(school__in=School.objects.visible_to(user))

    def editable_by(self, user: User) -> Self:
        return self.filter(school__in=School.objects.editable_by(user))


class ForLeadersQuerySet(OfSchoolQuerySet[Row]):
    """Rows of a school for whoever leads it, and nobody else."""

    def visible_to(self, user: User) -> Self:
        return self.editable_by(user)


class OwnQuerySet(models.QuerySet[Row], Generic[Row]):
    """Rows of one person; for everybody else they do not exist."""

    def visible_to(self, user: User) -> Self:
        return self.filter(user=user)

    def editable_by(self, user: User) -> Self:
        return self.visible_to(user)


class StaffQuerySet(models.QuerySet["Staff"]):
    def current(self) -> "StaffQuerySet":
        return self.filter(left_on=None)

    def visible_to(self, user: "User") -> "StaffQuerySet":
        """Colleagues: everybody who works in a school where this person works."""
        return self.filter(school__in=School.objects.visible_to(user))

    def editable_by(self, user: "User") -> "StaffQuerySet":
        return self.filter(school__in=School.objects.editable_by(user))


class Staff(models.Model):
    """One person in one school: subjects, number in the school's own administration, gone or not."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="staff")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="staff")
    number = models.CharField(_("staff number"), max_length=40, blank=True)
    subjects = models.CharField(_("subjects"), max_length=200, blank=True)
    # What somebody chooses to state of herself, so that a group sees how varied it is (R48); nobody else fills it in.
    grades = models.CharField(_("grades"), max_length=80, blank=True)
    teaching_since = models.PositiveSmallIntegerField(_("in education since"), null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)

    objects = StaffQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "user"], name="staff_once_a_school")]
        indexes = [models.Index(fields=["left_on"], condition=Q(left_on__isnull=False), name="staff_who_left")]

    def __str__(self) -> str:
        return f"{self.user_id}@{self.school_id}"


class StaffRole(models.Model):
    """What somebody is in a school; one person may hold several roles. The history stands in the audit trail."""

    class Role(models.TextChoices):
        LEADER = "leader", _("School leader")
        TEACHER = "teacher", _("Teacher")
        SUPPORT = "support", _("Support staff")

    staff = models.ForeignKey(Staff, on_delete=models.CASCADE, related_name="roles")
    role = models.CharField(max_length=8, choices=Role)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff", "role"], name="staff_role_once")]

    def __str__(self) -> str:
        return self.role


class SchoolYear(models.Model):
    """One school year of one school: from the day after a summer holiday to the day before the next."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="years")
    label = models.CharField(max_length=9)
    first_day = models.DateField()
    last_day = models.DateField()
    taken_over_at = models.DateTimeField(null=True, blank=True)  # when the leader rolled the school over into it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["school", "label"], name="school_year_once"),
            models.CheckConstraint(condition=Q(first_day__lt=F("last_day")), name="school_year_runs_forward"),
        ]

    def __str__(self) -> str:
        return self.label


class DaysQuerySet(OfSchoolQuerySet[Row]):
    """Spans of days of schools: closing days and quiet periods."""

    def between(self, first_day: object, last_day: object) -> Self:
        return self.filter(first_day__lte=last_day, last_day__gte=first_day)


class Closure(models.Model):
    """Days on which a school is closed: filled in from the published calendar, or entered by the school itself."""

    class Kind(models.TextChoices):
        PUBLISHED = "published", _("School calendar")
        FREE_DAY = "free_day", _("Local free day")
        STUDY_DAY = "study_day", _("Study day")

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="closures")
    kind = models.CharField(_("kind"), max_length=9, choices=Kind, default=Kind.FREE_DAY)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=120, blank=True)

    objects = DaysQuerySet["Closure"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="closure_runs_forward"),
        ]
        indexes = [models.Index(fields=["school", "first_day"], name="closure_by_school_and_day")]

    def __str__(self) -> str:
        return f"{self.first_day:%Y-%m-%d} {self.reason}"


class QuietPeriod(models.Model):
    """Days on which a school is open but keeps free of meetings: exam weeks and the like.

    People work and mails may go. With `stops_clock` (domain: optional pause for exam weeks) these days are taken out of
    the count of every community in which the school takes part, as a pause does.
    """

    class Kind(models.TextChoices):
        EXAMS = "exams", _("Exams")
        OTHER = "other", _("Another busy time")

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="quiet_periods")
    kind = models.CharField(_("kind"), max_length=5, choices=Kind, default=Kind.EXAMS)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    reason = models.CharField(_("reason"), max_length=120, blank=True)
    stops_clock = models.BooleanField(_("the clock stands still"), default=False)

    objects = DaysQuerySet["QuietPeriod"].as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(first_day__lte=F("last_day")), name="quiet_period_runs_forward"),
            models.UniqueConstraint(fields=["school", "first_day", "last_day"], name="quiet_period_once"),
        ]

    def __str__(self) -> str:
        return f"{self.first_day:%Y-%m-%d} – {self.last_day:%Y-%m-%d}"


class WorkloadRule(models.Model):
    """What a school agreed on hours in communities (R57). While it is published, the leader sees who is above."""

    school = models.OneToOneField(School, on_delete=models.CASCADE, related_name="workload_rule")
    ceiling_hours = models.PositiveSmallIntegerField(_("hours a school year, at most"))
    text = models.TextField(_("what was agreed, and with whom"))
    published_on = models.DateField(null=True, blank=True)

    objects = OfSchoolQuerySet["WorkloadRule"].as_manager()

    def __str__(self) -> str:
        return f"{self.ceiling_hours} hours in {self.school_id}"


class AuditEvent(models.Model):
    """What happened, append-only. References are text, so the history survives what it speaks of; no content in it."""

    at = models.DateTimeField(default=timezone.now)
    actor = models.CharField(max_length=40)
    verb = models.CharField(max_length=40)
    target = models.CharField(max_length=60)
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["target", "at"], name="audit_by_target"),
            models.Index(fields=["at"], name="audit_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.target}"
