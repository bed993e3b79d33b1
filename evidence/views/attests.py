"""A teacher's own attests (T13). For everybody else these pages do not exist; see `verify` for who gets one."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from evidence.actions import attests as actions
from evidence.attest_words import paper_data, paper_of
from evidence.forms.attest import AttestForm, PeriodForm
from evidence.models import Attest
from evidence.pdf import make_pdf
from evidence.queries.attests import Offer, is_sound, offer_of, own_attests, years_of
from evidence.signing import shown
from meetings.qr import qr_drawing
from plc_platform import clock
from schools.models import SchoolYear
from schools.requests import PersonRequest

NETHERLANDS = "NL-"  # how the codes of its school calendars begin


@require_safe
@never_cache
def attests(request: PersonRequest) -> HttpResponse:
    """Those that one made."""
    rows = [(one, paper_of(one.content) if is_sound(one) else None) for one in own_attests(request.user)]
    return render(request, "evidence/attests.html", {"rows": rows})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: PersonRequest) -> HttpResponse:
    """Choose a period, see what would stand on it, and make it."""
    today, years = clock.today(), years_of(request.user, today=clock.today())
    first, last = (years[0].first_day, today) if years else (date(today.year, 1, 1), today)
    said = request.POST or request.GET
    period = PeriodForm(said if {"first", "last"} & said.keys() else {"first": first, "last": last}, today=today)
    context = {"period": period, "years": years, "today": today, "is_dutch": is_dutch(years)}
    if not period.is_valid():
        return render(request, "evidence/attest_new.html", context, status=400)
    offer = offer_of(request.user, period.cleaned_data["first"], min(period.cleaned_data["last"], today))
    form = AttestForm(request.POST or None, offer=offer, person=request.user)
    if request.method == "POST" and form.is_valid() and (made := made_of(request, form, offer)):
        messages.success(request, _("Your attest is ready. It is yours: you decide who gets it."))
        return redirect("evidence:attest", pk=made.pk)
    context |= {"form": form, "offer": offer}
    return render(request, "evidence/attest_new.html", context, status=400 if form.errors else 200)


def made_of(request: PersonRequest, form: AttestForm, offer: Offer) -> Attest | None:
    """The attest, or None with a word in the form."""
    code, by, now = form.cleaned_data["seal"], request.user, clock.now()
    try:
        return actions.make_attest(code=code, offer=offer, chosen=form.chosen, by=by, now=now)
    except actions.UsedForm as error:
        form.add_error(None, error.message)
        return None


@require_safe
@never_cache
def attest(request: PersonRequest, pk: int) -> HttpResponse:
    """One of one's own, as whoever gets it sees it."""
    row = get_object_or_404(Attest.objects.visible_to(request.user), pk=pk)
    paper = paper_of(row.content) if is_sound(row) else None
    address = address_of(request, row)
    context = {"attest": row, "paper": paper, "address": address, "code": shown(row.code), "qr": qr_drawing(address)}
    return render(request, "evidence/attest.html", context)


@require_safe
@never_cache
def attest_file(request: PersonRequest, pk: int) -> HttpResponse:
    """As a tagged PDF, with a code for the page on which it can be checked."""
    row = get_object_or_404(Attest.objects.visible_to(request.user), pk=pk)
    if not is_sound(row):
        return redirect("evidence:attest", pk=row.pk)
    paper, language = paper_of(row.content), get_language() or "nl"
    data = paper_data(paper, code=row.code, address=address_of(request, row))
    title = _("Attest of hours in learning communities")
    made = make_pdf("attest", data, title=title, language=language, day=paper.made_on)
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{_("attest")}-{paper.made_on.isoformat()}.pdf"'
    return response


@require_POST
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    """Whoever checks it reads so from now on."""
    row = get_object_or_404(Attest.objects.editable_by(request.user), pk=pk)
    actions.withdraw_attest(attest=row, now=clock.now())
    messages.success(request, _("Withdrawn. Whoever checks it reads so from now on."))
    return redirect("evidence:attests")


@require_POST
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    """At once, and for good."""
    actions.delete_attest(attest=get_object_or_404(Attest.objects.editable_by(request.user), pk=pk))
    messages.success(request, _("Deleted for good."))
    return redirect("evidence:attests")


def is_dutch(years: Sequence[SchoolYear]) -> bool:
    """Whether a cao of the Netherlands may speak of her hours."""
    return any(year.school.calendar.startswith(NETHERLANDS) for year in years)


def address_of(request: PersonRequest, row: Attest) -> str:
    return request.build_absolute_uri(reverse("evidence:verify-code", args=[row.code]))
