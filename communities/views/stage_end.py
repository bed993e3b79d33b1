"""Stopping well: the end of a group, what it learned, a word of thanks, and the way back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from communities import actions
from communities.models import Community, StageDecision
from communities.stage_form import FinishForm, ThanksForm
from plc_platform import clock
from schools.requests import PersonRequest


def finish(request: PersonRequest, pk: int) -> HttpResponse:
    """Close a community that has done its work; afterwards, thank its members or let it go on."""
    community = get_object_or_404(Community.objects.editable_by(request.user), pk=pk)
    if community.ended_on:
        return ended(request, community, ThanksForm())
    form = FinishForm(request.POST or None, community=community, today=clock.today())
    if request.method == "POST" and form.is_valid():
        actions.finish_community(community=community, **form.cleaned_data, by=request.user, now=clock.now())
        messages.success(request, _("The group has finished. Everything stays to be read."))
        return redirect("communities:finish", pk=pk)
    return render(request, "communities/finish.html", {"form": form, "community": community})


def ended(request: PersonRequest, community: Community, form: ThanksForm) -> HttpResponse:
    """The page of a group that has an end."""
    context = {"community": community, "stop": stop_of(request, community), "form": form}
    return render(request, "communities/finish.html", context)


def stop_of(request: PersonRequest, community: Community) -> StageDecision | None:
    """The decision that ended it; none where it was never noted."""
    rows = StageDecision.objects.visible_to(request.user).filter(community=community, kind=StageDecision.Kind.STOP)
    return rows.order_by("-pk").first()


@require_POST
def thanks(request: PersonRequest, pk: int) -> HttpResponse:
    """Thank everybody of a group that has finished, once, in one's own words."""
    community = get_object_or_404(Community.objects.editable_by(request.user), pk=pk)
    decision, form = stop_of(request, community), ThanksForm(request.POST)
    if not form.is_valid():
        return ended(request, community, form)
    if decision and community.ended_on:
        actions.thank_members(decision=decision, words=form.cleaned_data["thanks"], by=request.user, now=clock.now())
        messages.success(request, _("Your thanks are on their way to everybody of the group."))
    return redirect("communities:finish", pk=pk)


@require_POST
def reopen(request: PersonRequest, pk: int) -> HttpResponse:
    """Take the end of a community back."""
    community = get_object_or_404(Community.objects.editable_by(request.user), pk=pk)
    actions.reopen_community(community=community, by=request.user, now=clock.now())
    messages.success(request, _("The group goes on."))
    return redirect("dashboard:community", pk=pk)
