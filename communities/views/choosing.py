"""Which kind a group is and why; another kind; what its members think of the plan."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from communities import actions
from communities.form_page import story_of
from communities.models import Community
from communities.variant_forms import ChooseForm, WatchWordsForm
from communities.variant_page import records_in_words, spread_in_words
from communities.variant_queries import asked_for_watch_words, begun_with, sayings_of
from plc_platform import clock
from schools.models import School
from schools.requests import PersonRequest


def variant(request: PersonRequest, pk: int) -> HttpResponse:
    """The decision record; who may change the frame chooses another kind."""
    community = get_object_or_404(Community.objects.visible_to(request.user).select_related("school", "form"), pk=pk)
    may_edit = Community.objects.editable_by(request.user).filter(pk=pk).exists()
    form = ChooseForm(request.POST or None, community=community) if may_edit and not community.ended_on else None
    if request.method == "POST" and form is None:
        raise Http404
    if request.method == "POST" and form and form.is_valid():
        kind = form.cleaned_data["kind"]
        chosen = {"variant": kind.base, "form": kind.row}
        chosen |= {name: form.cleaned_data[name] for name in ("reason", "takes_rhythm")}
        actions.choose_variant(community=community, **chosen, by=request.user, now=clock.now())
        messages.success(request, _("Noted, with the reason. Earlier choices stay to be read."))
        return redirect("communities:variant", pk=pk)
    return variant_page(request, community, form=form)


@require_POST
def watch_words(request: PersonRequest, pk: int) -> HttpResponse:
    """A member's own three answers."""
    community = get_object_or_404(Community.objects.visible_to(request.user).select_related("school", "form"), pk=pk)
    if not asked_for_watch_words(community, request.user):
        raise Http404
    words = WatchWordsForm(request.POST, own=None)
    if not words.is_valid():
        form = None if community.ended_on else ChooseForm(community=community)
        return variant_page(request, community, form=form, words=words)
    actions.say_watch_words(community=community, **words.cleaned_data, by=request.user, now=clock.now())
    messages.success(request, _("Thank you. Only how the answers lie is shown, never whose they are."))
    return redirect("communities:variant", pk=pk)


def variant_page(
    request: PersonRequest, community: Community, *, form: ChooseForm | None, words: WatchWordsForm | None = None
) -> HttpResponse:
    records = records_in_words(community, request.user)
    context: dict[str, object] = {"community": community, "form": form, "record": records[0] if records else None}
    if asked_for_watch_words(community, request.user):
        sayings = sayings_of(community, request.user)
        context |= {
            "sayings": sayings,
            "spread": spread_in_words(sayings.spread),
            "words": words or WatchWordsForm(own=sayings.own),
        }
    context |= {"earlier": records[1:], "story": story_of(begun_with(community))}
    context["story_url"] = story_url(request, community)
    return render(request, "communities/variant.html", context)


def story_url(request: PersonRequest, community: Community) -> str:
    """The text that the group began with, for who works in the school that hosts it."""
    if not School.objects.visible_to(request.user).filter(pk=community.school_id).exists():
        return ""
    form = community.form
    url = reverse("communities:form", args=[community.school.slug, form.code if form else community.variant])
    return f"{url}?version={community.form_version}" if form else url
