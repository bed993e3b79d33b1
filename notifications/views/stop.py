"""Ending mails with one click, without signing in (RFC 8058)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from notifications import actions
from notifications.links import behind_token
from notifications.queries import can_undo, stopped_kinds
from notifications.registry import kinds_named, optional_kinds
from plc_platform import clock


# Exempt: the post comes from a mail provider without a cookie, and the signed token is the proof that it may.
@csrf_exempt
@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """What would be stopped, with one button. Opening it changes nothing: scanners open every link of a mail.

    A post is answered with the page itself: a mail provider follows no redirect.
    """
    if request.method == "POST" and request.POST.get("List-Unsubscribe") == "One-Click":
        actions.stop_mail(token=token, now=clock.now())
    found = behind_token(token)
    if found is None:
        return render(request, "notifications/stop_gone.html", status=404)
    person_id, kinds = found
    context = {
        "token": token,
        "kinds": kinds_named(kinds),
        "is_all": set(kinds) >= set(optional_kinds()),
        "is_stopped": set(kinds) <= stopped_kinds(person_id),
        "can_undo": can_undo(person_id, kinds),
    }
    return render(request, "notifications/stop.html", context)


@never_cache
@login_not_required
@require_POST
def stop_undo(request: HttpRequest, token: str) -> HttpResponse:
    """Everything as it was before the stop."""
    actions.undo_stop(token=token, now=clock.now())
    return redirect("notifications:stop", token)
