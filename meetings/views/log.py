"""Log a meeting: one form, one save, nobody's words lost."""

import re
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import actions, queries
from meetings.advice import offers
from meetings.forms import LogSheet
from meetings.log_context import context_for, context_for_new
from meetings.models import Meeting, Subtask
from meetings.views.drafts import forget_draft
from plc_platform import clock
from schools.requests import PersonRequest

DRAFT_KEY = re.compile(r"log-(new-)?\d{1,18}")


def log(request: PersonRequest, pk: int) -> HttpResponse:
    """Log a planned meeting, or add to one that was logged."""
    meeting = get_object_or_404(queries.for_writer(request.user), pk=pk)
    context = context_for(meeting, today=clock.today())
    sheet = LogSheet(context, data=request.POST or None)
    if not is_sent(request, sheet):
        return shown(request, sheet)
    try:
        logged = save(request, meeting, sheet)
    except actions.LogConflict:
        return merged(request, sheet, meeting)
    except actions.MeetingError as error:
        return refused(request, sheet, error)
    return saved(request, logged, sheet)


def log_new(request: PersonRequest, pk: int) -> HttpResponse:
    """Log a meeting that nobody had planned."""
    community = get_object_or_404(queries.groups_of(request.user), pk=pk)
    context = context_for_new(community, now=clock.now())
    sheet = LogSheet(context, data=request.POST or None)
    if not is_sent(request, sheet):
        return shown(request, sheet)
    try:
        logged = actions.log_unplanned(
            community=community,
            entry=sheet.entry(),
            is_separate="separate" in request.POST,
            by=request.user,
            now=clock.now(),
        )
    except (actions.SameDay, actions.LogConflict) as error:
        return merged(request, sheet, error.meeting, may_be_separate=isinstance(error, actions.SameDay))
    except actions.MeetingError as error:
        return refused(request, sheet, error)
    return saved(request, logged, sheet)


@require_POST
def subtask_take(request: PersonRequest, pk: int) -> HttpResponse:
    """I take this one."""
    subtask = get_object_or_404(Subtask.objects.editable_by(request.user), pk=pk)
    try:
        actions.take_subtask(subtask=subtask, by=request.user, now=clock.now())
    except actions.MeetingError as error:
        messages.error(request, str(error))
    return back_from(request, subtask)


@require_POST
def subtask_done(request: PersonRequest, pk: int) -> HttpResponse:
    """Done."""
    subtask = get_object_or_404(Subtask.objects.editable_by(request.user), pk=pk)
    actions.complete_subtask(subtask=subtask, by=request.user, now=clock.now())
    return back_from(request, subtask)


@require_POST
def subtask_drop(request: PersonRequest, pk: int) -> HttpResponse:
    """No longer needed."""
    subtask = get_object_or_404(Subtask.objects.editable_by(request.user), pk=pk)
    actions.drop_subtask(subtask=subtask, by=request.user, now=clock.now())
    return back_from(request, subtask)


@require_POST
def subtask_reopen(request: PersonRequest, pk: int) -> HttpResponse:
    """Open again: the undo of both."""
    subtask = get_object_or_404(Subtask.objects.editable_by(request.user), pk=pk)
    actions.reopen_subtask(subtask=subtask, by=request.user, now=clock.now())
    return back_from(request, subtask)


def is_sent(request: PersonRequest, sheet: LogSheet) -> bool:
    """Whether this is a save: the other post only asks for more lines."""
    return request.method == "POST" and "more" not in request.POST and sheet.is_valid()


def save(request: PersonRequest, meeting: Meeting, sheet: LogSheet) -> actions.Logged:
    """Save; once more when only something beside the log was changed meanwhile, such as the agenda."""
    try:
        return actions.log_meeting(meeting=meeting, entry=sheet.entry(), by=request.user, now=clock.now())
    except actions.LogConflict:
        fresh = get_object_or_404(queries.for_writer(request.user), pk=meeting.pk)
        current = context_for(fresh, today=clock.today())
        if queries.saved_since(fresh, sheet.version) or not sheet.saw(current):
            raise
        entry = sheet.entry(version=fresh.version)
        return actions.log_meeting(meeting=fresh, entry=entry, by=request.user, now=clock.now())


def merged(request: PersonRequest, sheet: LogSheet, meeting: Meeting, *, may_be_separate: bool = False) -> HttpResponse:
    """What the other saved, beside a form that holds the words of both; saving that is the end of it."""
    fresh = get_object_or_404(queries.for_writer(request.user), pk=meeting.pk)
    current = context_for(fresh, today=clock.today())
    other = {
        "meeting": fresh,
        "notes": queries.notes_of(fresh, request.user),
        "receipt": queries.saved_since(fresh, 0 if may_be_separate else sheet.version),
        "may_be_separate": may_be_separate,
    }
    return shown(request, sheet.merged_with(current), other=other)


def shown(request: PersonRequest, sheet: LogSheet, *, other: dict[str, object] | None = None) -> HttpResponse:
    """The form; `other` is what somebody else saved meanwhile."""
    if "more" in request.POST and sheet.is_valid():
        sheet = sheet.with_more_lines()
    context = {
        "sheet": sheet,
        "form": sheet.form,
        "meeting": sheet.context.meeting,
        "community": sheet.context.community,
        "offers": offers(sheet.context.proposals),
        "waiting": sheet.context.waiting,
        "other": other,
        "is_redrawn": request.method == "POST",
    }
    return render(request, "meetings/log.html", context)


def refused(request: PersonRequest, sheet: LogSheet, error: actions.MeetingError) -> HttpResponse:
    """The form with the reason, and with a new key: the old one may be what was wrong."""
    data = request.POST.copy()
    data["key"] = str(uuid4())
    again = LogSheet(sheet.context, data=data)
    again.is_valid()
    again.form.add_error(None, str(error))
    return shown(request, again)


def saved(request: PersonRequest, logged: actions.Logged, sheet: LogSheet) -> HttpResponse:
    """On to the meeting; the device may forget its draft."""
    if not logged.is_first:  # else the page says so, with a way back
        messages.success(request, _("Saved."))
    response = redirect("meetings:meeting", pk=logged.meeting.pk)
    if DRAFT_KEY.fullmatch(sheet.draft_key):
        forget_draft(response, sheet.draft_key)
    return response


def back_from(request: PersonRequest, subtask: Subtask) -> HttpResponse:
    """To the page on which the button stood, else to the meeting of the subtask."""
    came_from = request.headers.get("referer", "")
    if url_has_allowed_host_and_scheme(came_from, allowed_hosts={request.get_host()}):
        return redirect(came_from)
    return redirect("meetings:meeting", pk=subtask.meeting_id)
