"""The agenda editor: lines with minutes, focus and who leads; everything also works without script."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from meetings import actions, queries
from meetings.forms import AgendaForm
from meetings.forms.agenda import Line, lines_of, lines_of_steps
from meetings.models import AgendaBlock, Meeting
from meetings.script_page import fitted_script
from meetings.scripts import built_in, ordered
from meetings.views.drafts import forget_draft
from plc_platform import clock
from schools.requests import PersonRequest


def agenda(request: PersonRequest, pk: int) -> HttpResponse:
    """Write the agenda. A button of a line (up, down, remove), "one more line" or a script redraws the lines."""
    meeting, own = queries.with_scripts(request.user, pk)
    if meeting is None:
        raise Http404
    people = queries.choices_of(queries.people_of(meeting.community))
    form = AgendaForm(meeting, people=people, data=request.POST or None, lines=saved_lines(request, meeting))
    stale = ""
    if request.method == "POST":
        step = rearranged(request, form)
        if step is not None:
            form = AgendaForm(meeting, people=people, lines=step, blank=3 if "more" in request.POST else 1)
        elif form.is_valid():
            try:
                actions.set_agenda(
                    meeting=meeting, version=form.version, blocks=form.blocks(), by=request.user, now=clock.now()
                )
            except actions.StaleMeeting as error:
                stale, form = str(error), AgendaForm(meeting, people=people, lines=form.rows())
            else:
                return saved(request, meeting)
    context = {"meeting": meeting, "form": form, "own": own, "total": form.total(), "stale": stale}
    context["is_redrawn"] = request.method == "POST"
    context["scripts"] = ordered(built_in(get_language() or ""), queries.model_of(meeting.community))
    context["saved_blocks"] = saved_lines(request, meeting, always=True) if stale else []
    return render(request, "meetings/agenda.html", context)


def saved_lines(request: PersonRequest, meeting: Meeting, *, always: bool = False) -> list[Line]:
    if request.method == "POST" and not always:
        return []
    return lines_of(AgendaBlock.objects.visible_to(request.user).filter(meeting=meeting).order_by("position", "pk"))


def rearranged(request: PersonRequest, form: AgendaForm) -> Sequence[Line] | None:
    """The lines after one of the small buttons; None when the big one was used."""
    rows = form.rows()
    if code := request.POST.get("script"):
        return lines_of_steps(fitted_script(request.user, form.meeting, code)) or rows
    if "more" in request.POST:
        return rows
    for button, step in (("up", -1), ("down", 1), ("remove", 0)):
        if button in request.POST:
            return form.moved(request.POST[button], step)
    return None


def saved(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """On to the meeting; the device may forget its draft."""
    messages.success(request, _("Agenda saved."))
    response = redirect("meetings:meeting", pk=meeting.pk)
    forget_draft(response, f"agenda-{meeting.pk}")
    return response
