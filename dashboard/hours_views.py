"""Hours in groups: one's own in full, a school's per group."""

import csv
from io import StringIO

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dashboard.queries.hours import my_hours, own_meetings, school_hours
from plc_platform import clock
from schools.requests import PersonRequest

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would reckon with it


@require_safe
def mine(request: PersonRequest) -> HttpResponse:
    """The hours of whoever looks; there is no address for those of somebody else."""
    return render(request, "dashboard/my_hours.html", {"page": my_hours(request.user, today=clock.today())})


@require_safe
def mine_file(request: PersonRequest) -> HttpResponse:
    """The same as a file, a line a meeting."""
    said = {True: _("in lesson time"), False: _("outside lesson time"), None: ""}
    text = StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow([_("Day"), _("Group"), _("Minutes"), _("In lesson time?"), _("Was I there?")])
    for day, group, minutes, usual, was_there in own_meetings(request.user, today=clock.today()):
        there = _("yes") if was_there else _("not noted")
        writer.writerow([day.isoformat(), plain(group), minutes, said[usual], there])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_("my-hours")}.csv"'
    return response


def plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


@require_safe
def school(request: PersonRequest, slug: str) -> HttpResponse:
    """Hours per group; no names but by a published agreement."""
    return render(request, "dashboard/hours.html", {"page": school_hours(request.user, slug, today=clock.today())})
