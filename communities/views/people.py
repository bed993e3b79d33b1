"""What people of a group say: of themselves, of goal and people, of a last day; and a guide for a first talk."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities import actions
from communities.models import Community, Membership, MemberStatement
from communities.people_forms import FitForm, JoinForm, UntilForm
from plc_platform import clock
from schools.requests import PersonRequest


def own_part(request: PersonRequest, pk: int) -> HttpResponse:
    """What I bring and would like to learn; after joining, and whenever I like. It may stay empty."""
    mine = Membership.objects.editable_by(request.user).current().select_related("community")
    membership = get_object_or_404(mine, community=pk)
    stated = MemberStatement.objects.editable_by(request.user).filter(membership=membership).first()
    initial = {"brings": stated.brings, "learns": stated.learns} if stated else {}
    form = JoinForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        actions.state_own_part(membership=membership, **form.cleaned_data, by=request.user, now=clock.now())
        messages.success(request, _("Saved."))
        return redirect("communities:members", pk=pk)
    return render(request, "communities/own_part.html", {"form": form, "community": membership.community})


@require_POST
def fit(request: PersonRequest, pk: int) -> HttpResponse:
    """Do goal and people still fit? For the group alone."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    form = FitForm(request.POST)
    if form.is_valid():
        actions.answer_composition(community=community, **form.cleaned_data, by=request.user, now=clock.now())
        messages.success(
            request, _("Noted, for the group alone. The question comes back when somebody joins or leaves.")
        )
    else:
        messages.error(request, _("Choose one of the three answers."))
    return redirect("communities:members", pk=pk)


@require_POST
def until(request: PersonRequest, pk: int, membership_pk: int) -> HttpResponse:
    """Another last day of somebody who takes part for a limited time."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    people = Membership.objects.visible_to(request.user).current().exclude(until=None)
    membership = get_object_or_404(people.select_related("user"), pk=membership_pk, community=community)
    form = UntilForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose a last day."))
        return redirect("communities:members", pk=pk)
    try:
        actions.change_until(membership=membership, **form.cleaned_data, by=request.user, now=clock.now())
    except (actions.NoEndAgreed, actions.LastDayIsOver, actions.SchoolAgreedShorter) as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Saved. %(name)s is told.") % {"name": membership.user})
    return redirect("communities:members", pk=pk)


@require_safe
def conversation(request: PersonRequest, pk: int) -> HttpResponse:
    """A guide for a talk about earlier cooperation (R55, R56); there is nothing to fill in, so nothing is stored."""
    community = get_object_or_404(Community.objects.editable_by(request.user), pk=pk)
    return render(request, "communities/conversation.html", {"community": community})
