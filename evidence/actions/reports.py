"""The yearly report of a school: begun, written section by section, finished, approved, shown to the school."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.charter_text import Outcome, digest, outcome, tidy
from evidence.models import ReportText, SchoolGain, YearReport
from schools import audit
from schools.models import School, User


class ReportIsFinished(Exception):
    """What is finished is not written in; open it again first."""

    message = _("This report is finished. Open it again to change something.")


class NotFinished(Exception):
    """Colleagues read a report whose numbers stand still."""

    message = _("Finish the report first: then its numbers stand still, and everybody reads the same.")


class IsShared(Exception):
    """What the school reads does not change under its eyes."""

    message = _("The school reads this report. Take it back first.")


@dataclass(frozen=True, slots=True)
class Written:
    """A section as it stands now; with `is_clash` somebody else wrote meanwhile and nothing was kept."""

    text: ReportText
    is_clash: bool


@transaction.atomic
def start_report(*, school: School, year: str, by: User, now: datetime) -> YearReport:
    """The report of a school year; the one that is there where somebody began it already."""
    report, is_new = YearReport.objects.get_or_create(school=school, year=year, defaults={"made_at": now})
    if is_new:
        tell(report, "report.started", by=by, now=now)
    return report


def locked(report: YearReport) -> YearReport:
    """As it is now; who changes it second waits for the first."""
    return YearReport.objects.select_for_update().get(pk=report.pk)


def tell(report: YearReport, verb: str, *, by: User, now: datetime, **detail: object) -> None:
    audit.record(by=by, verb=verb, target=f"school:{report.school_id}", at=now, year=report.year, **detail)


def refuse_finished(report: YearReport) -> None:
    if report.finished_at:
        raise ReportIsFinished


@transaction.atomic
def write_section(
    *, report: YearReport, section: str, text: str, codes: Iterable[str], seen: int, by: User, now: datetime
) -> Written:
    """Keep the words and codes of a section. `seen` is the version that stood there when somebody began to write.

    Raises ReportIsFinished.
    """
    refuse_finished(locked(report))
    row, _is_new = ReportText.objects.get_or_create(report=report, section=section, defaults={"version": 0})
    text, codes = tidy(text), list(codes)
    if (row.text, row.codes) == (text, codes):
        return Written(row, is_clash=False)
    if row.version != seen:
        return Written(row, is_clash=True)
    row.text, row.codes, row.version = text, codes, row.version + 1
    row.save(update_fields=["text", "codes", "version"])
    tell(report, "report.written", by=by, now=now, section=section)
    return Written(row, is_clash=False)


@transaction.atomic
def say_gains(
    *, report: YearReport, gains: Mapping[str, tuple[str, str, str]], by: User, now: datetime
) -> dict[str, Outcome]:
    """What the school says of its gains: by code what it sees, by what, and the digest of what stood there before.

    One that somebody else changed meanwhile is left as it is. Raises ReportIsFinished.
    """
    refuse_finished(locked(report))
    found: dict[str, Outcome] = {}
    rows = {row.gain: row for row in SchoolGain.objects.filter(report=report)}
    for code, (seen, text, stood) in gains.items():
        row = rows.get(code) or SchoolGain(report=report, gain=code)
        mine = said_of(SchoolGain(seen=seen, text=tidy(text)))
        found[code] = outcome(seen=stood, mine=mine, stored=said_of(row))
        if found[code] is Outcome.WRITE:
            row.seen, row.text = seen, tidy(text)
            row.save()
    if Outcome.WRITE in found.values():
        tell(report, "report.gains", by=by, now=now)
    return found


def said_of(gain: SchoolGain) -> str:
    return f"{gain.seen}\n{gain.text}"


def stood(gain: SchoolGain) -> str:
    """The digest of what a gain says."""
    return digest(said_of(gain))


@transaction.atomic
def approve_report(*, report: YearReport, approved_by: str, approved_on: date | None, by: User, now: datetime) -> None:
    """Which body approved it, and when; both empty: nobody yet."""
    YearReport.objects.filter(pk=report.pk).update(approved_by=approved_by, approved_on=approved_on)
    tell(report, "report.approved", by=by, now=now, on=approved_on.isoformat() if approved_on else "")


@transaction.atomic
def finish_report(*, report: YearReport, figures: dict[str, Any], by: User, now: datetime) -> None:
    """From now on its numbers stand still. A second time changes nothing."""
    rows = YearReport.objects.filter(pk=report.pk, finished_at=None)
    if rows.update(finished_at=now, figures=figures):
        tell(report, "report.finished", by=by, now=now)


@transaction.atomic
def reopen_report(*, report: YearReport, by: User, now: datetime) -> None:
    """Its numbers are reckoned anew again. Raises IsShared."""
    if locked(report).shared_on:
        raise IsShared
    rows = YearReport.objects.filter(pk=report.pk).exclude(finished_at=None)
    if rows.update(finished_at=None, figures={}):
        tell(report, "report.reopened", by=by, now=now)


@transaction.atomic
def share_report(*, report: YearReport, by: User, now: datetime) -> None:
    """Everybody who works in the school reads it. Raises NotFinished."""
    if not locked(report).finished_at:
        raise NotFinished
    if YearReport.objects.filter(pk=report.pk, shared_on=None).update(shared_on=timezone.localdate(now)):
        tell(report, "report.shared", by=by, now=now)


@transaction.atomic
def take_report_back(*, report: YearReport, by: User, now: datetime) -> None:
    """Only the leaders read it again."""
    if YearReport.objects.filter(pk=report.pk).exclude(shared_on=None).update(shared_on=None):
        tell(report, "report.taken_back", by=by, now=now)
