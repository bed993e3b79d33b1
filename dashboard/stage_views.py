"""Pages that only read: the experiments of a school, the course of a group, and what stays of it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dashboard.queries.experiments import experiments_page
from dashboard.queries.kept import kept_page
from dashboard.queries.timeline import timeline_of
from plc_platform import clock
from schools.requests import PersonRequest


@require_safe
def experiments(request: PersonRequest, slug: str) -> HttpResponse:
    """How old the school's experiments are, what was decided, and how many of the staff take part in a group."""
    page = experiments_page(request.user, slug, today=clock.today())
    return render(request, "dashboard/experiments.html", {"page": page})


@require_safe
def kept(request: PersonRequest, pk: int) -> HttpResponse:
    """What stays of a group, who reads it, and what is deleted when."""
    return render(request, "dashboard/kept.html", {"page": kept_page(request.user, pk)})


@require_safe
def timeline(request: PersonRequest, pk: int) -> HttpResponse:
    """The course of a group, as far as this reader may follow it."""
    page = timeline_of(request.user, pk, today=clock.today())
    return render(request, "dashboard/timeline.html", {"page": page})
