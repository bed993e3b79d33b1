"""The first hour of a new school: what to do, how long it takes, what is done already."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plc_platform import clock
from schools.requests import PersonRequest
from upkeep.first_hour_words import steps_of
from upkeep.queries.first_hour import facts_of


@require_safe
def first_hour(request: PersonRequest, slug: str) -> HttpResponse:
    """Eight steps in any order, each with one link; for leaders, because only they can take them."""
    facts = facts_of(request.user, slug, today=clock.today())
    if facts is None:
        raise Http404
    steps = steps_of(facts)
    context = {
        "facts": facts,
        "steps": steps,
        "current": next((one.code for one in steps if not one.is_done and not one.is_optional), ""),
        "minutes": sum(one.minutes for one in steps if not one.is_done and not one.is_optional),
    }
    return render(request, "upkeep/first_hour.html", context)
