"""Yes, no or maybe: from a mail without signing in, or on the page of the meeting."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from meetings import actions, replies
from meetings.forms.answer import AnswerForm
from meetings.models import Meeting, Reply
from meetings.views.frame import file_of
from plc_platform import clock
from schools.requests import PersonRequest


@never_cache
@login_not_required
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind a button of a mail. Opening it changes nothing: mail scanners open every link. The signed token
    is the right to answer; the form is guarded by Django's cookie like any other."""
    link = replies.link_behind(token)
    card = replies.card_behind(link, now=clock.now()) if link else None
    if link is None or card is None:
        return render(request, "meetings/answer_gone.html", status=404)
    with override(get_language() if settings.LANGUAGE_COOKIE_NAME in request.COOKIES else card.user.language):
        form = AnswerForm(request.POST or None)
        if request.method == "POST" and card.state == replies.OPEN and form.is_valid():
            keep(request, card, form)
            return redirect(f"{request.path}?done")
        is_done = "done" in request.GET and bool(card.answer)
        first = card.answer if is_done else link.answer
        context = {"card": card, "form": form, "token": token, "is_done": is_done, "answers": answers_with(first)}
        return render(request, "meetings/answer.html", context)


@login_not_required
@require_safe
def answer_file(request: HttpRequest, token: str) -> HttpResponse:
    """The meeting as a file, for who came from a mail."""
    link = replies.link_behind(token)
    card = replies.card_behind(link, now=clock.now()) if link else None
    if card is None or card.state != replies.OPEN:
        return HttpResponse("404", status=404, content_type="text/plain")
    return file_of(request, card.meeting)


@require_POST
def reply(request: PersonRequest, pk: int) -> HttpResponse:
    """The same answer, by somebody who signed in."""
    meeting = get_object_or_404(Meeting.objects.editable_by(request.user), pk=pk)
    chosen = request.POST.get("answer")
    try:
        if chosen in Reply.Answer.values:
            actions.reply_to_meeting(meeting=meeting, answer=chosen, by=request.user, now=clock.now())
    except actions.NotAnswerable as error:
        messages.error(request, str(error))
    return redirect("meetings:meeting", pk=pk)


def keep(request: HttpRequest, card: replies.Card, form: AnswerForm) -> None:
    """The answer first; a point for the agenda must not be in its way."""
    said, now = form.cleaned_data, clock.now()
    try:
        actions.reply_to_meeting(meeting=card.meeting, answer=said["answer"], by=card.user, now=now)
        if title := said["item"]:
            actions.add_point(meeting=card.meeting, title=title, key=said["key"], by=card.user, now=now)
            messages.success(request, _("Your point stands on the agenda."))
    except actions.MeetingError as error:
        messages.warning(request, str(error))


def answers_with(first: str) -> list[tuple[str, str]]:
    """The three answers as buttons, this one first: it is what Enter presses."""
    choices = [(value, str(label)) for value, label in Reply.Answer.choices]
    return sorted(choices, key=lambda choice: choice[0] != first)
