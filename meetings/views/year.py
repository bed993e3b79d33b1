"""Plan the year in one screen: proposed lines, drafts, and sending them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from communities.models import Community
from meetings import actions, queries
from meetings.advice import advice_on
from meetings.forms import YearForm
from meetings.models import Meeting
from meetings.planning import Planner, planner_for
from plc_platform import clock
from schools.requests import PersonRequest


def plan_year(request: PersonRequest, pk: int) -> HttpResponse:
    """Proposed days for the rest of the year; every line can be changed, advice stands beside it."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    planner = planner_for(community, today=clock.today())
    fixed = queries.planned_and_drafted(community, today=clock.today())
    form = year_form(request, community, planner)
    if is_saving(request) and form.is_valid():
        try:
            made = actions.plan_year(
                community=community, rows=form.rows(), place=form.place, key=form.key, by=request.user, now=clock.now()
            )
        except actions.MeetingError as error:
            form.frame.add_error(None, str(error))
        else:
            say_drafted(request, made)
            return redirect("meetings:plan-year", pk=pk)
    context = {
        "community": community,
        "form": form,
        "lines": list(zip(form.lines.forms, advice_on(community, planner, form.moments()), strict=True)),
        "drafts": [row for row in fixed if row.status == Meeting.Status.DRAFT],
        "planned": [row for row in fixed if row.status == Meeting.Status.PLANNED],
        "planner": planner,
    }
    return render(request, "meetings/_year_advice.html" if request.htmx else "meetings/year.html", context)


@require_POST
def send_drafts(request: PersonRequest, pk: int) -> HttpResponse:
    """Drafts become planned meetings; from then on the reminders know of them."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    sent = actions.send_drafts(community=community, by=request.user, now=clock.now())
    if sent:
        text = ngettext(
            "%(count)s meeting is planned. The invitation follows a school week before.",
            "%(count)s meetings are planned. The invitations follow a school week before each.",
            sent,
        )
        messages.success(request, text % {"count": sent})
    return redirect("meetings:plan-year", pk=pk)


def is_saving(request: PersonRequest) -> bool:
    """The other posts are a check, from the button without script or from htmx, or one more line."""
    return request.method == "POST" and not request.htmx and not {"check", "more"} & set(request.POST)


def year_form(request: PersonRequest, community: Community, planner: Planner) -> YearForm:
    """What was sent, with one more line if that was asked; else the proposals."""
    if request.method == "POST":
        return YearForm(request.POST, at=planner.start, minutes=planner.minutes)
    return YearForm(
        proposals=planner.year(), place=queries.last_place(community), at=planner.start, minutes=planner.minutes
    )


def say_drafted(request: PersonRequest, made: int) -> None:
    if made:
        text = ngettext(
            "%(count)s draft is saved. Only your group sees it until you send it.",
            "%(count)s drafts are saved. Only your group sees them until you send them.",
            made,
        )
        messages.success(request, text % {"count": made})
    else:
        messages.info(request, _("Nothing was added: no line was ticked, or these meetings were there already."))
