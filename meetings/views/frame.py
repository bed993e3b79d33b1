"""A meeting: its page, planning one, changing its frame, and "it did not take place"."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from communities.models import Community
from meetings import actions, queries
from meetings.advice import advice_on, offers, preferred
from meetings.forms import EditForm, PlanForm
from meetings.forms.frame import OWN, FrameForm
from meetings.forms.time import ChoreForm
from meetings.ical import Entry, calendar_text
from meetings.localtime import iso_day, local_day, local_time
from meetings.models import Meeting
from meetings.planning import Planner, planner_for
from meetings.pupil_page import guests_at
from meetings.replies import coming_to
from meetings.run_page import run_state, waiting_for
from meetings.time_page import chores_of
from plc_platform import clock
from schools.requests import PersonRequest

SHOWN = (Meeting.Status.PLANNED, Meeting.Status.HELD)  # meetings with which pupils have to do
PLANNED = gettext_noop("Planned. Everybody of the group gets an invitation a school week before.")


@require_safe
def meeting(request: PersonRequest, pk: int) -> HttpResponse:
    """The frame for whoever may see the group; agenda, decisions, subtasks and names for the group itself."""
    user = request.user
    row = get_object_or_404(queries.for_reader(user), pk=pk)
    notes = queries.notes_of(row, user)
    last = notes.receipts[-1] if notes.receipts else None
    context = {
        "meeting": row,
        "community": row.community,
        "inside": row.is_inside,  # type: ignore[attr-defined]
        "notes": notes,
        "news": queries.tell_news(notes.receipts, user),
        "can_undo": bool(last and last.version == row.version and actions.can_undo(last, user, clock.now())),
        "is_past": row.day <= clock.today(),
        "runs": run_state(row, clock.today()) if row.is_inside else "",  # type: ignore[attr-defined]
        "waiting": waiting_for(row, user) if row.is_inside and row.status == SHOWN[0] else None,  # type: ignore[attr-defined]
        "chores": chores_of([row], user).get(row.pk, []) if row.is_inside else None,  # type: ignore[attr-defined]
        "chore_form": ChoreForm(),
        "guests": guests_at(row, user, today=clock.today()) if row.is_inside and row.status in SHOWN else None,  # type: ignore[attr-defined]
        "coming": coming_to(row, user) if row.is_inside and actions.is_open(row, clock.now()) else None,  # type: ignore[attr-defined]
    }
    return render(request, "meetings/meeting.html", context)


def plan(request: PersonRequest, pk: int) -> HttpResponse:
    """Three real proposals, or a moment of one's own; advice before saving, never a refusal."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    planner = planner_for(community, today=clock.today())
    chips = offers(planner.next(), planner)
    form = plan_form(request, community, planner, preferred(chips))
    has_calendar = planner.known.days is not None
    context = {"community": community, "form": form, "offers": chips, "has_calendar": has_calendar}
    context["is_summer"] = not has_calendar and planner.known.is_calendar_known
    if request.method == "POST" and form.is_valid():
        if made := queries.made_with(community, form.cleaned_data["key"]):
            return redirect("meetings:meeting", pk=made.pk)
        if not is_settled(request, form, planner, context):
            return advised(request, "meetings/plan.html", context)
        try:
            made = actions.plan_meeting(
                community=community, **frame_of(form), key=form.cleaned_data["key"], by=request.user, now=clock.now()
            )
        except actions.MeetingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _(PLANNED if made.day > clock.today() else "Saved."))
            return redirect("meetings:meeting", pk=made.pk)
    return advised(request, "meetings/plan.html", context)


def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Move a meeting, or change its length, place or note-taker."""
    row = get_object_or_404(queries.for_writer(request.user), pk=pk)
    people = queries.choices_of(queries.people_of(row.community))
    form = EditForm(request.POST or None, people=people, initial=frame_initial(row))
    context = {"meeting": row, "community": row.community, "form": form}
    planner = planner_for(row.community, today=clock.today(), except_meeting=row.pk) if request.POST else None
    if planner and form.is_valid() and is_settled(request, form, planner, context):
        try:
            actions.edit_meeting(
                meeting=row, version=form.cleaned_data["version"], **frame_of(form), by=request.user, now=clock.now()
            )
        except actions.StaleMeeting as error:
            context |= {"stale": str(error), "form": restarted(form, row, people)}
        except actions.MeetingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("meetings:meeting", pk=pk)
    return advised(request, "meetings/edit.html", context)


@require_POST
def cancel(request: PersonRequest, pk: int) -> HttpResponse:
    """It did not take place, or will not: one tap, and one tap back."""
    row = get_object_or_404(Meeting.objects.editable_by(request.user), pk=pk)
    is_draft = row.status == Meeting.Status.DRAFT
    actions.cancel_meeting(meeting=row, by=request.user, now=clock.now())
    if is_draft:
        messages.success(request, _("The draft is gone."))
        return redirect("meetings:plan-year", pk=row.community_id)
    return redirect("meetings:meeting", pk=pk)


@require_POST
def reopen(request: PersonRequest, pk: int) -> HttpResponse:
    """Undo: of "it did not take place" at any time, of a log within ten minutes."""
    row = get_object_or_404(Meeting.objects.editable_by(request.user), pk=pk)
    if row.status == Meeting.Status.CANCELLED:
        actions.reopen_meeting(meeting=row, by=request.user, now=clock.now())
        return redirect("meetings:meeting", pk=pk)
    try:
        is_there = actions.undo_log(meeting=row, by=request.user, now=clock.now())
    except actions.NotUndoable as error:
        messages.error(request, str(error))
        return redirect("meetings:meeting", pk=pk)
    messages.success(request, _("Undone.") if not is_there else _("Undone. What you typed is still there."))
    return redirect("meetings:meeting", pk=pk) if is_there else redirect("dashboard:community", pk=row.community_id)


def is_settled(request: PersonRequest, form: FrameForm, planner: Planner, context: dict[str, object]) -> bool:
    """Whether there is nothing to advise, or the advice was on the page already. Puts the advice in `context`."""
    row = actions.YearRow(form.cleaned_data["starts_at"], form.cleaned_data["minutes"])
    advice = advice_on(planner.known.community, planner, [row])[0]
    context |= {"advice": advice, "seen": form.signature}
    return not request.htmx and (not advice or form.is_heeded)


def plan_form(request: PersonRequest, community: Community, planner: Planner, choice: str) -> PlanForm:
    """As the group is used to meet."""
    usual = {"choice": choice, "minutes": planner.minutes, "at": planner.start, "place": queries.last_place(community)}
    usual["in_lesson_time"] = community.in_lesson_time
    if day := iso_day(request.GET.get("on", "")):  # a day that was tried out
        usual |= {"choice": OWN, "day": day}
    people = queries.choices_of(queries.people_of(community))
    return PlanForm(request.POST or None, people=people, initial=usual)


def advised(request: PersonRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """The page, or only the advice when htmx asked for it."""
    return render(request, "meetings/_advice.html" if request.htmx else template, context)


def frame_of(form: FrameForm) -> dict[str, Any]:
    """The validated frame as arguments of an action; "as usual" stays unsaid."""
    data = form.cleaned_data
    said = None if data["in_lesson_time"] == form.initial.get("in_lesson_time") else data["in_lesson_time"]
    frame = {name: data[name] for name in ("starts_at", "minutes", "place")}
    return frame | {"note_taker_id": data["note_taker"], "in_lesson_time": said}


def lesson_time_of(row: Meeting) -> bool | None:
    """What holds for this meeting: its own answer, else as the group is used to."""
    return row.community.in_lesson_time if row.in_lesson_time is None else row.in_lesson_time


def frame_initial(row: Meeting) -> dict[str, object]:
    return {
        "version": row.version,
        "day": local_day(row.starts_at),
        "at": local_time(row.starts_at),
        "minutes": row.minutes,
        "place": row.place,
        "note_taker": row.note_taker_id,
        "in_lesson_time": lesson_time_of(row),
    }


def restarted(form: EditForm, row: Meeting, people: list[tuple[int, str]]) -> EditForm:
    """What was typed, on the version that is stored now."""
    return EditForm({**dict(form.data.items()), "version": row.version}, people=people, initial=frame_initial(row))


@require_safe
def calendar_file(request: PersonRequest, pk: int) -> HttpResponse:
    """The meeting as a file that any calendar takes."""
    return file_of(request, get_object_or_404(queries.for_reader(request.user), pk=pk))


def file_of(request: HttpRequest, row: Meeting) -> HttpResponse:
    entry = Entry(
        uid=str(row.uid),
        sequence=row.sequence,
        starts_at=row.starts_at,
        minutes=row.minutes,
        title=row.community.name,
        place=row.place,
        url=request.build_absolute_uri(reverse("meetings:meeting", args=[row.pk])),
        is_cancelled=row.status == Meeting.Status.CANCELLED,
    )
    response = HttpResponse(calendar_text(entry, stamp=clock.now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{row.day:%Y-%m-%d}.ics"'
    return response
