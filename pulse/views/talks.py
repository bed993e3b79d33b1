"""The conversation card of one condition: read or print it, put it on the agenda, say that you talked."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from plc_platform import clock
from pulse import actions
from pulse.forms import TalkForm
from pulse.models import Condition, Conversation
from pulse.queries.rounds import groups_of, next_meeting, own_card, recent_meetings, talks_of
from pulse.words import block_title, other_titles
from schools.requests import PersonRequest


def talk(request: PersonRequest, pk: int, condition: str) -> HttpResponse:
    """The card; one tap says that the group talked about it (R85)."""
    community, one = get_object_or_404(groups_of(request.user), pk=pk), condition_named(condition)
    today = clock.today()
    meetings = recent_meetings(community, viewer=request.user, today=today)
    form = TalkForm(request.POST if request.method == "POST" else None, meetings=meetings, today=today)
    if request.method == "POST" and form.is_valid():
        meeting = form.cleaned_data["meeting"]
        day, said = meeting.day if meeting else today, {"meeting": meeting, "by": request.user, "now": clock.now()}
        actions.record_talk(community=community, condition=one, held_on=day, **said)
        messages.success(request, _("Noted that you talked about it. What was said stays with you."))
        return redirect("pulse:talk", pk=pk, condition=condition)
    context = {
        "community": community,
        "condition": one,
        "card": own_card(one),
        "form": form,
        "next_meeting": next_meeting(community, viewer=request.user, today=today),
        "talks": [talked for talked in talks_of(community, request.user) if talked.condition == one],
        "conditions": Condition,
    }
    return render(request, "pulse/talk.html", context)


def condition_named(name: str) -> Condition:
    """Raises Http404."""
    if name not in Condition.values:
        raise Http404
    return Condition(name)


@require_POST
def plan(request: PersonRequest, pk: int, condition: str) -> HttpResponse:
    """As a block at the end of the next agenda."""
    community, one = get_object_or_404(groups_of(request.user), pk=pk), condition_named(condition)
    meeting = next_meeting(community, viewer=request.user, today=clock.today())
    if meeting is None:
        messages.info(request, _("No meeting is planned yet."))
        return redirect("pulse:talk", pk=pk, condition=condition)
    try:
        title, others = block_title(one), other_titles(one)
        actions.plan_talk(meeting=meeting, title=title, others=others, by=request.user, now=clock.now())
    except (actions.OnTheAgenda, actions.OneAMeeting, actions.AgendaIsFull) as error:
        messages.info(request, error.message)
    else:
        messages.success(request, _("It stands at the end of the agenda, for twenty minutes."))
    return redirect("pulse:talk", pk=pk, condition=condition)


@require_POST
def forget(request: PersonRequest, pk: int) -> HttpResponse:
    """Take back a tick that was a mistake."""
    talked = get_object_or_404(Conversation.objects.editable_by(request.user), pk=pk)
    actions.forget_talk(conversation=talked, by=request.user, now=clock.now())
    return redirect("pulse:talk", pk=talked.community_id, condition=talked.condition)
