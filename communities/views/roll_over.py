"""Into the next school year, in one step."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from communities import actions, roll_over
from communities.roll_over import Change
from communities.roll_over_form import RollOverForm
from plc_platform import clock
from schools.models import School
from schools.requests import PersonRequest


def next_year(request: PersonRequest, slug: str, label: str) -> HttpResponse:
    """What the next year brings, what is carried over, which groups go on; one button does it all."""
    change = change_of(request, slug, label)
    span = change.span
    groups, suggestions = roll_over.running_groups(change), roll_over.suggestions(change)
    data = request.POST if request.method == "POST" else None
    form = RollOverForm(data, suggestions=suggestions, groups=groups, span=span) if span else None
    if form and data is not None and form.is_valid():
        actions.roll_over(change=change, quiet=form.carried(), finished=form.finished, by=request.user, now=clock.now())
        messages.success(request, _("The school is ready for %(label)s.") % {"label": label})
        return redirect("communities:rolled-over", slug=slug, label=label)
    context = {
        "change": change,
        "form": form,
        "groups": groups,
        "local_days": roll_over.local_days(change),
        "days": roll_over.days_of(change),
    }
    return render(request, "communities/roll_over.html", context)


@require_safe
def rolled_over(request: PersonRequest, slug: str, label: str) -> HttpResponse:
    """What was set, and what waits for the school."""
    change = change_of(request, slug, label)
    if change.year is None or change.year.taken_over_at is None or change.span is None:
        return redirect("communities:roll-over", slug=slug, label=label)
    context = {
        "change": change,
        "days": roll_over.days_of(change),
        "quiet": change.school.quiet_periods.between(*change.span).order_by("first_day", "pk"),
        "going_on": roll_over.running_groups(change),
        "ended": roll_over.ended_with(change),
        "waiting": roll_over.waiting(change),
    }
    return render(request, "communities/rolled_over.html", context)


def change_of(request: PersonRequest, slug: str, label: str) -> Change:
    """The change of year of a school that this person leads; 404 where it is not its time."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    change = Change.into(school, label, today=clock.today())
    if change is None:
        raise Http404
    return change
