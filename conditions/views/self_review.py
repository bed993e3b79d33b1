"""Once a school year a group looks back: three words, what it keeps, what it does otherwise."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from communities.models import Community
from conditions.actions import self_review as actions
from conditions.forms.process import LookForm
from conditions.models import SelfReview
from conditions.queries.process import year_of
from plc_platform import clock
from schools.requests import PersonRequest
from schools.school_time import load_school_time


def self_review(request: PersonRequest, pk: int) -> HttpResponse:
    """The look of this school year, and those of earlier years below it."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    looks = list(SelfReview.objects.visible_to(request.user).filter(community=community).order_by("-year"))
    year = year_of(load_school_time([community.school_id], clock.today()), community.school_id, clock.today())
    now = actions.look_of(next((one for one in looks if one.year == year), None))
    form = LookForm(request.POST or None, look=now)
    if request.method == "POST" and year and form.is_valid():
        look, stood = form.look(), form.stood_as()
        try:
            actions.look_back(community=community, year=year, look=look, stood=stood, by=request.user, now=clock.now())
        except actions.NewerLook as error:
            form = form.on_top_of(now)
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Saved. Your group reads it; nobody else does."))
            return redirect("conditions:process", pk=pk)
    earlier = [one for one in looks if one.year != year]
    context = {"community": community, "form": form, "year": year, "earlier": earlier, "stands": now}
    return render(request, "conditions/self_review.html", context)
