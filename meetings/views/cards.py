"""Feedback cards as the group sees them: made, handed out, read, closed, deleted."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities.models import Community
from meetings import actions
from meetings.cards import board_token
from meetings.forms import CardForm, OpenUntilForm
from meetings.models import FeedbackCard
from meetings.pupil_page import card_page, meeting_choices, usual_days
from meetings.qr import qr_drawing
from meetings.views.pupils import chosen_in, meeting_of
from plc_platform import clock
from schools.requests import PersonRequest


def make(request: PersonRequest, pk: int) -> HttpResponse:
    """A card about a lesson, a try-out or a meeting. What looks like a name is asked about before it is kept."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    today, chosen = clock.today(), chosen_in(request)
    choices = meeting_choices(community, today=today, chosen=chosen)
    initial = usual_days(community, today=today) | {"meeting": chosen}
    form = CardForm(request.POST or None, today=today, meetings=choices, initial=initial)
    context = {"community": community, "form": form}
    if request.method == "POST" and form.is_valid():
        if not form.is_settled:
            return render(request, "meetings/card_new.html", context | {"name": form.name})
        plan = form.plan(meeting_of(request, community, form.cleaned_data["meeting"]))
        key, by = form.cleaned_data["key"], request.user
        made = actions.make_card(community=community, plan=plan, key=key, by=by, now=clock.now())
        messages.success(request, _("The card is ready. Give it to the pupils."))
        return redirect("meetings:feedback-card", pk=made.pk)
    return render(request, "meetings/card_new.html", context)


@require_safe
def card(request: PersonRequest, pk: int) -> HttpResponse:
    """How to hand it out, and what pupils said."""
    row = card_of(request, pk)
    page = card_page(row, request.user, today=clock.today())
    return render(request, "meetings/feedback_card.html", {"community": row.community, "card": row, "page": page})


@require_safe
def board(request: PersonRequest, pk: int) -> HttpResponse:
    """One code, as large as the screen allows."""
    row = card_of(request, pk)
    if not row.is_on_board or row.closes_on < clock.today():
        return redirect("meetings:feedback-card", pk=pk)
    address = address_of(request, board_token(row))
    context = {"community": row.community, "card": row, "address": address, "code": qr_drawing(address)}
    return render(request, "meetings/card_board.html", context)


@require_POST
def papers(request: PersonRequest, pk: int) -> HttpResponse:
    """A sheet to print and cut, shown once: only hashes of its codes are kept."""
    row = card_of(request, pk)
    if row.is_on_board or row.closes_on < clock.today():
        return redirect("meetings:feedback-card", pk=pk)
    codes = actions.print_tickets(card=row, by=request.user, now=clock.now())
    slips = [(address, qr_drawing(address)) for address in (address_of(request, code) for code in codes)]
    return render(request, "meetings/card_papers.html", {"community": row.community, "card": row, "slips": slips})


@require_POST
def close(request: PersonRequest, pk: int) -> HttpResponse:
    """No more answers from now on."""
    actions.close_card(card=card_of(request, pk), by=request.user, now=clock.now())
    messages.success(request, _("The card is closed. What pupils said stays here until the day that was promised."))
    return redirect("meetings:feedback-card", pk=pk)


@require_POST
def open_until(request: PersonRequest, pk: int) -> HttpResponse:
    """Another last day; a card that was closed takes answers again."""
    row, form = card_of(request, pk), OpenUntilForm(request.POST)
    try:
        if not form.is_valid():
            raise actions.CardEndsBefore
        actions.open_card_until(card=row, day=form.cleaned_data["day"], by=request.user, now=clock.now())
    except actions.CardEndsBefore as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Saved. Until then pupils can answer."))
    return redirect("meetings:feedback-card", pk=pk)


@require_POST
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Everything of it, now."""
    row = card_of(request, pk)
    actions.delete_card(card=row, by=request.user, now=clock.now())
    messages.success(request, _("The card and all its answers are deleted."))
    return redirect("meetings:pupils", pk=row.community_id)


def card_of(request: PersonRequest, pk: int) -> FeedbackCard:
    """A card of this person's group whose answers are still kept."""
    rows = FeedbackCard.objects.editable_by(request.user).filter(delete_on__gte=clock.today())
    return get_object_or_404(rows.select_related("community", "meeting"), pk=pk)


def address_of(request: PersonRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("meetings:card", args=[token]))
