"""What the product costs in time: told by pages when they are left, shown to everybody who works in the school."""

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.urls import Resolver404, resolve
from django.views.decorators.http import require_POST, require_safe

from plc_platform import clock
from schools.models import School
from schools.requests import PersonRequest
from upkeep.actions.pace import add_page_time
from upkeep.cost_words import kind_words, length_of, minutes_words
from upkeep.page_kinds import kind_of
from upkeep.queries.cost import Cost, Month, cost_of, own_school

MAX_DIGITS = 4


@require_POST
def pace(request: PersonRequest) -> HttpResponse:
    """A page that was left tells how many seconds it was looked at; only the kind of the page is kept."""
    path, seconds = request.POST.get("page", ""), request.POST.get("seconds", "")
    if not (seconds.isascii() and seconds.isdecimal() and len(seconds) <= MAX_DIGITS):
        return HttpResponseBadRequest()
    try:
        kind = kind_of(resolve(path).view_name, path)
    except Resolver404:
        return HttpResponseBadRequest()
    is_first = bool(request.POST.get("first"))
    add_page_time(kind=kind, seconds=int(seconds), is_first=is_first, by=request.user, today=clock.today())
    return HttpResponse(status=204)


@require_safe
def cost(request: PersonRequest, slug: str) -> HttpResponse:
    """Minutes a teacher a month, of all together; whoever works here may read it."""
    school = get_object_or_404(School.objects.visible_to(request.user), slug=slug)
    return shown(request, cost_of(school, today=clock.today()))


@require_safe
def own_cost(request: PersonRequest) -> HttpResponse:
    """The same page for the school of whoever looks; there are no figures of a person."""
    school = own_school(request.user)
    return shown(request, cost_of(school, today=clock.today()) if school else None)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the tables, in words."""

    label: str
    minutes: str
    detail: str


def shown(request: PersonRequest, cost: Cost | None) -> HttpResponse:
    latest = cost.latest if cost else None
    context = {
        "cost": cost,
        "latest": latest,
        "minutes": minutes_words(latest.minutes) if latest and latest.minutes is not None else "",
        "log": length_of(latest.log_seconds) if latest and latest.log_seconds else "",
        "kinds": kind_lines(latest) if latest else [],
        "months": [(one, minutes_words(one.minutes) if one.minutes is not None else "") for one in cost.months]
        if cost
        else [],
        "leads": bool(cost and School.objects.editable_by(request.user).filter(pk=cost.school.pk).exists()),
    }
    return render(request, "upkeep/cost.html", context)


def kind_lines(month: Month) -> list[Line]:
    return [Line(kind_words(one.kind), minutes_words(one.minutes), length_of(one.seconds)) for one in month.kinds]
