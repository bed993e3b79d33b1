"""The purpose of communities in a school: three questions, answered together."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from conditions.actions import purpose as actions
from conditions.forms.purpose import DraftForm, NoteForm
from conditions.models import PurposeDraft, PurposeNote, Question
from conditions.queries.purpose import canvas_of
from conditions.queries.readiness import seen_schools
from plc_platform import clock
from schools.models import School
from schools.requests import PersonRequest


@require_safe
def purpose(request: PersonRequest, slug: str) -> HttpResponse:
    """The three questions with what colleagues brought in and what the school says together."""
    return canvas_page(request, get_object_or_404(seen_schools(request.user), slug=slug))


def canvas_page(request: PersonRequest, school: School, wrong: NoteForm | None = None) -> HttpResponse:
    """`wrong`: a contribution that could not be kept, back in its place."""
    told = wrong.data.get("question") if wrong else ""
    canvas = [
        (one, wrong if wrong and one.question == told else note_form(one.question))
        for one in canvas_of(school, viewer=request.user)
    ]
    context = {"school": school, "canvas": canvas, "viewer": request.user}
    return render(request, "conditions/purpose.html", context, status=400 if wrong else 200)


def note_form(question: str, data: object = None) -> NoteForm:
    return NoteForm(data, auto_id=f"{question}_%s", initial={"question": question})  # type: ignore[arg-type]


@require_POST
def add_note(request: PersonRequest, slug: str) -> HttpResponse:
    """Bring something in."""
    school = get_object_or_404(seen_schools(request.user), slug=slug)
    question = request.POST.get("question", "")
    if question not in Question.values:
        return redirect("conditions:purpose", slug=slug)
    form = note_form(question, request.POST)
    if not form.is_valid():
        return canvas_page(request, school, form)
    actions.add_note(school=school, **form.cleaned_data, by=request.user, now=clock.now())
    messages.success(request, _("Thank you, it stands with the others."))
    return redirect("conditions:purpose", slug=slug)


@require_POST
def remove_note(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Take one's own contribution back."""
    note = get_object_or_404(PurposeNote.objects.editable_by(request.user), pk=pk, school__slug=slug)
    actions.remove_note(note=note, by=request.user, now=clock.now())
    messages.success(request, _("Removed."))
    return redirect("conditions:purpose", slug=slug)


def draft(request: PersonRequest, slug: str, question: str) -> HttpResponse:
    """A leader writes down what the school says together, with the contributions in view."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    canvas = {one.question: one for one in canvas_of(school, viewer=request.user)}
    one = canvas.get(Question(question)) if question in Question.values else None
    if one is None:
        raise Http404
    initial = {"text": one.draft.text if one.draft else "", "version": one.version}
    form = DraftForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_draft(school=school, question=question, **form.cleaned_data, by=request.user, now=clock.now())
        except actions.NewerDraft as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Colleagues read it now and say whether they agree."))
            return redirect("conditions:purpose", slug=slug)
    return render(request, "conditions/purpose_draft.html", {"form": form, "school": school, "canvas": one})


@require_POST
def agree(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Recognise oneself in the joint answer."""
    try:
        actions.agree(draft=draft_of(request, slug, pk), by=request.user, now=clock.now())
    except actions.NewerDraft as error:
        messages.info(request, error.message)
    return redirect("conditions:purpose", slug=slug)


@require_POST
def take_back(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Think about it once more."""
    actions.take_agreement_back(draft=draft_of(request, slug, pk), by=request.user, now=clock.now())
    return redirect("conditions:purpose", slug=slug)


def draft_of(request: PersonRequest, slug: str, pk: int) -> PurposeDraft:
    found: PurposeDraft = get_object_or_404(PurposeDraft.objects.visible_to(request.user), pk=pk, school__slug=slug)
    return found
