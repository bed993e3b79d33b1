"""A course that somebody brought back: a point on the agenda or a try-out, never a report (R2)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from communities.models import Community
from learning.actions import try_outs as actions
from learning.forms.try_outs import AGENDA, CourseForm
from learning.try_out_page import next_meeting
from learning.try_out_words import course_title
from learning.views.finished import is_finished, only_reads
from meetings.actions import MeetingError
from meetings.models import Meeting
from plc_platform import clock
from schools.requests import PersonRequest


def course(request: PersonRequest, pk: int) -> HttpResponse:
    """Two lines and a choice."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    if is_finished(community):
        return only_reads(request, community, "learning:try-outs")
    coming = next_meeting(community, today=clock.today())
    form = CourseForm(request.POST or None, next_day=date_format(coming.day, "j F") if coming else "")
    context = {"community": community, "form": form}
    if request.method == "POST" and form.is_valid():
        if not form.is_settled:
            return render(request, "learning/course.html", context | {"name": form.name})
        try:
            return brought(request, community, coming, form)
        except MeetingError as error:
            messages.error(request, str(error))
    return render(request, "learning/course.html", context)


def brought(request: PersonRequest, community: Community, coming: Meeting | None, form: CourseForm) -> HttpResponse:
    """Keeps it where it was meant for. Raises MeetingError."""
    said, by, now = form.cleaned_data, request.user, clock.now()
    if said["way"] == AGENDA:
        title = course_title(said["course"], said["thing"])
        actions.put_on_agenda(meeting=coming, title=title, by=by, now=now)
        messages.success(request, _("It is on the agenda of the next meeting."))
    else:
        tried = actions.Tried(what=said["thing"], course=said["course"])
        actions.note_try_out(community=community, tried=tried, key=said["key"], by=by, now=now)
        messages.success(request, _("It stands among what you still want to try."))
    return redirect("learning:try-outs", pk=community.pk)
