"""What only the demo has: its mailbox, and stepping in as somebody with one tap."""

import json
from pathlib import Path

from allauth.account.utils import get_next_redirect_url
from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from dashboard.mailbox import KeptMail, kept_names, read_mail
from schools.models import User

# What somebody else wrote is looked at, and may do nothing.
LOOK_ONLY = {
    "default-src": [NONE],
    "style-src": [UNSAFE_INLINE],
    "base-uri": [NONE],
    "form-action": [NONE],
    "frame-ancestors": [NONE],
    "sandbox": True,
}
BACKEND = settings.AUTHENTICATION_BACKENDS[0]


def demo_only() -> None:
    """Refuses everywhere but in the demo with its own database; a second wall behind the missing address."""
    database = str(settings.DATABASES["default"]["NAME"])
    if not settings.DEMO or Path(database).parent != settings.DEMO_DIR:
        raise Http404


def mail_or_404(name: str) -> KeptMail:
    demo_only()
    mail = read_mail(name)
    if mail is None:
        raise Http404
    return mail


@login_not_required
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """All mail of the demo, the newest first."""
    demo_only()
    page = Paginator(kept_names(), 30).get_page(request.GET.get("page"))
    mails = [mail for name in page if (mail := read_mail(name)) is not None]
    return render(request, "dashboard/mailbox.html", {"mails": mails, "page": page})


@login_not_required
@require_safe
def mailbox_message(request: HttpRequest, name: str) -> HttpResponse:
    """One message: its text and its links."""
    return render(request, "dashboard/mailbox_message.html", {"mail": mail_or_404(name)})


@login_not_required
@require_safe
@csp(LOOK_ONLY)  # type: ignore[arg-type]
def mailbox_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML part as a mail program would draw it, in a response that may do nothing but look."""
    mail = mail_or_404(name)
    if not mail.html:
        raise Http404
    return HttpResponse(mail.html)


@login_not_required
@require_POST
def sign_in_as(request: HttpRequest, persona: str) -> HttpResponse:
    """Step in as one of the story's people."""
    demo_only()
    people = json.loads((settings.DEMO_DIR / "personas.json").read_text(encoding="utf-8"))
    email = next((one["email"] for one in people if one["slug"] == persona), "")
    login(request, get_object_or_404(User, email=email), backend=BACKEND)
    return redirect(get_next_redirect_url(request) or "dashboard:home")
