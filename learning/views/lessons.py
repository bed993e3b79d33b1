"""A research lesson from close by: before, during and after it; for the group alone (R26)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from learning.actions import lessons as actions
from learning.forms.lessons import CasePupilsForm, ObserveForm, PredictForm, TalkForm
from learning.models import Observation
from learning.queries.lessons import (
    LessonPage,
    labels_before,
    lesson_page,
    lessons_of,
    open_lessons_of,
    own_notes,
    pupils_of,
)
from learning.queries.running import of_running
from meetings.models import Cycle
from meetings.views.drafts import forget_draft
from plc_platform import clock
from schools.requests import PersonRequest


@require_safe
def lesson(request: PersonRequest, pk: int) -> HttpResponse:
    """Case pupils predicted against seen, and the discussion in its order."""
    step = get_object_or_404(lessons_of(request.user), pk=pk)
    page = lesson_page(step, request.user, today=clock.today())
    return render(request, "learning/lesson.html", context_of(page, talk_form(page)))


def case_pupils(request: PersonRequest, pk: int) -> HttpResponse:
    """Whom the group watches in this cycle: a letter and what she stands for."""
    rows = Cycle.objects.editable_by(request.user).open().filter(of_running("community__", clock.today()))
    cycle = get_object_or_404(rows.select_related("community"), pk=pk)
    labels = {pupil.code: pupil.label for pupil in pupils_of(cycle, request.user)}
    suggested = {} if labels else labels_before(cycle, request.user)
    form = CasePupilsForm(request.POST or None, labels=labels, suggested=suggested)
    if request.method == "POST" and form.is_valid() and form.is_settled:
        actions.name_case_pupils(cycle=cycle, labels=form.said, by=request.user, now=clock.now())
        messages.success(request, _("Saved."))
        return redirect("meetings:cycle", pk=cycle.community_id)
    context: dict[str, Any] = {"community": cycle.community, "form": form, "name": asked(form)}
    return render(request, "learning/case_pupils.html", context | {"is_suggested": bool(suggested)})


def predict(request: PersonRequest, pk: int) -> HttpResponse:
    """What the group expects of each case pupil in this lesson."""
    step = get_object_or_404(open_lessons_of(request.user, today=clock.today()), pk=pk)
    pupils = {pupil.code: pupil for pupil in pupils_of(step.cycle, request.user)}
    if not pupils:
        return redirect("learning:case-pupils", pk=step.cycle_id)
    page = lesson_page(step, request.user, today=clock.today())
    there = {line.pupil.pk: line.expected for line in page.pupils}
    form = PredictForm(request.POST or None, pupils=pupils.values(), there=there)
    if request.method == "POST" and form.is_valid() and form.is_settled:
        said = {pupils[code]: words for code, words in form.said.items()}
        actions.predict(step=step, said=said, by=request.user, now=clock.now())
        return redirect("learning:lesson", pk=pk)
    return render(request, "learning/predict.html", {"page": page, "form": form, "name": asked(form)})


def observe(request: PersonRequest, pk: int) -> HttpResponse:
    """During the lesson, on a phone: whom, one line, save."""
    step = get_object_or_404(open_lessons_of(request.user, today=clock.today()), pk=pk)
    pupils = pupils_of(step.cycle, request.user)
    first = pupils[0].code if pupils else ""
    form = ObserveForm(request.POST or None, pupils=pupils, initial={"who": request.GET.get("who", first)})
    if request.method == "POST" and form.is_valid() and form.is_settled:
        said = {"pupil": form.pupil, "text": form.cleaned_data["text"], "key": form.cleaned_data["key"]}
        actions.observe(step=step, **said, by=request.user, now=clock.now())
        response = redirect(f"{reverse('learning:observe', args=[pk])}?who={form.cleaned_data['who']}")
        forget_draft(response, f"observe-{pk}")
        return response
    notes = own_notes(step, request.user)
    context = {"step": step, "form": form, "notes": notes, "name": asked(form), "has_pupils": bool(pupils)}
    return render(request, "learning/observe.html", context)


def observation(request: PersonRequest, pk: int) -> HttpResponse:
    """Other words for a note of one's own."""
    rows = Observation.objects.editable_by(request.user).select_related("step__cycle__community", "pupil")
    row = get_object_or_404(rows, pk=pk)
    said: dict[str, Any] = {"who": row.pupil.code if row.pupil else "", "text": row.text}
    form = ObserveForm(request.POST or None, pupils=pupils_of(row.step.cycle, request.user), initial=said)
    if request.method == "POST" and form.is_valid() and form.is_settled:
        changed = {"pupil": form.pupil, "text": form.cleaned_data["text"]}
        actions.change_observation(observation=row, **changed, by=request.user, now=clock.now())
        return redirect("learning:lesson", pk=row.step_id)
    return render(request, "learning/observation.html", {"row": row, "form": form, "name": asked(form)})


@require_POST
def remove_observation(request: PersonRequest, pk: int) -> HttpResponse:
    """A note of one's own goes away."""
    row = get_object_or_404(Observation.objects.editable_by(request.user), pk=pk)
    actions.remove_observation(observation=row, by=request.user, now=clock.now())
    messages.success(request, _("The note is gone."))
    return redirect("learning:lesson", pk=row.step_id)


@require_POST
def talked(request: PersonRequest, pk: int) -> HttpResponse:
    """One tap: the group talked about this case pupil, or not after all."""
    step = get_object_or_404(open_lessons_of(request.user, today=clock.today()), pk=pk)
    code = request.POST.get("code", "")
    if code in [pupil.code for pupil in pupils_of(step.cycle, request.user)]:
        is_done = request.POST.get("done") == "yes"
        actions.talk_about(step=step, code=code, is_done=is_done, by=request.user, now=clock.now())
    return redirect(f"{reverse('learning:lesson', args=[pk])}#pupils")


@require_POST
def talk(request: PersonRequest, pk: int) -> HttpResponse:
    """What was said of other pupils and of teaching, and what changes. Locked until every case pupil had her turn."""
    step = get_object_or_404(open_lessons_of(request.user, today=clock.today()), pk=pk)
    page = lesson_page(step, request.user, today=clock.today())
    form = TalkForm(request.POST, there={})
    if not form.is_valid() or not form.is_settled:
        return render(request, "learning/lesson.html", context_of(page, form) | {"name": asked(form)})
    try:
        actions.write_talk(step=step, said=form.said, by=request.user, now=clock.now())
    except actions.LessonError as error:
        messages.error(request, str(error))
        return redirect("learning:lesson", pk=pk)
    messages.success(request, _("Saved. What you decided stands on the page of the next lesson."))
    response = redirect("learning:lesson", pk=pk)
    forget_draft(response, f"talk-{pk}")
    return response


def talk_form(page: LessonPage) -> TalkForm:
    return TalkForm(there={name: getattr(page.talk, name) for name in actions.TALK})


def context_of(page: LessonPage, form: TalkForm) -> dict[str, Any]:
    return {"page": page, "step": page.step, "community": page.step.cycle.community, "form": form}


def asked(form: ObserveForm | CasePupilsForm | PredictForm | TalkForm) -> str:
    """What looks like the name of a pupil in what was sent."""
    return form.name if form.is_bound and form.is_valid() else ""
