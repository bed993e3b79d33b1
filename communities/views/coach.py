"""The coach of a group, proposed and accepted by the group itself; and the three roles, each for oneself (R63-R70)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities import actions, queries
from communities.coach_forms import PartForm, ProposeForm, RoleForm
from communities.coach_page import coach_page
from communities.models import CoachMandate, Community, Membership
from plc_platform import clock
from schools.requests import PersonRequest


@require_safe
def coach(request: PersonRequest, pk: int) -> HttpResponse:
    """Who coaches and until when, what is asked of me, who plays which role."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    return page(request, community, ProposeForm(community=community, viewer=request.user))


def page(request: PersonRequest, community: Community, form: ProposeForm) -> HttpResponse:
    people = list(queries.people_of(community, viewer=request.user))
    found = coach_page(community, people, request.user, today=clock.today())
    part_form = PartForm(initial={"part": found.own.role})
    context = {"community": community, "page": found, "form": form, "part_form": part_form}
    return render(request, "communities/coach.html", context)


@require_POST
def propose(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask the group for a coach: one of us, a colleague, or somebody from outside."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    form = ProposeForm(request.POST, community=community, viewer=request.user)
    if not form.is_valid():
        return page(request, community, form)
    said = form.cleaned_data
    try:
        actions.propose_coach(
            community=community,
            person=said["person"],
            address=said["email"],
            why=said["why"],
            by=request.user,
            now=clock.now(),
        )
    except (actions.CommunityIsFinished, actions.TooManyAsked) as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("The group is asked. Whoever you proposed decides alone too."))
    return redirect("communities:coach", pk=pk)


@require_POST
def say(request: PersonRequest, pk: int) -> HttpResponse:
    """One's own voice on a coach: yes, back, end, withdraw. A no needs nothing."""
    found = CoachMandate.objects.editable_by(request.user).filter(
        community__in=Community.objects.owned_by_group_of(request.user)
    )
    mandate = get_object_or_404(found, pk=pk)
    what, now = request.POST.get("what", ""), clock.now()
    if what == "yes":
        actions.say_yes(mandate=mandate, by=request.user, now=now)
        messages.success(request, _("Thank you. Nobody sees who said yes."))
    elif what == "back":
        actions.take_back_yes(mandate=mandate, by=request.user)
        messages.success(request, _("Taken back. Nobody hears of it."))
    elif what == "end":
        actions.say_end(mandate=mandate, by=request.user, now=now)
        messages.success(request, _("Noted. Nobody hears of it before more than half of the members say so."))
    elif what == "withdraw":
        actions.withdraw_proposal(mandate=mandate, by=request.user, now=now)
        messages.success(request, _("Your proposal is withdrawn."))
    return redirect("communities:coach", pk=mandate.community_id)


@require_POST
def take_role(request: PersonRequest, pk: int) -> HttpResponse:
    """I take one of the three roles for a time, or give it back; nobody does that for somebody else."""
    mine = Membership.objects.editable_by(request.user).current()
    membership = get_object_or_404(mine, community=pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        actions.turn_coach_role(
            membership=membership, kind=said["kind"], is_taken=said["take"], by=request.user, now=clock.now()
        )
        messages.success(request, _("You have it.") if said["take"] else _("Given back."))
    return redirect(f"{reverse('communities:coach', args=[pk])}#roles")


@require_POST
def take_part_as(request: PersonRequest, pk: int) -> HttpResponse:
    """Another part for oneself; for a coach the group is asked."""
    mine = Membership.objects.editable_by(request.user).current().select_related("community", "user")
    membership = get_object_or_404(mine, community=pk)
    form = PartForm(request.POST)
    if form.is_valid():
        part = form.cleaned_data["part"]
        fresh = actions.change_own_part(membership=membership, role=part, by=request.user, now=clock.now())
        waits = fresh.role != part
        messages.success(
            request, _("The group is asked; until then your part stays as it is.") if waits else _("Saved.")
        )
    else:
        messages.error(request, _("Choose one of the parts."))
    return redirect("communities:coach", pk=pk)
