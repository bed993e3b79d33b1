"""One date of a plan by hand: moved, removed, added; always with what it would mean."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities.models import Community
from planning import actions
from planning.consequences import Spot
from planning.forms import MoveForm
from planning.free_hours import time_of
from planning.models import PlannedDate, Room, YearPlan
from planning.move_page import MovePage, move_page, value_of
from planning.plan_words import why_words, window_words
from planning.views.plans import draft_of
from plc_platform import clock
from schools.models import SchoolYear
from schools.requests import PersonRequest, number_in


def own_date(request: PersonRequest, pk: int) -> PlannedDate:
    rows = PlannedDate.objects.editable_by(request.user).filter(plan__published_at=None, meeting=None)
    return get_object_or_404(rows.select_related("plan__school", "community", "room"), pk=pk)


def year_of(plan: YearPlan) -> SchoolYear:
    return get_object_or_404(plan.school.years, label=plan.year)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: PersonRequest, pk: int) -> HttpResponse:
    """Other days near it, each with what it would mean; or a day and hour of one's own."""
    planned = own_date(request, pk)
    page = move_page(planned.plan, planned.community, planned, year=year_of(planned.plan), today=clock.today())
    return chosen(request, page, around=planned.day)


@require_POST
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Not this date."""
    planned = own_date(request, pk)
    version = number_in(request.POST.get("version", ""))
    try:
        actions.remove_date(planned=planned, version=version, by=request.user, now=clock.now())
    except actions.PlanIsOld as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Removed. Only this draft changed."))
    return redirect("planning:plan", slug=planned.plan.school.slug, label=planned.plan.year)


@require_http_methods(["GET", "HEAD", "POST"])
def group(request: PersonRequest, slug: str, label: str, pk: int) -> HttpResponse:
    """The dates of one group in the plan, what it wishes, why something has no place; and one date more."""
    plan = draft_of(request, slug, label)
    community = get_object_or_404(Community.objects.led_by(request.user).filter(school=plan.school), pk=pk)
    page = move_page(plan, community, None, year=year_of(plan), today=clock.today())
    return chosen(request, page, around=None)


def chosen(request: PersonRequest, page: MovePage, *, around: date | None) -> HttpResponse:
    """What was chosen is saved when its consequences were on the page; else they are shown first."""
    form = MoveForm(request.POST if request.method == "POST" else None, rooms=page.rooms, initial=initial_of(page))
    asked = None
    if request.method == "POST" and form.is_valid():
        day, at = form.cleaned_data["moment"]
        spot = page.spot_at(day, at, form.chosen_room, is_automatic=form.is_automatic)
        asked = page.offer(spot)
        stamp = f"{value_of(spot)}@{spot.room or 0}"
        if not asked.consequences or form.cleaned_data["seen"] == stamp or is_known(form, page, asked.value):
            return saved(request, page, form, spot)
        context_seen = stamp
    else:
        context_seen = ""
    context = {
        "page": page,
        "form": form,
        "offers": page.offers(around),
        "asked": asked,
        "seen": context_seen,
        "dates": page.plan.dates.filter(community=page.community, meeting=None).order_by("day"),
        "reasons": reasons_of(page.plan, page.community),
        "school": page.plan.school,
    }
    return render(request, "planning/date.html", context, status=400 if form.errors else 200)


def is_known(form: MoveForm, page: MovePage, value: str) -> bool:
    """A moment of the list, with the room that the list named, was chosen knowing what it means."""
    return form.is_automatic and form.cleaned_data.get("choice") == value


def initial_of(page: MovePage) -> dict[str, object]:
    planned = page.planned
    initial: dict[str, object] = {"version": page.plan.version}
    if planned:
        initial |= {"day": planned.day, "at": planned.starts}
    return initial


def saved(request: PersonRequest, page: MovePage, form: MoveForm, spot: Spot) -> HttpResponse:
    room = Room.objects.editable_by(request.user).filter(pk=spot.room).first() if spot.room else None
    told = {
        "version": form.cleaned_data["version"],
        "day": spot.day,
        "starts": time_of(spot.starts),
        "minutes": page.minutes,
        "room": room,
        "by": request.user,
        "now": clock.now(),
    }
    try:
        if page.planned:
            actions.move_date(planned=page.planned, **told)
        else:
            actions.add_date(plan=page.plan, community=page.community, **told)
    except (actions.PlanIsOld, actions.DayIsTaken) as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("%(group)s: %(day)s.") % {"group": page.community, "day": page.offer(spot).words})
    return redirect("planning:plan", slug=page.plan.school.slug, label=page.plan.year)


def reasons_of(plan: YearPlan, community: Community) -> list[tuple[str, str]]:
    """The windows in which this group got no date, and why."""
    rows = [row for row in plan.left_over if row["community"] == community.pk and row["wanted"]]
    return [(window_words(reason), why_words(reason)) for row in rows for reason in row["reasons"]]
