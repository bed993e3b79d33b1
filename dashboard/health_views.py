"""Does it run? For monitors, and in plain words for leaders."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from dashboard.queries.health import health_page
from notifications import heartbeat, watch
from plc_platform import clock
from schools.requests import PersonRequest


@never_cache
@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """For a monitor: 200 when reminders run, else 503 with what is wrong. Ages in seconds; nothing about anybody."""
    now, late = clock.now(), watch.late_after(settings.TICK_SECONDS)
    try:
        signs = heartbeat.read_signs(now=now, late=late)
    except DatabaseError:
        return JsonResponse({"status": "failing", "troubles": ["database"]}, status=503)
    troubles = watch.troubles(signs, now=now, late=late)
    moments = {
        "look": signs.look.at if signs.look else None,
        "beat": signs.beat.at if signs.beat else None,
        "last_mail": signs.delivery.at if signs.delivery else None,
        "mail_failing": signs.mail_error.since if signs.mail_error else None,
        "claim": signs.claimed_at,
        "unsent": signs.unsent_since,
    }
    body = {"status": "failing" if troubles else "ok", "troubles": troubles}
    ages = {f"{name}_age": age(moment, now) for name, moment in moments.items()}
    return JsonResponse({**body, **ages}, status=503 if troubles else 200)


def age(moment: datetime | None, now: datetime) -> int | None:
    return None if moment is None else round((now - moment).total_seconds())


@require_safe
def health(request: PersonRequest) -> HttpResponse:
    """Whether reminders are being sent, for whoever leads a school."""
    page = health_page(request.user, now=clock.now())
    return render(request, "dashboard/health.html", {"page": page})
