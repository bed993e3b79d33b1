"""A group's pulse: where it stands, opening, answering, the result, and showing it to the leader.

Answering leaves no message behind: the thanks are the same page for everybody who may answer, at any time.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from plc_platform import clock
from pulse import actions
from pulse.forms import AnswerForm, OpenForm
from pulse.models import Round
from pulse.queries.rounds import answerable, groups_of, result_of, state_of
from pulse.words import reason_in_words
from schools.requests import PersonRequest


@require_safe
def pulse(request: PersonRequest, pk: int) -> HttpResponse:
    """Where the pulse of a group stands, and past rounds in words."""
    community = get_object_or_404(groups_of(request.user), pk=pk)
    actions.close_due_rounds(now=clock.now(), community=community)
    state = state_of(community, viewer=request.user, today=clock.today())
    why_not = reason_in_words(state.refusal) if state.refusal else ""
    context = {"state": state, "community": community, "form": OpenForm(), "why_not": why_not}
    return render(request, "pulse/pulse.html", context)


@require_POST
def open_round(request: PersonRequest, pk: int) -> HttpResponse:
    """One tap by a member or the coach."""
    community = get_object_or_404(groups_of(request.user), pk=pk)
    actions.close_due_rounds(now=clock.now(), community=community)
    form = OpenForm(request.POST)
    has_comments = form.is_valid() and form.cleaned_data["has_comments"]
    try:
        actions.open_round(community=community, has_comments=has_comments, by=request.user, now=clock.now())
    except actions.CannotOpenNow as error:
        messages.info(request, reason_in_words(error.why))
    else:
        messages.success(request, _("The pulse is open. All members get a notice."))
    return redirect("pulse:pulse", pk=pk)


@never_cache
@sensitive_post_parameters()
def answer(request: PersonRequest, pk: int) -> HttpResponse:
    """First what is promised, then fifteen statements. Nothing is kept unless it is sent, nor on the device."""
    found = get_object_or_404(Round.objects.editable_by(request.user), pk=pk)
    if found.closed_on is not None or found.closes_on < clock.today():
        return redirect("pulse:pulse", pk=found.community_id)
    running = get_object_or_404(answerable(request.user), pk=pk)
    form = AnswerForm(request.POST or None, has_comments=running.has_comments)
    if request.method == "POST" and form.is_valid():
        slip = form.cleaned_data["slip"]
        try:
            actions.answer_round(pulse_round=running, slip=slip, by=request.user, now=clock.now())
        except (actions.RoundIsClosed, actions.NotAsked):  # it closed, or she left, this very moment
            return redirect("pulse:pulse", pk=running.community_id)
        return redirect("pulse:thanks", pk=pk)
    return render(request, "pulse/answer.html", {"form": form, "round": running, "community": running.community})


@require_safe
def thanks(request: PersonRequest, pk: int) -> HttpResponse:
    """What happens with an answer. It does not know whether there is one."""
    running = get_object_or_404(answerable(request.user), pk=pk)
    return render(request, "pulse/thanks.html", {"round": running, "community": running.community})


@require_safe
def round_(request: PersonRequest, pk: int) -> HttpResponse:
    """A closed round in words; what is open has nothing to show."""
    found = get_object_or_404(Round.objects.visible_to(request.user).select_related("community"), pk=pk)
    if found.closed_on is None:
        actions.close_due_rounds(now=clock.now(), community=found.community)
        found.refresh_from_db()
    if found.closed_on is None:
        return redirect("pulse:pulse", pk=found.community_id)
    result = result_of(found, viewer=request.user)
    return render(request, "pulse/round.html", {"result": result, "round": found, "community": found.community})


@require_POST
def share(request: PersonRequest, pk: int) -> HttpResponse:
    """What one member would like; nobody else sees it until all agree."""
    found = get_object_or_404(Round.objects.editable_by(request.user), pk=pk)
    wants = request.POST.get("wants") == "yes"
    try:
        actions.say_share(pulse_round=found, wants=wants, by=request.user, now=clock.now())
    except actions.NotToShare as error:
        messages.info(request, error.message)
    return redirect("pulse:round", pk=pk)
