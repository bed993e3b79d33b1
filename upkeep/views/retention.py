"""What is kept how long, and what went by itself: for everybody who works in the school."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from plc_platform import clock
from schools.models import School
from schools.requests import PersonRequest
from upkeep.queries.keeping import told_to


@require_safe
def page(request: PersonRequest, slug: str) -> HttpResponse:
    """Every rule, when it was last seen to, and how many rows of this school went by it."""
    school = get_object_or_404(School.objects.visible_to(request.user), slug=slug)
    rules = told_to(school, request.user, clock.today())
    ended = [one.ended_at for one in rules if one.ended_at]
    context = {
        "school": school,
        "rules": rules,
        "last": max(ended, default=None),
        "soon": [one for one in rules if one.soon],
        "went": [one for one in rules if one.rows],
    }
    return render(request, "upkeep/retention.html", context)
