"""The rule of a school about hours in groups: read by its staff once it is published, written by its leader."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from plc_platform import clock
from schools import actions
from schools.models import School, WorkloadRule
from schools.requests import PersonRequest
from schools.workload_form import WorkloadForm


@require_safe
def rule(request: PersonRequest, slug: str) -> HttpResponse:
    """What was agreed on hours, for everybody who works in the school; none as long as nothing is published."""
    school = get_object_or_404(School.objects.visible_to(request.user), slug=slug)
    leads = School.objects.editable_by(request.user).filter(pk=school.pk).exists()
    found = WorkloadRule.objects.visible_to(request.user).filter(school=school).first()
    is_published = found is not None and found.published_on is not None
    context = {"school": school, "leads": leads, "rule": found if leads or is_published else None}
    return render(request, "schools/workload.html", context | {"is_published": is_published})


def edit(request: PersonRequest, slug: str) -> HttpResponse:
    """Write the rule down, or change it before it is published."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    found = WorkloadRule.objects.editable_by(request.user).filter(school=school).first()
    initial = {"ceiling_hours": found.ceiling_hours, "text": found.text} if found else {}
    form = WorkloadForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_workload_rule(school=school, **form.cleaned_data, by=request.user, now=clock.now())
        except actions.RuleIsPublished as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Saved. Nothing is shown by it until you publish it."))
            return redirect("schools:workload-rule", slug=slug)
    return render(request, "schools/workload_edit.html", {"school": school, "form": form})


@require_POST
def publish(request: PersonRequest, slug: str) -> HttpResponse:
    """Let the staff read it, and let it hold."""
    found = get_object_or_404(WorkloadRule.objects.editable_by(request.user), school__slug=slug)
    actions.publish_workload_rule(rule=found, by=request.user, now=clock.now())
    messages.success(request, _("Published. Everybody who works here can read it."))
    return redirect("schools:workload-rule", slug=slug)


@require_POST
def withdraw(request: PersonRequest, slug: str) -> HttpResponse:
    """It holds no longer."""
    found = get_object_or_404(WorkloadRule.objects.editable_by(request.user), school__slug=slug)
    actions.withdraw_workload_rule(rule=found, by=request.user, now=clock.now())
    messages.success(request, _("Withdrawn. Nobody is shown any more."))
    return redirect("schools:workload-rule", slug=slug)
