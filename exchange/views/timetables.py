"""Bringing in a timetable: one file, wholly or not at all."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from exchange.faults import Fault, Refused
from exchange.forms import UploadForm
from exchange.timetable import read_timetable
from exchange.views.staff_lists import ACCEPT, FAULTS_SHOWN
from planning.actions import take_timetable
from plc_platform import clock
from schools.models import School
from schools.requests import PersonRequest

EXAMPLE = "e-mailadres;dag;van;tot\r\nels.vandenberg@school.example;maandag;08:30;10:10\r\n"


@require_http_methods(["GET", "HEAD", "POST"])
def timetable(request: PersonRequest, slug: str) -> HttpResponse:
    """Who teaches when, so that a plan takes nobody out of a lesson."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    form = UploadForm(request.POST or None, request.FILES or None, accept=ACCEPT)
    faults: list[Fault] = []
    if request.method == "POST" and form.is_valid():
        try:
            found = read_timetable(form.cleaned_data["file"].read(), school)
        except Refused as refused:
            faults = refused.faults
        else:
            take_timetable(school=school, rows=found.lessons, by=request.user, now=clock.now())
            text = _("The timetable is in: %(people)d people. Others keep what was known of them.")
            messages.success(request, text % {"people": found.people})
            return redirect("planning:plan-now", slug=slug)
    context = {"school": school, "form": form, "faults": faults[:FAULTS_SHOWN], "total": len(faults)}
    return render(request, "exchange/timetable.html", context, status=400 if faults or form.errors else 200)


@require_safe
def template(request: PersonRequest, slug: str) -> HttpResponse:
    """An example, as Excel in the Low Countries opens it."""
    get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    response = HttpResponse(("\ufeff" + EXAMPLE).encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="uurrooster.csv"'
    return response
