"""Activity of an online community: numbers per week for whoever sees the group, the lines for the group itself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities.models import Community, Regime
from meetings import actions
from meetings.activity_page import activity_page
from meetings.forms import ActivityForm
from meetings.models import Activity
from meetings.queries import for_viewer
from plc_platform import clock
from schools.requests import PersonRequest


@require_safe
def activity(request: PersonRequest, pk: int) -> HttpResponse:
    """How lively it is, week by week, and for how long it has been quiet."""
    community = get_object_or_404(for_viewer(request.user), pk=pk)
    return render(request, "meetings/activity.html", page_of(request, community, ActivityForm()))


@require_POST
def add(request: PersonRequest, pk: int) -> HttpResponse:
    """Two taps: the page, and the kind. Words and a link are optional."""
    group = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    form = ActivityForm(request.POST)
    if not form.is_valid():
        community = get_object_or_404(for_viewer(request.user), pk=pk)
        return render(request, "meetings/activity.html", page_of(request, community, form), status=400)
    try:
        actions.record_activity(community=group, **form.cleaned_data, by=request.user, now=clock.now())
    except actions.MeetingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Noted. Thank you."))
    return redirect("meetings:activity", pk=pk)


@require_POST
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    """A line of one's own goes away."""
    row = get_object_or_404(Activity.objects.editable_by(request.user), pk=pk)
    actions.remove_activity(activity=row, by=request.user, now=clock.now())
    messages.success(request, _("The line is gone."))
    return redirect("meetings:activity", pk=row.community_id)


def page_of(request: PersonRequest, community: Community, form: ActivityForm) -> dict[str, object]:
    return {
        "community": community,
        "inside": community.is_inside,  # type: ignore[attr-defined]
        "is_online": community.regime == Regime.NONE,
        "page": activity_page(community, request.user, today=clock.today()),
        "form": form,
        "kinds": Activity.Kind,
    }
