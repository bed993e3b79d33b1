"""Rooms, hours, one's own week, and what a group wishes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from communities.models import Community
from planning import actions
from planning.forms import HourForm, RoomForm, WeekForm, WishForm
from planning.models import MeetingHour, PlanningWish, Room, TaughtHour
from planning.queries import plans
from plc_platform import clock
from schools.models import School
from schools.requests import PersonRequest


@require_http_methods(["GET", "HEAD", "POST"])
def rooms(request: PersonRequest, slug: str) -> HttpResponse:
    """The rooms in which groups can meet, and a new one."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    form = RoomForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.save_room(school=school, room=None, **form.cleaned_data, by=request.user, now=clock.now())
        except actions.NameIsTaken as error:
            form.add_error("name", error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("planning:rooms", slug=slug)
    context = {"school": school, "form": form, "rooms": plans.rooms_in(request.user, school)}
    return render(request, "planning/rooms.html", context, status=400 if form.errors else 200)


def own_room(request: PersonRequest, slug: str, pk: int) -> Room:
    return get_object_or_404(Room.objects.editable_by(request.user).select_related("school"), pk=pk, school__slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
def room(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Another name or number of seats."""
    found = own_room(request, slug, pk)
    form = RoomForm(request.POST or None, initial={"name": found.name, "seats": found.seats})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.save_room(school=found.school, room=found, **data, by=request.user, now=clock.now())
        except actions.NameIsTaken as error:
            form.add_error("name", error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("planning:rooms", slug=slug)
    context = {"school": found.school, "form": form, "room": found}
    return render(request, "planning/room.html", context, status=400 if form.errors else 200)


@require_POST
def remove_room(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Not a room for groups any more."""
    actions.remove_room(room=own_room(request, slug, pk), by=request.user, now=clock.now())
    messages.success(request, _("Removed. Meetings that are planned there stay."))
    return redirect("planning:rooms", slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
def hours(request: PersonRequest, slug: str) -> HttpResponse:
    """The hours of the week in which groups may meet, and a new one."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    form = HourForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_hour(school=school, **form.cleaned_data, by=request.user, now=clock.now())
        except actions.HourIsThere as error:
            form.add_error("starts", error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("planning:hours", slug=slug)
    context = {"school": school, "form": form, "hours": plans.hours_in(request.user, school)}
    return render(request, "planning/hours.html", context, status=400 if form.errors else 200)


@require_POST
def remove_hour(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """No hour for groups any more; what is planned in it stays."""
    rows = MeetingHour.objects.editable_by(request.user)
    actions.remove_hour(hour=get_object_or_404(rows, pk=pk, school__slug=slug), by=request.user, now=clock.now())
    messages.success(request, _("Removed. What is planned in it stays."))
    return redirect("planning:hours", slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
def my_hours(request: PersonRequest, slug: str) -> HttpResponse:
    """When one teaches oneself, in one tick an hour; nobody has to."""
    school = get_object_or_404(School.objects.visible_to(request.user), slug=slug)
    known = TaughtHour.objects.editable_by(request.user).filter(user=request.user, school=school)
    form = WeekForm(request.POST if request.method == "POST" else None, known=known)
    if request.method == "POST" and form.is_valid():
        days = form.changed_days()
        actions.say_taught_hours(school=school, user=request.user, days=days, by=request.user, now=clock.now())
        messages.success(request, _("Saved. A plan for the year keeps these hours free of meetings."))
        return redirect("planning:my-hours", slug=slug)
    return render(request, "planning/my_hours.html", {"school": school, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def wish(request: PersonRequest, pk: int) -> HttpResponse:
    """What the group wishes of the plan of its school."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    known = PlanningWish.objects.visible_to(request.user).filter(community=community).first()
    names = ("weekdays", "line", "plans_itself")
    form = WishForm(request.POST or None, initial={name: getattr(known, name) for name in names} if known else None)
    if request.method == "POST" and form.is_valid():
        actions.say_wish(community=community, **form.cleaned_data, by=request.user, now=clock.now())
        messages.success(request, _("Saved. The next plan of your school reckons with it."))
        return redirect("dashboard:community", pk=pk)
    context = {"community": community, "form": form}
    return render(request, "planning/wish.html", context, status=400 if form.errors else 200)
