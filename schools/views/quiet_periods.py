"""Exam weeks and other days without meetings, on the page of a school year."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plc_platform import clock
from schools import actions
from schools.forms import QuietPeriodForm
from schools.models import QuietPeriod, School, SchoolYear
from schools.requests import PersonRequest
from schools.views.school_time import moved_in_words, year_page

SAID = ("kind", "first_day", "last_day", "reason", "stops_clock")


@require_POST
def quiet_add(request: PersonRequest, slug: str, label: str) -> HttpResponse:
    """Keep some days free of meetings."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    year = get_object_or_404(school.years, label=label)
    form = QuietPeriodForm(request.POST, year=year, auto_id="quiet_%s")
    if not form.is_valid():
        return year_page(request, year, quiet_form=form)
    _quiet, moved = actions.add_quiet_period(school=school, **form.cleaned_data, by=request.user, now=clock.now())
    messages.success(request, told(_("Saved. Nothing is proposed in these days any more."), moved))
    return redirect("schools:year", slug=slug, label=label)


def quiet_edit(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Other days, another kind, or another choice about the clock."""
    quiet = quiet_of(request, slug, pk)
    year = year_around(quiet)
    initial = {name: getattr(quiet, name) for name in SAID}
    form = QuietPeriodForm(request.POST or None, year=year, initial=initial)
    if request.method == "POST" and form.is_valid():
        moved = actions.change_quiet_period(quiet=quiet, **form.cleaned_data, by=request.user, now=clock.now())
        messages.success(request, told(_("Saved."), moved))
        return redirect("schools:year", slug=slug, label=year.label)
    return render(request, "schools/quiet.html", {"school": quiet.school, "year": year, "quiet": quiet, "form": form})


@require_POST
def quiet_remove(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Meetings are welcome again in these days."""
    quiet = quiet_of(request, slug, pk)
    year = year_around(quiet)
    moved = actions.remove_quiet_period(quiet=quiet, by=request.user, now=clock.now())
    messages.success(request, told(_("Removed."), moved))
    return redirect("schools:year", slug=slug, label=year.label)


def quiet_of(request: PersonRequest, slug: str, pk: int) -> QuietPeriod:
    rows = QuietPeriod.objects.editable_by(request.user).select_related("school")
    return get_object_or_404(rows, pk=pk, school__slug=slug)


def year_around(quiet: QuietPeriod) -> SchoolYear:
    """The school year in which it lies; 404 where that year is not there any more."""
    years = quiet.school.years.filter(first_day__lte=quiet.last_day, last_day__gte=quiet.first_day)
    return get_object_or_404(years.order_by("first_day")[:1])


def told(done: str, moved: actions.Moved) -> str:
    """What was done, and how far due dates moved where they did."""
    return f"{done} {moved_in_words(moved.days)}" if moved.days else done
