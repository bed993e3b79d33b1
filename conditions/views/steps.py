"""The plan of steps of a school: its leader writes it, an owner ticks her own. And what other scans said."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from conditions.actions import steps as actions
from conditions.forms.readiness import ScanForm, StepForm
from conditions.models import OtherScan, ReadinessStep
from conditions.queries.readiness import markable_steps, owners_in
from conditions.readiness_statements import codes
from plc_platform import clock
from schools.models import School
from schools.requests import PersonRequest


def add_step(request: PersonRequest, slug: str) -> HttpResponse:
    """A new step, for a statement or for something else."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    code = request.GET.get("for", "")
    initial = {"code": code if code in codes() else ""}
    form = StepForm(request.POST or None, owners=owners_in(school), initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.add_step(school=school, **form.cleaned_data, by=request.user, now=clock.now())
        messages.success(request, _("The step is in the plan."))
        return redirect("conditions:readiness", slug=slug)
    return render(request, "conditions/step.html", {"form": form, "school": school, "step": None})


def step(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Other words, another owner or date."""
    found = step_of(request, slug, pk)
    initial = {"text": found.text, "code": found.code, "owner": found.owner_id, "due_on": found.due_on}
    form = StepForm(request.POST or None, owners=owners_in(found.school), initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.change_step(step=found, **form.cleaned_data, by=request.user, now=clock.now())
        messages.success(request, _("Saved."))
        return redirect("conditions:readiness", slug=slug)
    return render(request, "conditions/step.html", {"form": form, "school": found.school, "step": found})


@require_POST
def step_remove(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Not wanted after all."""
    actions.remove_step(step=step_of(request, slug, pk), by=request.user, now=clock.now())
    messages.success(request, _("Removed."))
    return redirect("conditions:readiness", slug=slug)


@require_POST
def step_done(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Done: ticked by its owner or a leader."""
    return mark(request, slug, pk, is_done=True)


@require_POST
def step_reopen(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Not done after all."""
    return mark(request, slug, pk, is_done=False)


def mark(request: PersonRequest, slug: str, pk: int, *, is_done: bool) -> HttpResponse:
    found = get_object_or_404(markable_steps(request.user), pk=pk, school__slug=slug)
    actions.mark_step(step=found, is_done=is_done, by=request.user, now=clock.now())
    return redirect("conditions:readiness", slug=slug)


def step_of(request: PersonRequest, slug: str, pk: int) -> ReadinessStep:
    rows = ReadinessStep.objects.editable_by(request.user).select_related("school")
    found: ReadinessStep = get_object_or_404(rows, pk=pk, school__slug=slug)
    return found


def add_scan(request: PersonRequest, slug: str) -> HttpResponse:
    """Note what another instrument said of the school."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    form = ScanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_scan(school=school, **form.cleaned_data, by=request.user, now=clock.now())
        messages.success(request, _("Saved."))
        return redirect("conditions:readiness", slug=slug)
    return render(request, "conditions/scan.html", {"form": form, "school": school})


@require_POST
def remove_scan(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Take the line away."""
    scan = get_object_or_404(OtherScan.objects.editable_by(request.user), pk=pk, school__slug=slug)
    actions.remove_scan(scan=scan, by=request.user, now=clock.now())
    messages.success(request, _("Removed."))
    return redirect("conditions:readiness", slug=slug)
