"""One topic with its answers; writing, accepting, hiding. For the group's own people alone."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from learning.actions import posts as actions
from learning.actions import topics as topic_actions
from learning.actions.errors import LearningError
from learning.forms.topics import AgendaForm, HideForm, PostForm
from learning.models import Post, Topic
from learning.queries.topics import coming_meetings, for_group, posts_of
from learning.talk_words import OF_KIND, ROUND, choices_of
from learning.views.finished import is_finished
from meetings.actions import MeetingError
from meetings.queries import choices_of as people_choices
from meetings.queries import people_of
from plc_platform import clock
from schools.requests import PersonRequest


def topic(request: PersonRequest, pk: int) -> HttpResponse:
    """Read it, and answer."""
    row = get_object_or_404(for_group(request.user), pk=pk)
    form = answer_form(request, row)
    if request.method != "POST" or not form.is_valid():
        return topic_page(request, row, form)
    if not form.is_settled:
        return topic_page(request, row, form, name=form.name)
    said = form.cleaned_data
    words = {"text": said["text"], "link": said["link"], "mentioned": said.get("people", [])}
    try:
        made = actions.write_post(topic=row, **words, key=said["key"], by=request.user, now=clock.now())
    except (LearningError, MeetingError) as error:
        messages.error(request, str(error))
        return redirect("learning:topic", pk=pk)
    messages.success(request, _("Thank you. Your group can read it."))
    return redirect(place_of(made))


def topic_page(request: PersonRequest, row: Topic, form: PostForm, **more: Any) -> HttpResponse:
    meetings = coming_meetings(row.community, now=clock.now())
    is_coming = row.meeting is not None and row.meeting.pk in {meeting.pk for meeting in meetings}
    can_plan = bool(meetings) and row.closed_on is None and not is_coming and bool(row.readable_title)
    context = {
        "community": row.community,
        "topic": row,
        "words": OF_KIND[row.kind],
        "posts": posts_of(row, request.user),
        "form": form,
        "agenda_form": AgendaForm(meetings=choices_of(meetings)) if can_plan else None,
        "is_coming": is_coming,
        "round": ROUND if row.kind == Topic.Kind.CASE and row.closed_on is None else (),
        "can_accept": row.kind != Topic.Kind.THEME,
        "is_finished": is_finished(row.community),
        "may_answer": row.closed_on is None and not is_finished(row.community),
    }
    return render(request, "learning/topic.html", context | more)


def answer_form(request: PersonRequest, row: Topic) -> PostForm:
    others = [person for person in people_of(row.community) if person.pk != request.user.pk]
    return PostForm(request.POST or None, people=people_choices(others), label=OF_KIND[row.kind].write)


def edit_post(request: PersonRequest, pk: int) -> HttpResponse:
    """Its writer puts it otherwise."""
    post = get_object_or_404(own_posts(request).filter(topic__closed_on=None).exclude(text=""), pk=pk)
    form = PostForm(request.POST or None, people=[], initial={"text": post.text, "link": post.link})
    context = {"community": post.topic.community, "topic": post.topic, "post": post, "form": form}
    if request.method != "POST" or not form.is_valid():
        return render(request, "learning/post_edit.html", context)
    if not form.is_settled:
        return render(request, "learning/post_edit.html", context | {"name": form.name})
    said = form.cleaned_data
    actions.rewrite_post(post=post, text=said["text"], link=said["link"], by=request.user, now=clock.now())
    messages.success(request, _("Saved."))
    return redirect(place_of(post))


@require_POST
def remove_post(request: PersonRequest, pk: int) -> HttpResponse:
    """Its writer takes her words away."""
    post = get_object_or_404(own_posts(request), pk=pk)
    actions.remove_post(post=post, by=request.user, now=clock.now())
    messages.success(request, _("Your words are gone."))
    return redirect(place_of(post))


@require_POST
def accept(request: PersonRequest, pk: int) -> HttpResponse:
    """This is what we do; or no longer, with `undo`."""
    post = get_object_or_404(Post.objects.visible_to(request.user), pk=pk)
    is_accepted = "undo" not in request.POST
    try:
        actions.accept_post(post=post, is_accepted=is_accepted, by=request.user, now=clock.now())
    except LearningError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Kept as your practice.") if is_accepted else _("No longer kept as your practice."))
    return redirect(place_of(post))


def hide_topic(request: PersonRequest, pk: int) -> HttpResponse:
    """Better not read: with a reason, and with a way back."""
    row = get_object_or_404(for_group(request.user), pk=pk)
    return hide(request, row, row, reverse("learning:topic", args=[pk]))


def hide_post(request: PersonRequest, pk: int) -> HttpResponse:
    """The same for an answer."""
    post = get_object_or_404(Post.objects.visible_to(request.user).select_related("topic__community"), pk=pk)
    return hide(request, post, post.topic, place_of(post))


def hide(request: PersonRequest, row: Topic | Post, about: Topic, back: str) -> HttpResponse:
    """`show` in what was sent takes it back."""
    if request.method == "POST" and "show" in request.POST:
        topic_actions.show(row=row, by=request.user, now=clock.now())
        messages.success(request, _("It can be read again."))
        return redirect(back)
    form = HideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        topic_actions.hide(row=row, why=form.cleaned_data["why"], by=request.user, now=clock.now())
        messages.success(request, _("Hidden. The reason stands in its place; the writer may put it otherwise."))
        return redirect(back)
    context = {"community": about.community, "topic": about, "row": row, "form": form, "back_url": back}
    return render(request, "learning/hide.html", context)


def own_posts(request: PersonRequest) -> Any:
    return Post.objects.editable_by(request.user).select_related("topic__community")


def place_of(post: Post) -> str:
    return f"{reverse('learning:topic', args=[post.topic_id])}#post-{post.pk}"
