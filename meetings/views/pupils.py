"""Pupils of a group: how many are guests, and the feedback cards. For the group itself alone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities.models import Community
from meetings import actions
from meetings.forms import GuestsForm
from meetings.models import Meeting, PupilGuests
from meetings.pupil_page import meeting_choices, pupils_page, year_end
from plc_platform import clock
from schools.requests import PersonRequest, ids_in, is_id


@require_safe
def pupils(request: PersonRequest, pk: int) -> HttpResponse:
    """Why pupils, who is a guest, and what was asked."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    page = pupils_page(community, request.user, today=clock.today())
    return render(request, "meetings/pupils.html", {"community": community, "page": page})


def note_guests(request: PersonRequest, pk: int) -> HttpResponse:
    """A number of pupils takes part, at one meeting or for a while."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    today, chosen = clock.today(), chosen_in(request)
    days = {"first_day": today, "last_day": year_end(community, today=today), "meeting": chosen}
    choices = meeting_choices(community, today=today, chosen=chosen)
    form = GuestsForm(request.POST or None, meetings=choices, initial=days)
    if request.method == "POST" and form.is_valid():
        guests = form.guests(meeting_of(request, community, form.cleaned_data["meeting"]))
        actions.note_pupil_guests(community=community, guests=guests, by=request.user, now=clock.now())
        messages.success(request, _("Noted. No names are kept, only how many."))
        return redirect("meetings:pupils", pk=pk)
    return render(request, "meetings/pupil_guests.html", {"community": community, "form": form})


def change_guests(request: PersonRequest, pk: int) -> HttpResponse:
    """Another number, other days."""
    rows = PupilGuests.objects.editable_by(request.user).select_related("community", "meeting")
    row = get_object_or_404(rows, pk=pk)
    choices = meeting_choices(row.community, today=clock.today(), chosen=row.meeting_id)
    now_said = {name: getattr(row, name) for name in ("number", "first_day", "last_day")} | {"meeting": row.meeting_id}
    form = GuestsForm(request.POST or None, meetings=choices, initial=now_said)
    if request.method == "POST" and form.is_valid():
        guests = form.guests(meeting_of(request, row.community, form.cleaned_data["meeting"]))
        actions.change_pupil_guests(row=row, guests=guests, by=request.user, now=clock.now())
        messages.success(request, _("Saved."))
        return redirect("meetings:pupils", pk=row.community_id)
    return render(request, "meetings/pupil_guests.html", {"community": row.community, "form": form, "row": row})


@require_POST
def agree(request: PersonRequest, pk: int) -> HttpResponse:
    """Parents and pupils know of it and agree. Back to the meeting where it was asked, if it was there."""
    row = get_object_or_404(PupilGuests.objects.editable_by(request.user), pk=pk)
    actions.note_consent(row=row, by=request.user, now=clock.now())
    messages.success(request, _("Noted: parents and pupils know and agree."))
    asked_at = request.POST.get("meeting", "")
    if is_id(asked_at):
        return redirect("meetings:meeting", pk=int(asked_at))
    return redirect("meetings:pupils", pk=row.community_id)


@require_POST
def end_guests(request: PersonRequest, pk: int) -> HttpResponse:
    """Today is their last day."""
    row = get_object_or_404(PupilGuests.objects.editable_by(request.user), pk=pk)
    actions.end_pupil_guests(row=row, by=request.user, now=clock.now())
    messages.success(request, _("Today is their last day. A word of thanks does them good."))
    return redirect("meetings:pupils", pk=row.community_id)


@require_POST
def remove_guests(request: PersonRequest, pk: int) -> HttpResponse:
    """It was a mistake, or no longer has to be kept."""
    row = get_object_or_404(PupilGuests.objects.editable_by(request.user), pk=pk)
    actions.remove_pupil_guests(row=row, by=request.user, now=clock.now())
    messages.success(request, _("The line is gone."))
    return redirect("meetings:pupils", pk=row.community_id)


def chosen_in(request: PersonRequest) -> int | None:
    """The meeting from whose page somebody comes."""
    return next(iter(ids_in(request.GET.getlist("meeting"))), None)


def meeting_of(request: PersonRequest, community: Community, pk: int | None) -> Meeting | None:
    return Meeting.objects.editable_by(request.user).filter(community=community, pk=pk).first() if pk else None
