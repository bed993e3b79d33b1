"""Help that a group asks for, and what a coach offers: for the group's own people alone (R64, R69, R70)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coaching.actions import help as actions
from coaching.actions import offers
from coaching.forms.help import AnswerForm, HelpForm, OfferAnswerForm, OfferForm
from coaching.help_page import help_page, queue_page
from coaching.models import HelpRequest, Offer
from coaching.queries.help import style_of
from communities.models import Community
from plc_platform import clock
from schools.requests import PersonRequest


def help_(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask in one tap; read what was answered and how long it took; take or leave what the coach offers."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    form = HelpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.ask_help(community=community, **form.cleaned_data, by=request.user, now=clock.now())
        except actions.UsedKey as error:
            messages.error(request, error.message)
        else:
            messages.success(request, _("Asked. Only your group and its coach know."))
        return redirect("coaching:help", pk=pk)
    page = help_page(community, request.user, today=clock.today())
    context = {"community": community, "form": form, "page": page, "offer_form": OfferForm()}
    return render(request, "coaching/help.html", context, status=400 if form.errors else 200)


@require_safe
def queue(request: PersonRequest) -> HttpResponse:
    """What waits over all the groups that one coaches."""
    return render(request, "coaching/queue.html", {"page": queue_page(request.user, today=clock.today())})


def asked(request: PersonRequest, pk: int) -> HelpRequest:
    """Of one's own group, and not closed."""
    return get_object_or_404(HelpRequest.objects.editable_by(request.user).filter(closed_on=None), pk=pk)


def back(request: PersonRequest, community_id: int) -> HttpResponse:
    if request.POST.get("to") == "queue":
        return redirect("coaching:queue")
    return redirect("coaching:help", pk=community_id)


@require_POST
def answer(request: PersonRequest, pk: int) -> HttpResponse:
    """One line; the group reads it, and how long it took."""
    row, form = asked(request, pk), AnswerForm(request.POST)
    if form.is_valid():
        actions.answer_help(request=row, **form.cleaned_data, by=request.user, now=clock.now())
        messages.success(request, _("The group reads your answer."))
    else:
        messages.error(request, str(form.errors["answer"][0]))
    return back(request, row.community_id)


@require_POST
def close(request: PersonRequest, pk: int) -> HttpResponse:
    """Helped, or not needed any more."""
    row = asked(request, pk)
    actions.close_help(request=row, now=clock.now())
    messages.success(request, _("Fine. It stays here to be read, for your group alone."))
    return back(request, row.community_id)


@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Not needed after all: gone, as long as nobody answered."""
    row = asked(request, pk)
    community_id = row.community_id
    if actions.withdraw_help(request=row, by=request.user):
        messages.success(request, _("Gone, as if you never asked."))
    return redirect("coaching:help", pk=community_id)


@require_POST
def offer(request: PersonRequest, pk: int) -> HttpResponse:
    """A coach offers something to her group."""
    community = get_object_or_404(Community.objects.owned_by_group_of(request.user), pk=pk)
    form = OfferForm(request.POST)
    if not form.is_valid():
        page = help_page(community, request.user, today=clock.today())
        context = {"community": community, "form": HelpForm(), "page": page, "offer_form": form}
        return render(request, "coaching/help.html", context, status=400)
    try:
        offers.make_offer(community=community, **form.cleaned_data, by=request.user, now=clock.now())
    except (offers.NotTheCoach, actions.UsedKey) as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Offered. The group takes it or leaves it; nobody is reminded."))
    return redirect("coaching:help", pk=pk)


@require_POST
def answer_offer(request: PersonRequest, pk: int) -> HttpResponse:
    """We take it, or not for us; one tap."""
    row = get_object_or_404(Offer.objects.editable_by(request.user), pk=pk)
    form = OfferAnswerForm(request.POST)
    if form.is_valid():
        try:
            offers.answer_offer(offer=row, **form.cleaned_data, by=request.user, now=clock.now())
        except offers.OwnOffer as error:
            messages.error(request, error.message)
    return redirect("coaching:help", pk=row.community_id)


@require_POST
def withdraw_offer(request: PersonRequest, pk: int) -> HttpResponse:
    """One's own offer, as long as the group has said nothing of it."""
    row = get_object_or_404(Offer.objects.editable_by(request.user).filter(by=request.user), pk=pk)
    community_id = row.community_id
    if offers.withdraw_offer(offer=row, by=request.user):
        messages.success(request, _("Your offer is withdrawn."))
    return redirect("coaching:help", pk=community_id)


@require_safe
def style(request: PersonRequest) -> HttpResponse:
    """What became of one's own offers, for oneself alone (PC10)."""
    rows = style_of(request.user, today=clock.today())
    said = any(row.taken or row.left or row.unsaid for row in rows)
    return render(request, "coaching/style.html", {"rows": rows, "has_offers": said})
