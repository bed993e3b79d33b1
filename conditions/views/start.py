"""Answer a start condition in one tap or with details, and say why a group starts all the same."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from communities.models import Community
from conditions import actions
from conditions.catalogue import Condition, in_use
from conditions.forms.start import AnswerForm, ReasonForm, StatusForm, said_before
from conditions.gaps import GROUP
from conditions.queries.start import conditions_of, latest_answer, owner_choices, side_of
from plc_platform import clock
from schools.requests import PersonRequest


@require_POST
def tap(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    """One tap: how it stands, as this person's side sees it."""
    community, condition = asked(request, pk, code)
    form = StatusForm(request.POST)
    if form.is_valid():
        said = {"code": code, "side": side_of(community, request.user) or GROUP, **form.cleaned_data}
        actions.answer_condition(community=community, **said, by=request.user, now=clock.now())
    else:
        messages.error(request, _("Choose how it stands."))
    return back_to(pk, condition)


def answer(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    """How it stands, with a note, a next step, who takes it and by when."""
    community, condition = asked(request, pk, code)
    side = side_of(community, request.user) or GROUP
    last = latest_answer(community, code, side)
    people = owner_choices(community, side, request.user, last.owner_id if last else None)
    form = AnswerForm(request.POST or None, people=people, initial=said_before(last))
    if request.method == "POST" and form.is_valid():
        said = {"code": code, "side": side, "status": form.cleaned_data["status"], "details": form.details()}
        actions.answer_condition(community=community, **said, by=request.user, now=clock.now())
        messages.success(request, _("Saved."))
        return back_to(pk, condition)
    context = {"community": community, "condition": condition, "form": form, "is_leader": side != GROUP}
    context |= {"back_url": reverse("dashboard:conditions", args=[pk]), "back_text": _("Start conditions")}
    return render(request, "conditions/answer.html", context)


def confirm(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    """The leader says why the group starts although this is not settled."""
    community = get_object_or_404(Community.objects.led_by(request.user), pk=pk)
    condition = condition_of(community, code)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.confirm_start(community=community, code=code, **form.cleaned_data, by=request.user, now=clock.now())
        except actions.NothingToConfirm as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("Noted. This is not asked again."))
        return back_to(pk, condition)
    return render(request, "conditions/confirm.html", {"community": community, "condition": condition, "form": form})


def asked(request: PersonRequest, pk: int, code: str) -> tuple[Community, Condition]:
    """The group, for its people and its leader, and the condition as its school says it; else 404."""
    community = get_object_or_404(Community.objects.editable_by(request.user), pk=pk)
    return community, condition_of(community, code)


def condition_of(community: Community, code: str) -> Condition:
    found = [condition for condition in in_use(conditions_of(community.school_id)) if condition.code == code]
    if not found:
        raise Http404
    return found[0]


def back_to(pk: int, condition: Condition) -> HttpResponse:
    """To the place of this condition on the page of the group's conditions, which stands in another app."""
    return redirect(reverse("dashboard:conditions", args=[pk]) + f"#c-{condition.code}")
