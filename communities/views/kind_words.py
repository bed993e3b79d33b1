"""A leader's pages about kinds of groups: the school's own words, own kinds, what was said before, what is offered."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities import actions
from communities.history_page import versions_of
from communities.models import SchoolVariant, VariantVersion
from communities.variant_queries import SchoolForm, form_of
from communities.words_form import NewKindForm, TextForms
from plc_platform import clock
from schools.models import School
from schools.requests import PersonRequest


def led(request: PersonRequest, slug: str, code: str) -> tuple[School, SchoolForm]:
    """A form of a school that this person leads; 404 otherwise."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    form = form_of(school, code)
    if form is None:
        raise Http404
    return school, form


def new_form(request: PersonRequest, slug: str) -> HttpResponse:
    """A kind of the school's own on one of the seven."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    form = NewKindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.make_form(school=school, **form.cleaned_data, by=request.user, now=clock.now())
        messages.success(
            request, _("It can be chosen from now on. Change its words where they do not fit your school.")
        )
        return redirect("communities:edit-form", slug=slug, code=made.code)
    return render(request, "communities/new_form.html", {"school": school, "form": form})


def edit_form(request: PersonRequest, slug: str, code: str) -> HttpResponse:
    """The school's words about a kind; each save is a version."""
    school, form = led(request, slug, code)
    parts = TextForms(request.POST or None, form=form)
    if request.method == "POST" and parts.is_valid():
        said = parts.words.cleaned_data
        text = {"name": said["name"], "number": said["number"] or 0, "content": parts.content}
        try:
            actions.write_form(school=school, code=code, **text, by=request.user, now=clock.now())
        except actions.TextMovedOn as error:
            parts.words.add_error(None, error.message)
        else:
            messages.success(request, _("Saved. Groups that exist keep the text they began with."))
            return redirect("communities:form", slug=slug, code=code)
    return render(request, "communities/edit_form.html", {"school": school, "form": form, "parts": parts})


@require_safe
def form_history(request: PersonRequest, slug: str, code: str) -> HttpResponse:
    """Every version, and what each changed."""
    school, form = led(request, slug, code)
    context = {"school": school, "form": form, "versions": versions_of(form)}
    return render(request, "communities/form_history.html", context)


@require_POST
def restore_form(request: PersonRequest, slug: str, code: str, number: int) -> HttpResponse:
    """An earlier text once more, as the newest version."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    row = get_object_or_404(SchoolVariant.objects.editable_by(request.user), school=school, code=code)
    try:
        actions.restore_form(form=row, number=number, by=request.user, now=clock.now())
    except VariantVersion.DoesNotExist:
        raise Http404 from None
    messages.success(request, _("This text holds again. What was written in between stays in the history."))
    return redirect("communities:form-history", slug=slug, code=code)


@require_POST
def hide_form(request: PersonRequest, slug: str, code: str) -> HttpResponse:
    """Offer this kind no longer."""
    return offering(request, slug, code, is_hidden=True)


@require_POST
def offer_form(request: PersonRequest, slug: str, code: str) -> HttpResponse:
    """Offer this kind again."""
    return offering(request, slug, code, is_hidden=False)


def offering(request: PersonRequest, slug: str, code: str, *, is_hidden: bool) -> HttpResponse:
    school, _form = led(request, slug, code)
    actions.hide_form(school=school, code=code, is_hidden=is_hidden, by=request.user, now=clock.now())
    said = _("Not offered any more. Groups of this kind go on as they are.") if is_hidden else _("Offered again.")
    messages.success(request, said)
    return redirect("communities:form", slug=slug, code=code)
