"""What a yearly report is made of, and which reports there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.shortcuts import get_object_or_404

from evidence.frameworks import Framework, framework_of
from evidence.models import ReportText, SchoolGain, YearReport
from evidence.queries.figures import Figures, figures_of
from schools.models import School, SchoolYear, User


@dataclass(frozen=True, slots=True)
class YearLine:
    """A school year that has begun, and its report, if there is one that this person may read."""

    label: str
    report: YearReport | None


@dataclass(frozen=True, slots=True)
class Material:
    """What a report is made of."""

    report: YearReport
    figures: Figures
    texts: Mapping[str, ReportText]
    gains: Mapping[str, SchoolGain]
    language: str

    @property
    def framework(self) -> Framework | None:
        """That of the last day of which the report speaks."""
        return framework_of(self.report.school.calendar, self.figures.until)


def years_of(school: School, user: User, *, today: date) -> list[YearLine]:
    """The newest year first; two statements."""
    years = SchoolYear.objects.filter(school=school, first_day__lte=today).order_by("-first_day")
    reports = {one.year: one for one in YearReport.objects.visible_to(user).filter(school=school)}
    return [YearLine(label, reports.get(label)) for label in years.values_list("label", flat=True)]


def material_of(report: YearReport, *, today: date, language: str) -> Material:
    """Everything that stands in a report. Raises Http404 for a year that the school does not have."""
    year = get_object_or_404(SchoolYear, school=report.school_id, label=report.year)
    return Material(
        report=report,
        figures=figures_of(report, year, today=today),
        texts={row.section: row for row in report.texts.all()},
        gains={row.gain: row for row in report.gains.all()},
        language=language,
    )
