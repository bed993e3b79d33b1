"""A school's own table of who does and shows what, by stage; empty until a leader writes in it (R87)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from conditions.actions import practice as actions
from conditions.forms.process import PracticeForm
from conditions.models import PracticeLine
from conditions.queries.process import practice_of
from conditions.queries.readiness import seen_schools
from plc_platform import clock
from schools.models import School
from schools.requests import PersonRequest

SAID = ("element", "actor", "stage", "actions", "behaviour")


@require_safe
def practice(request: PersonRequest, slug: str) -> HttpResponse:
    """The table by stage, for whoever works in the school."""
    school = get_object_or_404(seen_schools(request.user), slug=slug)
    lines = list(practice_of(request.user, school.pk))
    stages = [
        (value, label, [one for one in lines if one.stage == value]) for value, label in PracticeLine.Stage.choices
    ]
    context = {"school": school, "stages": [stage for stage in stages if stage[2]], "leads": school.leads}  # type: ignore[attr-defined]
    return render(request, "conditions/practice.html", context)


def add(request: PersonRequest, slug: str) -> HttpResponse:
    """One more line."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    form = PracticeForm(request.POST or None, initial={"stage": request.GET.get("stage", "")})
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_line(school=school, practice=form.practice(), by=request.user, now=clock.now())
        except actions.LineStands as error:
            form.add_error("element", error.message)
        else:
            messages.success(request, _("Added."))
            return redirect("conditions:practice", slug=slug)
    return render(request, "conditions/practice_line.html", {"school": school, "form": form, "line": None})


def change(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Other words for a line."""
    line = line_of(request, slug, pk)
    form = PracticeForm(request.POST or None, initial={name: getattr(line, name) for name in SAID})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_line(line=line, practice=form.practice(), by=request.user, now=clock.now())
        except actions.LineStands as error:
            form.add_error("element", error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("conditions:practice", slug=slug)
    return render(request, "conditions/practice_line.html", {"school": line.school, "form": form, "line": line})


@require_POST
def move(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """One place up or down within its stage."""
    is_up = request.POST.get("to") == "up"
    actions.move_line(line=line_of(request, slug, pk), up=is_up, by=request.user, now=clock.now())
    return redirect("conditions:practice", slug=slug)


@require_POST
def remove(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Take a line away."""
    actions.remove_line(line=line_of(request, slug, pk), by=request.user, now=clock.now())
    messages.success(request, _("Removed."))
    return redirect("conditions:practice", slug=slug)


def line_of(request: PersonRequest, slug: str, pk: int) -> PracticeLine:
    rows = PracticeLine.objects.editable_by(request.user).select_related("school")
    found: PracticeLine = get_object_or_404(rows, pk=pk, school__slug=slug)
    return found
