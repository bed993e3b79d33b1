"""The pauses of a community: a new one, another end, the end today."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from communities import actions
from communities.forms import PauseEndForm, PauseForm
from communities.models import Community, Pause
from communities.queries import pauses_of
from plc_platform import clock
from schools.requests import PersonRequest


def pause(request: PersonRequest, pk: int) -> HttpResponse:
    """The pauses of a community, and a new one."""
    community = get_object_or_404(Community.objects.editable_by(request.user), pk=pk)
    today = clock.today()
    form = PauseForm(request.POST or None, initial={"first_day": today})
    if request.method == "POST" and form.is_valid():
        try:
            actions.pause_community(community=community, **form.cleaned_data, by=request.user, now=clock.now())
        except (actions.PauseOverlaps, actions.CommunityIsFinished) as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The pause is noted. In these days the clock stands still."))
            return redirect("dashboard:community", pk=pk)
    context = {"form": form, "community": community, "pauses": pauses_of(community, request.user), "today": today}
    return render(request, "communities/pause.html", context)


@require_POST
def change_pause(request: PersonRequest, pk: int, pause_pk: int) -> HttpResponse:
    """Another last day of a pause that is not over."""
    found = get_object_or_404(Pause.objects.editable_by(request.user), pk=pause_pk, community=pk)
    form = PauseEndForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose the last day of the pause."))
        return redirect("communities:pause", pk=pk)
    try:
        actions.change_pause_end(pause=found, **form.cleaned_data, by=request.user, now=clock.now())
    except (actions.PauseOverlaps, actions.PauseIsOver, actions.PauseRunsBackwards) as error:
        messages.error(request, error.message)
        return redirect("communities:pause", pk=pk)
    messages.success(request, _("The pause is noted. In these days the clock stands still."))
    return redirect("dashboard:community", pk=pk)


@require_POST
def resume(request: PersonRequest, pk: int, pause_pk: int) -> HttpResponse:
    """End a pause today, or take back one that has not begun."""
    found = get_object_or_404(Pause.objects.editable_by(request.user), pk=pause_pk, community=pk)
    actions.end_pause(pause=found, by=request.user, now=clock.now())
    messages.success(request, _("The clock runs again."))
    return redirect("dashboard:community", pk=pk)
