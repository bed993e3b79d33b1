"""A school answers whether one of its people may be a guest elsewhere."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from communities import actions
from communities.models import GuestConsent
from communities.people_forms import ConsentForm
from communities.people_queries import takes_part
from plc_platform import clock
from schools.requests import PersonRequest

SEEN = ("community__school", "community__form", "user", "school")


def guest_consent(request: PersonRequest, pk: int) -> HttpResponse:
    """The question, for who leads the school and for the guest; only who leads the school answers."""
    if request.method == "POST":
        return answer(request, pk)
    consent = get_object_or_404(GuestConsent.objects.visible_to(request.user).select_related(*SEEN), pk=pk)
    return consent_page(request, consent, ConsentForm(today=clock.today(), initial={"until": consent.until}))


def answer(request: PersonRequest, pk: int) -> HttpResponse:
    consent = get_object_or_404(GuestConsent.objects.editable_by(request.user).select_related(*SEEN), pk=pk)
    form = ConsentForm(request.POST, today=clock.today())
    if not form.is_valid():
        return consent_page(request, consent, form)
    said, now = form.cleaned_data, clock.now()
    said_no = _("Noted. Your colleague is told; the group is not.")
    if takes_part(consent):
        said_no = _("Noted. Your colleague and the group are told.")
    if said["answer"] == ConsentForm.NO:
        actions.refuse_consent(consent=consent, by=request.user, now=now)
        messages.success(request, said_no)
    else:
        try:
            actions.give_consent(consent=consent, until=said["until"], by=request.user, now=now)
        except actions.CommunityIsFinished as error:
            messages.warning(request, error.message)
        else:
            messages.success(request, _("Your school agrees. You can take that back at any time."))
    return redirect("communities:guest-consent", pk=pk)


def consent_page(request: PersonRequest, consent: GuestConsent, form: ConsentForm) -> HttpResponse:
    leads = GuestConsent.objects.editable_by(request.user).filter(pk=consent.pk).exists()
    context = {"consent": consent, "form": form, "leads": leads, "is_in": takes_part(consent)}
    return render(request, "communities/guest_consent.html", context)


@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """The school takes its yes back, from today."""
    consent = get_object_or_404(GuestConsent.objects.editable_by(request.user), pk=pk)
    actions.withdraw_consent(consent=consent, by=request.user, now=clock.now())
    messages.success(request, _("Taken back. Your colleague and the group are told."))
    return redirect("communities:guest-consent", pk=pk)
