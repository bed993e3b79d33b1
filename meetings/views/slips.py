"""The page that a pupil opens with a code. No account, no name, and a cookie only for the code on the board."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from meetings import actions
from meetings.cards import CLOSED, Slip, is_too_busy, new_code, slip_behind
from meetings.forms import FeedbackForm
from plc_platform import clock

# Whoever has the code may answer, so it travels nowhere; and what a pupil typed does not wait for the next one.
QUIET = {"Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}
DEVICE, SALT = "card", "meetings.card"
DEVICE_SECONDS = 12 * 3600


# Exempt: nobody is signed in, the code is the right to answer, and a pupil's phone need not keep a cookie for it.
@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: HttpRequest, token: str) -> HttpResponse:
    """Three questions. Opening it uses nothing up: scanners of links open everything. A second post changes nothing."""
    device = request.get_signed_cookie(DEVICE, "", salt=SALT, max_age=DEVICE_SECONDS) or ""
    found = slip_behind(token, device=device, today=clock.today())
    language = language_of(request, found)
    with override(language):
        response = answered(request, found) if found else render(request, "meetings/card_gone.html", status=404)
    if found and found.is_open and not found.code_hash:
        give_ticket(request, response)
    for name, value in {**QUIET, "Content-Language": language}.items():
        response[name] = value
    return response


def answered(request: HttpRequest, found: Slip) -> HttpResponse:
    """The page of a card that is there; after an answer the way to thanks."""
    data = request.POST if request.method == "POST" else None
    form = FeedbackForm(data, question=found.card.question, has_ticket=bool(found.code_hash))
    context = {"slip": found, "card": found.card, "form": form, "is_done": "done" in request.GET}
    if request.method == "POST" and found.is_open:
        if is_too_busy(found.card):
            form.add_error(None, _("Many pupils answer at once. Wait a minute and press the button again."))
            return render(request, "meetings/card.html", context, status=429)
        if form.is_valid():
            keep(found, form)
            return redirect(f"{request.path}?done&lang={language_of(request, found)}")
    if request.method == "POST" and not found.is_open:
        return redirect(f"{request.path}?done&lang={language_of(request, found)}")
    return render(request, "meetings/card.html", context, status=410 if found.state == CLOSED else 200)


def keep(found: Slip, form: FeedbackForm) -> None:
    """What could not be kept any more is told by the page that follows."""
    try:
        actions.answer_card(slip=found, said=form.said(), now=clock.now())
    except actions.MeetingError:
        pass


def give_ticket(request: HttpRequest, response: HttpResponse) -> None:
    """A random word for this device and this card. It is kept nowhere until it is used, and then as a hash."""
    response.set_signed_cookie(
        DEVICE,
        new_code(),
        salt=SALT,
        max_age=DEVICE_SECONDS,
        path=request.path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def language_of(request: HttpRequest, found: Slip | None) -> str:
    """The language that was chosen on the page, else that of the school."""
    chosen = request.GET.get("lang", "")
    if chosen in dict(settings.LANGUAGES):
        return chosen
    return found.card.community.school.language if found else settings.LANGUAGE_CODE
