"""Whoever was given an attest checks it here, without an account. There is no list, and no code is kept or logged.

A code that is typed travels in a post, never in an address; 100 random bits cannot be guessed. What is limited is how
many codes that do not exist are answered in a minute, over everybody, so that no network address is kept for it.
"""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from evidence.attest_words import Paper, paper_of
from evidence.forms.attest import CodeForm
from evidence.models import Attest
from evidence.queries.attests import is_sound
from evidence.signing import read_code, shown

# The address goes along nowhere; the origin must: with "no-referrer" a browser sends the form with the origin "null".
QUIET = {"Cache-Control": "no-store", "Referrer-Policy": "strict-origin", "X-Robots-Tag": "noindex, nofollow"}
MOST_MISSES, MISSES, MINUTE = 120, "attest-misses", 60
VALID, WITHDRAWN, ALTERED, UNKNOWN, BUSY = "valid", "withdrawn", "altered", "unknown", "busy"
STATUS = {UNKNOWN: 404, BUSY: 429}


@dataclass(frozen=True, slots=True)
class Found:
    """What there is behind a code. Only of a valid one the content is shown."""

    state: str
    code: str = ""
    paper: Paper | None = None


@login_not_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """A field for the code; the answer stands on the same page."""
    form = CodeForm(request.POST or None)
    found = found_behind(form.cleaned_data["code"]) if form.is_valid() else None
    return answered(request, form, found)


@login_not_required
@require_safe
def verify_code(request: HttpRequest, code: str) -> HttpResponse:
    """Where the QR code on an attest leads."""
    return answered(request, CodeForm(), found_behind(code))


def answered(request: HttpRequest, form: CodeForm, found: Found | None) -> HttpResponse:
    status = STATUS.get(found.state, 200) if found else 200
    response = render(request, "evidence/verify.html", {"form": form, "found": found}, status=status)
    for name, value in QUIET.items():
        response[name] = value
    return response


def found_behind(typed: str) -> Found:
    """One statement at most."""
    code = read_code(typed)
    row = Attest.objects.filter(code=code).first() if code else None
    if row is None:
        return Found(BUSY if is_too_busy() else UNKNOWN)
    if not is_sound(row):
        return Found(ALTERED)
    if row.withdrawn_at:
        return Found(WITHDRAWN, shown(code))
    return Found(VALID, shown(code), paper_of(row.content))


def is_too_busy() -> bool:
    """Counts the codes of this minute that do not exist."""
    cache.add(MISSES, 0, MINUTE)
    try:
        return cache.incr(MISSES) > MOST_MISSES
    except ValueError:  # the minute ended in between
        return False
