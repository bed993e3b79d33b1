"""Deciding by consent on one page, round by round, and looking back on what was decided."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import actions
from meetings.actions.consent import ROUNDS
from meetings.forms.running import ChangeForm, ObjectionForm, ProposalForm, ReviewForm, WordsForm, WorkInForm
from meetings.models import Decision, Meeting, Objection, Proposal
from meetings.rounds import STEPS, WORDS
from meetings.run_page import proposals_of, review_day
from plc_platform import clock
from schools.requests import PersonRequest, number_in


def propose(request: PersonRequest, pk: int) -> HttpResponse:
    """Put a proposal before the group."""
    rows = Meeting.objects.editable_by(request.user).exclude(status=Meeting.Status.CANCELLED)
    meeting = get_object_or_404(rows.select_related("community"), pk=pk)
    form = ProposalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.propose(meeting=meeting, **form.cleaned_data, by=request.user, now=clock.now())
        except actions.MeetingError as error:
            form.add_error(None, str(error))
        else:
            return redirect("meetings:proposal", pk=row.pk)
    context = {"meeting": meeting, "community": meeting.community, "form": form}
    context["proposals"] = proposals_of(meeting, request.user)
    return render(request, "meetings/propose.html", context)


def proposal(request: PersonRequest, pk: int) -> HttpResponse:
    """Where the group is, what this round asks, and the one button to the next."""
    rows = Proposal.objects.editable_by(request.user).select_related("meeting__community", "decision")
    row = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        return acted(request, row)
    order = list(ROUNDS)
    at = order.index(Proposal.Round(row.round)) if row.round in order else len(order)
    context = {
        "proposal": row,
        "meeting": row.meeting,
        "community": row.meeting.community,
        "objections": list(row.objections.order_by("pk")),
        "steps": [str(words) for words in STEPS],
        "at": at + 1,
        "hint": WORDS.get(row.round, ""),
        "before": order[at - 1].value if 0 < at < len(order) else "",
        "after": order[at + 1].value if at + 1 < len(order) else "",
        "objection_form": ObjectionForm(),
        "words_form": WordsForm(initial={"text": row.text}),
        "review_on": review_day(row.meeting.community, today=clock.today()) if at == len(order) - 1 else None,
    }
    return render(request, "meetings/proposal.html", context)


def acted(request: PersonRequest, row: Proposal) -> HttpResponse:
    """One act of the group on its proposal."""
    acts = {"to": to_round, "object": objected, "words": reworded, "agree": agreed, "aside": aside}
    try:
        for name, act in acts.items():
            if name in request.POST:
                act(request, row)
                break
    except actions.MeetingError as error:
        messages.error(request, str(error))
    return redirect("meetings:proposal", pk=row.pk)


def to_round(request: PersonRequest, row: Proposal) -> None:
    seen, to = request.POST.get("seen", ""), request.POST["to"]
    actions.go_to_round(proposal=row, seen=seen, to=to, by=request.user, now=clock.now())


def objected(request: PersonRequest, row: Proposal) -> None:
    form = ObjectionForm(request.POST)
    if form.is_valid():
        is_concern = request.POST["object"] == "concern"
        text = form.cleaned_data["text"]
        actions.object_to(proposal=row, text=text, is_concern=is_concern, by=request.user, now=clock.now())


def reworded(request: PersonRequest, row: Proposal) -> None:
    form = WordsForm(request.POST)
    if form.is_valid():
        actions.reword(proposal=row, text=form.cleaned_data["text"], by=request.user, now=clock.now())


def agreed(request: PersonRequest, row: Proposal) -> None:
    form = ReviewForm(request.POST)
    day = form.cleaned_data["review_on"] if form.is_valid() else None
    actions.agree(proposal=row, review_on=day, by=request.user, now=clock.now())


def aside(request: PersonRequest, row: Proposal) -> None:
    actions.set_aside(proposal=row, by=request.user, now=clock.now())


@require_POST
def objection(request: PersonRequest, pk: int) -> HttpResponse:
    """How an objection is worked in, or that it is a concern after all."""
    row = get_object_or_404(Objection.objects.editable_by(request.user).select_related("proposal"), pk=pk)
    form = WorkInForm(request.POST)
    if form.is_valid():
        is_concern = "concern" in request.POST or (row.is_concern and "objection" not in request.POST)
        try:
            actions.work_in(objection=row, how=form.cleaned_data["how"], is_concern=is_concern)
        except actions.MeetingError as error:
            messages.error(request, str(error))
    return redirect("meetings:proposal", pk=row.proposal_id)


@require_POST
def look_back(request: PersonRequest, pk: int) -> HttpResponse:
    """Keep a decision, put it in other words, or drop it."""
    decisions = Decision.objects.editable_by(request.user).select_related("meeting__community")
    row = get_object_or_404(decisions, pk=pk)
    number = request.POST.get("meeting", "")
    meetings = Meeting.objects.editable_by(request.user).filter(community=row.meeting.community_id)
    meeting = get_object_or_404(meetings, pk=number_in(number) or row.meeting_id)
    day = review_day(row.meeting.community, today=clock.today())
    form = ChangeForm(request.POST)
    by, now = request.user, clock.now()
    if "keep" in request.POST:
        actions.keep_decision(decision=row, review_on=day, by=by, now=now)
        messages.success(request, _("Kept. You look back on it again on %(day)s.") % {"day": date_format(day, "j F Y")})
    elif "drop" in request.POST:
        actions.drop_decision(decision=row, by=by, now=now)
    elif "change" in request.POST and form.is_valid():
        text = form.cleaned_data["text"]
        actions.change_decision(decision=row, meeting=meeting, text=text, review_on=day, by=by, now=now)
        messages.success(request, _("Changed. It stands with the decisions of this meeting."))
    return redirect("meetings:meeting", pk=meeting.pk)
