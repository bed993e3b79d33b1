"""A page asks for a look when there was none for ten minutes: beat is away, and somebody is using the product.

Nobody waits for it: the page is finished, a thread of its own asks, and when that fails nothing happens.
"""

import logging
import time
from collections.abc import Callable
from threading import Thread

from celery import current_app
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.http import HttpRequest, HttpResponse

from notifications import heartbeat
from plc_platform import clock

logger = logging.getLogger(__name__)
CACHE_KEY = "second-trigger"


class SecondTriggerMiddleware:
    """Looks at the clock for every page of who signed in, and once a minute at the last look."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.next_check = 0.0  # on the monotonic clock; two threads that both pass do no harm

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        pause = settings.SECOND_TRIGGER_SECONDS
        if pause and request.user.is_authenticated and time.monotonic() >= self.next_check:
            self.next_check = time.monotonic() + pause
            Thread(target=ask_quietly, daemon=True).start()
        return response


def ask_quietly() -> None:
    try:
        ask()
    except Exception:
        logger.warning("no look could be asked for", exc_info=True)
    finally:
        connection.close()


def ask() -> bool:
    """Sends the tick when it is needed; says whether it did."""
    if not cache.add(CACHE_KEY, 1, settings.SECOND_TRIGGER_SECONDS):
        return False
    if not heartbeat.may_ask_for_a_look(now=clock.now()):
        return False
    logger.warning("no look for ten minutes: a page asks for one")
    current_app.send_task("meetings.tick", expires=280, retry=False)
    return True
