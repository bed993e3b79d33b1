"""The inbox: what somebody was told, in the words of then."""

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from notifications import actions
from notifications.models import Notice
from notifications.queries import inbox_page
from plc_platform import clock


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Newest first. Looking at the list changes nothing."""
    cursor = request.GET.get("before", "")
    page = inbox_page(request.user, cursor)
    address = reverse("notifications:inbox")
    context = {
        "notices": page.notices,
        "has_unread": any(notice.read_at is None for notice in page.notices),
        "older_url": f"{address}?before={quote(page.older)}" if page.older else "",
        "newer_url": address if cursor else "",
    }
    return render(request, "notifications/inbox.html", context)


@require_safe
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice; opening it is reading it."""
    row = get_object_or_404(Notice.objects.visible_to(request.user).in_inbox(), pk=pk)
    actions.mark_read(notices=[row], by=request.user, now=clock.now())
    return render(request, "notifications/notice.html", {"notice": row})


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    actions.mark_read(by=request.user, now=clock.now())
    return redirect("notifications:inbox")
