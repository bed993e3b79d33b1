"""The handover dossier of a school: a page that only reads."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from dashboard.queries.dossier import dossier_of
from plc_platform import clock
from schools.requests import PersonRequest


@require_safe
def dossier(request: PersonRequest, slug: str) -> HttpResponse:
    """What whoever leads this school next has to know, on one page that prints well."""
    page = dossier_of(request.user, slug, today=clock.today())
    return render(request, "dashboard/dossier.html", {"page": page})
