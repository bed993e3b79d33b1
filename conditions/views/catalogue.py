"""The start conditions of a school: reading them, putting the school's own words, adding one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from conditions import actions
from conditions.catalogue import Condition
from conditions.forms.start import WordsForm
from conditions.queries.start import conditions_of
from plc_platform import clock
from schools.models import School
from schools.requests import PersonRequest

SAID = ("name", "text", "source", "actions", "behaviour", "is_hidden")


@require_safe
def catalogue(request: PersonRequest, slug: str) -> HttpResponse:
    """Every start condition, for whoever works in the school; its leader sees what is left out as well."""
    school = get_object_or_404(School.objects.visible_to(request.user), slug=slug)
    leads = School.objects.editable_by(request.user).filter(pk=school.pk).exists()
    found = [condition for condition in conditions_of(school) if leads or not condition.is_hidden]
    return render(request, "conditions/catalogue.html", {"school": school, "leads": leads, "conditions": found})


def write(request: PersonRequest, slug: str, code: str) -> HttpResponse:
    """The school's own words for a condition, or leaving it out."""
    school = led(request, slug)
    condition = next((one for one in conditions_of(school) if one.code == code), None)
    if condition is None:
        raise Http404
    initial = {name: getattr(condition, name) for name in SAID}
    form = WordsForm(request.POST or None, condition=condition, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.write_condition(school=school, code=code, words=form.words(), by=request.user, now=clock.now())
        messages.success(request, _("Saved."))
        return redirect("conditions:catalogue", slug=slug)
    return page(request, school, form, condition)


def add(request: PersonRequest, slug: str) -> HttpResponse:
    """A condition of the school's own."""
    school = led(request, slug)
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_condition(school=school, words=form.words(), by=request.user, now=clock.now())
        messages.success(request, _("Added. The groups of the school see it from now on."))
        return redirect("conditions:catalogue", slug=slug)
    return page(request, school, form)


@require_POST
def restore(request: PersonRequest, slug: str, code: str) -> HttpResponse:
    """Back to the built-in words."""
    actions.restore_condition(school=led(request, slug), code=code, by=request.user, now=clock.now())
    messages.success(request, _("The built-in words are back."))
    return redirect("conditions:catalogue", slug=slug)


def led(request: PersonRequest, slug: str) -> School:
    return get_object_or_404(School.objects.editable_by(request.user), slug=slug)


def page(request: PersonRequest, school: School, form: WordsForm, condition: Condition | None = None) -> HttpResponse:
    return render(request, "conditions/write.html", {"school": school, "form": form, "condition": condition})
