"""The end of a school here: its leader sees what goes, asks for it, and may take that back until the day."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from plc_platform import clock
from schools.models import School
from schools.requests import PersonRequest
from upkeep.actions import erasing
from upkeep.forms.ending import EndForm
from upkeep.models import SchoolDeletion
from upkeep.queries.ending import what_goes


@require_http_methods(["GET", "HEAD", "POST"])
def delete_school(request: PersonRequest, slug: str) -> HttpResponse:
    """What goes and what stays; with the name of the school typed it is asked for."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            asked = erasing.ask_deletion(school=school, **form.cleaned_data, by=request.user, now=clock.now())
        except erasing.WrongName as error:
            form.add_error("name", error.message)
        else:
            day = date_format(asked.due_on, "j F Y")
            messages.success(
                request, _("Asked. On %(day)s the school goes; until then you can take it back.") % {"day": day}
            )
            return redirect("upkeep:delete-school", slug=slug)
    deletion = SchoolDeletion.objects.visible_to(request.user).filter(school=school).first()
    context = {"school": school, "form": form, "deletion": deletion, "goes": what_goes(school)}
    return render(request, "upkeep/delete_school.html", context, status=400 if form.errors else 200)


@require_POST
def keep_school(request: PersonRequest, slug: str) -> HttpResponse:
    """The school stays."""
    school = get_object_or_404(School.objects.editable_by(request.user), slug=slug)
    deletion = SchoolDeletion.objects.editable_by(request.user).filter(school=school).first()
    if deletion is not None and erasing.keep_school(deletion=deletion, by=request.user, now=clock.now()):
        messages.success(request, _("The school stays. Nothing was deleted."))
    return redirect("upkeep:delete-school", slug=slug)
