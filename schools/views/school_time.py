"""School years and closing days; due dates move with them."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from plc_platform import clock
from schools import actions, queries
from schools.forms import ClosureForm, QuietPeriodForm
from schools.models import Closure, School, SchoolYear, User
from schools.published import published_year
from schools.requests import PersonRequest
from schools.years import next_label, open_school_year


@require_safe
def years(request: PersonRequest, slug: str) -> HttpResponse:
    """The school years of a school, this one first: open ones, published ones, what nobody knows yet, and the past."""
    school = get_object_or_404(School.objects.visible_to(request.user), slug=slug)
    today, opened = clock.today(), list(school.years.order_by("first_day"))
    context = {
        "school": school,
        "years": [year for year in opened if year.last_day >= today],
        "past": [year for year in reversed(opened) if year.last_day < today],
        "next_label": next_label(opened, today=today),
        "today": today,
        "may_change": leads(request.user, school),
        **queries.years_ahead(school, today=today),
    }
    return render(request, "schools/years.html", context)


def leads(user: User, school: School) -> bool:
    return School.objects.editable_by(user).filter(pk=school.pk).exists()


@require_POST
def open_year(request: PersonRequest, slug: str) -> HttpResponse:
    """Open a published school year, with its closing days filled in."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    published = published_year(school.calendar, request.POST.get("label", ""))
    if published is None:
        raise Http404
    opened = open_school_year(school=school, published=published, by=request.user, now=clock.now())
    messages.success(request, _("The school year is open. Add the free days and study days of your own school."))
    return redirect("schools:year", slug=slug, label=opened.label)


@require_safe
def year(request: PersonRequest, slug: str, label: str) -> HttpResponse:
    """One school year: its closing days as months and as a list."""
    school = get_object_or_404(School.objects.visible_to(request.user), slug=slug)
    found = get_object_or_404(school.years, label=label)
    return year_page(request, found)


def year_page(
    request: PersonRequest,
    found: SchoolYear,
    *,
    form: ClosureForm | None = None,
    quiet_form: QuietPeriodForm | None = None,
) -> HttpResponse:
    """The page of a year; a form with faults is shown again."""
    closures = list(found.school.closures.between(found.first_day, found.last_day).order_by("first_day", "pk"))
    quiet = list(found.school.quiet_periods.between(found.first_day, found.last_day).order_by("first_day", "pk"))
    context = {
        "school": found.school,
        "year": found,
        "closures": closures,
        "quiet": quiet,
        "months": queries.months_of(found, closures, quiet, today=clock.today()),
        "school_days": queries.count_school_days(found, closures),
        "form": form or ClosureForm(year=found),
        "quiet_form": quiet_form or QuietPeriodForm(year=found, auto_id="quiet_%s"),
        "may_change": leads(request.user, found.school),
    }
    return render(request, "schools/year.html", context)


@require_POST
def closure_add(request: PersonRequest, slug: str, label: str) -> HttpResponse:
    """Close the school on some days more."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    found = get_object_or_404(school.years, label=label)
    form = ClosureForm(request.POST, year=found)
    if not form.is_valid():
        return year_page(request, found, form=form)
    _closure, moved = actions.add_closure(school=school, **form.cleaned_data, by=request.user, now=clock.now())
    messages.success(request, " ".join((_("Saved."), moved_in_words(moved.days))))
    return redirect("schools:year", slug=slug, label=label)


@require_POST
def closure_remove(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Open the school again on these days."""
    closures = Closure.objects.editable_by(request.user).select_related("school")
    closure = get_object_or_404(closures, pk=pk, school__slug=slug)
    inside = closure.school.years.filter(first_day__lte=closure.last_day, last_day__gte=closure.first_day).first()
    moved = actions.remove_closure(closure=closure, by=request.user, now=clock.now())
    messages.success(request, " ".join((_("Removed."), moved_in_words(moved.days))))
    return redirect("schools:year", slug=slug, label=inside.label) if inside else redirect("schools:years", slug=slug)


@require_POST
def reminders_on(request: PersonRequest, slug: str) -> HttpResponse:
    """Whether mails about rhythm leave for this school at all."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    is_on = request.POST.get("is_on") == "1"
    actions.set_reminders(school=school, is_on=is_on, by=request.user, now=clock.now())
    messages.success(request, _("Reminders are sent.") if is_on else _("Reminders are not sent any more."))
    return redirect("schools:years", slug=slug)


def moved_in_words(days: Sequence[int]) -> str:
    """How far the due dates of groups moved, in school days."""
    if not days:
        return _("No due date of a group moves.")
    later, earlier = [number for number in days if number > 0], [-number for number in days if number < 0]
    words = []
    if later:
        text = ngettext(
            "In %(groups)d group the due date moves %(days)s later.",
            "In %(groups)d groups the due date moves %(days)s later.",
            len(later),
        )
        words.append(text % {"groups": len(later), "days": days_in_words(later)})
    if earlier:
        text = ngettext(
            "In %(groups)d group the due date comes %(days)s earlier.",
            "In %(groups)d groups the due date comes %(days)s earlier.",
            len(earlier),
        )
        words.append(text % {"groups": len(earlier), "days": days_in_words(earlier)})
    return " ".join(words)


def days_in_words(numbers: Sequence[int]) -> str:
    low, high = min(numbers), max(numbers)
    if low == high:
        return ngettext("%(number)d school day", "%(number)d school days", low) % {"number": low}
    return _("%(low)d to %(high)d school days") % {"low": low, "high": high}
