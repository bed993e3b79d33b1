"""What becomes of a yearly report: finished, opened again, approved, shown to the school, taken back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from evidence.actions import reports as actions
from evidence.forms.reports import ApprovalForm
from evidence.queries.figures import frozen
from evidence.report_page import shown
from evidence.views.reports import made, own
from plc_platform import clock
from schools.requests import PersonRequest


@require_POST
def finish(request: PersonRequest, slug: str, year: str) -> HttpResponse:
    """From now on its numbers stand still."""
    report = own(request, slug, year)
    figures = frozen(made(report).figures)
    actions.finish_report(report=report, figures=figures, by=request.user, now=clock.now())
    messages.success(request, _("Finished: its numbers stand still now."))
    return redirect("evidence:report", slug=slug, year=year)


@require_POST
def reopen(request: PersonRequest, slug: str, year: str) -> HttpResponse:
    try:
        actions.reopen_report(report=own(request, slug, year), by=request.user, now=clock.now())
    except actions.IsShared as error:
        messages.info(request, error.message)
    return redirect("evidence:report", slug=slug, year=year)


@require_POST
def approve(request: PersonRequest, slug: str, year: str) -> HttpResponse:
    """Which body approved it, and on which day."""
    report = own(request, slug, year)
    form = ApprovalForm(request.POST, today=clock.today())
    if not form.is_valid():
        context = {"report": report, "page": shown(made(report)), "may_change": True, "approval": form}
        return render(request, "evidence/report.html", context, status=400)
    actions.approve_report(report=report, **form.cleaned_data, by=request.user, now=clock.now())
    messages.success(request, _("Saved."))
    return redirect("evidence:report-sheet", slug=slug, year=year)


@require_POST
def share(request: PersonRequest, slug: str, year: str) -> HttpResponse:
    """Everybody who works in the school may read it."""
    try:
        actions.share_report(report=own(request, slug, year), by=request.user, now=clock.now())
    except actions.NotFinished as error:
        messages.info(request, error.message)
    else:
        messages.success(request, _("Everybody who works in your school can read it now."))
    return redirect("evidence:report", slug=slug, year=year)


@require_POST
def take_back(request: PersonRequest, slug: str, year: str) -> HttpResponse:
    actions.take_report_back(report=own(request, slug, year), by=request.user, now=clock.now())
    messages.success(request, _("Taken back: only the leaders read it."))
    return redirect("evidence:report", slug=slug, year=year)
