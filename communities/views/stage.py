"""Where a group stands: experiment, decision, yearly renewal."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities import actions
from communities.models import Community, Renewal, StageDecision
from communities.stage_form import DecisionForm, ExperimentForm, RenewalForm
from communities.stage_page import kinds_of, open_experiment, stage_page
from communities.variant_page import records_in_words
from plc_platform import clock
from schools.requests import PersonRequest

SAID = ("kind", "decided_on", "answer", "reason", "ends_on")


@require_safe
def stage(request: PersonRequest, pk: int) -> HttpResponse:
    """Where the group stands and since when; the yearly question for its own people."""
    return stage_of(request, get_object_or_404(Community.objects.visible_to(request.user), pk=pk), RenewalForm())


def stage_of(request: PersonRequest, community: Community, form: RenewalForm) -> HttpResponse:
    user, pk = request.user, community.pk
    is_inside = Community.objects.owned_by_group_of(user).filter(pk=pk).exists()
    may_edit = is_inside or Community.objects.led_by(user).filter(pk=pk).exists()
    page = stage_page(community, user, is_inside=is_inside, today=clock.today())
    context = {"community": community, "page": page, "is_inside": is_inside, "may_edit": may_edit, "form": form}
    return render(request, "communities/stage.html", context)


def experiment(request: PersonRequest, pk: int) -> HttpResponse:
    """Make the group an experiment: a question and a day."""
    community = get_object_or_404(Community.objects.editable_by(request.user), pk=pk)
    form = ExperimentForm(request.POST or None, today=clock.today())
    if request.method == "POST" and form.is_valid():
        try:
            actions.start_experiment(community=community, **form.cleaned_data, by=request.user, now=clock.now())
        except actions.STAGE_FAULTS as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Noted. Four school weeks before that day everybody is reminded, once."))
            return redirect("communities:stage", pk=pk)
    return render(request, "communities/stage_experiment.html", {"community": community, "form": form})


def decide(request: PersonRequest, pk: int) -> HttpResponse:
    """The record of a decision meeting."""
    community = get_object_or_404(Community.objects.editable_by(request.user), pk=pk)
    running = open_experiment(community, request.user)
    kinds = () if community.ended_on else kinds_of(community, running)
    if not kinds:
        return redirect("communities:stage", pk=pk)
    initial = {"decided_on": clock.today()}
    form = DecisionForm(request.POST or None, kinds=kinds, experiment=running, today=clock.today(), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            said: dict[str, Any] = {name: form.cleaned_data.get(name) for name in SAID}
            actions.decide_stage(community=community, **said, by=request.user, now=clock.now())
        except actions.STAGE_FAULTS as error:
            form.add_error(None, error.message)
        else:
            return after_decision(request, pk, said["kind"])
    choice = next(iter(records_in_words(community, request.user)), None)
    context = {"community": community, "experiment": running, "form": form, "choice": choice}
    return render(request, "communities/stage_decide.html", context)


def after_decision(request: PersonRequest, pk: int, kind: str) -> HttpResponse:
    """Where one goes on: after a stop to what stays, after a change to the kinds, else to where the group stands."""
    if kind == StageDecision.Kind.STOP:
        messages.success(request, _("The group has finished. Everything stays to be read."))
        return redirect("communities:finish", pk=pk)
    if kind == StageDecision.Kind.CHANGE:
        messages.success(request, _("The decision is noted. Now choose the other kind of group."))
        return redirect("communities:variant", pk=pk)
    messages.success(request, _("The decision is noted."))
    return redirect("communities:stage", pk=pk)


@require_POST
def renew(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask the members whether the group goes on."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    try:
        actions.open_renewal(community=community, by=request.user, now=clock.now())
    except actions.STAGE_FAULTS as error:
        messages.error(request, str(error.message))
    return redirect("communities:stage", pk=pk)


@require_POST
def renewal_voice(request: PersonRequest, pk: int) -> HttpResponse:
    """One's own answer to the yearly question; it may change until the group decides."""
    renewal = get_object_or_404(Renewal.objects.editable_by(request.user), pk=pk)
    said = {"yes": True, "no": False}.get(request.POST.get("goes_on", ""))
    if said is None:
        messages.error(request, _("Choose one of the two answers."))
        return redirect("communities:stage", pk=renewal.community_id)
    try:
        actions.say_renewal(renewal=renewal, goes_on=said, by=request.user)
    except actions.STAGE_FAULTS as error:
        messages.error(request, str(error.message))
    return redirect("communities:stage", pk=renewal.community_id)


@require_POST
def close_renewal(request: PersonRequest, pk: int) -> HttpResponse:
    """What the members decided together."""
    renewal = get_object_or_404(Renewal.objects.editable_by(request.user).select_related("community"), pk=pk)
    form = RenewalForm(request.POST)
    if not form.is_valid():
        return stage_of(request, renewal.community, form)
    actions.close_renewal(renewal=renewal, **form.cleaned_data, by=request.user, now=clock.now())
    messages.success(request, _("Noted. The single answers are deleted."))
    return redirect("communities:stage", pk=renewal.community_id)
