"""A group of schools: its page for readers and leaders, its readers, and what it asks. No figure of one school."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from evidence.actions import roll_ups, school_groups
from evidence.board_links import group_code
from evidence.board_words import AVERAGE, REACH, sums_in_words
from evidence.forms.boards import AskForm, ReaderForm
from evidence.models import BoardReader, RollUp, SchoolGroup
from evidence.queries import boards as queries
from plc_platform import clock
from schools.requests import PersonRequest


@require_safe
def boards(request: PersonRequest) -> HttpResponse:
    """The groups of schools that somebody reads for, or whose school is in it; with one, that one."""
    groups = list(queries.groups_of(request.user))
    if len(groups) == 1:
        return redirect("evidence:group", groups[0].pk)
    return render(request, "evidence/boards.html", {"groups": groups})


@require_safe
def group(request: PersonRequest, pk: int) -> HttpResponse:
    """Who is in it, who reads, what is asked and what was added up."""
    row = get_object_or_404(SchoolGroup.objects.visible_to(request.user), pk=pk)
    return group_page(request, row)


def group_page(request: PersonRequest, row: SchoolGroup, **forms: Any) -> HttpResponse:
    page = queries.group_page(row, request.user, today=clock.today())
    context = {
        "page": page,
        "code": group_code(row),
        "ask_form": AskForm(years=page.years, today=clock.today()),
        "reader_form": ReaderForm(),
    } | forms
    return render(request, "evidence/group.html", context, status=400 if forms else 200)


@require_POST
def open_roll_up(request: PersonRequest, pk: int) -> HttpResponse:
    """Asks the leaders of the schools for a year."""
    row = get_object_or_404(SchoolGroup.objects.editable_by(request.user), pk=pk)
    page = queries.group_page(row, request.user, today=clock.today())
    form = AskForm(request.POST, years=page.years, today=clock.today())
    if not form.is_valid():
        return group_page(request, row, ask_form=form)
    try:
        roll_ups.open_roll_up(group=row, **form.cleaned_data, by=request.user, now=clock.now())
    except roll_ups.RollUpIsThere as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The leaders are asked. You read what came of it after the last day."))
    return redirect("evidence:group", pk=pk)


@require_POST
def add_reader(request: PersonRequest, pk: int) -> HttpResponse:
    """Names one more reader; she is told by mail."""
    row = get_object_or_404(SchoolGroup.objects.editable_by(request.user), pk=pk)
    form = ReaderForm(request.POST)
    if form.is_valid():
        try:
            reader = school_groups.name_reader(group=row, **form.cleaned_data, by=request.user, now=clock.now())
        except school_groups.TooManyReaders as error:
            form.add_error("email", error.message)
        else:
            messages.success(request, _("%(name)s reads from now on, and gets a mail.") % {"name": reader.user})
            return redirect("evidence:group", pk=pk)
    return group_page(request, row, reader_form=form)


@require_POST
def remove_reader(request: PersonRequest, pk: int) -> HttpResponse:
    """Somebody reads no more; oneself too."""
    reader = get_object_or_404(BoardReader.objects.editable_by(request.user).select_related("user"), pk=pk)
    try:
        school_groups.end_reader(reader=reader, by=request.user, now=clock.now())
    except school_groups.LastReader as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("%(name)s reads no more.") % {"name": reader.user})
    still = SchoolGroup.objects.visible_to(request.user).filter(pk=reader.group_id).exists()
    return redirect("evidence:group", pk=reader.group_id) if still else redirect("dashboard:home")


@require_safe
def roll_up(request: PersonRequest, pk: int) -> HttpResponse:
    """What was added up for one year; the year before beside it only where the same schools are in it."""
    rows = RollUp.objects.visible_to(request.user).exclude(made_on=None).select_related("group")
    page = queries.sum_page(get_object_or_404(rows, pk=pk), request.user)
    figures = page.roll_up.figures
    context = {
        "page": page,
        "parts": sums_in_words(page.figures, page.earlier_figures),
        "reach": REACH.get(str(figures.get("reach", ""))),
        "average": AVERAGE.get(str(figures.get("average", ""))),
    }
    return render(request, "evidence/roll_up.html", context)
