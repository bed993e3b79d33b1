"""The pulse of a whole school, for everybody who works there."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from pulse.queries.schools import school_page
from schools.models import School
from schools.requests import PersonRequest


@require_safe
def school(request: PersonRequest, slug: str) -> HttpResponse:
    """Five words, from enough groups and answers."""
    found = get_object_or_404(School.objects.visible_to(request.user), slug=slug)
    page = school_page(found, viewer=request.user)
    return render(request, "pulse/school.html", {"page": page, "school": found})
