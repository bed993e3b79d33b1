"""A coach's own notes and talks (R86). For everybody else these pages are empty, and nobody learns of one."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from coaching.actions import notes as actions
from coaching.forms.notes import NoteForm, TalkForm
from coaching.models import Note, Talk
from coaching.queries.notes import coached_by, last_day, notes_of, opened, talks_of
from plc_platform import clock
from schools.requests import PersonRequest


@never_cache
@sensitive_post_parameters("about", "text")
def notes(request: PersonRequest) -> HttpResponse:
    """One's own notes, a new one, and the days of one's talks."""
    coached, today = coached_by(request.user), clock.today()
    form = NoteForm(request.POST or None, coached=coached, today=today)
    if request.method == "POST" and form.is_valid():
        day = until(form, today)
        actions.write_note(said=form.note, expires_on=day, by=request.user, now=clock.now())
        messages.success(request, _("Kept, for you alone."))
        return redirect("coaching:notes")
    context = {
        "form": form,
        "notes": notes_of(request.user),
        "talks": talks_of(request.user),
        "talk_form": TalkForm(coached=coached, today=today, initial={"held_on": today}),
        "coached": coached,
    }
    return render(request, "coaching/notes.html", context, status=400 if form.errors else 200)


def until(form: NoteForm, today: date) -> date:
    """The chosen day, or the last one that is allowed."""
    latest = last_day(form.note.group, today)
    return min(form.cleaned_data["expires_on"] or latest, latest)


@never_cache
@sensitive_post_parameters("about", "text")
def note(request: PersonRequest, pk: int) -> HttpResponse:
    """One's own note, to change or delete."""
    row = get_object_or_404(Note.objects.editable_by(request.user), pk=pk)
    said, today = opened(row), clock.today()
    if said is None:
        raise Http404
    initial = {"about": f"{said.group}-{said.person or ''}", "text": said.text, "expires_on": row.expires_on}
    form = NoteForm(request.POST or None, initial=initial, coached=coached_by(request.user), today=today, said=said)
    if request.method == "POST" and form.is_valid():
        actions.change_note(note=row, said=form.note, expires_on=until(form, row.written_on))
        messages.success(request, _("Kept, for you alone."))
        return redirect("coaching:notes")
    return render(request, "coaching/note.html", {"form": form, "note": row, "person": said.person})


@require_POST
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    """At once, and for good."""
    actions.delete_note(note=get_object_or_404(Note.objects.editable_by(request.user), pk=pk))
    messages.success(request, _("Deleted for good."))
    return redirect("coaching:notes")


@require_safe
@never_cache
def about(request: PersonRequest, person: int) -> HttpResponse:
    """Everything that one wrote about a person, as a file to hand to that person (right of access)."""
    found = notes_of(request.user, person=person)
    if not found:
        raise Http404
    words = render_to_string("coaching/about.txt", {"notes": found, "author": request.user, "today": clock.today()})
    response = HttpResponse(words, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="notes.txt"'
    return response


@require_POST
def talk(request: PersonRequest) -> HttpResponse:
    """That a talk took place, and when."""
    form = TalkForm(request.POST, coached=coached_by(request.user), today=clock.today())
    if form.is_valid():
        group = form.groups[form.cleaned_data["group"]]
        actions.note_talk(community=group, held_on=form.cleaned_data["held_on"], by=request.user)
        messages.success(request, _("Noted: only that you talked, and when."))
    else:
        messages.error(request, _("Choose one of your groups and a day that has come."))
    return redirect("coaching:notes")


@require_POST
def delete_talk(request: PersonRequest, pk: int) -> HttpResponse:
    actions.delete_talk(talk=get_object_or_404(Talk.objects.editable_by(request.user), pk=pk))
    messages.success(request, _("Deleted for good."))
    return redirect("coaching:notes")
