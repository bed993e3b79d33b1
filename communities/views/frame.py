"""The frame of a community: start, edit."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from communities import actions, adviser
from communities.forms import EditForm
from communities.models import Charter, Community
from communities.start_form import StartForm
from plc_platform import clock
from schools.models import School
from schools.queries import next_school_day
from schools.requests import PersonRequest

ASSIGNMENT = ("name", "purpose", "contribution", "task", "regime", "policy")


def start(request: PersonRequest) -> HttpResponse:
    """Propose a community; whoever works in a school may."""
    schools = list(School.objects.visible_to(request.user).order_by("name", "pk"))
    if not schools:
        return no_school(request)
    asked = adviser.complete(request.GET.dict())
    initial = {"started_on": next_school_day(schools[0], today=clock.today()), "school": schools[0], **asked}
    initial["variant"] = request.GET.get("variant", "")
    form = StartForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        fields = ("school", "variant", "form", "reason", "answers", "started_on", "partners", *ASSIGNMENT)
        begin = actions.propose_community if form.cleaned_data["is_idea"] else actions.start_community
        community = begin(**{name: form.cleaned_data[name] for name in fields}, by=request.user, now=clock.now())
        response = started(request, community, is_restart=form.cleaned_data["is_restart"])
        response.set_cookie("draft_saved", "community-start", max_age=300, samesite="Lax")
        return response
    return render(request, "communities/start.html", {"form": form, "school": schools[0]})


def started(request: PersonRequest, community: Community, *, is_restart: bool) -> HttpResponse:
    """To whom to ask; where people worked together before, to the talk about that (R56)."""
    if is_restart:
        messages.success(request, _("Your group exists. Ask those people first whether they want a new start."))
        return redirect("communities:conversation", pk=community.pk)
    messages.success(request, _("Your group exists. Who would you like to have in it?"))
    return redirect("communities:members", pk=community.pk)


def no_school(request: PersonRequest) -> HttpResponse:
    """A guest from outside follows a link for colleagues: the page of ideas tells her so."""
    if request.method == "POST":
        raise Http404
    return redirect("communities:my-ideas")


def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Name, assignment, rhythm; for the host's leader also the schools that take part."""
    visible = (
        Community.objects.editable_by(request.user).select_related("school", "form").prefetch_related("partnerships")
    )
    community = get_object_or_404(visible, pk=pk)
    leads = Community.objects.led_by(request.user).filter(pk=pk).exists()
    is_inside = Community.objects.owned_by_group_of(request.user).filter(pk=pk).exists()
    has_charter = not community.ended_on and Charter.objects.visible_to(request.user).filter(community=pk).exists()
    rights = {"leads": leads, "is_inside": is_inside, "has_charter": has_charter}
    form = EditForm(request.POST or None, community=community, user=request.user, **rights)
    if request.method == "POST" and form.is_valid() and save_edit(request, community, form, leads=leads):
        messages.success(request, _("Saved."))
        return redirect("dashboard:community", pk=pk)
    context = {"form": form, "community": community, "has_charter": has_charter}
    return render(request, "communities/edit.html", context)


def save_edit(request: PersonRequest, community: Community, form: EditForm, *, leads: bool) -> bool:
    """Whether all of it was kept; otherwise the form says what somebody else wrote meanwhile."""
    said = form.cleaned_data
    act: dict[str, Any] = {"community": community, "by": request.user, "now": clock.now()}
    frame = {name: said[name] for name in ("name", "regime", "policy")}
    try:
        actions.edit_community(**frame, answers=form.answers, seen=form.seen, **act)
    except actions.AnswersMovedOn as error:
        form.tell_clashes(error.names, error.message, Community.objects.visible_to(request.user).get(pk=community.pk))
        return False
    if said["waits"] is not None:
        actions.soften_ladder(waits=said["waits"], reason=said["wait_reason"], **act)
    if leads:
        schools = [*said.get("partners", []), *([said["partner_code"]] if said["partner_code"] else [])]
        actions.set_partners(schools=schools, **act)
    return True
