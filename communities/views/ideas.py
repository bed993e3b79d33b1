"""Ideas and open groups of a school: look, join by oneself, begin. Telling others of them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from communities import actions, people_queries
from communities.composition_words import seats_in_words
from communities.models import Community
from communities.people_forms import InviteForm, JoinForm
from plc_platform import clock
from schools.models import School
from schools.requests import PersonRequest


@require_safe
def my_ideas(request: PersonRequest) -> HttpResponse:
    """To the ideas of the school where one works."""
    school = School.objects.visible_to(request.user).order_by("name", "pk").first()
    if school is None:
        return render(request, "communities/ideas.html", {"school": None})
    return redirect("communities:ideas", slug=school.slug)


@require_safe
def ideas(request: PersonRequest, slug: str) -> HttpResponse:
    """What colleagues propose, and running groups whose door is open; for who works in the school."""
    schools = list(School.objects.visible_to(request.user).order_by("name", "pk"))
    school = get_object_or_404(School.objects.visible_to(request.user), slug=slug)
    found = people_queries.ideas_of(school, request.user)
    rows = [{"idea": one, "seats": seats_in_words(one.size, one.band), "form": join_form(one)} for one in found]
    context = {
        "school": school,
        "schools": schools,
        "proposals": [row for row in rows if row["idea"].is_proposal],  # type: ignore[attr-defined]
        "groups": [row for row in rows if not row["idea"].is_proposal],  # type: ignore[attr-defined]
        "guests": list(people_queries.guests_of(school, request.user)),
    }
    return render(request, "communities/ideas.html", context)


def join_form(idea: people_queries.Idea) -> JoinForm:
    return JoinForm(auto_id=f"id_%s_{idea.community.pk}")


@require_POST
def join(request: PersonRequest, pk: int) -> HttpResponse:
    """I would like to take part: from today in the group."""
    community = get_object_or_404(Community.objects.open_to(request.user).select_related("school"), pk=pk)
    form = JoinForm(request.POST)
    words = form.cleaned_data if form.is_valid() else {}
    try:
        actions.join_openly(community=community, **words, by=request.user, now=clock.now())
    except actions.AlreadyIn as error:
        messages.info(request, error.message)
    else:
        messages.success(request, _("Welcome in the group."))
    return redirect("dashboard:community", pk=pk)


@require_POST
def begin(request: PersonRequest, pk: int) -> HttpResponse:
    """The idea becomes a running group, today."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    try:
        actions.begin_community(community=community, by=request.user, now=clock.now())
    except actions.CommunityIsFinished as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, _("The group has begun. Plan a first meeting when it suits you."))
    return redirect("dashboard:community", pk=pk)


@require_POST
def open_door(request: PersonRequest, pk: int) -> HttpResponse:
    """Colleagues may look and join by themselves, or no longer."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    is_open = request.POST.get("is_open") == "1"
    actions.open_community(community=community, is_open=is_open, by=request.user, now=clock.now())
    messages.success(
        request,
        _("Colleagues can now look at this group and join by themselves.")
        if is_open
        else _("From now on people join when somebody of the group asks them."),
    )
    return redirect("communities:members", pk=pk)


@require_POST
def tell(request: PersonRequest, pk: int) -> HttpResponse:
    """Let colleagues know of an idea or an open group, without asking anything."""
    community = get_object_or_404(Community.objects.editable_by(request.user), pk=pk)
    form = InviteForm(request.POST, community=community, viewer=request.user, today=clock.today())
    people = form.cleaned_data.get("people", []) if form.is_valid() or not form.errors.get("people") else []
    if not people:
        messages.error(request, _("Tick at least one colleague to let know."))
        return redirect("communities:members", pk=pk)
    try:
        told = actions.tell_of_idea(community=community, people=people, by=request.user, now=clock.now())
    except (actions.NotOpen, actions.CommunityIsFinished) as error:
        messages.error(request, error.message)
    else:
        words = ngettext("%(n)d colleague is told once.", "%(n)d colleagues are told once.", told) % {"n": told}
        messages.success(request, f"{words} {_('Nobody has to answer.')}")
    return redirect("communities:members", pk=pk)
