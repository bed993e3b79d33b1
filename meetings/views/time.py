"""The time of a group: what falls away, hours, and practical matters that people take themselves."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from communities import actions as community_actions
from communities.models import Community
from meetings import actions, queries
from meetings.forms.time import ChoreForm, TimeForm
from meetings.models import Chore, Meeting
from meetings.time_page import time_page
from plc_platform import clock
from schools.requests import PersonRequest


def time(request: PersonRequest, pk: int) -> HttpResponse:
    """What makes room for the group, for whoever sees it; its people and its leader may say it anew."""
    community = get_object_or_404(queries.for_viewer(request.user), pk=pk)
    may_edit = Community.objects.editable_by(request.user).filter(pk=pk).exists()
    if request.method == "POST" and not may_edit:
        raise Http404
    usual = {"falls_away": community.falls_away, "in_lesson_time": community.in_lesson_time}
    form = TimeForm(request.POST or None, initial=usual)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        community_actions.set_time_made_free(community=community, **said, by=request.user, now=clock.now())
        messages.success(request, _("Saved."))
        return redirect("meetings:time", pk=pk)
    is_inside: bool = community.is_inside  # type: ignore[attr-defined]
    page = time_page(community, request.user, is_inside=is_inside, today=clock.today())
    context = {"community": community, "form": form, "page": page, "is_inside": is_inside}
    context |= {"may_edit": may_edit, "chore_form": ChoreForm()}
    return render(request, "meetings/time.html", context)


@require_POST
def add_chore(request: PersonRequest, pk: int) -> HttpResponse:
    """Note something practical that somebody may take."""
    meeting = get_object_or_404(Meeting.objects.editable_by(request.user), pk=pk)
    form = ChoreForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose what is needed; a few words may follow."))
        return back(request, meeting.pk)
    try:
        actions.add_chore(meeting=meeting, **form.cleaned_data, by=request.user, now=clock.now())
    except actions.MeetingError as error:
        messages.error(request, str(error))
    return back(request, meeting.pk)


@require_POST
def claim_chore(request: PersonRequest, pk: int) -> HttpResponse:
    """I take this."""
    return changed(request, pk, actions.claim_chore)


@require_POST
def release_chore(request: PersonRequest, pk: int) -> HttpResponse:
    """Somebody else may take it."""
    return changed(request, pk, actions.release_chore)


@require_POST
def finish_chore(request: PersonRequest, pk: int) -> HttpResponse:
    """It is seen to."""
    return changed(request, pk, actions.finish_chore)


@require_POST
def remove_chore(request: PersonRequest, pk: int) -> HttpResponse:
    """It is not needed after all."""
    return changed(request, pk, actions.remove_chore)


def changed(request: PersonRequest, pk: int, act: Callable[..., object]) -> HttpResponse:
    """One tap on one practical matter, always in one's own name."""
    chore = get_object_or_404(Chore.objects.editable_by(request.user), pk=pk)
    try:
        act(chore=chore, by=request.user, now=clock.now())
    except actions.MeetingError as error:
        messages.error(request, str(error))
    return back(request, chore.meeting_id)


def back(request: PersonRequest, meeting_id: int) -> HttpResponse:
    """To the practical matters of this meeting, on the page where the tap was."""
    if request.POST.get("page") == "time":
        meeting = get_object_or_404(Meeting.objects.editable_by(request.user), pk=meeting_id)
        return redirect(f"{reverse('meetings:time', args=[meeting.community_id])}#chores-{meeting_id}")
    return redirect(f"{reverse('meetings:meeting', args=[meeting_id])}#chores-{meeting_id}")
