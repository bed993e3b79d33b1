"""The path of a leader towards the first groups of a school."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dashboard.queries.starting import path_of
from plc_platform import clock
from schools.requests import PersonRequest


@require_safe
def starting(request: PersonRequest, slug: str) -> HttpResponse:
    """Six steps, each with its state as the facts tell it; for leaders, because only they can clear the way."""
    return render(request, "dashboard/starting.html", {"path": path_of(request.user, slug, today=clock.today())})
