"""A group tells colleagues where it stands and asks one question; a colleague answers on a page of her own."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from communities.models import Community
from communities.queries import candidates, invitable
from learning.actions import updates as actions
from learning.actions.errors import LearningError
from learning.forms.updates import AnswerForm, UpdateForm
from learning.models import StakeholderAsk, StakeholderUpdate
from learning.queries.updates import own_asks, updates_of
from learning.views.finished import is_finished, only_reads
from learning.views.topics import address_of, group_of
from meetings.rhythm import school_days_of
from plc_platform import clock
from schools.requests import LONGEST_SEARCH, PersonRequest, ids_in, is_id

SCHOOL_WEEKS = 10  # school days that colleagues have, unless the group says otherwise
CALENDAR = timedelta(days=14)  # where the school calendar is not known


@require_safe
def updates(request: PersonRequest, pk: int) -> HttpResponse:
    """What we asked, and what came back."""
    community = group_of(request, pk)
    asked = request.GET.get("page", "")
    page = min(max(int(asked), 1), 500) if is_id(asked) else 1
    rows, has_older = updates_of(community, request.user, page=page)
    context = {
        "community": community,
        "updates": rows,
        "today": clock.today(),
        "is_finished": is_finished(community),
        "older_url": address_of(request, page + 1) if has_older else "",
        "newer_url": address_of(request, page - 1) if page > 1 else "",
    }
    return render(request, "learning/updates.html", context)


def tell(request: PersonRequest, pk: int) -> HttpResponse:
    """Write it, choose colleagues, send it. Searching for a name sends the same form and keeps what was typed."""
    community = group_of(request, pk)
    if is_finished(community):
        return only_reads(request, community, "learning:updates")
    today = clock.today()
    known = invitable(community, viewer=request.user).order_by().values_list("user_id", flat=True)
    days = {"closes_on": usual_day(community, today)}
    form = UpdateForm(request.POST or None, choices=known, today=today, initial=days)
    context = {"community": community, "form": form, "most": actions.MOST} | names(request, community)
    if request.method == "POST" and "find" in request.POST:
        context["form"] = UpdateForm(choices=known, today=today, initial=request.POST.dict())
        return render(request, "learning/update_new.html", context)
    if request.method != "POST" or not form.is_valid():
        return render(request, "learning/update_new.html", context)
    if not form.is_settled:
        return render(request, "learning/update_new.html", context | {"name": form.name})
    return send(request, community, form, context)


def send(request: PersonRequest, community: Community, form: UpdateForm, context: dict[str, Any]) -> HttpResponse:
    said = form.cleaned_data
    update = actions.NewUpdate(said["text"], said["question"], said["closes_on"])
    people = {user.pk for user in said["people"]}
    try:
        actions.tell(
            community=community, update=update, people=people, key=said["key"], by=request.user, now=clock.now()
        )
    except LearningError as error:
        messages.error(request, str(error))
        return render(request, "learning/update_new.html", context)
    number = len(people)
    words = ngettext("%(number)d colleague is asked.", "%(number)d colleagues are asked.", number) % {"number": number}
    silent = _("Nobody gets a reminder; answers come on your next agenda.")
    messages.success(request, f"{words} {silent}")
    return redirect("learning:updates", pk=community.pk)


@require_POST
def close(request: PersonRequest, pk: int) -> HttpResponse:
    """Enough answers."""
    update = get_object_or_404(StakeholderUpdate.objects.editable_by(request.user), pk=pk)
    actions.close(update=update, by=request.user, now=clock.now())
    messages.success(request, _("Closed. Nobody is waited for any more."))
    return redirect("learning:updates", pk=update.community_id)


@require_POST
def take_back(request: PersonRequest, pk: int) -> HttpResponse:
    """A question that was not answered is taken back."""
    mine = StakeholderUpdate.objects.editable_by(request.user)
    ask = get_object_or_404(
        StakeholderAsk.objects.visible_to(request.user).filter(told__in=mine).select_related("told"), pk=pk
    )
    actions.take_back(ask=ask, by=request.user, now=clock.now())
    messages.success(request, _("The question is taken back, unless it was answered meanwhile."))
    return redirect("learning:updates", pk=ask.told.community_id)


def asked(request: PersonRequest, pk: int) -> HttpResponse:
    """A colleague reads where a group stands, and answers if she likes."""
    ask = get_object_or_404(own_asks(request.user), pk=pk)
    is_open = ask.told.closes_on >= clock.today()
    form = AnswerForm(request.POST or None, initial={"answer": ask.answer})
    context = {"ask": ask, "told": ask.told, "community": ask.told.community, "form": form, "is_open": is_open}
    if request.method != "POST" or not form.is_valid():
        return render(request, "learning/asked.html", context)
    if not form.is_settled:
        return render(request, "learning/asked.html", context | {"name": form.name})
    try:
        actions.answer(ask=ask, text=form.cleaned_data["answer"], by=request.user, now=clock.now())
    except LearningError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Thank you. The group takes it along to its next meeting."))
    return redirect("learning:asked", pk=pk)


def names(request: PersonRequest, community: Community) -> dict[str, Any]:
    """Colleagues to choose from; who was ticked stays ticked, whatever is searched for."""
    search = request.POST.get("q", "").replace("\x00", "").strip()[:LONGEST_SEARCH]
    ticked = tuple(ids_in(request.POST.getlist("people"))[:200])
    rows, has_more = candidates(community, viewer=request.user, asked=[], search=search, ticked=ticked)
    return {"choices": rows, "has_more": has_more, "search": search}


def usual_day(community: Community, today: date) -> date:
    """Two school weeks from today."""
    days = school_days_of(community, day=today)
    return (days.after(today, SCHOOL_WEEKS) if days else None) or today + CALENDAR
