"""Topics of a group: the list, beginning one, and what is done with it. For the group's own people alone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities.models import Community
from learning.actions import topics as actions
from learning.actions.errors import LearningError
from learning.forms.topics import AgendaForm, HarvestForm, TopicForm
from learning.queries.topics import CLOSED, OPEN, Wanted, coming_meetings, for_group, topics_of
from learning.talk_words import OF_KIND, STATES, choices_of, words_of
from learning.views.finished import is_finished, only_reads
from meetings.actions import MeetingError
from meetings.models import Meeting
from plc_platform import clock
from schools.requests import PersonRequest, is_id, search_in


@require_safe
def topics(request: PersonRequest, pk: int) -> HttpResponse:
    """Everything people of this group asked, brought and planned; the newest word first."""
    community = group_of(request, pk)
    wanted = wanted_in(request)
    rows, has_older = topics_of(community, request.user, wanted)
    kinds = words_of(community.variant)
    context = {
        "community": community,
        "kinds": kinds,
        "first": kinds[0],
        "topics": rows,
        "wanted": wanted,
        "states": STATES,
        "older_url": address_of(request, wanted.page + 1) if has_older else "",
        "newer_url": address_of(request, wanted.page - 1) if wanted.page > 1 else "",
        "is_finished": is_finished(community),
    }
    return render(request, "learning/topics.html", context)


def begin(request: PersonRequest, pk: int) -> HttpResponse:
    """A question, a case or a theme; `kind` says which."""
    community = group_of(request, pk)
    kinds = words_of(community.variant)
    if is_finished(community):
        return only_reads(request, community, "learning:topics")
    words = OF_KIND.get(request.GET.get("kind", ""), kinds[0])
    meetings = coming_meetings(community, now=clock.now()) if words.asks_meeting else []
    form = TopicForm(request.POST or None, meetings=choices_of(meetings))
    context = {"community": community, "form": form, "words": words, "others": [one for one in kinds if one != words]}
    if request.method != "POST" or not form.is_valid():
        return render(request, "learning/topic_new.html", context)
    if not form.is_settled:
        return render(request, "learning/topic_new.html", context | {"name": form.name})
    said = form.cleaned_data
    meeting = next((one for one in meetings if one.pk == said.get("meeting")), None)
    topic = actions.NewTopic(words.kind, said["title"], said["text"], meeting)
    try:
        made = actions.begin_topic(community=community, topic=topic, key=said["key"], by=request.user, now=clock.now())
    except (LearningError, MeetingError) as error:
        messages.error(request, str(error))
        return render(request, "learning/topic_new.html", context)
    messages.success(request, _("It stands in the list; your group can read it."))
    return redirect("learning:topic", pk=made.pk)


def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """Its writer puts it otherwise."""
    topic = get_object_or_404(for_group(request.user).filter(by=request.user, closed_on=None), pk=pk)
    form = TopicForm(request.POST or None, meetings=[], initial={"title": topic.title, "text": topic.text})
    context = {"community": topic.community, "form": form, "topic": topic, "words": OF_KIND[topic.kind]}
    if request.method != "POST" or not form.is_valid():
        return render(request, "learning/topic_edit.html", context)
    if not form.is_settled:
        return render(request, "learning/topic_edit.html", context | {"name": form.name})
    said = form.cleaned_data
    actions.rewrite_topic(topic=topic, title=said["title"], text=said["text"], by=request.user, now=clock.now())
    messages.success(request, _("Saved."))
    return redirect("learning:topic", pk=pk)


@require_POST
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Its writer takes it away."""
    topic = get_object_or_404(for_group(request.user).filter(by=request.user), pk=pk)
    stays = actions.remove_topic(topic=topic, by=request.user, now=clock.now())
    messages.success(request, _("Your words are gone; the answers of others stay.") if stays else _("It is gone."))
    return redirect("learning:topics", pk=topic.community_id)


def close(request: PersonRequest, pk: int) -> HttpResponse:
    """Done for now: what do we take from it?"""
    topic = get_object_or_404(for_group(request.user), pk=pk)
    form = HarvestForm(request.POST or None, initial={"harvest": topic.harvest})
    context = {"community": topic.community, "topic": topic, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "learning/topic_close.html", context)
    if not form.is_settled:
        return render(request, "learning/topic_close.html", context | {"name": form.name})
    actions.close_topic(topic=topic, harvest=form.cleaned_data["harvest"], by=request.user, now=clock.now())
    messages.success(request, _("Closed. It stays to be found in the list."))
    return redirect("learning:topic", pk=pk)


@require_POST
def reopen(request: PersonRequest, pk: int) -> HttpResponse:
    """There is more to say."""
    topic = get_object_or_404(for_group(request.user), pk=pk)
    if is_finished(topic.community):
        return only_reads(request, topic.community, "learning:topics")
    actions.reopen_topic(topic=topic, by=request.user, now=clock.now())
    messages.success(request, _("Open again."))
    return redirect("learning:topic", pk=pk)


@require_POST
def agenda(request: PersonRequest, pk: int) -> HttpResponse:
    """On the agenda of a meeting to come."""
    topic = get_object_or_404(for_group(request.user), pk=pk)
    meetings = coming_meetings(topic.community, now=clock.now())
    form = AgendaForm(request.POST, meetings=choices_of(meetings))
    if not form.is_valid():
        messages.error(request, _("Choose a meeting that is planned and still to come."))
        return redirect("learning:topic", pk=pk)
    meeting = get_object_or_404(Meeting.objects.editable_by(request.user), pk=form.cleaned_data["meeting"])
    try:
        actions.put_on_agenda(topic=topic, meeting=meeting, by=request.user, now=clock.now())
    except (LearningError, MeetingError) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("It is on the agenda. You can move it there, and give it more or less time."))
    return redirect("learning:topic", pk=pk)


def group_of(request: PersonRequest, pk: int) -> Community:
    return get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)


def wanted_in(request: PersonRequest) -> Wanted:
    """What somebody asks of the list; nonsense asks nothing."""
    kind, state, page = (request.GET.get(name, "") for name in ("kind", "state", "page"))
    return Wanted(
        kind=kind if kind in OF_KIND else "",
        state=state if state in (OPEN, CLOSED) else "",
        search=search_in(request),
        page=min(max(int(page), 1), 500) if is_id(page) else 1,
    )


def address_of(request: PersonRequest, page: int) -> str:
    """The same list, another page of it."""
    asked = request.GET.copy()
    asked["page"] = str(page)
    return f"?{asked.urlencode()}"
