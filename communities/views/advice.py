"""The variant adviser: six questions, an answer on the same page, and never a choice (R22, R31, R32)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from communities import adviser
from communities.advice_page import advice_page
from communities.views.frame import no_school
from schools.models import School
from schools.requests import PersonRequest


@require_safe
def choose(request: PersonRequest) -> HttpResponse:
    """Six questions; with an answer to one of them also what they point to. Nothing is kept."""
    schools = list(School.objects.visible_to(request.user).order_by("name", "pk"))
    if not schools:
        return no_school(request)
    page = advice_page(
        adviser.complete(request.GET.dict()), schools, is_asked=any(map(request.GET.get, adviser.QUESTIONS))
    )
    return render(request, "communities/adviser.html", {"page": page})
