"""The address that a calendar program reads, and the page on which somebody makes and ends such addresses."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from communities.models import Membership
from meetings import actions
from meetings.feeds import lines_of, read_feed
from meetings.models.calendar import CalendarFeed
from plc_platform import clock
from schools.requests import PersonRequest, is_id

# Whoever has the address may read it, so it travels nowhere by itself. A cache asks us before it shows what it has.
KEPT_QUIET = {"Cache-Control": "private, no-cache", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex"}


@login_not_required
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """A calendar program reads somebody's meetings; who has the newest already is told so. No session, no page."""
    reading = read_feed(token, today=clock.today())
    if reading is None:
        return HttpResponse("404", status=404, content_type="text/plain", headers=KEPT_QUIET)
    since = actions.note_reading(feed=reading.feed, fingerprint=reading.fingerprint, on=clock.today(), now=clock.now())
    etag, stamp = f'"{reading.fingerprint}"', int(since.timestamp())
    response = get_conditional_response(request, etag=etag, last_modified=stamp)
    if response is None:
        response = HttpResponse(reading.text(), content_type="text/calendar; charset=utf-8")
    response["ETag"], response["Last-Modified"] = etag, http_date(stamp)
    for name, value in KEPT_QUIET.items():
        response[name] = value
    return response


@require_safe
def calendar(request: PersonRequest) -> HttpResponse:
    """Which addresses there are, and how a calendar program takes one."""
    return shown(request)


@require_POST
def renew(request: PersonRequest) -> HttpResponse:
    """A new address, shown on this page and never again: only a hash of it is kept."""
    community = None
    if chosen := request.POST.get("community", ""):
        mine = Membership.objects.editable_by(request.user).current().select_related("community")
        community = get_object_or_404(mine, community=chosen if is_id(chosen) else 0).community
    token = actions.renew_feed(community=community, by=request.user, now=clock.now())
    path = reverse("meetings:feed", args=[token])
    return shown(request, address=request.build_absolute_uri(path), name=community.name if community else "")


@require_POST
def revoke(request: PersonRequest, pk: int) -> HttpResponse:
    """The address stops."""
    row = get_object_or_404(CalendarFeed.objects.editable_by(request.user).select_related("community"), pk=pk)
    actions.revoke_feed(feed=row, by=request.user, now=clock.now())
    messages.success(request, _("The address has stopped. What is in your calendar now may stay there for a while."))
    return redirect("meetings:calendar")


def shown(request: PersonRequest, *, address: str = "", name: str = "") -> HttpResponse:
    """The page; `address` is one that was made just now, for the group `name` or for all."""
    scheme, _colon, rest = address.partition("://")
    context = {
        "lines": lines_of(request.user),
        "address": address,
        "subscribe": f"webcal://{rest}" if scheme else "",
        "group": name,
    }
    # Without the usual referrer policy a browser hides where the next form on this page comes from, and it is refused.
    return render(request, "meetings/calendar.html", context)
