"""Who has which role at the coming meetings; one tap, for oneself alone (R63-R66)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities.models import CoachRole, Community
from meetings import actions
from meetings.models import Meeting
from meetings.roles_page import roles_page
from plc_platform import clock
from schools.requests import PersonRequest


@require_safe
def roles(request: PersonRequest, pk: int) -> HttpResponse:
    """The grid of roles, for the group itself."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    page = roles_page(community, request.user, today=clock.today())
    return render(request, "meetings/roles.html", {"community": community, "page": page})


@require_POST
def turn(request: PersonRequest, pk: int) -> HttpResponse:
    """I take this role at this meeting, or give it back."""
    meeting = get_object_or_404(Meeting.objects.editable_by(request.user).planned(), pk=pk)
    kind, now = request.POST.get("kind", ""), clock.now()
    if kind in CoachRole.Kind.values:
        if "take" in request.POST:
            actions.take_turn(meeting=meeting, kind=kind, by=request.user, now=now)
            messages.success(request, _("You have it."))
        else:
            actions.give_turn_back(meeting=meeting, kind=kind, by=request.user, now=now)
            messages.success(request, _("Given back."))
    return redirect(f"{reverse('meetings:roles', args=[meeting.community_id])}#meeting-{pk}")
