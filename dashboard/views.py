"""Pages that only read: where somebody begins, and what they look at most."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from dashboard.printing import print_rows
from dashboard.queries.coach import coach_page
from dashboard.queries.group import group_page
from dashboard.queries.leader import school_overview
from dashboard.queries.mine import my_page
from dashboard.queries.places import places_of
from dashboard.words import say_full_day
from plc_platform import clock
from plc_platform.context import remember_places
from schools.requests import PersonRequest

ROW = "dashboard/_row.html"


@require_safe
def home(request: PersonRequest) -> HttpResponse:
    """Sends everybody to the page where their day begins."""
    places = places_of(request.user)
    remember_places(request.session, led_schools=places.led, coaches=places.coaches)
    if places.led:
        return redirect("dashboard:school", places.led[0])
    return redirect("dashboard:coach" if places.coaches and not places.takes_part else "dashboard:mine")


@require_safe
def school(request: PersonRequest, slug: str) -> HttpResponse:
    """The leader's page: one sentence, then the groups by need."""
    today = clock.today()
    choice = {"variant": request.GET.get("variant", ""), "state": request.GET.get("state", "")}
    page = school_overview(request.user, slug, today=today, **choice)
    context = {"page": page, "today_words": say_full_day(today), "rows": print_rows(ROW, page.rows), **choice}
    return render(request, "dashboard/school.html", context)


@require_safe
def community(request: PersonRequest, pk: int) -> HttpResponse:
    """A group: the frame for everybody who may see it, its own words for its own people."""
    page = group_page(request.user, pk, today=clock.today(), is_complete="all" in request.GET)
    return render(request, "dashboard/community.html", {"page": page})


@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """A teacher's own page: what waits for an answer, what comes, what I promised, my groups."""
    page = my_page(request.user, now=clock.now(), today=clock.today())
    return render(request, "dashboard/mine.html", {"page": page, "rows": print_rows(ROW, page.rows)})


@require_safe
def coach(request: PersonRequest) -> HttpResponse:
    """The groups that accepted this person as their coach, sorted by need."""
    page = coach_page(request.user, today=clock.today())
    return render(request, "dashboard/coach.html", {"page": page, "rows": print_rows(ROW, page.rows)})
