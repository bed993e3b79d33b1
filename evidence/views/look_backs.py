"""Looking back on a year of one's own (R20). For everybody else these pages do not exist."""

import csv
from io import StringIO

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dashboard.hours_views import plain
from evidence.actions import look_backs as actions
from evidence.forms.look_back import CHOICES, LookBackForm
from evidence.models import LookBack
from evidence.queries.look_backs import gains_of_schools, look_lines, one_line, own_rows, told_gains
from plc_platform import clock
from schools.requests import PersonRequest


@require_safe
@never_cache
def look_backs(request: PersonRequest) -> HttpResponse:
    """The years that one may look back on, and what colleagues said together."""
    lines = look_lines(request.user, today=clock.today())
    told = told_gains(gains_of_schools(request.user), get_language() or "en")
    has_file = any(line.look for line in lines)
    return render(request, "evidence/look_backs.html", {"lines": lines, "told": told, "has_file": has_file})


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def look_back(request: PersonRequest, slug: str, year: str) -> HttpResponse:
    """One school year."""
    line = one_line(request.user, slug, year, today=clock.today())
    if line is None:
        raise Http404
    look = line.look
    initial = {**look.gains, "words": look.words, "is_counted": look.is_counted} if look else {}
    form = LookBackForm(request.POST if request.method == "POST" else None, initial=initial, is_open=line.is_open)
    if request.method == "POST" and form.is_valid():
        words, is_counted = form.cleaned_data["words"], form.cleaned_data["is_counted"]
        by, now = request.user, clock.now()
        try:
            actions.keep_look_back(year=line.year, gains=form.said, words=words, is_counted=is_counted, by=by, now=now)
        except actions.IsClosed as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Kept, for you alone."))
            return redirect("evidence:look-backs")
    context = {"form": form, "line": line}
    return render(request, "evidence/look_back.html", context, status=400 if form.errors else 200)


@require_POST
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    """At once, and for good."""
    actions.delete_look_back(look=get_object_or_404(LookBack.objects.editable_by(request.user), pk=pk))
    messages.success(request, _("Deleted for good."))
    return redirect("evidence:look-backs")


@require_safe
@never_cache
def look_back_file(request: PersonRequest) -> HttpResponse:
    """Everything that one said, as a file to take along."""
    said = dict(CHOICES)
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow([_("School"), _("School year"), _("About"), _("My choice or words")])
    for school, year, gain, choice in own_rows(request.user, get_language() or "en"):
        writer.writerow([plain(school), year, gain or _("For yourself"), said[choice] if gain else plain(choice)])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_("looking-back")}.csv"'
    return response
