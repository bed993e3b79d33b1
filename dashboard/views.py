"""Pages that only read: where somebody begins, and what they look at most."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from dashboard.leader_slots import school_slots
from dashboard.printing import print_page
from dashboard.queries.coach import coach_page
from dashboard.queries.columns import chosen_in
from dashboard.queries.group import group_page
from dashboard.queries.leader import school_overview
from dashboard.queries.mine import my_page
from dashboard.queries.pause_effect import SPAN, pause_effect_on
from dashboard.queries.places import places_of
from dashboard.queries.what_if import what_if_page
from dashboard.slots import coach_slots, group_slots, my_slots
from dashboard.words import say_full_day
from plc_platform import clock
from plc_platform.context import reads_for_board, remember_places
from schools.requests import PersonRequest


@require_safe
def home(request: PersonRequest) -> HttpResponse:
    """Sends everybody to the page where their day begins."""
    places, reads = places_of(request.user), reads_for_board(request.user)
    remember_places(request.session, led_schools=places.led, coaches=places.coaches, reads=reads)
    if places.led:
        return redirect("dashboard:school", places.led[0])
    if reads and not (places.coaches or places.takes_part):
        return redirect("evidence:boards")
    return redirect("dashboard:coach" if places.coaches and not places.takes_part else "dashboard:mine")


@require_safe
def school(request: PersonRequest, slug: str) -> HttpResponse:
    """The leader's page: one sentence, then the groups by need."""
    today = clock.today()
    page = school_overview(request.user, slug, today=today, chosen=chosen_in(request.GET))
    stopped = page.school.pulse.words(now=clock.now()) if page.school.has_reminders else ""
    slots, flags = school_slots(page, today=say_full_day(today), stopped=stopped)
    is_rare = not (page.school.has_reminders and page.steps.are_done)
    return print_page(
        request, "dashboard/school.html", slots=slots, flags=flags, rare={"page": page} if is_rare else None
    )


@require_safe
def community(request: PersonRequest, pk: int) -> HttpResponse:
    """A group: the frame for everybody who may see it, its own words for its own people."""
    today = clock.today()
    page = group_page(request.user, pk, today=today, is_complete="all" in request.GET)
    slots, flags = group_slots(page, today=today)
    return print_page(request, "dashboard/community.html", slots=slots, flags=flags)


@require_safe
def what_if(request: PersonRequest, pk: int) -> HttpResponse:
    """What a meeting on some day would do to the rhythm of a group; nothing is saved."""
    page = what_if_page(request.user, pk, on=request.GET.get("on", ""), today=clock.today())
    return render(request, "dashboard/what_if.html", {"page": page})


@require_safe
def pause_effect(request: PersonRequest, pk: int) -> HttpResponse:
    """What a pause of these days would do, while it is being chosen: a part of the page about pauses."""
    lines = pause_effect_on(request.user, pk, today=clock.today(), **{name: request.GET.get(name, "") for name in SPAN})
    return render(request, "dashboard/_pause_effect.html", {"lines": lines})


@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """A teacher's own page: what waits for an answer, what comes, what I promised, my groups."""
    slots, flags = my_slots(my_page(request.user, now=clock.now(), today=clock.today()))
    return print_page(request, "dashboard/mine.html", slots=slots, flags=flags)


@require_safe
def coach(request: PersonRequest) -> HttpResponse:
    """The groups that accepted this person as their coach, sorted by need."""
    page = coach_page(request.user, today=clock.today())
    slots, flags = coach_slots(page)
    return print_page(request, "dashboard/coach.html", slots=slots, flags=flags)
