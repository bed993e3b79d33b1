"""The mirror of activity and goal: for the group's own people alone."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from communities.models import Community
from meetings.mirror_page import mirror_page
from plc_platform import clock
from schools.requests import PersonRequest


@require_safe
def mirror(request: PersonRequest, pk: int) -> HttpResponse:
    """What the meetings were spent on, beside what the group wanted (U6)."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    page = mirror_page(community, request.user, today=clock.today())
    return render(request, "meetings/mirror.html", {"community": community, "page": page})
