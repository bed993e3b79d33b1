"""Try-outs in class: the page of a group, one's own lines, and a point on the agenda. For the group itself alone."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from communities.models import Community
from learning.actions import try_outs as actions
from learning.forms.try_outs import PLANNED, TryOutForm
from learning.models import TryOut
from learning.try_out_page import classes_of, try_out_page
from learning.try_out_words import talk_title
from learning.views.finished import is_finished, only_reads
from meetings.actions import MeetingError
from meetings.models import Meeting, Subtask
from meetings.pupil_page import meeting_choices
from plc_platform import clock
from schools.requests import PersonRequest, is_id


def try_outs(request: PersonRequest, pk: int) -> HttpResponse:
    """Note one, and read what was tried since the last meeting."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    if request.method == "POST" and is_finished(community):
        return only_reads(request, community, "learning:try-outs")
    form = form_for(request, community, initial=begun(request, community))
    name = ""
    if request.method == "POST" and form.is_valid():
        if form.is_settled:
            return noted(request, community, form)
        name = form.name
    is_mine = request.GET.get("by") == "me"
    page = try_out_page(community, request.user, today=clock.today(), is_mine=is_mine)
    context = {"community": community, "form": form, "name": name, "page": page, "is_mine": is_mine}
    context["is_finished"] = is_finished(community)
    return render(request, "learning/try_outs.html", context, status=400 if form.errors else 200)


def try_out(request: PersonRequest, pk: int) -> HttpResponse:
    """One's own line, to mend or to take away."""
    row = own(request, pk)
    form = form_for(request, row.community, initial=said_of(row), chosen=row.meeting_id)
    context = {"community": row.community, "form": form, "row": row}
    if request.method == "POST" and form.is_valid():
        if not form.is_settled:
            return render(request, "learning/try_out.html", context | {"name": form.name})
        tried = form.tried(meeting=meeting_of(request, row.community, form), subtask=row.subtask, course=row.course)
        actions.change_try_out(try_out=row, tried=tried, by=request.user, now=clock.now())
        messages.success(request, _("Saved."))
        return redirect("learning:try-outs", pk=row.community_id)
    return render(request, "learning/try_out.html", context)


@require_POST
def done(request: PersonRequest, pk: int) -> HttpResponse:
    """What was planned was tried today: one tap, which says how it went too."""
    row = own(request, pk)
    effect = request.POST.get("effect", "")
    effect = effect if effect in TryOut.Effect.values else ""
    actions.try_out_is_done(try_out=row, effect=effect, by=request.user, now=clock.now())
    messages.success(request, _("Noted. Nice that you tried it."))
    return redirect("learning:try-outs", pk=row.community_id)


@require_POST
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    """A line of one's own goes away."""
    row = own(request, pk)
    community_id = row.community_id
    actions.remove_try_out(try_out=row, by=request.user, now=clock.now())
    messages.success(request, _("The line is gone."))
    return redirect("learning:try-outs", pk=community_id)


@require_POST
def talk(request: PersonRequest, pk: int) -> HttpResponse:
    """“What did we try out?” becomes a point of the coming agenda."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    page = try_out_page(community, request.user, today=clock.today())
    try:
        is_new = actions.put_on_agenda(
            meeting=page.next_meeting, title=talk_title(page.recent), by=request.user, now=clock.now()
        )
    except MeetingError as error:
        messages.error(request, str(error))
        return redirect("learning:try-outs", pk=pk)
    messages.success(request, _("It is on the agenda.") if is_new else _("It was on the agenda already."))
    return redirect("meetings:agenda", pk=page.next_meeting.pk)  # type: ignore[union-attr]


# --- rows and forms --------------------------------------------------------------------------------------------------
def own(request: PersonRequest, pk: int) -> TryOut:
    rows: QuerySet[TryOut] = TryOut.objects.editable_by(request.user).select_related("community", "subtask")
    return get_object_or_404(rows, pk=pk)


def form_for(
    request: PersonRequest, community: Community, *, initial: dict[str, Any], chosen: int | None = None
) -> TryOutForm:
    today = clock.today()
    classes = classes_of(community, request.user)
    named = initial.get("class_name", next(iter(classes), ""))  # a new line: the class of last time
    if named in classes:  # a chip says it; what is typed beside the chips is another
        initial |= {"known_class": named, "class_name": ""}
    meetings = meeting_choices(community, today=today, chosen=chosen)
    return TryOutForm(request.POST or None, today=today, classes=classes, meetings=meetings, initial=initial)


def begun(request: PersonRequest, community: Community) -> dict[str, Any]:
    """The words of the subtask from which somebody comes."""
    task = subtask_of(request, community, request.GET.get("subtask", ""))
    return {"what": task.text[:200], "subtask": task.pk} if task else {}


def said_of(row: TryOut) -> dict[str, Any]:
    """A stored line as the form says it."""
    names = ("what", "class_name", "happened", "barriers", "link", "tried_on", "meeting")
    said = {name: getattr(row, name) for name in names} | {"meeting": row.meeting_id}
    return said | {"effect": row.effect or ("" if row.tried_on else PLANNED)}


def noted(request: PersonRequest, community: Community, form: TryOutForm) -> HttpResponse:
    subtask = subtask_of(request, community, str(form.cleaned_data["subtask"] or ""))
    tried = form.tried(meeting=meeting_of(request, community, form), subtask=subtask)
    key, by = form.cleaned_data["key"], request.user
    try:
        actions.note_try_out(community=community, tried=tried, key=key, by=by, now=clock.now())
    except MeetingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Noted. Thank you."))
    return redirect("learning:try-outs", pk=community.pk)


def subtask_of(request: PersonRequest, community: Community, pk: str) -> Subtask | None:
    rows = Subtask.objects.visible_to(request.user).filter(meeting__community=community, owner=request.user)
    return rows.filter(pk=int(pk)).first() if is_id(pk) else None


def meeting_of(request: PersonRequest, community: Community, form: TryOutForm) -> Meeting | None:
    pk = form.cleaned_data["meeting"]
    return Meeting.objects.editable_by(request.user).filter(community=community, pk=pk).first() if pk else None
