"""A research-lesson cycle: its page, planning one, moving and skipping steps, ending it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities.models import Community, Regime
from meetings import actions, queries
from meetings.advice import advice_on
from meetings.cycle_page import advice_on_move, cycle_page, with_remarks
from meetings.cycles import propose_steps
from meetings.forms import MoveStepForm, PlanCycleForm
from meetings.forms.cycle import USUAL
from meetings.localtime import local_day, local_time
from meetings.models import Cycle, CycleStep, Meeting
from meetings.planning import Planner, planner_for
from meetings.rhythm import school_days_of
from plc_platform import clock
from schools.requests import PersonRequest

AROUND = ("cycle__community", "meeting")


@require_safe
def cycle(request: PersonRequest, pk: int) -> HttpResponse:
    """The steps and their dates for whoever sees the group; theme, lesson and buttons for the group itself."""
    community = get_object_or_404(queries.for_viewer(request.user), pk=pk)
    today, inside = clock.today(), community.is_inside  # type: ignore[attr-defined]
    days = school_days_of(community, day=today) if inside else None
    page = cycle_page(community, request.user, today=today, days=days)
    context = {"community": community, "inside": inside, "page": page, "is_cyclic": is_cyclic(community)}
    return render(request, "meetings/cycle.html", context)


def plan_cycle(request: PersonRequest, pk: int) -> HttpResponse:
    """A day for every step on one page, two school weeks apart; advice beside it, never a refusal."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    if not is_cyclic(community) or Cycle.objects.editable_by(request.user).open().filter(community=pk).exists():
        return redirect("meetings:cycle", pk=pk)
    planner = planner_for(community, today=clock.today())
    form = cycle_form(request, community, planner)
    is_saving = request.method == "POST" and not request.htmx and "check" not in request.POST
    if is_saving and form.is_valid():
        try:
            actions.plan_cycle(community=community, **said(form), by=request.user, now=clock.now())
        except actions.MeetingError as error:
            form.frame.add_error(None, str(error))
        else:
            messages.success(request, _("Planned. Everybody of the group gets an invitation a school week before."))
            return redirect("meetings:cycle", pk=pk)
    advice = with_remarks(planner.known.days, form.days(), advice_on(community, planner, form.moments()))
    context = {"community": community, "form": form, "planner": planner}
    context["lines"] = list(zip(form.lines.forms, advice, strict=True))
    return render(request, "meetings/_year_advice.html" if request.htmx else "meetings/plan_cycle.html", context)


def step(request: PersonRequest, pk: int) -> HttpResponse:
    """Choose or move the day of a step: the lesson and its discussion together, the others keep their dates."""
    row = get_object_or_404(CycleStep.objects.editable_by(request.user).select_related(*AROUND), pk=pk)
    community, meeting = row.cycle.community, row.meeting
    if meeting and meeting.status == Meeting.Status.HELD:
        return redirect("meetings:meeting", pk=meeting.pk)
    planner = planner_for(community, today=clock.today(), except_meeting=meeting.pk if meeting else None)
    form = move_form(request, row, planner)
    context: dict[str, Any] = {"community": community, "step": row, "form": form}
    if request.method == "POST" and form.is_valid() and is_settled(request, form, row, planner, context):
        try:
            actions.move_step(step=row, **moved(form), by=request.user, now=clock.now())
        except actions.MeetingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("meetings:cycle", pk=community.pk)
    return render(request, "meetings/_advice.html" if request.htmx else "meetings/step.html", context)


@require_POST
def skip(request: PersonRequest, pk: int) -> HttpResponse:
    """Leave a step out: one tap, and one tap back."""
    row = get_object_or_404(CycleStep.objects.editable_by(request.user).select_related(*AROUND), pk=pk)
    try:
        actions.skip_step(step=row, by=request.user, now=clock.now())
    except actions.MeetingError as error:
        messages.error(request, str(error))
    return redirect("meetings:cycle", pk=row.cycle.community_id)


@require_POST
def take_back(request: PersonRequest, pk: int) -> HttpResponse:
    """The step counts again."""
    row = get_object_or_404(CycleStep.objects.editable_by(request.user).select_related(*AROUND), pk=pk)
    actions.take_step_back(step=row, by=request.user, now=clock.now())
    return redirect("meetings:cycle", pk=row.cycle.community_id)


@require_POST
def end(request: PersonRequest, pk: int) -> HttpResponse:
    """The cycle is done, or stops here."""
    row = get_object_or_404(Cycle.objects.editable_by(request.user), pk=pk)
    actions.end_cycle(cycle=row, by=request.user, now=clock.now())
    messages.success(request, _("The cycle is ended. Until the next one, nothing is asked of your group."))
    return redirect("meetings:cycle", pk=row.community_id)


def is_cyclic(community: Community) -> bool:
    return community.regime == Regime.CYCLE


def cycle_form(request: PersonRequest, community: Community, planner: Planner) -> PlanCycleForm:
    """What was sent; else the usual steps with proposed days."""
    usual: dict[str, Any] = {"at": planner.start, "minutes": planner.minutes}
    if request.method == "POST":
        return PlanCycleForm(request.POST, **usual)
    ground, proposed = planner.ground, []
    if ground is not None:
        avoided = {*ground.busy} | ({*ground.days.days} - {*ground.usable})
        number = sum(is_usual for _kind, is_usual in USUAL)
        proposed = propose_steps(ground.days, today=clock.today(), number=number, weekday=ground.weekday, busy=avoided)
    return PlanCycleForm(days=proposed, place=queries.last_place(community), **usual)


def said(form: PlanCycleForm) -> dict[str, Any]:
    """A valid form as arguments of the action."""
    return {
        **{name: form.frame.cleaned_data[name] for name in ("theme", "place")},
        "steps": form.steps(),
        "key": form.key,
    }


def move_form(request: PersonRequest, row: CycleStep, planner: Planner) -> MoveStepForm:
    """What was sent; else the step as it stands, or the first proposal for one without a day."""
    meeting = row.meeting if row.meeting and row.meeting.status == Meeting.Status.PLANNED else None
    text = getattr(row, "text", None)
    initial: dict[str, object] = {"at": planner.start, "minutes": planner.minutes, "lesson": str(text) if text else ""}
    if meeting:
        initial |= {
            "version": meeting.version,
            "day": meeting.day,
            "at": local_time(meeting.starts_at),
            "minutes": meeting.minutes,
            "place": meeting.place,
            "lesson_on": row.lesson_on,
        }
    elif proposals := planner.next(1):
        initial |= {"day": proposals[0].day, "place": queries.last_place(row.cycle.community)}
    return MoveStepForm(request.POST or None, has_lesson=row.has_lesson, initial=initial)


def moved(form: MoveStepForm) -> dict[str, Any]:
    names = ("starts_at", "minutes", "place", "lesson", "lesson_on", "version")
    return {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}


def is_settled(
    request: PersonRequest, form: MoveStepForm, row: CycleStep, planner: Planner, context: dict[str, object]
) -> bool:
    """Whether there is nothing to advise, or the advice was on the page already. Puts the advice in `context`."""
    data = form.cleaned_data
    [remarks] = advice_on(planner.known.community, planner, [actions.YearRow(data["starts_at"], data["minutes"])])
    advice = remarks + advice_on_move(row, local_day(data["starts_at"]), data.get("lesson_on"), planner.known.days)
    context |= {"advice": advice, "seen": form.signature}
    return not request.htmx and (not advice or form.is_heeded)
