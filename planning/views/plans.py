"""The year plan of a school: see it, have it made, publish it, drop it."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from planning import actions
from planning.models import PlannedDate, YearPlan
from planning.plan_page import plan_page
from planning.queries import plans
from plc_platform import clock
from schools.models import School, SchoolYear
from schools.requests import PersonRequest, number_in


def led_school(request: PersonRequest, slug: str) -> School:
    return get_object_or_404(School.objects.editable_by(request.user), slug=slug)


def led_year(request: PersonRequest, slug: str, label: str) -> SchoolYear:
    return get_object_or_404(led_school(request, slug).years.select_related("school"), label=label)


def draft_of(request: PersonRequest, slug: str, label: str) -> YearPlan:
    rows = YearPlan.objects.editable_by(request.user).filter(school__slug=slug, year=label, published_at=None)
    return get_object_or_404(rows.select_related("school"))


@require_safe
def plan_now(request: PersonRequest, slug: str) -> HttpResponse:
    """The plan of the school year that runs or comes next; what to do where none is open."""
    school = led_school(request, slug)
    years = plans.years_to_plan(school, clock.today())
    if not years:
        return render(request, "planning/no_year.html", {"school": school})
    return redirect("planning:plan", slug=slug, label=years[0].label)


@require_safe
def plan(request: PersonRequest, slug: str, label: str) -> HttpResponse:
    """All groups by the weeks of a school year. While a proposal is being made the page looks again by itself."""
    year = led_year(request, slug, label)
    page = plan_page(request.user, year.school, year, today=clock.today())
    if request.htmx and not page.is_waiting:
        return HttpResponse(headers={"HX-Refresh": "true"})
    template = "planning/_plan.html" if request.htmx else "planning/plan.html"
    return render(request, template, {"page": page, "school": year.school})


@require_POST
def propose(request: PersonRequest, slug: str, label: str) -> HttpResponse:
    """Dates for all groups, please."""
    year = led_year(request, slug, label)
    if year.last_day <= clock.today():
        messages.info(request, _("This school year is over."))
    elif not plans.numbers_of(year.school, clock.today())["hours"]:
        messages.info(request, _("Say first in which hours of the week groups may meet."))
        return redirect("planning:hours", slug=slug)
    else:
        actions.ask_for_plan(school=year.school, year=label, by=request.user, now=clock.now())
    return redirect("planning:plan", slug=slug, label=label)


@require_POST
def stop(request: PersonRequest, slug: str, label: str) -> HttpResponse:
    """Do not make it after all."""
    actions.stop_waiting(plan=draft_of(request, slug, label), by=request.user, now=clock.now())
    return redirect("planning:plan", slug=slug, label=label)


@require_POST
def drop(request: PersonRequest, slug: str, label: str) -> HttpResponse:
    """Away with the draft."""
    actions.drop_plan(plan=draft_of(request, slug, label), by=request.user, now=clock.now())
    messages.success(request, _("The draft is gone. No group has seen it."))
    return redirect("planning:plan", slug=slug, label=label)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: PersonRequest, slug: str, label: str) -> HttpResponse:
    """First say how many invitations go to how many people, then send them."""
    year = led_year(request, slug, label)
    found = plans.plan_of(request.user, year.school, label)
    if found is None or found.published_at:
        return redirect("planning:plan", slug=slug, label=label)
    if request.method == "POST":
        version = number_in(request.POST.get("version", ""))
        try:
            made = actions.publish_plan(plan=found, version=version, by=request.user, now=clock.now())
        except actions.PlanIsOld as error:
            messages.error(request, error.message)
        else:
            say_published(request, made, plans.left_behind(found, clock.today()))
        return redirect("planning:plan", slug=slug, label=label)
    context = {"school": year.school, "plan": found, "numbers": plans.invited_by(found, clock.today())}
    return render(request, "planning/publish.html", context)


def say_published(request: PersonRequest, made: int, skipped: Sequence[PlannedDate]) -> None:
    text = ngettext(
        "%(n)s meeting is planned. The group knows it and may move it.",
        "%(n)s meetings are planned. The groups know them and may move them.",
        made,
    )
    messages.success(request, text % {"n": made})
    if skipped:
        named = "; ".join(f"{one.community.name}, {date_format(one.day, 'j F')}" for one in skipped)
        messages.info(
            request,
            _("Left out, because the group meets on that day already or has ended: %(dates)s.") % {"dates": named},
        )
