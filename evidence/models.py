"""Evidence without paperwork: the yearly report of a school, gains, a teacher's own attest, and groups of schools.

Nothing here is typed twice: figures come from what is logged, people add words where they want to.
"""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from schools.models import ForLeadersQuerySet, OfSchoolQuerySet, OwnQuerySet, School, User


class YearReportQuerySet(models.QuerySet["YearReport"]):
    def visible_to(self, user: User) -> "YearReportQuerySet":
        """Leaders; everybody who works there once it is shared with the school."""
        shared = Q(school__in=School.objects.visible_to(user), shared_on__isnull=False)
        return self.filter(shared | Q(school__in=School.objects.editable_by(user)))

    def editable_by(self, user: User) -> "YearReportQuerySet":
        return self.filter(school__in=School.objects.editable_by(user))


class YearReport(models.Model):
    """The report of one school year (domain 7.4). While it is open its figures are reckoned anew each time."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="year_reports")
    year = models.CharField(max_length=9)  # label of the school year
    made_at = models.DateTimeField()
    approved_by = models.CharField(_("approved by"), max_length=120, blank=True)  # a body, never a person
    approved_on = models.DateField(_("approved on"), null=True, blank=True)
    shared_on = models.DateField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    figures = models.JSONField(default=dict)  # as they stood when it was finished; empty while it is open

    objects = YearReportQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "year"], name="year_report_once")]

    def __str__(self) -> str:
        return f"{self.school_id} {self.year}"


class OfReportQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User) -> Self:
        return self.filter(report__in=YearReport.objects.visible_to(user))

    def editable_by(self, user: User) -> Self:
        return self.filter(report__in=YearReport.objects.editable_by(user))


class ReportText(models.Model):
    """What a school writes beside the figures of one section, and the codes of a framework that it names there."""

    report = models.ForeignKey(YearReport, on_delete=models.CASCADE, related_name="texts")
    section = models.SlugField(max_length=20)  # of `evidence.report_sections`
    text = models.TextField(_("in your own words"), blank=True)
    codes = models.JSONField(default=list)  # of `evidence/frameworks.json`
    version = models.PositiveIntegerField(default=1)

    objects = OfReportQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "section"], name="report_text_once")]

    def __str__(self) -> str:
        return f"{self.section} of {self.report_id}"


class SchoolGain(models.Model):
    """What a school says of one of the five gains for the school (R21): seen, partly, not seen, not measured."""

    class Seen(models.TextChoices):
        YES = "yes", _("We see it")
        PARTLY = "partly", _("Here and there")
        NO = "no", _("Not yet")
        NOT_MEASURED = "unknown", _("Not measured")

    report = models.ForeignKey(YearReport, on_delete=models.CASCADE, related_name="gains")
    gain = models.SlugField(max_length=20)  # of `evidence.gains`
    seen = models.CharField(_("what you see"), max_length=7, choices=Seen, default=Seen.NOT_MEASURED)
    text = models.TextField(_("by what you see it"), blank=True)

    objects = OfReportQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "gain"], name="school_gain_once")]

    def __str__(self) -> str:
        return f"{self.gain} in {self.report_id}"


class LookBack(models.Model):
    """A teacher looks back on a year, on the seven gains for people (R20). Hers alone.

    With `is_counted` her choices, without her words, count in what the school reads of the year, once enough do.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    year = models.CharField(max_length=9)
    gains = models.JSONField(default=dict)  # code of `evidence.gains` -> "more", "same" or "less"
    words = models.TextField(_("for yourself"), blank=True)
    is_counted = models.BooleanField(_("count my choices, without my name"), default=False)

    objects = OwnQuerySet["LookBack"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "school", "year"], name="look_back_once")]
        indexes = [models.Index(fields=["year", "school"], name="look_back_by_year")]

    def __str__(self) -> str:
        return f"look back of {self.user_id}"


class PeopleGains(models.Model):
    """What the look backs of a year came to, in words; reckoned once, from enough of them, and never again."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="+")
    year = models.CharField(max_length=9)
    made_on = models.DateField()
    size = models.CharField(max_length=6, blank=True)  # band of how many; empty: too few
    words = models.JSONField(default=dict)  # code of a gain -> "most", "half", "few" or "" where too few spoke of it

    objects = OfSchoolQuerySet["PeopleGains"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "year"], name="people_gains_once")]

    def __str__(self) -> str:
        return f"gains of people in {self.school_id} {self.year}"


class Attest(models.Model):
    """A teacher's own statement of her hours and activities, as they stood when she made it, signed by the system."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=32, unique=True)
    content = models.JSONField()
    signature = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = OwnQuerySet["Attest"].as_manager()

    def __str__(self) -> str:
        return f"attest of {self.user_id}"


class SchoolGroupQuerySet(models.QuerySet["SchoolGroup"]):
    def visible_to(self, user: User) -> "SchoolGroupQuerySet":
        """Its readers, and whoever leads a school that is in it."""
        places = GroupPlace.objects.current().filter(school__in=School.objects.editable_by(user))
        reads = BoardReader.objects.filter(user=user)
        return self.filter(Q(pk__in=places.values("group_id")) | Q(pk__in=reads.values("group_id")))

    def editable_by(self, user: User) -> "SchoolGroupQuerySet":
        """Whoever reads for the board names it."""
        return self.filter(pk__in=BoardReader.objects.filter(user=user).values("group_id"))


class SchoolGroup(models.Model):
    """A group of schools under one board; it reads only what schools released, above thresholds."""

    name = models.CharField(_("name"), max_length=120)
    made_at = models.DateTimeField()

    objects = SchoolGroupQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name


class BoardReaderQuerySet(models.QuerySet["BoardReader"]):
    def visible_to(self, user: User) -> "BoardReaderQuerySet":
        return self.filter(group__in=SchoolGroup.objects.visible_to(user))

    def editable_by(self, user: User) -> "BoardReaderQuerySet":
        return self.filter(group__in=SchoolGroup.objects.editable_by(user))


class BoardReader(models.Model):
    """Somebody who reads for the board of a group of schools; works in none of them, or in one."""

    group = models.ForeignKey(SchoolGroup, on_delete=models.CASCADE, related_name="readers")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="board_readings")
    since = models.DateField()

    objects = BoardReaderQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "user"], name="board_reader_once")]

    def __str__(self) -> str:
        return f"{self.user_id} reads {self.group_id}"


class GroupPlaceQuerySet(models.QuerySet["GroupPlace"]):
    def current(self) -> "GroupPlaceQuerySet":
        return self.filter(left_on=None)

    def visible_to(self, user: User) -> "GroupPlaceQuerySet":
        return self.filter(group__in=SchoolGroup.objects.visible_to(user))

    def editable_by(self, user: User) -> "GroupPlaceQuerySet":
        """Only the school itself joins and leaves."""
        return self.filter(school__in=School.objects.editable_by(user))


class GroupPlace(models.Model):
    """A school takes part in a group of schools: by its own leader's act, until its leader ends it."""

    group = models.ForeignKey(SchoolGroup, on_delete=models.CASCADE, related_name="places")
    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="group_places")
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)

    objects = GroupPlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "school"], condition=Q(left_on=None), name="group_place_one_current"
            )
        ]

    def __str__(self) -> str:
        return f"{self.school_id} in {self.group_id}"


class Release(models.Model):
    """Counts that a school released to the board for one year, as they stood; withdrawn until they are added up."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="releases")
    group = models.ForeignKey(SchoolGroup, on_delete=models.CASCADE, related_name="releases")
    year = models.CharField(max_length=9)
    figures = models.JSONField(default=dict)
    people = models.PositiveSmallIntegerField()  # how many take part in a group of the school
    released_at = models.DateTimeField()

    objects = ForLeadersQuerySet["Release"].as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["school", "group", "year"], name="release_once")]

    def __str__(self) -> str:
        return f"{self.school_id} to {self.group_id} {self.year}"


class RollUpQuerySet(models.QuerySet["RollUp"]):
    def visible_to(self, user: User) -> "RollUpQuerySet":
        """Readers; leaders of the group as long as they may release, and after that those whose school did."""
        led = School.objects.editable_by(user).values("pk")
        released = Release.objects.filter(school__in=led, group=OuterRef("group"), year=OuterRef("year"))
        reads = Q(group__in=BoardReader.objects.filter(user=user).values("group_id"))
        places = GroupPlace.objects.current().filter(school__in=led)
        leads = Q(group__in=places.values("group_id"))
        return self.filter(reads | leads & (Q(made_on=None) | Exists(released)))


class RollUp(models.Model):
    """The released counts of a year together: from at least 3 schools and 30 people, reckoned once, then fixed."""

    group = models.ForeignKey(SchoolGroup, on_delete=models.CASCADE, related_name="roll_ups")
    year = models.CharField(max_length=9)
    opened_on = models.DateField()
    closes_on = models.DateField()  # the last day on which a school may release
    made_on = models.DateField(null=True, blank=True)
    is_enough = models.BooleanField(default=False)
    schools = models.PositiveSmallIntegerField(default=0)
    figures = models.JSONField(default=dict)

    objects = RollUpQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "year"], name="roll_up_once")]
        indexes = [models.Index(fields=["closes_on"], condition=Q(made_on=None), name="roll_up_to_make")]

    def __str__(self) -> str:
        return f"{self.group_id} {self.year}"
