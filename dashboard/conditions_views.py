"""Start conditions: of one group, and of every group of a school."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from conditions.forms.start import ReasonForm
from dashboard.queries.conditions import conditions_page
from dashboard.queries.start_conditions import start_conditions_page
from plc_platform import clock
from schools.requests import PersonRequest


@require_safe
def conditions(request: PersonRequest, pk: int) -> HttpResponse:
    """What leader and group say, each apart, with what the product knows beside it."""
    page = conditions_page(request.user, pk, today=clock.today())
    return render(request, "dashboard/conditions.html", {"page": page, "reason": ReasonForm()})


@require_safe
def start_conditions(request: PersonRequest, slug: str) -> HttpResponse:
    """What is open in which group, by name of the group; no total and no order by it."""
    page = start_conditions_page(request.user, slug, today=clock.today())
    return render(request, "dashboard/start_conditions.html", {"page": page})
