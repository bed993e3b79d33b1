"""Who takes part, and asking others. There is no address that makes somebody else a member."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from communities import actions, composition_words, people_queries, queries
from communities.charter_queries import newest_for_invited
from communities.descriptions import policy_of, rhythm_in_words
from communities.models import Community, Invitation, Stage
from communities.people_forms import FitForm, InviteForm
from plc_platform import clock
from schools.models import Staff, User
from schools.requests import PersonRequest, ids_in, search_in


@require_safe
def members(request: PersonRequest, pk: int) -> HttpResponse:
    """Who takes part; for the group's own people and the host's leader also whom to ask."""
    community = get_object_or_404(seen(Community.objects.visible_to(request.user)), pk=pk)
    form = InviteForm(community=community, viewer=request.user, today=clock.today())
    ticked = tuple(ids_in(request.GET.getlist("people"))[:200])
    return members_page(request, community, form, ticked)


def seen(communities: "QuerySet[Community]") -> "QuerySet[Community]":
    return communities.select_related("school").annotate(asks_fit=people_queries.asks_fit())


def members_page(
    request: PersonRequest, community: Community, form: InviteForm, ticked: tuple[int, ...]
) -> HttpResponse:
    viewer, search = request.user, search_in(request)
    people = list(queries.people_of(community, viewer=viewer))
    own = next((row for row in people if row.user_id == viewer.pk), None)
    context = {"community": community, "people": people, "own": own, "form": form, "search": search}
    if own is not None:
        people_queries.put_statements(community, people, viewer)
        context |= group_context(community, viewer)
    if own is not None or Community.objects.editable_by(viewer).filter(pk=community.pk).exists():
        found = people_queries.composition_of(community, people, year=clock.today().year)
        context |= composition_words.in_words(found)
        if not community.ended_on:
            asked = queries.asked_of(community, is_inside=own is not None)
            choices, has_more = queries.candidates(community, viewer=viewer, asked=asked, search=search, ticked=ticked)
            context |= {"may_invite": True, "asked": asked, "choices": choices, "has_more": has_more}
    return render(request, "communities/members.html", context)


def group_context(community: Community, viewer: User) -> dict[str, object]:
    """What only the group's own people read: what members say of themselves, who waits, whether goal and people fit."""
    answers = people_queries.answers_of(community, viewer)
    return {
        "waiting": people_queries.waiting_for_school(community),
        "answers": answers,
        "asks_fit": community.asks_fit,  # type: ignore[attr-defined]
        "fit_form": FitForm(),
        "is_proposal": community.stage == Stage.PROPOSAL,
        "today": clock.today(),
    }


@require_POST
def invite(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask people; each gets one mail and decides alone."""
    community = get_object_or_404(seen(Community.objects.editable_by(request.user)), pk=pk)
    form = InviteForm(request.POST, community=community, viewer=request.user, today=clock.today())
    if not form.is_valid():
        return members_page(request, community, form, ())
    said = form.cleaned_data
    try:
        asked = actions.invite_people(
            community=community,
            people=said["people"],
            address=said["email"],
            role=said["role"],
            until=said["until"],
            by=request.user,
            now=clock.now(),
        )
    except (actions.CommunityIsFinished, actions.TooManyAsked) as error:
        messages.error(request, error.message)
    else:
        words = ngettext("%(number)d person is asked.", "%(number)d people are asked.", asked) % {"number": asked}
        freely = _("They decide by themselves; nobody has to give a reason.")
        messages.success(request, f"{words} {freely}")
    return redirect("communities:members", pk=pk)


@require_safe
def invitation(request: PersonRequest, pk: int) -> HttpResponse:
    """The question to join, for the one who is asked: what for, with whom, when."""
    found = own_invitation(request.user, pk)
    community = found.community
    people = community.memberships.current().select_related("user").order_by("user__first_name", "pk")
    context = {
        "invitation": found,
        "community": community,
        "people": people,
        "charter": newest_for_invited(community),
        "is_in": any(row.user_id == request.user.pk for row in people),
        "consents": people_queries.consents_about(found),
        "waits_for_group": people_queries.waits_for_group(found),
        "to_ask": queries.schools_to_ask(community, request.user),
        "needs_word": not Staff.objects.visible_to(request.user).filter(user=request.user).exists(),
        "is_finished": community.has_ended(clock.today()),
        "rhythm": rhythm_in_words(community.regime, policy_of(community)),
    }
    return render(request, "communities/invitation.html", context)


def own_invitation(user: User, pk: int) -> Invitation:
    rows = Invitation.objects.visible_to(user).select_related("community__school", "community__form", "invited_by")
    return get_object_or_404(rows, pk=pk)


@require_POST
def accept(request: PersonRequest, pk: int) -> HttpResponse:
    """Yes: from today in the group, or once one's own school agrees."""
    found = own_invitation(request.user, pk)
    agrees = "school_agrees" in request.POST
    try:
        joined = actions.accept_invitation(invitation=found, by=request.user, now=clock.now(), school_agrees=agrees)
    except (actions.CommunityIsFinished, actions.SchoolMustAgree) as error:
        messages.warning(request, error.message)
        return redirect("communities:invitation", pk=pk)
    except actions.AlreadyIn as error:
        messages.info(request, error.message)
        return redirect("dashboard:community", pk=found.community_id)
    if joined is None:
        waits = _("Thank you. Your school is asked first; you hear from us when it has answered.")
        if people_queries.waits_for_group(own_invitation(request.user, pk)):
            waits = _("Thank you. The group is asked; you hear from us as soon as it accepts.")
        messages.success(request, waits)
        return redirect("communities:invitation", pk=pk)
    messages.success(request, _("Welcome in the group."))
    return redirect("communities:own-part", pk=found.community_id)


@require_POST
def decline(request: PersonRequest, pk: int) -> HttpResponse:
    """Not now: nobody hears of it."""
    actions.decline_invitation(invitation=own_invitation(request.user, pk), now=clock.now())
    messages.success(request, _("Fine. Nobody is told, and you are not asked again for this group."))
    return redirect("dashboard:mine")
