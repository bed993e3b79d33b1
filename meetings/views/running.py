"""A meeting while it runs, on a phone or a projector; every act is a button, script only counts."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from meetings import actions, queries
from meetings.forms.running import ClosingFields, ParkForm
from meetings.log_context import closing_of
from meetings.models import AgendaBlock, Meeting, ParkedItem, Run
from meetings.run_page import asks_model, for_runner, next_meeting, roles_at, run_page, waiting_for
from meetings.script_page import fitted_script, known_scripts, own_scripts
from plc_platform import clock
from schools.requests import PersonRequest, number_in

RUNNABLE = (Meeting.Status.PLANNED, Meeting.Status.HELD)


def run(request: PersonRequest, pk: int) -> HttpResponse:
    """Before: the agenda and one button. During: the step, the time, the next one. After: what remains."""
    meeting = get_object_or_404(for_runner(request.user), pk=pk)
    if request.method == "POST":
        return acted(request, meeting)
    if meeting.status not in RUNNABLE:
        return HttpResponseClientRefresh() if request.htmx else redirect("meetings:meeting", pk=pk)
    page = run_page(meeting, request.user, now=clock.now())
    context = {"meeting": meeting, "community": meeting.community, "page": page, "park": ParkForm()}
    if request.htmx:
        return polled(request, page.pace is None or meeting.status == Meeting.Status.HELD, page.stamp, context)
    if meeting.status == Meeting.Status.HELD or (page.run and page.run.ended_at):
        return render(request, "meetings/run_over.html", context | closing_context(request, meeting))
    if page.pace is None:
        return render(request, "meetings/run_before.html", context | before_context(request, meeting))
    context["roles"] = roles_at(meeting, request.user)
    return render(request, "meetings/run.html", context)


def polled(request: PersonRequest, is_over: bool, stamp: str, context: dict[str, object]) -> HttpResponse:
    """What another device changed; nothing when nothing was."""
    if is_over:
        return HttpResponseClientRefresh()
    if request.GET.get("stamp") == stamp:
        return HttpResponse(status=204)
    return render(request, "meetings/_run_now.html", context)


def before_context(request: PersonRequest, meeting: Meeting) -> dict[str, object]:
    """With an agenda one starts; without one a script is chosen in the same tap."""
    model = queries.model_of(meeting.community)
    return {
        "can_start": meeting.day <= clock.today(),
        "own": own_scripts(meeting.community, request.user),
        "known": known_scripts(model),
        "roles": roles_at(meeting, request.user),
        "waiting": waiting_for(meeting, request.user),
    }


def closing_context(request: PersonRequest, meeting: Meeting) -> dict[str, object]:
    return {
        "form": ClosingFields(initial=closing_of(meeting)),
        "asks_model": asks_model(meeting, meeting.community),
        "following": next_meeting(meeting.community_id, after=meeting, user=request.user),
    }


def acted(request: PersonRequest, meeting: Meeting) -> HttpResponse:
    """Start, go to a block, five minutes more, or the end."""
    acts: dict[str, Callable[[PersonRequest, Meeting], None]] = {
        "start": started,
        "go": moved,
        "extend": extended,
        "end": ended,
    }
    act = acts.get(request.POST.get("do", ""))
    try:
        if act:
            act(request, meeting)
    except actions.MeetingError as error:
        messages.error(request, str(error))
    return redirect("meetings:run", pk=meeting.pk)


def started(request: PersonRequest, meeting: Meeting) -> None:
    steps = fitted_script(request.user, meeting, request.POST.get("script", ""))
    blocks = [actions.Block(step.title, step.minutes[0], step.focus, None, step.purpose) for step in steps]
    if actions.start_run(meeting=meeting, blocks=blocks, by=request.user, now=clock.now()) is None:
        messages.error(request, _("There is no agenda yet. Choose a script, or make an agenda."))


def moved(request: PersonRequest, meeting: Meeting) -> None:
    run, version = seen(request, meeting)
    block = block_of(request, meeting, "block")
    if block:
        actions.move_run(run=run, block=block, version=version, by=request.user, now=clock.now())


def extended(request: PersonRequest, meeting: Meeting) -> None:
    run, version = seen(request, meeting)
    giver = block_of(request, meeting, "from")
    actions.extend_block(run=run, version=version, giver=giver, by=request.user, now=clock.now())


def ended(request: PersonRequest, meeting: Meeting) -> None:
    run, version = seen(request, meeting)
    actions.end_run(run=run, version=version, by=request.user, now=clock.now())


def seen(request: PersonRequest, meeting: Meeting) -> tuple[Run, int]:
    """The run, and the version that the page showed. Raises NotToBeLed where the meeting is over or cancelled."""
    if meeting.status != Meeting.Status.PLANNED:
        raise actions.NotToBeLed
    row = get_object_or_404(Run.objects.editable_by(request.user), meeting=meeting)
    return row, number_in(request.POST.get("version", "")[:9])


def block_of(request: PersonRequest, meeting: Meeting, name: str) -> AgendaBlock | None:
    pk = number_in(request.POST.get(name, ""))
    return AgendaBlock.objects.editable_by(request.user).filter(meeting=meeting, pk=pk).first() if pk else None


@require_POST
def park(request: PersonRequest, pk: int) -> HttpResponse:
    """One line for later."""
    meeting = get_object_or_404(Meeting.objects.editable_by(request.user), pk=pk)
    form = ParkForm(request.POST)
    if form.is_valid():
        try:
            actions.park(meeting=meeting, text=form.cleaned_data["text"], by=request.user, now=clock.now())
        except actions.MeetingError as error:
            messages.error(request, str(error))
    return redirect("meetings:run", pk=pk)


@require_POST
def parked(request: PersonRequest, pk: int) -> HttpResponse:
    """On the agenda of the next meeting (or of `meeting`), dropped, or back."""
    items = ParkedItem.objects.editable_by(request.user).select_related("meeting")
    item = get_object_or_404(items, pk=pk)
    target = meeting_of(request, item)
    try:
        if "take" in request.POST:
            actions.take_parked(item=item, meeting=target, by=request.user, now=clock.now())
            messages.success(request, _("It stands at the end of that agenda."))
        elif "drop" in request.POST:
            actions.drop_parked(item=item, by=request.user, now=clock.now())
        elif "keep" in request.POST:
            actions.keep_parked(item=item, by=request.user, now=clock.now())
    except actions.MeetingError as error:
        messages.error(request, str(error))
    back = "meetings:meeting" if target and request.POST.get("meeting") else "meetings:run"
    return redirect(back, pk=target.pk if target and request.POST.get("meeting") else item.meeting_id)


def meeting_of(request: PersonRequest, item: ParkedItem) -> Meeting | None:
    """The meeting on whose page the button stood, else the next one."""
    if pk := number_in(request.POST.get("meeting", "")):
        rows = Meeting.objects.editable_by(request.user)
        return rows.filter(status=Meeting.Status.PLANNED, community=item.meeting.community_id, pk=pk).first()
    return next_meeting(item.meeting.community_id, after=item.meeting, user=request.user)


@require_POST
def closing(request: PersonRequest, pk: int) -> HttpResponse:
    """The two questions, answered on the last screen; the log shows what was said."""
    meeting = get_object_or_404(for_runner(request.user), pk=pk)
    form = ClosingFields(request.POST)
    try:
        if form.is_valid():
            actions.say_closing(meeting=meeting, closing=form.closing(), by=request.user, now=clock.now())
    except actions.MeetingError as error:
        messages.error(request, str(error))
        return redirect("meetings:meeting", pk=pk)
    if meeting.status == Meeting.Status.PLANNED and "log" in request.POST:
        return redirect("meetings:log", pk=pk)
    messages.success(request, _("Saved."))
    return redirect("meetings:run", pk=pk)
